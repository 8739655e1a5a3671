// The checks that referees ask for, added to a fitted fe or pooled model by name: vif and within
// (regressor_checks.hpp), cd, serial and hetero (panel_diagnostics.hpp).
#pragma once

#include <string>

#include "ecoeff/panel/estimate.hpp"
#include "ecoeff/panel/formula.hpp"

namespace ecoeff {

// Notes: P590 the check gives no number here, with the reason; P591 a VIF of 10 or more; P592 less than 1 % of a
// regressor's variation is left by the effects; P593 units left out of hetero.
void add_referee_test(const std::string& name, const Panel& panel, const Formula& formula, Estimate& estimate);

}  // namespace ecoeff
