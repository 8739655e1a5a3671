#include "ecoeff/report/tables/owed_rows.hpp"

#include <algorithm>
#include <string>

#include "ecoeff/panel/estimator.hpp"
#include "ecoeff/report/tables/table_cells.hpp"

namespace ecoeff {
namespace {

std::vector<EstimatorRow> rows_of(const ColumnResult& column) {
  if (!column.estimate) return {};
  const Estimator& method = estimator_of(*column.estimate);
  return method.rows == nullptr ? std::vector<EstimatorRow>{} : method.rows(*column.estimate);
}

// The labels of all columns; one that a column has behind another stands behind it: the first stages side by side.
std::vector<Text> labels_of(const TableStyle& style, const TableResult& table, std::string_view word) {
  const bool chosen = chooses_owed_rows(style);
  std::vector<Text> labels;
  for (const ColumnResult& column : table.columns) {
    auto before = labels.end();
    for (const EstimatorRow& row : rows_of(column)) {
      if (row.word != word && (!word.empty() || chosen)) continue;
      const auto at = std::find(labels.begin(), labels.end(), row.label);
      before = at != labels.end()       ? at
               : before == labels.end() ? labels.insert(labels.end(), row.label)
                                        : labels.insert(before + 1, row.label);
    }
  }
  return labels;
}

// "First-stage F: x" with the regressor as the table calls it.
Text as_called(const StudyResult& result, const TableStyle& style, const TableResult& table, const Text& label) {
  for (const ColumnResult& column : table.columns) {
    if (!column.estimate) continue;
    for (const std::string& name : column.estimate->endogenous) {
      const Text own = variable_label(result, style, name);
      if (!label.en.ends_with(": " + name) || !label.zh.ends_with("：" + name)) continue;
      return {label.en.substr(0, label.en.size() - name.size()) + own.in(Language::en),
              label.zh.substr(0, label.zh.size() - name.size()) + own.in(Language::zh)};
    }
  }
  return label;
}

Cell cell_of(const TableStyle& style, const EstimatorRow& row) {
  switch (row.kind) {
    case EstimatorRow::Kind::count: return count_cell(static_cast<std::size_t>(row.value));
    case EstimatorRow::Kind::p: return p_cell(row.value, style.digits);
    case EstimatorRow::Kind::number: break;
  }
  return number_cell(row.value, style.digits);
}

}  // namespace

std::vector<TableRow> owed_rows(const StudyResult& result, const TableStyle& style, const TableResult& table,
                                std::string_view word) {
  std::vector<TableRow> printed;
  for (const Text& label : labels_of(style, table, word)) {
    TableRow row;
    row.cells.push_back(label_cell(as_called(result, style, table, label)));
    for (const ColumnResult& column : table.columns) {
      const std::vector<EstimatorRow> rows = rows_of(column);
      const auto at = std::find_if(rows.begin(), rows.end(), [&](const EstimatorRow& r) { return r.label == label; });
      row.cells.push_back(at == rows.end() ? Cell{} : cell_of(style, *at));
    }
    printed.push_back(std::move(row));
  }
  return printed;
}

}  // namespace ecoeff
