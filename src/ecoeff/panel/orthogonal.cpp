#include "ecoeff/panel/orthogonal.hpp"

#include <cmath>
#include <limits>
#include <utility>

#include "ecoeff/numeric/decompose.hpp"

namespace ecoeff {
namespace {

constexpr double kMostOfIt = 0.7071;

}  // namespace

Matrix upper_inverse(const Matrix& r) {
  const Eigen::Index k = r.rows();
  Matrix inverse = Matrix::Zero(k, k);
  for (Eigen::Index j = 0; j < k; ++j) {
    inverse(j, j) = 1 / r(j, j);
    for (Eigen::Index i = j - 1; i >= 0; --i) {
      double sum = 0;
      for (Eigen::Index m = i + 1; m <= j; ++m) sum += r(i, m) * inverse(m, j);
      inverse(i, j) = -sum / r(i, i);
    }
  }
  return inverse;
}

OrthogonalColumns orthogonalise(Matrix x, const Vector& negligible) {
  OrthogonalColumns out;
  Matrix r = Matrix::Zero(x.cols(), x.cols());
  Eigen::Index rank = 0;
  for (Eigen::Index j = 0; j < x.cols(); ++j) {
    Vector part = Vector::Zero(rank);
    double left = x.col(j).norm();
    // Twice is enough, and once where little is taken out (Daniel, Gragg, Kaufman and Stewart 1976).
    for (int pass = 0; pass < 2 && rank > 0; ++pass) {
      const double before = left;
      const Vector on = x.leftCols(rank).transpose() * x.col(j);
      x.col(j) -= x.leftCols(rank) * on;
      part += on;
      left = x.col(j).norm();
      if (left > kMostOfIt * before) break;
    }
    if (!(left > negligible(j))) {
      out.omitted.push_back(j);
      continue;
    }
    r.col(rank).head(rank) = part;
    r(rank, rank) = left;
    x.col(rank) = x.col(j) / left;
    out.kept.push_back(j);
    ++rank;
  }
  x.conservativeResize(Eigen::NoChange, rank);
  out.q = std::move(x);
  out.r = r.topLeftCorner(rank, rank);
  out.r_inverse = upper_inverse(out.r);
  return out;
}

double scaled_condition(const Matrix& x, const Matrix& r_inverse) {
  if (x.cols() == 0) return std::numeric_limits<double>::quiet_NaN();
  Matrix cross = x.transpose() * x;
  const Vector size = cross.diagonal().cwiseSqrt();
  const Vector scale = size.cwiseInverse();
  cross = scale.asDiagonal() * cross * scale.asDiagonal();
  // The largest eigenvalue of the inverse keeps its digits where the smallest of X'X has none left.
  const Matrix root = size.asDiagonal() * r_inverse;
  const double condition =
      std::sqrt(symmetric_eigen(cross).values(0)) * std::sqrt(symmetric_eigen(root * root.transpose()).values(0));
  return std::isfinite(condition) ? condition : std::numeric_limits<double>::infinity();
}

double scaled_condition(const Matrix& x) {
  const Vector size = x.colwise().norm();
  if (size.size() > 0 && !(size.minCoeff() > 0)) return std::numeric_limits<double>::infinity();
  const Matrix scaled = x * size.cwiseInverse().asDiagonal();
  const OrthogonalColumns basis = orthogonalise(scaled, Vector::Zero(x.cols()));
  if (!basis.omitted.empty()) return std::numeric_limits<double>::infinity();
  return scaled_condition(scaled, basis.r_inverse);
}

}  // namespace ecoeff
