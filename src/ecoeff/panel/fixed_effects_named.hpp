// fit_fixed_effects for columns that are computed first (derived.hpp): results call the columns of the formula's
// regressors by the names given, from the first note to the last test. One called _cons is the constant.
#pragma once

#include <string>
#include <vector>

#include "ecoeff/panel/fixed_effects.hpp"

namespace ecoeff {

// `called`: one name a regressor, or none: as the formula has them. Errors and notes of fit_fixed_effects.
[[nodiscard]] Estimate fit_named_columns(const Panel& panel, const Formula& formula, const FixedEffectsOptions& options,
                                         const std::vector<std::string>& called);

}  // namespace ecoeff
