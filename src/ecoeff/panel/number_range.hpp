// Numbers so large or so small that their squares are no double: variances are squares.
#pragma once

#include "ecoeff/data/panel.hpp"
#include "ecoeff/panel/formula.hpp"

namespace ecoeff {

// Error P658 when the outcome, a regressor, an endogenous variable or an instrument has a value of 1e150 or more, or
// none but values below 1e-150. For estimators that square columns as they come.
void require_range(const Panel& panel, const Formula& formula);

}  // namespace ecoeff
