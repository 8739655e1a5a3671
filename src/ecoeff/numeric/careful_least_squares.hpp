// Least squares in extended precision, for small problems whose columns are nearly collinear.
//
// X = Q R by Gram-Schmidt with every column orthogonalised twice (Giraud and others 2005) in 80-bit numbers (64 bits of
// mantissa), b = R^-1 Q'y, H = Q R^-T (so that b = H'y and (X'X)^-1 = H'H), e = y - Q Q'y. The relative error of b is
// about 1e-19 times the condition number of the columns scaled to length 1, where double has 2e-16; what the rounding
// of the columns themselves to double has lost before is not won back. Costs about 4 n k^2 operations without SIMD.
#pragma once

#include "ecoeff/numeric/matrix.hpp"

namespace ecoeff {

struct CarefulFit {
  Vector coefficients;  // one a column of x
  Matrix influence;     // rows x columns
  Vector residuals;
};

// The columns of `x` must be linearly independent in 80-bit numbers; nothing is dropped here.
[[nodiscard]] CarefulFit careful_least_squares(const Matrix& x, const Vector& y);

}  // namespace ecoeff
