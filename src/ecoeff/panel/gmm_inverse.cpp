#include "ecoeff/panel/gmm_inverse.hpp"

#include <cmath>

#include "ecoeff/numeric/decompose.hpp"

namespace ecoeff {
namespace {

constexpr double kRankTolerance = 1e-11;
constexpr double kRoundingShare = 1e-13;
constexpr double kClearTrace = 1e9;  // of the scaled inverse; 1e-9 is far above the tolerance

// 1 / sqrt of the diagonal; 0 where that is not positive.
Vector unit_scale(const Matrix& a) {
  return a.diagonal().unaryExpr([](double d) { return d > 0 ? 1 / std::sqrt(d) : 0.0; });
}

// Pivoted Cholesky factorisation of a matrix with unit diagonal: the number of pivots above the tolerance.
int scaled_rank(Matrix c) {
  const Eigen::Index n = c.rows();
  for (Eigen::Index step = 0; step < n; ++step) {
    Eigen::Index pivot = 0;
    const double largest = c.diagonal().tail(n - step).maxCoeff(&pivot);
    pivot += step;
    if (!(largest > kRankTolerance)) return static_cast<int>(step);
    if (pivot != step) {
      c.row(step).swap(c.row(pivot));
      c.col(step).swap(c.col(pivot));
    }
    const Eigen::Index rest = n - step - 1;
    const Vector column = c.col(step).tail(rest) / largest;
    for (Eigen::Index j = 0; j < rest; ++j) {
      c.col(step + 1 + j).tail(rest) -= column * (column(j) * largest);
    }
  }
  return static_cast<int>(n);
}

// The Moore-Penrose inverse from the `rank` largest eigenvalues; empty when the smallest of them is rounding error.
Matrix leading_inverse(const Matrix& a, int rank) {
  const SymmetricEigen eigen = symmetric_eigen(a);
  if (rank == 0) return Matrix::Zero(a.rows(), a.cols());
  if (!(eigen.values(rank - 1) > kRoundingShare * eigen.values(0))) return {};
  const Matrix half = eigen.vectors.leftCols(rank) * eigen.values.head(rank).cwiseSqrt().cwiseInverse().asDiagonal();
  return half * half.transpose();
}

}  // namespace

int moment_rank(const Matrix& a) {
  const Vector scale = unit_scale(a);
  return scaled_rank(scale.asDiagonal() * a * scale.asDiagonal());
}

GeneralizedInverse generalized_inverse(const Matrix& a) {
  const Vector scale = unit_scale(a);
  const Matrix scaled = scale.asDiagonal() * a * scale.asDiagonal();
  GeneralizedInverse out{.inverse = spd_inverse(scaled)};
  const double trace = out.inverse.size() > 0 ? out.inverse.trace() : 0;
  out.clear = trace > 0 && trace < kClearTrace;
  out.rank = out.clear ? static_cast<int>(a.rows()) : scaled_rank(scaled);
  if (out.rank == a.rows()) {
    if (out.inverse.size() > 0) {
      out.inverse = scale.asDiagonal() * out.inverse * scale.asDiagonal();
      return out;
    }
  }
  out.inverse = leading_inverse(a, out.rank);
  if (out.inverse.size() == 0) {
    out.inverse = scale.asDiagonal() * symmetric_pseudo_inverse(scaled, kRankTolerance) * scale.asDiagonal();
  }
  return out;
}

}  // namespace ecoeff
