#include "ecoeff/report/focus.hpp"

#include <algorithm>
#include <tuple>

#include "ecoeff/panel/estimator.hpp"
#include "ecoeff/panel/formula.hpp"
#include "ecoeff/report/figures/figure_data.hpp"
#include "ecoeff/report/prose/condition_words.hpp"
#include "ecoeff/report/tables/error_words.hpp"
#include "ecoeff/report/tables/table_cells.hpp"
#include "ecoeff/report/tables/term_words.hpp"

#include "ecoeff/report/tables/table_papers.hpp"

namespace ecoeff {
namespace {

// What tells a column of another estimator than the base model's apart: its name, or, where the table has it twice, what
// a table says of it.
Text method_label(const StudyResult& result, const TableResult& table, const ColumnResult& column) {
  const Estimator& method = estimator(column.spec.estimator);
  if (method.traits.base_form) return {};
  const auto same = std::count_if(table.columns.begin(), table.columns.end(), [&](const ColumnResult& other) {
    return other.spec.estimator == column.spec.estimator;
  });
  if (same > 1 && column.estimate) {
    const auto label = [&](const std::string& name) { return name_of(result, name); };
    if (const Text said = method_said(*column.estimate, label); !said.empty()) return said;
  }
  return method.about.title;
}

void add_change(Text& all, const Text& change) {
  all.en += (all.en.empty() ? "" : ", ") + change.en;
  all.zh += (all.zh.empty() ? "" : "，") + change.zh;
}

// What a column changes of the base model's data and errors.
Text changes_of(const StudyResult& result, const ColumnResult& column) {
  const ColumnSpec& spec = column.spec;
  Text changes;
  if (spec.winsor) add_change(changes, {"winsorized", "缩尾处理"});
  if (!spec.keep.empty()) {
    const Text rows = condition_words(result, spec.keep);
    add_change(changes, {"rows with " + rows.en, close_up("样本限于 " + rows.zh)});
  }
  const bool other_weights = !spec.weights.empty() && spec.weights != result.study.model->weights;
  if (other_weights && column.estimate)
    add_change(changes,
               column.estimate->weights.empty() ? Text{"unweighted", "不加权"} : Text{"other weights", "其他权重"});
  if (!spec.vce.empty() && spec.vce != result.study.model->vce && column.estimate)
    add_change(changes, errors_said(result, *column.estimate));
  return changes;
}

Text column_label(const StudyResult& result, const TableResult& table, const ColumnResult& column) {
  if (!column.group.empty() && (column.head.empty() || column.head == both(column.group))) {
    return {value_label(result, column.group, Language::en), value_label(result, column.group, Language::zh)};
  }
  if (!column.head.empty()) return column.head;
  const std::string base = parse_formula(result.study.model->formula).outcome;
  if (column.outcome != base) return label_of(result, column.outcome);
  if (const Text method = method_label(result, table, column); !method.empty()) return method;
  if (!column.spec.formula.empty()) return {"other specification", "其他设定"};
  if (table.moderation) return {"with the product", "加入交互项"};
  const bool differ = std::any_of(table.columns.begin(), table.columns.end(), [&](const ColumnResult& other) {
    return other.spec.controls != column.spec.controls;
  });
  if (table.mechanism && &column != &table.columns.front()) {
    const Text mediator = label_of(result, table.mechanism->mediator);
    return {"with " + mediator.in(Language::en), "加入" + mediator.in(Language::zh)};
  }
  const Text changes = changes_of(result, column);
  if (!differ && !changes.empty()) return changes;
  if (!differ) return {"base model", "基准模型"};
  if (!changes.empty()) {
    return column.spec.controls ? changes : Text{"without controls, " + changes.en, "不含控制变量，" + changes.zh};
  }
  return column.spec.controls ? Text{"with controls", "含控制变量"} : Text{"without controls", "不含控制变量"};
}

// A label with the variable that stands for the focus: as the rows of the tables call it beside a head, else in words.
Text with_name(const StudyResult& result, const ColumnResult& column, const Text& label, const std::string& focus) {
  const bool in_words = column.head.empty() || result.study.report.variables == "labels";
  const Text name = in_words ? label_of(result, focus) : both(term_name(focus));
  return {label.in(Language::en) + " [" + lower_first(name.in(Language::en)) + "]",
          label.in(Language::zh) + "［" + name.in(Language::zh) + "］"};
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
      if (name != usual) one.label = with_name(result, column, one.label, name);
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

bool is_main_focus(const StudyResult& result, const FocusEstimate& one) {
  return one.focus == read_term(result.study.model->focus) ||
         (!one.column->spec.swap.empty() && one.focus == one.column->focus);
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
  return bound_text(value, result.study.model ? result.study.model->digits : 3);
}

}  // namespace ecoeff
