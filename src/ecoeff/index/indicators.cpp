#include "ecoeff/index/indicators.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <span>

#include "ecoeff/base/counted.hpp"

namespace ecoeff {

IndicatorRows complete_rows(const Panel& panel, const std::vector<Indicator>& indicators, Notes& notes) {
  if (indicators.size() < 2) {
    throw Error(Fault::study, "X302", {"an index needs at least two indicators", "综合指数至少需要两个指标"}, {},
                {"list more columns under indicators", "请在 indicators 中列出更多的列"});
  }
  std::vector<std::span<const double>> columns;
  for (const Indicator& indicator : indicators) columns.push_back(panel.table.numbers(indicator.column));

  IndicatorRows used;
  Where first_left_out;
  for (std::size_t row = 0; row < panel.rows(); ++row) {
    const auto gap = std::ranges::find_if(columns, [row](const auto& column) { return is_missing(column[row]); });
    if (gap == columns.end()) {
      used.rows.push_back(row);
    } else if (used.rows.size() == row) {
      first_left_out = panel.table.where(row, indicators[static_cast<std::size_t>(gap - columns.begin())].column);
    }
  }
  if (used.rows.empty()) {
    throw Error(Fault::data, "X301", {"no row has a value for every indicator", "没有任何一行的全部指标都有数值"},
                first_left_out,
                {"fill the gaps (missing = \"linear\"), or leave out the indicator that is empty",
                 "请补齐缺失值（missing = \"linear\"），或去掉整列为空的指标"});
  }
  if (const std::size_t left_out = panel.rows() - used.rows.size(); left_out > 0) {
    notes.push_back(
        {Severity::warning,
         "X311",
         {fmt::format("{} of {} rows {} no index because an indicator is missing; the first of them is named here",
                      left_out, panel.rows(), agree(left_out, "gets", "get")),
          fmt::format("{}/{} 行因指标缺失而没有指数，此处列出其中第一行", left_out, panel.rows())},
         first_left_out});
  }
  used.values.resize(static_cast<Eigen::Index>(used.rows.size()), static_cast<Eigen::Index>(columns.size()));
  for (std::size_t j = 0; j < columns.size(); ++j) {
    for (std::size_t i = 0; i < used.rows.size(); ++i) {
      used.values(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(j)) = columns[j][used.rows[i]];
    }
  }
  return used;
}

std::vector<IndicatorWeight> weight_lines(const std::vector<Indicator>& indicators, const IndicatorRows& used) {
  std::vector<IndicatorWeight> lines(indicators.size());
  for (std::size_t j = 0; j < indicators.size(); ++j) {
    lines[j].indicator = indicators[j];
    lines[j].minimum = used.values.col(static_cast<Eigen::Index>(j)).minCoeff();
    lines[j].maximum = used.values.col(static_cast<Eigen::Index>(j)).maxCoeff();
  }
  return lines;
}

void rescale_index(std::vector<double>& score, const std::vector<std::size_t>& rows, Notes& notes) {
  double low = kMissing;
  double high = kMissing;
  for (const std::size_t row : rows) {
    if (is_missing(score[row])) continue;
    low = is_missing(low) ? score[row] : std::min(low, score[row]);
    high = is_missing(high) ? score[row] : std::max(high, score[row]);
  }
  if (!(high > low)) {
    notes.push_back({Severity::warning,
                     "X315",
                     {"the index is the same in every row and was not rescaled", "指数在所有行中都相同，未作缩放"},
                     {}});
    return;
  }
  for (const std::size_t row : rows) score[row] = (score[row] - low) / (high - low);
}

}  // namespace ecoeff
