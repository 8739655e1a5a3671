// Rational numbers. A double is one exactly; the way back is rounded to either side.
#pragma once

#include <boost/multiprecision/gmp.hpp>
#include <cmath>
#include <limits>

namespace ecoeff::solver {

using Rational = boost::multiprecision::number<boost::multiprecision::gmp_rational, boost::multiprecision::et_off>;

// A double that is near `r`, the nearest of all to within a unit of the last place.
[[nodiscard]] inline double near(const Rational& r) { return r.convert_to<double>(); }

// The largest double that is not above `r`, and the smallest that is not below it (infinite beyond the range).
[[nodiscard]] inline double below(const Rational& r) {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  double d = near(r);
  if (!std::isfinite(d)) return r > 0 ? std::numeric_limits<double>::max() : -kInfinity;
  while (Rational(d) > r) d = std::nextafter(d, -kInfinity);
  return d;
}
[[nodiscard]] inline double above(const Rational& r) { return -below(-r); }

}  // namespace ecoeff::solver
