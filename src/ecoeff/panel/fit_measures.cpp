#include "ecoeff/panel/fit_measures.hpp"

#include <cmath>
#include <limits>

namespace ecoeff {
namespace {

double squared_correlation(const Vector& a, const Vector& b) {
  const Vector x = a.array() - a.mean();
  const Vector y = b.array() - b.mean();
  const double size = x.norm() * y.norm();
  // Without variation the correlation is rounding noise.
  if (!(x.norm() > 1e-12 * a.norm()) || !(y.norm() > 1e-12 * b.norm())) return std::numeric_limits<double>::quiet_NaN();
  const double r = x.dot(y) / size;
  return r * r;
}

Vector level_means(const Vector& x, const Effect& effect) {
  Vector sums = Vector::Zero(static_cast<Eigen::Index>(effect.levels));
  Vector counts = sums;
  for (Eigen::Index i = 0; i < x.size(); ++i) {
    const std::int32_t code = effect.codes[static_cast<std::size_t>(i)];
    sums(code) += x(i);
    counts(code) += 1;
  }
  return sums.cwiseQuotient(counts);
}

}  // namespace

double squares_within(const Vector& y, const Effect& effect) {
  const Vector means = level_means(y, effect);
  double total = 0;
  for (Eigen::Index i = 0; i < y.size(); ++i) {
    const double left = y(i) - means(effect.codes[static_cast<std::size_t>(i)]);
    total += left * left;
  }
  return total;
}

XtregR2 xtreg_r2(const Vector& y, const Vector& index, const Effect& unit) {
  return {squared_correlation(y, index), squared_correlation(level_means(y, unit), level_means(index, unit))};
}

}  // namespace ecoeff
