// What stands in the scripts for a column whose estimator is neither fixed effects nor GMM.
#pragma once

#include <string>
#include <vector>

#include "ecoeff/panel/formula.hpp"
#include "ecoeff/study/study.hpp"

namespace ecoeff {

struct EstimatorLine {
  const ColumnSpec* spec = nullptr;
  Formula formula;
  std::vector<std::string> effects;  // columns, in the language's spelling
  std::string unit;                  // the unit's column, in the language's spelling
  std::string vce;                   // "iid", "robust" or ""
  std::string cluster;               // a column, or ""
};

// Stata's line: xtreg, regress on D., ivregress, ivreghdfe, tobit, truncreg, xttobit or qreg. `condition` is its
// " if ..." part. Empty for fe, pooled, ols and GMM, which replicate.cpp spells.
[[nodiscard]] std::string stata_estimator(const EstimatorLine& line, const std::string& condition);

// The call in R with the name of its package in front, on the data frame `data`; empty as above.
[[nodiscard]] std::string r_estimator(const EstimatorLine& line, const std::string& data);

}  // namespace ecoeff
