// The options that estimators of dynamic GMM share, as study files and the command line give them.
#pragma once

#include "ecoeff/method/option.hpp"
#include "ecoeff/panel/model.hpp"

namespace ecoeff {

// gmm and iv, the instruments as xtabond2 spells them, for the command line alone; steps, robust, small, orthogonal, h.
[[nodiscard]] Options gmm_switches();
void take_gmm_switches(const OptionValues& values, ModelOptions& options);

// lags of the outcome, endogenous, predetermined, laglimits and collapse: the instruments as a study plans them.
[[nodiscard]] Options gmm_plan();
void take_gmm_plan(const OptionValues& values, ModelOptions& options);

}  // namespace ecoeff
