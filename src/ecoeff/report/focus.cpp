#include "ecoeff/report/focus.hpp"

#include <algorithm>
#include <tuple>

#include "ecoeff/panel/formula.hpp"
#include "ecoeff/report/figures/figure_data.hpp"
#include "ecoeff/report/tables/term_words.hpp"

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

std::vector<std::string> shown_of(const ColumnResult& column) {
  return column.shown.empty() ? std::vector<std::string>{column.focus} : column.shown;
}

std::vector<FocusEstimate> focus_estimates(const StudyResult& result, const TableResult& table) {
  std::vector<FocusEstimate> all;
  const std::string usual = read_term(result.study.model->focus);
  for (std::size_t c = 0; c < table.columns.size(); ++c) {
    const ColumnResult& column = table.columns[c];
    for (const std::string& name : shown_of(column)) {
      FocusEstimate one{.table = &table,
                        .column = &column,
                        .focus = name,
                        .number = c + 1,
                        .label = column_label(result, table, column)};
      if (name != usual) one.label = with_name(one.label, term_name(name));
      if (column.estimate && !is_missing(column.estimate->coefficient(name))) {
        one.coefficient = column.estimate->coefficient(name);
        one.se = column.estimate->se(name);
        one.statistic = column.estimate->statistic(name);
        one.p = column.estimate->p(name);
        std::tie(one.low, one.high) = column.estimate->interval(name);
        for (const double level : result.study.model->stars) one.stars += one.p < level ? "*" : "";
      }
      all.push_back(std::move(one));
    }
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

double spread_of(const StudyResult& result, const std::string& term) {
  try {
    return summarize(build_term(result.panel, term)).sd;
  } catch (const Error&) {
    return kMissing;
  }
}

bool moves_alone(const Estimate& estimate, const std::string& term) {
  const std::vector<std::string> own = term_leaves(term);
  if (own != std::vector<std::string>{term}) return false;
  return std::none_of(estimate.names.begin(), estimate.names.end(), [&](const std::string& name) {
    if (name == term || name.find_first_of(":^(") == std::string::npos) return false;
    const std::vector<std::string> leaves = term_leaves(name);
    return std::find(leaves.begin(), leaves.end(), term) != leaves.end();
  });
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
