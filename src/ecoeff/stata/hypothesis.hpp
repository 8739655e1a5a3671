// Linear hypotheses about coefficients, R b = r, as `test` takes them: `x1 x2`, `x1 = x2`, `x1 + 2*x2 = 1`,
// `(x1 = x2) (x3 = 0)`.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ecoeff/panel/estimate.hpp"

namespace ecoeff::stata {

struct Hypothesis {
  Vector weights;    // one for each coefficient of the estimate
  double value = 0;  // weights'b = value
  std::string text;  // "x1 - x2 = 0"
};

// Errors: T714 a name that is no coefficient (did-you-mean) or was omitted; T716 something that is not linear, or says
// nothing about the coefficients; T705 a slip.
[[nodiscard]] std::vector<Hypothesis> parse_hypotheses(const Estimate& estimate, std::string_view text,
                                                       std::string_view line);

// The hypothesis that a coefficient is 0.
[[nodiscard]] Hypothesis zero_hypothesis(const Estimate& estimate, const std::string& name, std::string_view line);

// W = (R b - r)'(R V R')^-1 (R b - r) with as many degrees of freedom as R V R' has rank; F = W / df with (df, df_r),
// or chi2 = W when df_r is infinite (df2 missing).
[[nodiscard]] TestResult wald_test(const Estimate& estimate, const std::vector<Hypothesis>& hypotheses);

}  // namespace ecoeff::stata
