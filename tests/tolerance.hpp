// Every tolerance of the tests, by kind of quantity.
#pragma once

#include <algorithm>
#include <cmath>

namespace ecoeff::tolerance {

inline constexpr double kScore = 1e-9;        // efficiency scores against exact arithmetic
inline constexpr double kEstimate = 1e-7;     // coefficients and errors against other programs, relative
inline constexpr double kEstimateGmm = 1e-6;  // the same for GMM and likelihood estimators
inline constexpr double kRoundOff = 1e-12;    // two ways to compute the same number
inline constexpr double kSolver = 1e-10;      // feasibility and optimality of small linear programs

// |a - b| relative to the larger of the two and 1e-12.
inline double relative_difference(double a, double b) {
  if (a == b) return 0;
  return std::abs(a - b) / std::max({std::abs(a), std::abs(b), 1e-12});
}

}  // namespace ecoeff::tolerance
