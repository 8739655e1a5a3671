// The mixture of columns that is nearest to zero, among those that lie on a face:
//
//   min |B lam|^2   s.t.  lam >= 0,  sum lam = 1,  (B lam)_k >= 0,  sum_k (B lam)_k = S
//
// by a primal active set method from a mixture that is on the face. B lam is unique, lam need not be.
#pragma once

#include "ecoeff/numeric/matrix.hpp"

namespace ecoeff::frontier {

// B lam. `start` is feasible up to rounding; its own sum is S.
[[nodiscard]] Vector least_square_mixture(const Matrix& columns, Vector start);

}  // namespace ecoeff::frontier
