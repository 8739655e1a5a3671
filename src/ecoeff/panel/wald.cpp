#include "ecoeff/panel/wald.hpp"

#include "ecoeff/numeric/decompose.hpp"
#include "ecoeff/numeric/distributions.hpp"
#include "ecoeff/panel/orthogonal.hpp"

namespace ecoeff {

std::optional<TestResult> wald_f(const Vector& b, const Matrix& v, double df2, const Matrix& root) {
  if (b.size() == 0 || !v.allFinite() || !(v.diagonal().minCoeff() > 0)) return std::nullopt;
  // Scaled to correlations, so that the rank does not depend on units.
  const Vector scale = v.diagonal().cwiseSqrt().cwiseInverse();
  int rank = 0;
  const Matrix inverse = symmetric_pseudo_inverse(scale.asDiagonal() * v * scale.asDiagonal(), 1e-12, &rank);
  if (rank < b.size()) return std::nullopt;
  const Vector scaled = scale.cwiseProduct(b);
  const auto k = static_cast<double>(b.size());
  double squares = scaled.dot(inverse * scaled);
  if (root.size() > 0) {
    const OrthogonalColumns basis = orthogonalise(root * scale.asDiagonal(), Vector::Zero(b.size()));
    if (basis.omitted.empty()) squares = (basis.r_inverse.transpose() * scaled).squaredNorm();
  }
  const double f = squares / k;
  return TestResult{.statistic = f, .df = k, .df2 = df2, .p = f_upper_p(f, k, df2)};
}

}  // namespace ecoeff
