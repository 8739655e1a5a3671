// Limited outcomes by maximum likelihood: Tobit (censored) and truncated regression.
//
//   y* = x'b + e, e normal with variance sigma^2; limits l below and u above, either may be left out
//   tobit      y = l where y* <= l, u where y* >= u: log likelihood the sum of log phi((y - x'b)/sigma)/sigma inside,
//              log Phi((l - x'b)/sigma) at the lower limit, log Phi((x'b - u)/sigma) at the upper (Tobin 1958)
//   truncated  only rows with l < y < u are seen: log phi((y - x'b)/sigma)/sigma
//              - log(Phi((u - x'b)/sigma) - Phi((l - x'b)/sigma))
// Maximised over (b/sigma, 1/sigma), in which Tobit's likelihood is concave (Olsen 1978); errors from the observed
// information. robust: scores in sandwich with N/(N-1), cluster with G/(G-1). Tobit speaks in t(N-k), k the number of
// coefficients, truncated regression in z. parameters: sigma, sigma_se, ln_sigma_se, var_e, var_e_se, log_likelihood,
// and n_left, n_right (rows at the limits) or n_truncated (rows outside). r2 "pseudo": 1 - ll / ll of the constant.
#pragma once

#include <optional>
#include <string>

#include "ecoeff/method/option.hpp"
#include "ecoeff/panel/estimate.hpp"
#include "ecoeff/panel/formula.hpp"

namespace ecoeff {

struct Estimator;
struct ModelOptions;

struct LimitedOptions {
  std::optional<double> lower;
  std::optional<double> upper;
  std::string vce = "iid";  // iid | robust | cluster(column)
  bool constant = true;
};

// Effects of the formula become dummies (both `unit` and `time`; with few periods the unit ones are inconsistent,
// which note P633 says). Errors: P603, P510, P511, P513, P504; P630 no limit, or the lower one not below the upper;
// P631 no row inside the limits; P632 the likelihood has no maximum that could be found. Notes: P521, P522; P634 no row
// at a limit: the same as least squares by maximum likelihood; P635 rows outside the limits left out (truncated).
[[nodiscard]] Estimate fit_tobit(const Panel& panel, const Formula& formula, const LimitedOptions& options);
[[nodiscard]] Estimate fit_truncated(const Panel& panel, const Formula& formula, const LimitedOptions& options);

// "below at 0 and above at 1": the limits of an estimate, as a sentence says them.
[[nodiscard]] Text limits_text(const Estimate& estimate);
// Those of several estimates, each once.
[[nodiscard]] Text limits_text(const std::vector<const Estimate*>& estimates);

// ll and ul, the limits as options of an estimator, and where they go.
[[nodiscard]] Options limit_options();
void take_limits(const OptionValues& values, ModelOptions& options);

extern const Estimator kTobit;
extern const Estimator kTruncated;

}  // namespace ecoeff
