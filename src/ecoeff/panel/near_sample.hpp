// A sample before means of units, or shares of them, are taken: the regressors that pooled least squares with a
// constant keeps, near zero (near_zero.hpp). Means of columns far from zero would be rounded, and quasi-demeaned
// columns would be judged collinear by other sizes.
#pragma once

#include <string>
#include <vector>

#include "ecoeff/panel/estimation_sample.hpp"
#include "ecoeff/panel/near_zero.hpp"

namespace ecoeff {

struct NearSample {
  std::vector<std::string> omitted;
  Vector moved;
  double moved_y = 0;
};

// Without a constant the sample stays as it is. Error P513 when no regressor varies.
[[nodiscard]] NearSample bring_near_zero(const Formula& formula, EstimationSample& sample, bool constant);

// The constant for the columns as they were; what was left out, with note P521.
void undo(const NearSample& near, const EstimationSample& sample, Estimate& estimate);

}  // namespace ecoeff
