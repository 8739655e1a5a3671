// Poisson pseudo-maximum likelihood with any number of fixed effects (Gourieroux, Monfort and Trognon 1984; Santos
// Silva and Tenreyro 2006; with effects absorbed: Correia, Guimarães and Zylkin 2020).
//
//   E(y_i | x_i) = mu_i = exp(x_i'b + effects),   y_i >= 0, whole or not
//   sum_i (y_i - mu_i) x_i = 0                                                                          (1)
// by iteratively reweighted least squares: z_i = ln mu_i + (y_i - mu_i) / mu_i is regressed on x with weights mu_i and
// the effects absorbed (linear_fit.hpp), until the index moves by less than 1e-10; each step that would raise the
// deviance is halved. Separated rows are left out and said (separation.hpp).
//
// With W = diag(mu) and x~ what the effects leave of x under W, N rows, G clusters:
//   iid      (X~'W X~)^-1, the expected information
//   robust   sandwich of (y_i - mu_i) x~_i, times N / (N-1)
//   cluster  the same with sums over clusters, times G / (G-1)
// as ppmlhdfe counts (degrees of freedom of the effects take no part); statistics are z, the joint test is chi-square.
// _cons is the mean of ln mu - x'b with weights mu. R2: "pseudo" = 1 - ll / ll of a constant alone (McFadden).
#pragma once

#include <string>

#include "ecoeff/panel/estimate.hpp"
#include "ecoeff/panel/formula.hpp"

namespace ecoeff {

struct Estimator;

struct PoissonOptions {
  std::string vce = "iid";
  bool keep_singletons = false;
  bool constant = true;  // only without effects
  unsigned threads = 1;
};

// Parameters: log_likelihood, deviance, n_separated. Errors: D110, D111; P603 the vce; P504 instruments; P510 no usable
// row; P511 fewer rows than parameters; P513 every regressor is collinear; P515 one cluster only; P670 an outcome below
// 0; P671 no outcome above 0; P673 no convergence. Notes: P520 to P523; P672 separated rows; P674 the search for
// separated rows was given up.
[[nodiscard]] Estimate fit_poisson(const Panel& panel, const Formula& formula, const PoissonOptions& options = {});

extern const Estimator kPoisson;

}  // namespace ecoeff
