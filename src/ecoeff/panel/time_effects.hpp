// The year effects of a model with unit and year effects, as `xtreg y x i.year, fe` estimates them: relative to the
// first year, with the unit effects averaging zero over the rows.
//
// With D~ the year dummies (first year left out) less their unit means and S = D~'D~,
//   delta = S^-1 D~'(y - x b),   _cons = ybar - xbar'b - dbar'delta,
// and _cons is linear in y with weights w = 1/N - q - x~ A (xbar - X'q), q = D~ S^-1 dbar: from these come its errors.
#pragma once

#include <optional>

#include "ecoeff/panel/absorb.hpp"

namespace ecoeff {

class TimeEffects {
 public:
  // Nothing when units and years are not connected (the year effects are then not identified). `time` codes ascend with
  // time.
  [[nodiscard]] static std::optional<TimeEffects> build(const Effect& unit, const Effect& time);

  // delta by year code, the first being 0, from v = y - x b (rows).
  [[nodiscard]] Vector effects(const Vector& v) const;
  // q above (rows).
  [[nodiscard]] Vector mean_weights() const;

 private:
  TimeEffects(const Effect& unit, const Effect& time) : unit_(&unit), time_(&time) {}

  // x less its unit means.
  [[nodiscard]] Vector within_units(Vector x) const;

  const Effect* unit_;
  const Effect* time_;
  Vector unit_rows_;
  Vector time_rows_;
  Matrix s_inverse_;
};

}  // namespace ecoeff
