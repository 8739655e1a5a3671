// The rows an estimator uses, and its variables on them.
//
// A row is complete when the outcome, every regressor, every effect and every cluster variable is there. Singletons
// (rows alone in a level of some effect, unit slopes apart) are dropped again and again until none is left (Correia
// 2015), unless kept. An effect `city:trend` is a set of slopes, one a city, on the term behind the colon.
#pragma once

#include "ecoeff/panel/absorb.hpp"
#include "ecoeff/panel/formula.hpp"
#include "ecoeff/panel/weights.hpp"

namespace ecoeff {

struct EstimationSample {
  std::vector<std::size_t> rows;   // of the panel, ascending
  std::vector<std::string> names;  // of the columns of x
  Vector y;
  Matrix x;
  Vector weights;               // empty: none; aw and pw sum to the rows
  std::vector<Effect> effects;  // the formula's, in its order
  std::vector<Effect> clusters;
  Effect unit;
  Effect time;  // codes ascend with time
  std::size_t missing_rows = 0;
  std::size_t weightless_rows = 0;  // weight missing or 0
  std::size_t singletons = 0;
};

enum class Singletons { drop, drop_once, keep };

// Error P510 when no row is left; those of build_terms and effect_codes.
[[nodiscard]] EstimationSample make_sample(const Panel& panel, const Formula& formula,
                                           const std::vector<std::string>& clusters, bool keep_singletons);
[[nodiscard]] EstimationSample make_sample(const Panel& panel, const Formula& formula,
                                           const std::vector<std::string>& clusters, Singletons singletons,
                                           const Weights& weights, unsigned threads = 1);

// Leaves the listed rows of the sample, ascending, in every member; levels are counted anew.
void keep_rows(const std::vector<Eigen::Index>& rows, EstimationSample& sample);

// The listed rows without those that are alone in a level of some effect (unit slopes apart), again and again.
[[nodiscard]] std::vector<Eigen::Index> without_singletons(const EstimationSample& sample,
                                                           const std::vector<Eigen::Index>& rows);

}  // namespace ecoeff
