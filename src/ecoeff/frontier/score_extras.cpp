#include "ecoeff/frontier/score_extras.hpp"

#include <fmt/format.h>

#include <cmath>
#include <string>
#include <utility>

#include "ecoeff/base/counted.hpp"
#include "ecoeff/frontier/model_words.hpp"
#include "ecoeff/frontier/notes.hpp"
#include "ecoeff/solver/tolerances.hpp"

namespace ecoeff::frontier {
namespace {

constexpr std::size_t kNamedRows = 5;  // in a note

// On a scale where more is better and the frontier is 1.
double efficiency(const Scores& row, const ScoreTraits& traits) {
  if (traits.distances) return 1 / (1 + row.score);
  return is_missing(row.efficiency) ? row.score : row.efficiency;
}

// Rows with a score of their own of which a second one has no certificate.
class SecondScores {
 public:
  explicit SecondScores(std::size_t rows) : failed_(rows) {}

  void look_at(const ScoreResult& second, const std::string& column) {
    for (std::size_t row = 0; row < failed_.size(); ++row) {
      if (second.rows.scores()[row].status == RowStatus::uncertified && failed_[row].empty()) failed_[row] = column;
    }
  }

  void tell(const Panel& panel, ScoreResult& result) const {
    std::size_t count = 0;
    std::vector<std::string> names;
    for (std::size_t row = 0; row < failed_.size(); ++row) {
      if (failed_[row].empty() || result.rows.scores()[row].status != RowStatus::optimal) continue;
      result.rows.set_reason(row, {fmt::format("{} has no certified value", failed_[row]),
                                   fmt::format("{} 没有通过检验的值", failed_[row])});
      if (++count <= kNamedRows) names.push_back(row_name(panel, row));
    }
    if (count == 0) return;
    result.uncertified_extras += count;
    const std::string more = count > names.size() ? ", ..." : "";
    result.notes.push_back({Severity::warning,
                            "F416",
                            {fmt::format("{} {} no certified second score: {}{}", counted(count, "row"),
                                         agree(count, "has", "have"), join(names, ", "), more),
                             fmt::format("{} 行没有通过检验的第二个得分：{}{}", count, join(names, "、"), more)},
                            {}});
  }

 private:
  std::vector<std::string> failed_;  // by row: the first column without a certified value
};

void add_metafrontier(const Panel& panel, const Progress& progress, ScoreResult& result) {
  const ScoreTraits& traits = score_model(result.options.model).traits;
  const ScoreResult meta = score_once(panel, result.options, true, progress);
  SecondScores seconds(result.rows.size());
  seconds.look_at(meta, "score_meta");
  seconds.tell(panel, result);
  ExtraColumn score{.name = "score_meta"};
  ExtraColumn ratio{.name = "tgr"};
  for (std::size_t row = 0; row < result.rows.size(); ++row) {
    score.values.push_back(meta.rows.scores()[row].score);
    ratio.values.push_back(efficiency(meta.rows.scores()[row], traits) / efficiency(result.rows.scores()[row], traits));
  }
  result.extras.push_back(std::move(score));
  if (traits.comparable) result.extras.push_back(std::move(ratio));
}

const char* scale_class(double crs, double nirs, double vrs) {
  if (std::abs(vrs - crs) <= kSameScore) return "constant";
  return std::abs(vrs - nirs) <= std::abs(nirs - crs) ? "decreasing" : "increasing";
}

void add_scale(const Panel& panel, const Progress& progress, ScoreResult& result) {
  ScoreOptions options = result.options;
  const ScoreTraits& traits = score_model(options.model).traits;
  if (!traits.ordinary.empty()) options.model = traits.ordinary;
  options.bad_as = BadAs::output;
  std::vector<std::vector<double>> value;
  SecondScores seconds(result.rows.size());
  const std::pair<Returns, const char*> all[] = {
      {Returns::crs, "efficiency_crs"}, {Returns::nirs, "returns_to_scale"}, {Returns::vrs, "efficiency_vrs"}};
  for (const auto& [returns, column_name] : all) {
    options.returns = returns;
    std::vector<double> column;
    const ScoreResult scored = score_once(panel, options, false, progress);
    seconds.look_at(scored, column_name);
    for (const Scores& row : scored.rows.scores()) column.push_back(efficiency(row, traits));
    value.push_back(std::move(column));
  }
  seconds.tell(panel, result);
  ExtraColumn ratio{.name = "scale_efficiency"};
  ExtraColumn words{.name = "returns_to_scale"};
  for (std::size_t row = 0; row < result.rows.size(); ++row) {
    const double crs = value[0][row];
    const double vrs = value[2][row];
    ratio.values.push_back(crs / vrs);
    words.words.emplace_back(std::isnan(crs + vrs) ? "" : scale_class(crs, value[1][row], vrs));
  }
  result.extras.push_back({.name = "efficiency_crs", .values = std::move(value[0])});
  result.extras.push_back({.name = "efficiency_vrs", .values = std::move(value[2])});
  result.extras.push_back(std::move(ratio));
  result.extras.push_back(std::move(words));
}

}  // namespace

void add_extras(const Panel& panel, const Progress& progress, ScoreResult& result) {
  if (!result.options.group.empty()) add_metafrontier(panel, progress, result);
  if (result.options.scale) add_scale(panel, progress, result);
}

}  // namespace ecoeff::frontier
