// Numbers so large or so small that their squares are no double: variances are squares.
#pragma once

#include "ecoeff/panel/estimate.hpp"
#include "ecoeff/panel/formula.hpp"

namespace ecoeff {

// Sets errors to missing whose square is beyond 1.8e308, or below 2.2e-308 for a coefficient below 1e-140, and says so
// (note P657). Coefficients stay. Parameters that are infinite become missing too.
void leave_out_lost_errors(Estimate& estimate);

// Error P658 when the outcome, a regressor, an endogenous variable or an instrument has a value of 1e150 or more, or
// none but values below 1e-150. For estimators that square columns as they come.
void require_range(const Panel& panel, const Formula& formula);

}  // namespace ecoeff
