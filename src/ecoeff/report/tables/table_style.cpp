#include "ecoeff/report/tables/table_style.hpp"

#include <algorithm>

#include "ecoeff/report/figures/figure_data.hpp"
#include "ecoeff/report/tables/term_words.hpp"

namespace ecoeff {
TableStyle style_of(const StudyResult& result, const TableResult& table) {
  const ModelSpec model = result.study.model ? *result.study.model : ModelSpec{};
  const ReportSpec& report = result.study.report;
  const StyleKind& kind = style_kind(report.style);
  return {.kind = &kind,
          .below = table.spec.below.value_or(model.below),
          .digits = table.spec.digits.value_or(model.digits),
          .show_controls = table.spec.show_controls.value_or(model.show_controls),
          .rows = report.rows.empty() ? std::vector<std::string>(kind.rows.begin(), kind.rows.end()) : report.rows,
          .labels = report.variables == "labels"};
}

bool chooses_owed_rows(const TableStyle& style) {
  return std::any_of(style.rows.begin(), style.rows.end(), [](const std::string& word) {
    return std::holds_alternative<OwedRow>(table_row_kind(word).shows);
  });
}

bool has_row(const TableStyle& style, const TableResult& table, const ModelSpec& model, const TableRowKind& row) {
  const auto* number = std::get_if<EstimateRow>(&row.shows);
  if (number == nullptr) return true;
  bool estimated = false;
  for (const ColumnResult& column : table.columns) {
    if (!column.estimate) continue;
    estimated = true;
    if (!number->cell(*column.estimate, model, style.digits).text.empty()) return true;
  }
  return !estimated && row.test.empty();
}

Text row_label(const TableStyle& style, const TableRowKind& row) {
  return (style.kind->other_row == row.word ? style.kind->other_label : row.label).text();
}

Text variable_label(const StudyResult& result, const TableStyle& style, const std::string& name) {
  return style.labels ? label_of(result, name) : both(term_name(name));
}

}  // namespace ecoeff
