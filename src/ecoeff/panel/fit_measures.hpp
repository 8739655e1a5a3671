// Every R2 of a fixed-effects fit, by name.
//
//   r2               1 - rss / tss,  tss = sum (y - ybar)^2 (sum y^2 in a regression without constant)
//   adjusted         1 - (rss / (N-k-a)) / (tss / (N-1))
//   within           1 - rss / tss~, all effects taken out of y
//   within-adjusted  1 - (rss / (N-k-a)) / (tss~ / (N-a))
//   within-unit      1 - rss / tss_u, only the unit effects taken out of y: what `xtreg y x i.year, fe` prints
//   overall          corr(y, x b)^2, x b with the year effects when there are any (xtreg)
//   between          the same of unit means
// a counts every effect, nested in a cluster or not.
#pragma once

#include <map>
#include <string>

#include "ecoeff/panel/absorb.hpp"

namespace ecoeff {

// What is left when only the means of one effect are taken out of y: sum of squares.
[[nodiscard]] double squares_within(const Vector& y, const Effect& effect, unsigned threads = 1);

// Squared correlations of xtreg; missing when one side does not vary.
struct XtregR2 {
  double overall;
  double between;
};
[[nodiscard]] XtregR2 xtreg_r2(const Vector& y, const Vector& index, const Effect& unit, unsigned threads = 1);

}  // namespace ecoeff
