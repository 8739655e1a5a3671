// Wald tests of linear hypotheses.
#pragma once

#include <optional>

#include "ecoeff/panel/estimate.hpp"

namespace ecoeff {

// F = b'V^-1 b / k with (k, df2) degrees of freedom for b = 0; nothing when b is empty or V is singular (fewer clusters
// than coefficients). df2 may be infinite.
[[nodiscard]] std::optional<TestResult> wald_f(const Vector& b, const Matrix& v, double df2);

}  // namespace ecoeff
