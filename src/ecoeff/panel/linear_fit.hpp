// The algebra of one least-squares fit with absorbed effects, before covariances and tests.
#pragma once

#include <optional>
#include <vector>

#include "ecoeff/panel/estimation_sample.hpp"

namespace ecoeff {

struct Constant {
  double value = 0;
  Vector influence;  // by row
};

struct LinearFit {
  std::vector<Eigen::Index> kept;  // columns of the sample's x
  std::vector<Eigen::Index> omitted;
  Vector slopes;     // of the kept columns
  Matrix influence;  // rows x kept: X~ A, so that slopes = influence'y
  Vector residuals;
  double tss = 0;         // about the mean (about zero when nothing is absorbed)
  double tss_within = 0;  // after the effects
  Matrix r;               // kept columns after the effects are Q R, for scaled_condition (resampling does without)
  Matrix r_inverse;
  bool converged = true;
  std::optional<Constant> constant;  // where it is one of the columns: in careful fits
};

// Regresses the sample's y on `x`, its regressors (scaled: scale.hpp; times the roots of the weights where there are
// any; handed over, because they may be most of the memory), with `effects` absorbed. Small regressions with no more
// than a constant to absorb are computed in extended precision (careful_least_squares.hpp) once their columns are
// chosen. Error P512 when nothing is left of y, P513 when nothing is left of any regressor; `text` names the model in
// their messages.
[[nodiscard]] LinearFit fit_linear(const EstimationSample& sample, Matrix x, const std::vector<Effect>& effects,
                                   const std::string& text, unsigned threads = 1);

}  // namespace ecoeff
