// An estimate as JSON: coef, se, statistic, p and ci by name, then N, N_groups, df_r, df_a, r2, r2_within, r2_adjusted,
// vce, singletons_dropped, omitted, condition (of the regressors: scaled_condition), notes; GMM adds instruments,
// sargan, hansen, difference_in_hansen, ar. Missing is null.
#pragma once

#include <string>

#include "ecoeff/panel/estimate.hpp"

namespace ecoeff {

[[nodiscard]] std::string estimate_json(const Estimate& estimate);

}  // namespace ecoeff
