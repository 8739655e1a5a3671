// Linear systems of a few rows in rational arithmetic.
#pragma once

#include <vector>

#include "ecoeff/solver/rational.hpp"

namespace ecoeff::solver {

// Row by row: a matrix of n columns, and the right-hand side behind it.
using ExactRows = std::vector<std::vector<Rational>>;

// The solution of the system; false where its matrix is singular. What is sparse (slacks) is substituted, the rest
// eliminated over whole numbers without a division that has a remainder (Bareiss 1968, Mathematics of Computation
// 22:565), since reducing fractions would cost more than all else.
[[nodiscard]] bool solve_exactly(ExactRows rows, std::vector<Rational>& solution);

}  // namespace ecoeff::solver
