// Standard deviations of columns, by rows or, where rows stand for several, by their frequencies:
//   sd_j = (sum_i f_i (x_ij - xbar_j)^2 / (sum_i f_i - 1))^1/2
// A column of one value has its size instead, so that the number moves with the column's unit.
#pragma once

#include "ecoeff/numeric/matrix.hpp"

namespace ecoeff {

// `frequencies`: one a row, or empty.
[[nodiscard]] Vector column_spreads(const Matrix& x, const Vector& frequencies);

}  // namespace ecoeff
