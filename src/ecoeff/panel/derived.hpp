// A regression on columns that are computed first: differences, means of units, quasi-demeaned columns. The columns
// become a panel of their own, on which the ordinary estimator works with all its covariances.
#pragma once

#include <string>
#include <vector>

#include "ecoeff/panel/estimation_sample.hpp"
#include "ecoeff/panel/fixed_effects.hpp"

namespace ecoeff {

struct DerivedColumns {
  std::vector<std::int32_t> unit;  // by row; numbered from 0
  std::vector<std::int32_t> time;
  Vector y;
  Matrix x;
  std::vector<std::string> names;  // of the columns of x, as results shall call them
  std::vector<Effect> effects;     // codes by row
  std::vector<Effect> clusters;
};

// The rows, effects and clusters of a sample, its y and x.
[[nodiscard]] DerivedColumns derived_from(const EstimationSample& sample);

// fit_fixed_effects on the columns. `options.vce` is read again with the clusters given. Coefficients carry the names
// given; `outcome`, `model` and `rows` are left to the caller; rows index the derived columns.
[[nodiscard]] Estimate fit_derived(const DerivedColumns& columns, const std::string& text,
                                   const FixedEffectsOptions& options);

// Moves the coefficient called _cons to the end.
void move_constant_last(Estimate& estimate);

// z instead of t, and the joint test of the slopes as chi-square.
void speak_in_z(Estimate& estimate);

// The formula without the panel's unit among its effects, its time effect written as i.time; any other effect becomes
// dummies too.
[[nodiscard]] Formula effects_as_dummies(const Panel& panel, Formula formula);

// Whether a name means the panel's unit (or period).
[[nodiscard]] bool is_unit(const Panel& panel, const std::string& effect);
[[nodiscard]] bool is_time(const Panel& panel, const std::string& effect);

}  // namespace ecoeff
