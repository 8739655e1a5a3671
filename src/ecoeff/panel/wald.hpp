// Wald tests of linear hypotheses.
#pragma once

#include <optional>

#include "ecoeff/panel/estimate.hpp"

namespace ecoeff {

// F = b'V^-1 b / k with (k, df2) degrees of freedom for b = 0; nothing when b is empty or V is singular (fewer clusters
// than coefficients). df2 may be infinite. `root`, where it is known: root'root = V. F is then |R^-T b|^2 / k with root
// = QR, which loses eps cond(V)^1/2 instead of eps cond(V): much where clusters are hardly more than coefficients.
[[nodiscard]] std::optional<TestResult> wald_f(const Vector& b, const Matrix& v, double df2, const Matrix& root = {});

}  // namespace ecoeff
