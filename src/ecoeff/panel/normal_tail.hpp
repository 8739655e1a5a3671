// Logarithms of normal probabilities that keep their digits far in the tails.
#pragma once

namespace ecoeff {

// log Phi(z) with its first and second derivative: slope = phi(z)/Phi(z), curvature = -slope (z + slope).
struct NormalTail {
  double value = 0;
  double slope = 0;
  double curvature = 0;
};
// Below -30 by the continued fraction of Mills' ratio (Abramowitz and Stegun 26.2.14).
[[nodiscard]] NormalTail log_normal_cdf(double z);

// log(Phi(b) - Phi(a)) for a < b.
[[nodiscard]] double log_normal_interval(double a, double b);

}  // namespace ecoeff
