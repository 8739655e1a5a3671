#include "ecoeff/panel/covariance.hpp"

namespace ecoeff {

Matrix iid_meat(const Matrix& influence) { return influence.transpose() * influence; }

Matrix robust_meat(const Matrix& influence, const Vector& e) {
  return influence.transpose() * e.cwiseAbs2().asDiagonal() * influence;
}

Matrix cluster_meat(const Matrix& influence, const Vector& e, const Effect& cluster) {
  Matrix sums = Matrix::Zero(influence.cols(), static_cast<Eigen::Index>(cluster.levels));
  for (Eigen::Index i = 0; i < influence.rows(); ++i)
    sums.col(cluster.codes[static_cast<std::size_t>(i)]) += influence.row(i).transpose() * e(i);
  return sums * sums.transpose();
}

}  // namespace ecoeff
