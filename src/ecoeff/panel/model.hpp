// One model by its name: `ecoeff estimate --model`, a study column's `estimator` and C++ callers come through here, so
// that every estimator has the same options, the same result and the same notes wherever it is asked for.
//
// The names: model_names(); re, between and fd are in static_panel.hpp, iv and iv-gmm in iv.hpp, tobit and
// truncated in limited.hpp, xttobit in random_tobit.hpp, quantile in quantile.hpp. The unit and time effects of a
// formula mean what the model makes of them: fe absorbs them, pooled (ols) leaves them out, system-gmm and
// difference-gmm plan a dynamic panel from them (study_gmm.hpp), gmm takes the model as gmm() and iv() strings
// (dynamic_gmm.hpp).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ecoeff/panel/fixed_effects.hpp"
#include "ecoeff/panel/study_gmm.hpp"

namespace ecoeff {

struct ModelOptions {
  std::string model = "fe";
  FixedEffectsOptions linear;        // vce, constant and singletons, for every model that has them
  bool small = false;                // small-sample corrections where they are a choice (iv)
  std::optional<double> lower;       // limits: tobit, truncated, xttobit
  std::optional<double> upper;       //
  double tau = 0.5;                  // quantile
  std::vector<std::string> gmm;      // gmm: "L.y, lag(2 3) collapse"
  std::vector<std::string> iv;       // gmm: "x, eq(level)"
  DynamicGmmOptions dynamic;         // gmm
  StudyGmmOptions study_gmm;         // system-gmm and difference-gmm
  std::vector<std::string> tests{};  // model_tests.hpp
};

// Every word that names an estimator (estimator.hpp).
[[nodiscard]] std::vector<std::string> model_names();

// Fits the model and runs the tests that are asked for. Errors: P600 no model of that name; P582 weights where they
// have no meaning here; P658 numbers beyond range; those of the model and of model_tests.hpp. Notes: P594 coefficients
// beyond the range of numbers; P595 nearly collinear regressors; those of the model.
[[nodiscard]] Estimate fit_model(const Panel& panel, const Formula& formula, const ModelOptions& options);

// Only the fit, by the name that `options` gives.
[[nodiscard]] Estimate fit_without_tests(const Panel& panel, const Formula& formula, const ModelOptions& options);

}  // namespace ecoeff
