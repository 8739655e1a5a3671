// Checks of a fitted panel model that a referee asks for, from its residuals e (rows of the sample).
//
//   cd      Pesaran's (2004) test of cross-sectional dependence: CD = sqrt(1 / P) sum_{i<j} sqrt(T_ij) r_ij over the P
//           pairs of units with T_ij >= 2 common periods and residuals that vary there; r_ij is the correlation over
//           the common periods. Normal. In a balanced panel it is sqrt(2T / (n(n-1))) sum r_ij
//   serial  Wooldridge's test of first-order serial correlation (Wooldridge 2010, section 10.6.3; Drukker 2003): e from
//           D.y on D.x without constant, e on L.e with errors clustered on units; F(1, G-1) of H0: coefficient = -0.5
//   hetero  modified Wald test of equal error variances across units (Greene 2000, p. 598; Baum 2001):
//           W = sum_i (s2_i - s2)^2 / V_i, s2_i = sum_t e^2 / T_i, s2 = sum e^2 / N,
//           V_i = sum_t (e^2 - s2_i)^2 / (T_i (T_i - 1)); chi-square, one degree of freedom a unit. It assumes long
//           series: with few periods it rejects too often
#pragma once

#include <cstddef>

#include "ecoeff/panel/estimate.hpp"
#include "ecoeff/panel/formula.hpp"

namespace ecoeff {

struct CrossSectionDependence {
  double statistic = kMissing;  // missing when no pair can be used
  double p = kMissing;
  double mean_correlation = kMissing;
  double mean_absolute_correlation = kMissing;
  std::size_t pairs = 0;
  std::size_t pairs_left_out = 0;
};
[[nodiscard]] CrossSectionDependence pesaran_cd(const Panel& panel, const std::vector<std::size_t>& rows,
                                                const Vector& residuals);

// The model is that of `formula`, on the rows `rows` and those before them; effects constant in time drop out with the
// differences, time effects stay as dummies. The result is missing when too few rows follow each other.
[[nodiscard]] TestResult wooldridge_serial(const Panel& panel, const Formula& formula,
                                           const std::vector<std::size_t>& rows);

struct GroupwiseVariance {
  TestResult test;
  std::size_t left_out = 0;  // units of one row, or whose squared residuals are all the same
};
[[nodiscard]] GroupwiseVariance modified_wald(const Panel& panel, const std::vector<std::size_t>& rows,
                                              const Vector& residuals);

}  // namespace ecoeff
