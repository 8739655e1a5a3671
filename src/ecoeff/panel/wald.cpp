#include "ecoeff/panel/wald.hpp"

#include "ecoeff/numeric/decompose.hpp"
#include "ecoeff/numeric/distributions.hpp"

namespace ecoeff {

std::optional<TestResult> wald_f(const Vector& b, const Matrix& v, double df2) {
  if (b.size() == 0 || !(v.diagonal().minCoeff() > 0)) return std::nullopt;
  // Scaled to correlations, so that the rank does not depend on units.
  const Vector scale = v.diagonal().cwiseSqrt().cwiseInverse();
  int rank = 0;
  const Matrix inverse = symmetric_pseudo_inverse(scale.asDiagonal() * v * scale.asDiagonal(), 1e-12, &rank);
  if (rank < b.size()) return std::nullopt;
  const Vector scaled = scale.cwiseProduct(b);
  const auto k = static_cast<double>(b.size());
  const double f = scaled.dot(inverse * scaled) / k;
  return TestResult{.statistic = f, .df = k, .df2 = df2, .p = f_upper_p(f, k, df2)};
}

}  // namespace ecoeff
