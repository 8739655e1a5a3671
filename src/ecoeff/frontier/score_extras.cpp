#include "ecoeff/frontier/score_extras.hpp"

#include <cmath>

#include "ecoeff/frontier/model_words.hpp"
#include "ecoeff/solver/tolerances.hpp"

namespace ecoeff::frontier {
namespace {

// On a scale where more is better and the frontier is 1.
double efficiency(const Scores& row, Family family) {
  if (family == Family::directional) return 1 / (1 + row.score);
  return is_missing(row.efficiency) ? row.score : row.efficiency;
}

void add_metafrontier(const Panel& panel, const Progress& progress, ScoreResult& result) {
  const Family family = family_of(result.options.model);
  const ScoreResult meta = score_once(panel, result.options, true, progress);
  ExtraColumn score{.name = "score_meta"};
  ExtraColumn ratio{.name = "tgr"};
  for (std::size_t row = 0; row < result.rows.size(); ++row) {
    score.values.push_back(meta.rows.scores()[row].score);
    ratio.values.push_back(efficiency(meta.rows.scores()[row], family) / efficiency(result.rows.scores()[row], family));
  }
  result.extras.push_back(std::move(score));
  const bool comparable = result.options.model == "ram" || (family != Family::additive && family != Family::ebm);
  if (comparable) result.extras.push_back(std::move(ratio));
}

const char* scale_class(double crs, double nirs, double vrs) {
  if (std::abs(vrs - crs) <= kSameScore) return "constant";
  return std::abs(vrs - nirs) <= std::abs(nirs - crs) ? "decreasing" : "increasing";
}

void add_scale(const Panel& panel, const Progress& progress, ScoreResult& result) {
  ScoreOptions options = result.options;
  if (options.model.starts_with("super-")) options.model.erase(0, 6);
  options.bad_as = BadAs::output;
  const Family family = family_of(options.model);
  std::vector<std::vector<double>> value;
  for (const Returns returns : {Returns::crs, Returns::nirs, Returns::vrs}) {
    options.returns = returns;
    std::vector<double> column;
    const ScoreResult scored = score_once(panel, options, false, progress);
    for (const Scores& row : scored.rows.scores()) column.push_back(efficiency(row, family));
    value.push_back(std::move(column));
  }
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
