// Static panel regressions beside fixed effects.
//
//   between            ybar_i = a + xbar_i'b + e_i over the units, each counted once (xtreg, be); t(n-k-1)
//   first differences  D.y = a + D.x'b + e over consecutive periods of the calendar (a gap gives no difference); time
//                      effects of the formula are absorbed in differences. Coefficients keep the names of their
//                      regressors, so that tables line up with other models
//   random effects     Swamy and Arora (1972): s2e = rss_fe / (N - n - k), s2b = rss_between / (n - k - 1),
//                      s2u = max(0, s2b - s2e / Tbar), Tbar the harmonic mean of the T_i; OLS on
//                      y - theta_i ybar_i, theta_i = 1 - sqrt(s2e / (T_i s2u + s2e)), with the constant transformed
//                      alike. z and chi-square, as xtreg, re. R2: squared correlations of y and x'b (within, between,
//                      overall). parameters: sigma_u, sigma_e, rho; theta (balanced) or theta_min, theta_median,
//                      theta_max
// Effects of the formula other than the unit become dummies in random effects; between leaves effects out (P610).
// Covariances: those of fit_fixed_effects; random effects with the constant counted in k, so that cluster(unit) has the
// factor (N-1)/(N-k-1) G/(G-1).
#pragma once

#include "ecoeff/panel/absorb.hpp"
#include "ecoeff/panel/fixed_effects.hpp"

namespace ecoeff {

struct Estimator;

// Errors: those of fit_fixed_effects; P504 instruments. Notes: those of fit_fixed_effects; P610 effects that a between
// regression cannot have; P611 s2u was negative and is 0 (random effects are pooled OLS then).
[[nodiscard]] Estimate fit_between(const Panel& panel, const Formula& formula, const FixedEffectsOptions& options = {});
[[nodiscard]] Estimate fit_first_difference(const Panel& panel, const Formula& formula,
                                            const FixedEffectsOptions& options = {});
[[nodiscard]] Estimate fit_random_effects(const Panel& panel, const Formula& formula,
                                          const FixedEffectsOptions& options = {});

// The mean of every unit's rows for each column; units as coded.
[[nodiscard]] Matrix unit_means(const Matrix& x, const Effect& unit);

extern const Estimator kBetween;
extern const Estimator kFirstDifference;
extern const Estimator kRandomEffects;

}  // namespace ecoeff
