// The rows that estimators owe a table: instruments and tests, limits, likelihoods.
#pragma once

#include <string_view>
#include <vector>

#include "ecoeff/report/tables/paper_table.hpp"
#include "ecoeff/report/tables/table_style.hpp"

namespace ecoeff {

// What the columns' estimators owe under a word of table_row_kinds, or, without one, what is not chosen by words: a row
// for every label that any column has, in the order in which the columns have them.
[[nodiscard]] std::vector<TableRow> owed_rows(const StudyResult& result, const TableStyle& style,
                                              const TableResult& table, std::string_view word);

}  // namespace ecoeff
