#include "ecoeff/numeric/decompose.hpp"

#include <Eigen/Dense>
#include <limits>

namespace ecoeff {

SymmetricEigen symmetric_eigen(const Matrix& a) {
  const Eigen::SelfAdjointEigenSolver<Matrix> solver(a);
  return {solver.eigenvalues().reverse(), solver.eigenvectors().rowwise().reverse()};
}

Matrix symmetric_pseudo_inverse(const Matrix& a, double tolerance, int* rank) {
  const SymmetricEigen e = symmetric_eigen(a);
  Matrix inverse = Matrix::Zero(a.rows(), a.cols());
  int kept = 0;
  for (Eigen::Index i = 0; i < e.values.size(); ++i) {
    if (e.values(i) <= tolerance * e.values(0) || e.values(i) <= 0) continue;
    inverse += e.vectors.col(i) * e.vectors.col(i).transpose() / e.values(i);
    ++kept;
  }
  if (rank != nullptr) *rank = kept;
  return inverse;
}

Matrix spd_inverse(const Matrix& a) {
  const Eigen::LLT<Matrix> factor(a);
  if (factor.info() != Eigen::Success) return {};
  return factor.solve(Matrix::Identity(a.rows(), a.cols()));
}

Matrix lu_solve(const Matrix& a, const Matrix& b) {
  const Eigen::PartialPivLU<Matrix> factor(a);
  if (!(factor.rcond() > std::numeric_limits<double>::epsilon())) return {};
  return factor.solve(b);
}

Vector least_squares(const Matrix& x, const Vector& y) { return Eigen::ColPivHouseholderQR<Matrix>(x).solve(y); }

Matrix null_space(const Matrix& a) {
  const Eigen::CompleteOrthogonalDecomposition<Matrix> parts(a);
  const Matrix right = parts.matrixZ() * parts.colsPermutation().transpose();
  return right.bottomRows(a.cols() - parts.rank()).transpose();
}

double spd_log_determinant(const Matrix& a) {
  const Eigen::LLT<Matrix> factor(a);
  if (factor.info() != Eigen::Success) return -std::numeric_limits<double>::infinity();
  return 2 * Matrix(factor.matrixL()).diagonal().array().log().sum();
}

}  // namespace ecoeff
