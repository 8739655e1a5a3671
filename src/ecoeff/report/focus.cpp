#include "ecoeff/report/focus.hpp"

#include <algorithm>

#include "ecoeff/panel/formula.hpp"
#include "ecoeff/report/figures/figure_data.hpp"

#include "ecoeff/report/tables/table_papers.hpp"

namespace ecoeff {
namespace {

Text column_label(const StudyResult& result, const TableResult& table, const ColumnResult& column) {
  if (!column.group.empty() && (column.head.empty() || column.head == both(column.group))) {
    return {value_label(result, column.group, Language::en), value_label(result, column.group, Language::zh)};
  }
  if (!column.head.empty()) return column.head;
  const std::string base = parse_formula(result.study.model->formula).outcome;
  if (column.outcome != base) return label_of(result, column.outcome);
  const bool differ = std::any_of(table.columns.begin(), table.columns.end(), [&](const ColumnResult& other) {
    return other.spec.controls != column.spec.controls;
  });
  if (table.mechanism && &column != &table.columns.front()) {
    const Text mediator = label_of(result, table.mechanism->mediator);
    return {"with " + mediator.in(Language::en), "加入" + mediator.in(Language::zh)};
  }
  if (!differ) return {"base model", "基准模型"};
  return column.spec.controls ? Text{"with controls", "含控制变量"} : Text{"without controls", "不含控制变量"};
}

// A label with the variable that stands for the focus.
Text with_name(const Text& label, const std::string& focus) {
  return {label.in(Language::en) + " [" + focus + "]", label.in(Language::zh) + "［" + focus + "］"};
}

}  // namespace

std::vector<FocusEstimate> focus_estimates(const StudyResult& result, const TableResult& table) {
  std::vector<FocusEstimate> all;
  for (const ColumnResult& column : table.columns) {
    FocusEstimate one{
        .table = &table, .column = &column, .number = all.size() + 1, .label = column_label(result, table, column)};
    if (column.focus != result.study.model->focus) one.label = with_name(one.label, column.focus);
    if (column.estimate && !is_missing(column.estimate->coefficient(column.focus))) {
      one.coefficient = column.estimate->coefficient(column.focus);
      one.se = column.estimate->se(column.focus);
      one.statistic = column.estimate->statistic(column.focus);
      one.p = column.estimate->p(column.focus);
      const auto [low, high] = column.estimate->interval(column.focus);
      one.low = low;
      one.high = high;
      for (const double level : result.study.model->stars) one.stars += one.p < level ? "*" : "";
    }
    all.push_back(std::move(one));
  }
  return all;
}

std::vector<FocusEstimate> focus_estimates(const StudyResult& result) {
  std::vector<FocusEstimate> all;
  if (!result.study.model) return all;
  for (const TableResult& table : result.tables) {
    if (!stands_in(table, TablePlace::models)) continue;
    const std::vector<FocusEstimate> more = focus_estimates(result, table);
    all.insert(all.end(), more.begin(), more.end());
  }
  return all;
}

double significance_level(const StudyResult& result, double p) {
  double level = kMissing;
  for (const double threshold : result.study.model->stars) {
    if (p < threshold && !(threshold >= level)) level = threshold;
  }
  return level;
}

double weakest_level(const StudyResult& result) {
  const auto& stars = result.study.model->stars;
  return stars.empty() ? 0.10 : *std::max_element(stars.begin(), stars.end());
}

std::string format_estimate(const StudyResult& result, double value) {
  return format_fixed(value, result.study.model ? result.study.model->digits : 3);
}

}  // namespace ecoeff
