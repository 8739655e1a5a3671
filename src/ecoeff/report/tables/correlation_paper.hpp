// A table of kind correlation as papers print it: Pearson below the diagonal, Spearman above it where asked for, with
// the stars of the study's thresholds.
#pragma once

#include "ecoeff/report/tables/paper_table.hpp"
#include "ecoeff/study/result.hpp"

namespace ecoeff {

[[nodiscard]] PaperTable correlation_paper(const StudyResult& result, const TableResult& table);
[[nodiscard]] std::vector<Text> correlation_notes(const StudyResult& result, const TableResult& table);

}  // namespace ecoeff
