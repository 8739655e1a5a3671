#include "ecoeff/report/tables/table_style.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "ecoeff/report/figures/figure_data.hpp"

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

Text row_label(const TableStyle& style, const TableRowKind& row) {
  return (style.kind->other_row == row.word ? style.kind->other_label : row.label).text();
}

Text variable_label(const StudyResult& result, const TableStyle& style, const std::string& name) {
  if (!style.labels) return both(name);
  const std::size_t dot = name.find('.');
  const bool moved = dot != std::string::npos && (name[0] == 'L' || name[0] == 'F' || name[0] == 'D') &&
                     std::all_of(name.begin() + 1, name.begin() + static_cast<std::ptrdiff_t>(dot),
                                 [](char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; });
  if (!moved) return label_of(result, name);
  const Text label = label_of(result, name.substr(dot + 1));
  const std::string steps = dot == 1 ? "1" : name.substr(1, dot - 1);
  const std::string plural = steps == "1" ? "" : "s";
  if (name[0] == 'D') return {label.en + ", change", label.zh + "（变化）"};
  return name[0] == 'L' ? Text{fmt::format("{}, {} period{} before", label.en, steps, plural),
                               fmt::format("{}（滞后 {} 期）", label.zh, steps)}
                        : Text{fmt::format("{}, {} period{} later", label.en, steps, plural),
                               fmt::format("{}（提前 {} 期）", label.zh, steps)};
}

}  // namespace ecoeff
