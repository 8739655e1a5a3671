// The checks that referees ask for, added to a fitted fe or pooled model: vif and within
// (regressor_checks.hpp), cd, serial and hetero (panel_diagnostics.hpp).
#pragma once

#include "ecoeff/panel/estimate.hpp"
#include "ecoeff/panel/formula.hpp"

namespace ecoeff {

// Notes of all: P590 the check gives no number here, with the reason.
void add_vif(const Panel& panel, const Formula& formula, Estimate& estimate);  // P591 a VIF of 10 or more
void add_within(const Panel& panel, const Formula& formula,
                Estimate& estimate);  // P592 less than 1 % is left by the effects
void add_cd(const Panel& panel, const Formula& formula, Estimate& estimate);
void add_serial(const Panel& panel, const Formula& formula, Estimate& estimate);
void add_hetero(const Panel& panel, const Formula& formula, Estimate& estimate);  // P593 units left out

}  // namespace ecoeff
