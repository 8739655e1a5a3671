// Linear regression with any number of fixed effects absorbed (none: OLS), Stata's reghdfe conventions.
//
//   y = X b + effects + e,   b = (X~'X~)^-1 X~'y~ with x~ the part of x that the effects leave (absorb.hpp).
//
// N counts rows after missing values and, unless kept, singletons are left out; k is the number of kept regressors; a
// the degrees of freedom that the effects take (absorbed_degrees.hpp; the constant alone takes 1). Covariances:
// sandwich.hpp, with the degrees of freedom of t; wild_bootstrap.hpp and pairs_bootstrap.hpp draw; F is the Wald
// statistic of all slopes over k. _cons = ybar - xbar'b with influence 1/N - x~ A xbar, or, as `xtreg y x i.year, fe`
// prints it, the value in the first year (time_effects.hpp). Every R2 is defined in fit_measures.hpp.
//
// Effects may be sets of slopes (`city:trend`, estimation_sample.hpp), rows may have weights (weights.hpp). Degrees of
// freedom by `dof`: reghdfe as above; fixest counts one redundant level an effect after the first and drops singletons
// in one pass; xtreg keeps singletons and reports only the units as absorbed, the others as regressors.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ecoeff/panel/estimate.hpp"
#include "ecoeff/panel/formula.hpp"

namespace ecoeff {

struct Estimator;

struct FixedEffectsOptions {
  std::string vce = "iid";  // vce.hpp; `unit` and `time` are roles
  bool keep_singletons = false;
  bool base_year_constant = false;  // _cons as `xtreg y x i.year, fe` prints it
  bool constant = true;             // only without effects
  std::string weights{};            // weights.hpp: "aw=pop"
  std::string dof = "reghdfe";      // reghdfe, xtreg or fixest
  std::size_t replications = 999;   // bootstraps: draws, seed and threads (which change no result)
  std::uint64_t seed = 1;
  unsigned threads = 1;
};

// Errors: D110, D111; P580, P581 weights; P582 what weights and slopes do not go with; P583 no such dof; P504
// instruments in the formula; P510 no usable row; P511 fewer rows than parameters; P512 the outcome is constant; P513
// every regressor is collinear; P514 unknown vce; P515 one cluster only. Notes: P520 singletons dropped; P521 collinear
// regressors omitted, named; P522 rows left out for missing values; P523 fewer than 40 clusters; P524 few degrees of
// freedom decide the stars; those of pairs_bootstrap.hpp; P525 the effects could not be taken out to full accuracy;
// P526 the base-year constant is not defined here, _cons is the mean-based one; P584 rows left out for their weight;
// P594.
[[nodiscard]] Estimate fit_fixed_effects(const Panel& panel, const Formula& formula,
                                         const FixedEffectsOptions& options = {});

extern const Estimator kFixedEffects;
extern const Estimator kPooled;  // the formula's effects left out

}  // namespace ecoeff
