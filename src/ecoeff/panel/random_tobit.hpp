// Tobit with random unit effects (Stata's xttobit): y*_it = x_it'b + u_i + e_it, u normal with s_u, e with s_e,
// censored as in limited.hpp.
//
// The likelihood of a unit is the integral over v = u / s_u of prod_t f(y_it | s_u v) phi(v), computed by adaptive
// Gauss-Hermite quadrature (Liu and Pierce 1994; nodes moved to the mode of the integrand and scaled with its
// curvature), `points` nodes. Scores are posterior means of the complete-data scores; the information is the central
// difference of the scores. Maximised over (b, ln s_u, ln s_e) from Tobit's estimates. z and chi-square.
//
// parameters: sigma_u, sigma_e, rho = s_u^2 / (s_u^2 + s_e^2), their errors sigma_u_se and sigma_e_se, log_likelihood,
// n_left, n_right, points. Test "sigma-u": likelihood ratio against pooled Tobit, p halved (the null lies at the edge).
#pragma once

#include "ecoeff/panel/limited.hpp"

namespace ecoeff {

struct Estimator;

struct RandomTobitOptions {
  LimitedOptions limited;  // vce: iid, or cluster(unit) (robust means the same, as in Stata)
  int points = 24;
};

// Time effects of the formula become dummies; the unit effect is the random one. Errors: those of fit_tobit. Note P636:
// s_u is 0, the model is pooled Tobit.
[[nodiscard]] Estimate fit_random_tobit(const Panel& panel, const Formula& formula, const RandomTobitOptions& options);

extern const Estimator kRandomTobit;

}  // namespace ecoeff
