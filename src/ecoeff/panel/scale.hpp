// Columns brought near 1 by powers of two, which lose no digit: squares of 1e300 or 1e-300 then neither overflow nor
// vanish.
#pragma once

#include "ecoeff/panel/estimate.hpp"
#include "ecoeff/panel/estimation_sample.hpp"

namespace ecoeff {

struct Scales {
  double y = 1;
  Vector x;  // by column of the sample's x
};

// Divides y and the columns of x, in place.
[[nodiscard]] Scales scale_sample(EstimationSample& sample, unsigned threads = 1);

// Coefficients (the kept columns first, then perhaps _cons), covariance, residuals, rss and rmse back in the user's
// units. A variance that is not zero but too small for a double becomes infinite, for note_out_of_range to see.
void restore_units(const Scales& scales, const std::vector<Eigen::Index>& kept, Estimate& estimate);
// Coefficients and variances that no double holds (1e200 squared) become missing. Note P594 names them.
void note_out_of_range(Estimate& estimate);

}  // namespace ecoeff
