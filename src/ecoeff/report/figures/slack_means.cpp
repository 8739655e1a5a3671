#include "ecoeff/report/figures/slack_means.hpp"

#include <algorithm>
#include <numeric>
#include <span>
#include <string>

#include "ecoeff/report/figures/figure_data.hpp"

namespace ecoeff {

double SlackMeans::total() const { return std::accumulate(ratio.begin(), ratio.end(), 0.0); }

SlackMeans slack_means(const StudyResult& result, const ScoreOutcome& outcome,
                       const std::function<bool(std::size_t)>& keep) {
  const std::vector<std::string> names = features(outcome.result.options);
  std::vector<std::span<const double>> values;
  for (const std::string& name : names) values.push_back(result.panel.table.numbers(name));
  SlackMeans means{.ratio = std::vector<double>(names.size(), 0)};
  for (std::size_t i = 0; i < outcome.result.rows.size(); ++i) {
    const Scores& row = outcome.result.rows.scores()[i];
    const std::span<const double> slacks = outcome.result.rows.slacks(i);
    if (row.status != RowStatus::optimal || row.efficient || slacks.size() != names.size() || !keep(i)) continue;
    ++means.rows;
    for (std::size_t k = 0; k < names.size(); ++k) {
      if (values[k][i] > 0 && !is_missing(slacks[k])) means.ratio[k] += std::max(0.0, slacks[k]) / values[k][i];
    }
  }
  for (double& ratio : means.ratio) ratio = means.rows == 0 ? 0 : ratio / static_cast<double>(means.rows);
  return means;
}

}  // namespace ecoeff
