// Dynamic-panel models as a line of Stata: `xtabond2 n L.n L(0/1).(w k), gmm(L.n, lag(2 3) collapse) iv(x, eq(level))
// twostep robust small`.
#pragma once

#include <string>
#include <string_view>

#include "ecoeff/data/table.hpp"
#include "ecoeff/panel/dynamic_gmm.hpp"

namespace ecoeff {

// Reads the line ("xtabond2" itself may be left out). Ranges (yr1978-yr1983) and wildcards (yr*) are expanded over the
// columns of `table`. Options: gmm(), iv(), twostep, robust, small, noconstant, noleveleq, orthogonal, h(), artests(),
// nodiffsargan (accepted; the tests are free). Error P530 names any other word.
[[nodiscard]] DynamicGmmModel parse_xtabond2(std::string_view line, const Table& table);

// The line for a model, as a user of Stata would type it.
[[nodiscard]] std::string xtabond2_line(const DynamicGmmModel& model);

}  // namespace ecoeff
