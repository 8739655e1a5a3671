// The mean of the numbers that are there: arithmetic, or geometric for ratios. Missing where there is none.
#pragma once

#include <cmath>
#include <vector>

#include "ecoeff/base/number.hpp"

namespace ecoeff {

[[nodiscard]] inline double mean_of_present(const std::vector<double>& values, bool geometric) {
  double sum = 0;
  double n = 0;
  for (const double value : values) {
    if (is_missing(value)) continue;
    sum += geometric ? std::log(value) : value;
    ++n;
  }
  if (n == 0) return kMissing;
  return geometric ? std::exp(sum / n) : sum / n;
}

}  // namespace ecoeff
