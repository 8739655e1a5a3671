#include "ecoeff/panel/tall_least_squares.hpp"

#include <algorithm>
#include <cmath>

#include "ecoeff/panel/cross_products.hpp"
#include "ecoeff/panel/orthogonal.hpp"

namespace ecoeff {
namespace {

constexpr double kFarFromDependent = 1e-3;

// The upper triangular R with R'R = a; empty when a is not positive definite.
Matrix upper_factor(const Matrix& a) {
  Matrix r = Matrix::Zero(a.rows(), a.cols());
  for (Eigen::Index j = 0; j < a.cols(); ++j) {
    for (Eigen::Index i = 0; i < j; ++i) r(i, j) = (a(i, j) - r.col(i).head(i).dot(r.col(j).head(i))) / r(i, i);
    const double left = a(j, j) - r.col(j).head(j).squaredNorm();
    if (!(left > 0)) return {};
    r(j, j) = std::sqrt(left);
  }
  return r;
}

bool far_from_dependent(const Matrix& cross, const Matrix& r, const Vector& negligible) {
  if (r.size() == 0) return false;
  for (Eigen::Index j = 0; j < r.cols(); ++j) {
    if (!(r(j, j) > std::max(kFarFromDependent * std::sqrt(cross(j, j)), negligible(j)))) return false;
  }
  return true;
}

// x = x r^-1; the cross products of what comes out and, in the last column, with y.
Matrix divide_by(const Matrix& r, const Vector& y, Matrix& x, unsigned threads) {
  const Matrix zero = Matrix::Zero(x.cols(), x.cols() + 1);
  return sum_rows(x.rows(), threads, zero, [&](Eigen::Index first, Eigen::Index count) {
    Matrix sum = zero;
    in_cache(first, count, [&](Eigen::Index at, Eigen::Index rows) {
      auto block = x.middleRows(at, rows);
      r.triangularView<Eigen::Upper>().solveInPlace<Eigen::OnTheRight>(block);
      sum.leftCols(x.cols()).noalias() += block.transpose() * block;
      sum.col(x.cols()).noalias() += block.transpose() * y.segment(at, rows);
    });
    return sum;
  });
}

}  // namespace

std::optional<TallFit> fit_tall(Matrix& x, Vector& y, const Vector& negligible, unsigned threads) {
  const Eigen::Index k = x.cols();
  if (k == 0 || x.rows() < k) return std::nullopt;
  const Matrix cross = cross_products(x, threads);
  const Matrix r1 = upper_factor(cross);
  if (!far_from_dependent(cross, r1, negligible)) return std::nullopt;
  const Matrix again = divide_by(r1, y, x, threads);
  const Matrix r2 = upper_factor(again.leftCols(k));
  const Matrix r2_inverse = upper_inverse(r2);
  TallFit fit;
  fit.r = r2 * r1;
  fit.r_inverse = upper_inverse(r1) * r2_inverse;
  const Vector on_first = r2_inverse * (r2_inverse.transpose() * again.col(k));
  fit.slopes = upper_inverse(r1) * on_first;
  const Matrix to_influence = r2_inverse * fit.r_inverse.transpose();
  for_rows(x.rows(), threads, [&](Eigen::Index first, Eigen::Index count) {
    Matrix turned(std::min(kRowsInCache, count), k);
    in_cache(first, count, [&](Eigen::Index at, Eigen::Index rows) {
      auto block = x.middleRows(at, rows);
      y.segment(at, rows).noalias() -= block * on_first;
      turned.topRows(rows).noalias() = block * to_influence;
      block = turned.topRows(rows);
    });
  });
  return fit;
}

}  // namespace ecoeff
