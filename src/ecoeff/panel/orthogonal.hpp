// Which regressors are left when collinear ones are dropped from left to right, and an orthonormal basis of them.
//
// X_kept = Q R by Gram-Schmidt, each column orthogonalised twice where the first time took most of it away (Giraud
// and others 2005: twice is enough). A column is
// collinear when the part of it that the columns before leave is no larger than its `negligible` size, which the caller
// sets relative to the column itself: the test does not depend on scale.
#pragma once

#include <vector>

#include "ecoeff/numeric/matrix.hpp"

namespace ecoeff {

struct OrthogonalColumns {
  std::vector<Eigen::Index> kept;
  std::vector<Eigen::Index> omitted;
  Matrix q;          // rows x kept
  Matrix r;          // kept x kept, upper triangular
  Matrix r_inverse;  // kept x kept, upper triangular: (X'X)^-1 = r_inverse r_inverse'
};

// The inverse of an upper triangular matrix, by back substitution.
[[nodiscard]] Matrix upper_inverse(const Matrix& r);

[[nodiscard]] OrthogonalColumns orthogonalise(Matrix x, const Vector& negligible);

// Condition number of the columns scaled to length 1 (Belsley, Kuh and Welsch 1980, section 3.2): the largest over the
// smallest singular value, infinite when they are dependent. From the inverse of R, so that it is right beyond 1e8.
[[nodiscard]] double scaled_condition(const Matrix& x);
[[nodiscard]] double scaled_condition(const Matrix& x, const Matrix& r_inverse);

}  // namespace ecoeff
