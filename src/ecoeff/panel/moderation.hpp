// Does z change what x does to y? y = b1 x + b2 z + b3 x z + controls + effects, and the effect of x at values of z:
//   dy/dx = b1 + b3 z,  variance V11 + 2 z V13 + z^2 V33
// at the mean of z over the rows used and one standard deviation below and above. z enters less that mean, so that b1
// is the effect of x at the mean of z.
#pragma once

#include <string>
#include <vector>

#include "ecoeff/panel/fixed_effects.hpp"

namespace ecoeff {

struct MarginalEffect {
  double at = kMissing;  // z as the user has it
  double effect = kMissing;
  double se = kMissing;
  double statistic = kMissing;
  double p = kMissing;
  double low = kMissing;  // 95 %
  double high = kMissing;
};

struct Moderation {
  std::string focus;
  std::string moderator;
  std::string product;  // name of the coefficient b3, "x:z"
  double mean = kMissing;
  double sd = kMissing;
  Estimate estimate;                    // names: x, controls, z, x:z
  std::vector<MarginalEffect> effects;  // mean - sd, mean, mean + sd
};

// Errors: those of fit_fixed_effects; P650 the focus is not a regressor; P517 x or x z was collinear.
[[nodiscard]] Moderation fit_moderation(const Panel& panel, const Formula& formula, const std::string& focus,
                                        const std::string& moderator, const FixedEffectsOptions& options = {});

[[nodiscard]] MarginalEffect marginal_effect(const Estimate& estimate, const std::string& focus,
                                             const std::string& product, double moderator);

}  // namespace ecoeff
