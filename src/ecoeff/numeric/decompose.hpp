// Factorisations of small dense matrices.
#pragma once

#include <vector>

#include "ecoeff/numeric/matrix.hpp"

namespace ecoeff {

// Eigenvalues in descending order and unit eigenvectors as columns. A must be symmetric (its lower half is read).
struct SymmetricEigen {
  Vector values;
  Matrix vectors;
};
[[nodiscard]] SymmetricEigen symmetric_eigen(const Matrix& a);

// Moore-Penrose inverse of a symmetric positive semi-definite matrix; eigenvalues not above `tolerance` times the
// largest count as zero. `rank` (optional) receives the number kept.
[[nodiscard]] Matrix symmetric_pseudo_inverse(const Matrix& a, double tolerance = 1e-12, int* rank = nullptr);

// Inverse of a symmetric positive definite matrix; an empty matrix when it is not positive definite.
[[nodiscard]] Matrix spd_inverse(const Matrix& a);

// Solves A X = B for a square A by LU with partial pivoting; an empty matrix when A is singular to working precision.
[[nodiscard]] Matrix lu_solve(const Matrix& a, const Matrix& b);

// Least squares min |X b - y| by Householder QR with column pivoting.
[[nodiscard]] Vector least_squares(const Matrix& x, const Vector& y);

// Columns that span {x : A x = 0}, orthonormal; none where A has full column rank.
[[nodiscard]] Matrix null_space(const Matrix& a);

// log |det A| of a symmetric positive definite matrix (-infinity when singular).
[[nodiscard]] double spd_log_determinant(const Matrix& a);

}  // namespace ecoeff
