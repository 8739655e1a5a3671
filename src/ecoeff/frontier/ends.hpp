// The two ends between which a number is proved to lie, and what they become when numbers are combined: each end is
// rounded outwards. Missing where a step has no bound.
#pragma once

#include <algorithm>
#include <cmath>
#include <limits>

#include "ecoeff/base/number.hpp"

namespace ecoeff::frontier {

struct Ends {
  double lower = kMissing;
  double upper = kMissing;
};

[[nodiscard]] inline Ends outwards(double lower, double upper) {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  if (!std::isfinite(lower) || !std::isfinite(upper)) return {};
  return {std::nextafter(lower, -kInfinity), std::nextafter(upper, kInfinity)};
}

// Of numbers above 0.
[[nodiscard]] inline Ends quotient(const Ends& a, const Ends& b) {
  if (!(a.lower > 0) || !(b.lower > 0)) return {};
  return outwards(a.lower / b.upper, a.upper / b.lower);
}
[[nodiscard]] inline Ends product(const Ends& a, const Ends& b) {
  if (!(a.lower > 0) || !(b.lower > 0)) return {};
  return outwards(a.lower * b.lower, a.upper * b.upper);
}
[[nodiscard]] inline Ends root(const Ends& a) {
  if (!(a.lower >= 0)) return {};
  return outwards(std::sqrt(a.lower), std::sqrt(a.upper));
}

[[nodiscard]] inline Ends difference(const Ends& a, const Ends& b) {
  return outwards(a.lower - b.upper, a.upper - b.lower);
}
[[nodiscard]] inline Ends mean(const Ends& a, const Ends& b) {
  const Ends sum = outwards(a.lower + b.lower, a.upper + b.upper);
  return {sum.lower / 2, sum.upper / 2};
}

}  // namespace ecoeff::frontier
