// Turning points of squares. Where a regression has x and x^2 with coefficients b1, b2, the outcome turns at
// x* = -b1 / (2 b2), with
//   Var(x*) = (V11 + 4 x* V12 + 4 x*^2 V22) / (4 b2^2)  by the delta method, and Fieller's (1954) interval: all x with
//   (b1 + 2 b2 x)^2 <= t^2 (V11 + 4 x V12 + 4 x^2 V22), which is finite where b2 differs from zero at that level.
// A U (b2 > 0) falls at the smallest x of the sample and rises at the largest, an inverted U the other way. Lind and
// Mehlum (2010) test both slopes b1 + 2 b2 x, one-sided; the joint test has the smaller statistic of the two and its p
// (Sasabuchi 1980). A turning point outside the data gives a p of one half or more.
//   Lind, J. T., Mehlum, H. (2010). With or without U? The appropriate test for a U-shaped relationship. Oxford
//   Bulletin of Economics and Statistics 72(1), 109-118.
//   Fieller, E. C. (1954). Some problems in interval estimation. Journal of the Royal Statistical Society B 16,
//   175-185.
#pragma once

#include <string>
#include <vector>

#include "ecoeff/panel/estimate.hpp"

namespace ecoeff {

struct TurningPoint {
  std::string term;  // x
  bool u = true;     // b2 > 0; else an inverted U
  double at = kMissing;
  double se = kMissing;   // delta method
  double low = kMissing;  // Fieller, 95 %; missing where the interval is not finite
  double high = kMissing;
  double from = kMissing;  // the smallest and the largest x of the rows used
  double to = kMissing;
  double slope_from = kMissing;  // b1 + 2 b2 x there, with its t
  double slope_to = kMissing;
  double t_from = kMissing;
  double t_to = kMissing;
  double statistic = kMissing;  // of the joint test: t, or z where df is missing
  double df = kMissing;
  double p = kMissing;
};

// One for every term of which the estimate has a coefficient and one of its square, in the order of the coefficients.
[[nodiscard]] std::vector<TurningPoint> turning_points(const Panel& panel, const Estimate& estimate);

// Adds them to the estimate: the test "utest(x)" with its statistic, its p and, as df2, the degrees of freedom of a t,
// and as parameters "turning_point(x)", "turning_point_se(x)", "turning_point_low(x)", "turning_point_high(x)", "slope_at_min(x)", "slope_at_max(x)". False
// where there is none.
bool add_turning_points(const Panel& panel, Estimate& estimate);

}  // namespace ecoeff
