// The dynamic-panel model that a column of a study means.
//
// From the base formula `y ~ x + controls | unit + time` and estimator = "system-gmm":
//   xtabond2 y L.y x controls i.time, gmm(L.y, lag(2 3) collapse) iv(x controls) iv(i.time, eq(level)) twostep robust
// The unit effects are removed by the transformation; without `| time` there are no period dummies; in difference GMM
// the dummies instrument the differences. Regressors named under `endogenous` leave iv() for a gmm() group with the lag
// limits as given, those under `predetermined` for one with both limits a period earlier. The lags of the outcome are
// endogenous unless they are named under `predetermined`; lag limits count on the variable as typed (L.CEE).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ecoeff/panel/dynamic_gmm.hpp"

namespace ecoeff {

struct Estimator;

struct StudyGmmOptions {
  bool system = true;
  int lags = 1;  // of the outcome among the regressors
  std::vector<std::string> endogenous;
  std::vector<std::string> predetermined;
  int lag_from = 2;
  std::optional<int> lag_to = 3;  // none: all available
  bool collapse = true;
  int steps = 2;
  bool robust = true;
  bool small = false;
  bool orthogonal = false;
  std::optional<int> h;
};

// Errors: P536 an effect other than unit and time, instruments after a second bar, or a variable under `endogenous` or
// `predetermined` that is not a regressor; P534 no lag of the outcome.
[[nodiscard]] DynamicGmmModel plan_study_gmm(const Panel& panel, const Formula& formula,
                                             const StudyGmmOptions& options = {});

// plan_study_gmm and fit_dynamic_gmm; `absorbed` of the result names the formula's effects.
[[nodiscard]] Estimate fit_study_gmm(const Panel& panel, const Formula& formula, const StudyGmmOptions& options = {});

extern const Estimator kSystemGmm;
extern const Estimator kDifferenceGmm;

}  // namespace ecoeff
