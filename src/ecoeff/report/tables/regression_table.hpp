// A regression table: one column an estimate. Rows: focus with stars, statistic in brackets, lagged outcome likewise,
// controls where the study shows them, constant, controls yes/no, time and unit effects yes/no, N, R2, then AR(1),
// AR(2), Hansen (p-values) and the number of instruments where a column has them; under a split table the tests of
// equal coefficients. A refused column shows "—".
#pragma once

#include "ecoeff/report/tables/paper_table.hpp"
#include "ecoeff/study/result.hpp"

namespace ecoeff {

// Number, id, title and notes are filled by build_tables.
[[nodiscard]] PaperTable regression_table(const StudyResult& result, const TableResult& table);

}  // namespace ecoeff
