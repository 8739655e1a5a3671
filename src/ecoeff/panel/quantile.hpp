// Quantile regression (Koenker and Bassett 1978): min sum rho_tau(y - x'b), rho_tau(r) = r (tau - 1[r < 0]).
//
// Solved exactly: quantile_solve.hpp.
//
// Errors, with h Hall and Sheather's (1988) bandwidth at 5 % and b+ b- the fits at tau + h and tau - h (h halved until
// both are quantiles):
//   iid   tau (1-tau) s^2 (X'X)^-1, s = xbar'(b+ - b-) / (2h)                         Stata's vce(iid, fitted)
//   nid   tau (1-tau) (X'FX)^-1 X'X (X'FX)^-1, F = diag 2h / x'(b+ - b-)              Stata's vce(robust), R's "nid"
//         (Hendricks and Koenker 1992)
// t(N-k). parameters: objective, sparsity (iid), bandwidth. r2 "pseudo" = 1 - objective / that of the constant alone.
#pragma once

#include <string>

#include "ecoeff/panel/estimate.hpp"
#include "ecoeff/panel/formula.hpp"

namespace ecoeff {

struct Estimator;

struct QuantileOptions {
  double tau = 0.5;
  std::string vce = "iid";  // iid | nid (robust)
  bool constant = true;
};

// Effects of the formula become dummies. Errors: P640 tau is not between 0 and 1; P603; P504, P510, P511, P513; P595 no
// basis. Notes: P521, P522; P641 other coefficients fit as well (an edge of the solution); P642 the errors cannot be
// computed.
[[nodiscard]] Estimate fit_quantile(const Panel& panel, const Formula& formula, const QuantileOptions& options = {});

extern const Estimator kQuantile;

}  // namespace ecoeff
