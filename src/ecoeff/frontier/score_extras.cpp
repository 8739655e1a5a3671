#include "ecoeff/frontier/score_extras.hpp"

#include <fmt/format.h>

#include <cmath>
#include <string>
#include <utility>

#include "ecoeff/base/counted.hpp"
#include "ecoeff/frontier/model_words.hpp"
#include "ecoeff/frontier/notes.hpp"
#include "ecoeff/frontier/proof_book.hpp"
#include "ecoeff/frontier/shadow_prices.hpp"
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
  ScoreOptions options = result.options;
  options.part = "meta";
  const ScoreResult meta = score_once(panel, options, true, progress);
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

// The bounds of a score, on the scale of efficiency().
struct Bounds {
  double lower = kMissing;
  double upper = kMissing;
};

Bounds bounds(const Scores& row, const ScoreTraits& traits) {
  if (!traits.distances && is_missing(row.efficiency)) return {row.lower, row.upper};
  const bool falls = traits.distances || row.efficiency != row.score;
  if (!falls) return {row.lower, row.upper};
  const double one = traits.distances ? 1 : 0;
  const double low = 1 / (one + row.upper);
  const double high = 1 / (one + row.lower);
  if (low == high && low == 1) return {1, 1};
  return {std::nextafter(std::nextafter(low, 0.0), 0.0), std::nextafter(std::nextafter(high, 2 * high), 2 * high)};
}

bool apart(const Bounds& a, const Bounds& b) { return a.upper < b.lower || b.upper < a.lower; }
bool is_point(const Bounds& b) { return b.lower == b.upper; }

// Under non-increasing returns the optimum is that of constant returns where its intensities sum to less than 1, else
// that of variable returns. So where those two differ one of them is it, and bounds that leave only one decide which.
// Null where the bounds leave it open.
const char* scale_class(const Bounds& crs, const Bounds& nirs, const Bounds& vrs) {
  if (is_point(crs) && is_point(vrs) && crs.lower == vrs.lower) return "constant";
  if (!apart(crs, vrs)) return nullptr;
  if (apart(nirs, vrs)) return "increasing";
  return apart(nirs, crs) ? "decreasing" : nullptr;
}

// The same by the exact values as fractions.
const char* scale_class(const std::string& crs, const std::string& nirs, const std::string& vrs) {
  if (crs == vrs) return "constant";
  return nirs == vrs ? "decreasing" : "increasing";
}

// The classes that bounds left open, by rational arithmetic.
void settle_classes(const Panel& panel, ScoreOptions options, const std::vector<std::vector<double>>& value,
                    ExtraColumn& words) {
  options.exact.assign(words.words.size(), 0);
  for (std::size_t row = 0; row < words.words.size(); ++row)
    options.exact[row] = words.words[row].empty() && !std::isnan(value[0][row] + value[2][row]) ? 1 : 0;
  std::vector<std::vector<std::string>> exact;
  for (const Returns returns : {Returns::crs, Returns::nirs, Returns::vrs}) {
    options.returns = returns;
    options.part = part_of(returns);
    exact.push_back(score_once(panel, options, false, {}).rows.exact());
  }
  for (std::size_t row = 0; row < words.words.size(); ++row) {
    if (options.exact[row] != 0) words.words[row] = scale_class(exact[0][row], exact[1][row], exact[2][row]);
  }
}

void add_scale(const Panel& panel, const Progress& progress, ScoreResult& result) {
  ScoreOptions options = result.options;
  const ScoreTraits& traits = score_model(options.model).traits;
  if (!traits.ordinary.empty()) options.model = traits.ordinary;
  options.bad_as = BadAs::output;
  std::vector<std::vector<double>> value;
  std::vector<std::vector<Bounds>> bound;
  SecondScores seconds(result.rows.size());
  const std::pair<Returns, const char*> all[] = {
      {Returns::crs, "efficiency_crs"}, {Returns::nirs, "returns_to_scale"}, {Returns::vrs, "efficiency_vrs"}};
  for (const auto& [returns, column_name] : all) {
    options.returns = returns;
    options.part = part_of(returns);
    std::vector<double> column;
    const ScoreResult scored = score_once(panel, options, false, progress);
    seconds.look_at(scored, column_name);
    std::vector<Bounds> its_bounds;
    for (const Scores& row : scored.rows.scores()) {
      column.push_back(efficiency(row, traits));
      its_bounds.push_back(bounds(row, traits));
    }
    value.push_back(std::move(column));
    bound.push_back(std::move(its_bounds));
  }
  seconds.tell(panel, result);
  ExtraColumn ratio{.name = "scale_efficiency"};
  ExtraColumn words{.name = "returns_to_scale"};
  bool open = false;
  for (std::size_t row = 0; row < result.rows.size(); ++row) {
    const double crs = value[0][row];
    const double vrs = value[2][row];
    ratio.values.push_back(crs / vrs);
    const char* word = std::isnan(crs + vrs) ? "" : scale_class(bound[0][row], bound[1][row], bound[2][row]);
    open = open || word == nullptr;
    words.words.emplace_back(word == nullptr ? "" : word);
  }
  if (open) settle_classes(panel, options, value, words);
  result.extras.push_back({.name = "efficiency_crs", .values = std::move(value[0])});
  result.extras.push_back({.name = "efficiency_vrs", .values = std::move(value[2])});
  result.extras.push_back(std::move(ratio));
  result.extras.push_back(std::move(words));
}

}  // namespace

void add_extras(const Panel& panel, const Progress& progress, ScoreResult& result) {
  if (!result.options.group.empty()) add_metafrontier(panel, progress, result);
  if (result.options.scale) add_scale(panel, progress, result);
  if (!result.options.price_of.empty()) add_shadow_prices(panel, {}, result);
}

}  // namespace ecoeff::frontier
