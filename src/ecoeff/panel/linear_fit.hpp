// The algebra of one least-squares fit with absorbed effects, before covariances and tests.
#pragma once

#include <vector>

#include "ecoeff/panel/estimation_sample.hpp"

namespace ecoeff {

struct LinearFit {
  std::vector<Eigen::Index> kept;  // columns of the sample's x
  std::vector<Eigen::Index> omitted;
  Vector slopes;     // of the kept columns
  Matrix influence;  // rows x kept: X~ A, so that slopes = influence'y
  Vector residuals;
  double tss = 0;         // about the mean (about zero when nothing is absorbed)
  double tss_within = 0;  // after the effects
  double condition = 0;
  bool converged = true;
};

// Regresses the sample's y on its x (scaled: scale.hpp; times the roots of the weights where there are any) with
// `effects` absorbed. Error P512 when nothing is left of y, P513 when nothing is left of any regressor; `text` names
// the model in their messages.
[[nodiscard]] LinearFit fit_linear(const EstimationSample& sample, const std::vector<Effect>& effects,
                                   const std::string& text, unsigned threads = 1);

}  // namespace ecoeff
