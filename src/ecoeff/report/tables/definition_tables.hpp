// The tables that say what was measured: inputs and outputs of a score (the paper's Table 1), indicators and weights of
// an index (Table 2), and descriptive statistics (Table 3).
#pragma once

#include "ecoeff/report/tables/paper_table.hpp"
#include "ecoeff/study/result.hpp"

namespace ecoeff {

// Number, id, title, columns and notes are filled by build_tables. A table `of` a score or index that the result lacks
// has no rows.
[[nodiscard]] PaperTable score_definition(const StudyResult& result, const TableResult& table);
[[nodiscard]] PaperTable index_definition(const StudyResult& result, const TableResult& table);
[[nodiscard]] PaperTable description_table(const StudyResult& result, const TableResult& table);

// The heads of so many levels of grouping: dimension, first level, second level ...
[[nodiscard]] std::vector<Text> level_heads(std::size_t depth);

// Cells that repeat the one above them become one cell that spans the rows, column by column, inside the span to the
// left.
[[nodiscard]] std::vector<TableRow> with_spans(const std::vector<std::vector<Text>>& leading);

}  // namespace ecoeff
