// How a regression table is printed: the study's report.style with what [model] and the table itself say otherwise.
// Styles and rows are entries of table_words.hpp.
#pragma once

#include <string>
#include <vector>

#include "ecoeff/report/tables/table_words.hpp"
#include "ecoeff/study/result.hpp"

namespace ecoeff {

struct TableStyle {
  const StyleKind* kind = nullptr;
  std::string below;  // a word of below_kinds
  int digits = 3;
  bool show_controls = false;
  std::vector<std::string> rows;  // below the coefficients, words of table_row_kinds
  bool labels = false;            // variables by their labels
};
[[nodiscard]] TableStyle style_of(const StudyResult& result, const TableResult& table);

// Whether the study lists rows of estimators by their words.
[[nodiscard]] bool chooses_owed_rows(const TableStyle& style);

// Whether the table has the row: a number of the estimates needs one that has it.
[[nodiscard]] bool has_row(const TableStyle& style, const TableResult& table, const ModelSpec& model,
                           const TableRowKind& row);

// What the style calls a row.
[[nodiscard]] Text row_label(const TableStyle& style, const TableRowKind& row);

// A coefficient's name as printed: "L.CEE", or with labels "Lag of carbon emission efficiency"; term_words.hpp.
[[nodiscard]] Text variable_label(const StudyResult& result, const TableStyle& style, const std::string& name);

}  // namespace ecoeff
