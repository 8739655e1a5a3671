// What multipliers are short of proving: the largest price of a reference row over the sum of its terms.
#pragma once

#include <vector>

#include "ecoeff/solver/columns.hpp"

namespace ecoeff::solver {

// At least max(0, p_j / T_j) for every row of the reference, rounding bounded: p_j = weights'z_j + constant and T_j the
// sum of its terms' sizes, in exact arithmetic; weights may be products rounded twice. `every`: of the rows behind it
// too. Infinite where numbers leave the normal range.
[[nodiscard]] double largest_relative_price(const Reference& reference, const std::vector<double>& weights,
                                            double constant, bool every);

}  // namespace ecoeff::solver
