// The same study for people who check us in Stata or R: a do-file (xtset, winsor2, reghdfe, xtreg, xtabond2, esttab),
// which `ecoeff stata --do` runs too, and an R script that needs no package (quantreg for quantile regression). Scores,
// indices and derived columns are read from panel.csv, which stands beside them.
//
// Each column of a table is made from the data as the study makes it: rows of the group, winsorized columns, condition,
// model. Where a program has no command for an estimator or for its errors, the script says why.
#pragma once

#include <string>

#include "ecoeff/study/result.hpp"

namespace ecoeff {

[[nodiscard]] std::string replicate_stata(const StudyResult& result);
[[nodiscard]] std::string replicate_r(const StudyResult& result);

// The lines of one table, which need the head of the whole script; nothing for a table that neither program makes.
[[nodiscard]] std::string stata_lines(const StudyResult& result, const TableResult& table);
[[nodiscard]] std::string r_lines(const StudyResult& result, const TableResult& table);

// A condition of the study (`time < 2020 or x > 1`) in Stata's and R's spelling; `unit` and `time` become
// the columns of those roles. Empty where it has none (a capital stock).
[[nodiscard]] std::string stata_condition(const Panel& panel, const std::string& condition);
[[nodiscard]] std::string r_condition(const Panel& panel, const std::string& condition);

}  // namespace ecoeff
