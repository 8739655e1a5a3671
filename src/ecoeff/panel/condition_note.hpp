// What is said of nearly collinear regressors.
#pragma once

#include "ecoeff/panel/estimate.hpp"

namespace ecoeff {

// Note P595, once, where the condition number is above 1e6: that costs six digits of the sixteen, and multiplies every
// error of the data by as much.
void note_condition(Estimate& estimate);

}  // namespace ecoeff
