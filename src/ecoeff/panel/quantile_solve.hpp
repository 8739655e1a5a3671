// The linear program of a quantile regression, min sum rho_tau(y - x'b).
//
// Solved exactly: a solution passes through k rows, and each step leaves one of them along the edge of steepest descent
// to the weighted median of the breakpoints on it (Barrodale and Roberts 1974). Ties are broken by moving y by less
// than 1e-10 of its spread, a different amount for each row; the solution is then recomputed from y as given, and its
// dual is checked.
#pragma once

#include "ecoeff/numeric/matrix.hpp"

namespace ecoeff {

// The coefficients alone, on columns of full rank.
struct QuantileSolution {
  Vector b;
  double objective = 0;
  bool unique = true;
  bool optimal = true;  // the dual is feasible
};
[[nodiscard]] QuantileSolution solve_quantile(const Matrix& x, const Vector& y, double tau);

}  // namespace ecoeff
