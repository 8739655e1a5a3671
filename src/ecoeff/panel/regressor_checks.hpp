// What can be learned from each regressor, on the rows of a fit.
//
//   vif         1 / (1 - R2_j), R2_j of x_j on the other regressors and a constant: the diagonal of the inverse
//               correlation matrix (Stata's `estat vif` after regress)
//   vif_within  the same after the fixed effects are taken out
//   within      share of the variation about the mean that the fixed effects leave: |x~|^2 / |x - xbar|^2
//   sd, sd_within  of x about its mean and of x~, both with N - 1
#pragma once

#include <string>
#include <vector>

#include "ecoeff/panel/estimate.hpp"
#include "ecoeff/panel/formula.hpp"

namespace ecoeff {

// Of the regressors that `estimate` kept, in its order. Effects are the formula's.
[[nodiscard]] std::vector<RegressorCheck> check_regressors(const Panel& panel, const Formula& formula,
                                                           const Estimate& estimate);

}  // namespace ecoeff
