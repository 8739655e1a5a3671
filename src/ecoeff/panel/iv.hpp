// Instrumental variables: two-stage least squares and two-step GMM, with and without fixed effects.
//
// From `y ~ exog | effects | endog ~ instruments`: X = [exog endog], Z = [exog instruments], both with the effects
// taken out (or with a constant), Q an orthonormal basis of Z, C = Q'X:
//   2SLS  b = (C'C)^-1 C'Q'y,  influence Q C (C'C)^-1
//   GMM   b = (C'WC)^-1 C'W Q'y, V = (C'WC)^-1, W = S^-1, S = sum q_i q_i' e_i^2 (or of cluster sums) with the 2SLS
//         residuals (Hansen 1982; ivreg2's gmm2s); `last_residuals`: V = (C'WC)^-1 C'W S2 W C (C'WC)^-1 with S2 from
//         the residuals of GMM itself, as Stata's ivregress gmm prints it; the same where nothing is overidentified
// Without effects: no small-sample factor, z and chi-square; `small` gives rss/(N-k), N/(N-k), (N-1)/(N-k) G/(G-1) and
// t. With effects these factors and t are always on, k counting what the effects take (covariance.hpp).
//
// Tests that come with every fit: "first-stage(x)" F of the excluded instruments for each endogenous x, with the
// model's kind of errors; "kp-lm" and "kp-f" of Kleibergen and Paap (2006), which are Anderson's LM and Cragg and
// Donald's F under iid; "sargan" (iid: N e'P_Z e / e'e) or "hansen" (J of two-step GMM) with L - k degrees of freedom
// when there are more instruments than needed; "wu-hausman", the F of the first-stage residuals in the regression of y
// on X and them.
#pragma once

#include <string>

#include "ecoeff/panel/estimate.hpp"
#include "ecoeff/panel/formula.hpp"

namespace ecoeff {

struct Estimator;

struct IvOptions {
  std::string vce = "iid";      // iid | robust | cluster(column)
  bool gmm = false;             // two-step GMM; iid: the same as 2SLS
  bool last_residuals = false;  // gmm: the covariance by a sandwich, as Stata's ivregress gmm
  bool small = false;
  bool constant = true;  // only without effects
  bool keep_singletons = false;
};

// Errors: D110, D111; P603 the vce; P510, P511, P515; P620 no `endog ~ instruments`; P621 fewer instruments than
// endogenous regressors; P622 the instruments say nothing about an endogenous regressor. Notes: P520 to P524 as for
// fixed effects; P623 collinear instruments dropped, named; P624 a first-stage F below 10; P625 no J because the
// moments are singular (fewer clusters than instruments).
[[nodiscard]] Estimate fit_iv(const Panel& panel, const Formula& formula, const IvOptions& options = {});

extern const Estimator kInstrumental;     // two-stage least squares
extern const Estimator kInstrumentalGmm;  // two-step GMM

}  // namespace ecoeff
