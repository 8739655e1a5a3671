// Two checks of panel models that Stata users run after a regression.
//
//   xttest3   groupwise heteroskedasticity after fixed effects, the modified Wald test of Greene (2000, p. 598):
//             W = sum_i (s2_i - s2)^2 / V_i, s2_i = sum_t e^2 / T_i, s2 = sum e^2 / N,
//             V_i = sum_t (e^2 - s2_i)^2 / (T_i (T_i - 1)); chi-square with as many degrees of freedom as units. A unit
//             of one row, or whose squared residuals are all the same, has no V_i and is left out
//   xtserial  serial correlation (Wooldridge 2002, p. 282; Drukker 2003): e from D.y on D.x without constant, then e on
//             L.e without constant and errors clustered on units; F(1, G-1) of the coefficient being -0.5
#pragma once

#include <cstdint>
#include <vector>

#include "ecoeff/panel/estimate.hpp"

namespace ecoeff::stata {

struct GroupwiseTest {
  TestResult test;
  std::size_t left_out = 0;  // units without a V_i
};
// `unit` are codes of the units for each residual.
[[nodiscard]] GroupwiseTest groupwise_test(const Vector& residuals, const std::vector<std::int32_t>& unit);

}  // namespace ecoeff::stata
