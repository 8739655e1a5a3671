// Results to tables as the paper prints them.
#pragma once

#include <vector>

#include "ecoeff/report/tables/paper_table.hpp"
#include "ecoeff/study/result.hpp"

namespace ecoeff {

// Tables in the order of the study. Rows of a regression table: focus with stars, statistic in parentheses, lagged
// outcome likewise, constant likewise, controls, time and unit effects yes/no, N, R2 (named in the note), then AR(1),
// AR(2), Hansen, instruments where a column has them; under a split table the tests of equal coefficients. Notes:
// thresholds, kind of standard error, degrees of freedom, R2 kind, data source.
[[nodiscard]] std::vector<PaperTable> build_tables(const StudyResult& result);

}  // namespace ecoeff
