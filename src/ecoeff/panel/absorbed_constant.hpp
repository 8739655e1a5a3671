// The constant beside effects that are absorbed: value = ybar - xbar'b with influence 1/N - x~ A xbar.
#pragma once

#include <vector>

#include "ecoeff/panel/estimation_sample.hpp"
#include "ecoeff/panel/linear_fit.hpp"
#include "ecoeff/panel/time_effects.hpp"

namespace ecoeff {

// The constant alone, as an effect with one level: what it leaves of a column is the deviation from the mean.
[[nodiscard]] Effect one_level(std::size_t rows);

// The columns of the effects times the roots of the rows' weights.
void weigh_effects(const Vector& roots, std::vector<Effect>& effects);

// Means of y and of every regressor, as they enter the constant, and the weights of the rows in them.
struct Means {
  Vector weights;
  double y = 0;
  Vector x;
};

// With year effects relative to the first year also less what these explain (`years`, else null). With weights the
// columns hold roots of weights times values.
[[nodiscard]] Means means_of(const EstimationSample& sample, const TimeEffects* years, unsigned threads);

[[nodiscard]] Constant constant_of(Means means, const LinearFit& fit, unsigned threads);

}  // namespace ecoeff
