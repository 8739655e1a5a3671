#include "ecoeff/panel/normal_tail.hpp"

#include <cmath>
#include <utility>

namespace ecoeff {
namespace {

constexpr double kLogRootTwoPi = 0.91893853320467274178;
constexpr double kRootHalf = 0.70710678118654752440;
constexpr double kFar = -30;

// Q(x)/phi(x) = 1/(x + 1/(x + 2/(x + 3/(x + ...)))) for large x.
double mills_ratio(double x) {
  double fraction = x;
  for (int k = 60; k >= 1; --k) fraction = x + k / fraction;
  return 1 / fraction;
}

}  // namespace

NormalTail log_normal_cdf(double z) {
  NormalTail out;
  if (z < kFar) {
    const double ratio = mills_ratio(-z);
    out.value = -z * z / 2 - kLogRootTwoPi + std::log(ratio);
    out.slope = 1 / ratio;
  } else {
    const double cdf = 0.5 * std::erfc(-z * kRootHalf);
    out.value = z > 5 ? std::log1p(-0.5 * std::erfc(z * kRootHalf)) : std::log(cdf);
    out.slope = std::exp(-z * z / 2 - kLogRootTwoPi) / cdf;
  }
  out.curvature = -out.slope * (z + out.slope);
  return out;
}

double log_normal_interval(double a, double b) {
  if (a > 0) {  // the lower tails of the mirror image are the small ones
    std::swap(a, b);
    a = -a;
    b = -b;
  }
  const double high = log_normal_cdf(b).value;
  const double low = log_normal_cdf(a).value;
  return high + std::log(-std::expm1(low - high));
}

}  // namespace ecoeff
