// Generalised inverse of a moment matrix.
//
// The rank is found on the matrix scaled to a unit diagonal, so that it does not depend on units of measurement. A
// matrix of full rank is inverted through that scaling. Where instruments are redundant the Moore-Penrose inverse is
// taken, as gretl, pydynpd and plm do; if the scales of the instruments differ too much for its eigenvalues to be told
// from rounding, that of the scaled matrix.
//
// A matrix whose scaled inverse has a small trace needs no search for its rank: every pivot of every principal block is
// at least the smallest eigenvalue, which is at least 1 / trace.
#pragma once

#include "ecoeff/numeric/matrix.hpp"

namespace ecoeff {

struct GeneralizedInverse {
  Matrix inverse;
  int rank = 0;
  bool clear = false;  // far from singular: every principal block has full rank too
};

// `a` must be symmetric and positive semi-definite.
[[nodiscard]] GeneralizedInverse generalized_inverse(const Matrix& a);
[[nodiscard]] int moment_rank(const Matrix& a);

}  // namespace ecoeff
