// The same study for people who check us in Stata or R: a do-file (xtset, winsor2, reghdfe, xtreg, xtabond2, esttab)
// and an R script (fixest, plm). Scores and indices are read from panel.csv, which stands beside them.
#pragma once

#include <string>

#include "ecoeff/study/result.hpp"

namespace ecoeff {

[[nodiscard]] std::string replicate_stata(const StudyResult& result);
[[nodiscard]] std::string replicate_r(const StudyResult& result);

// The lines of one table, which need the head of the whole script; nothing for a table that neither program makes.
[[nodiscard]] std::string stata_lines(const StudyResult& result, const TableResult& table);
[[nodiscard]] std::string r_lines(const StudyResult& result, const TableResult& table);

// A condition of the study (`time < 2020 or region == "east"`) in Stata's and R's spelling; `unit` and `time` become
// the columns of those roles.
[[nodiscard]] std::string stata_condition(const std::string& condition, const std::string& unit,
                                          const std::string& time);
[[nodiscard]] std::string r_condition(const std::string& condition, const std::string& unit, const std::string& time);

}  // namespace ecoeff
