// An index that is a weighted sum of indicators on one scale: what the methods that look for weights share. With x_ij
// the value of indicator j in row i over the rows in which every indicator is present, low_j and high_j the least and
// greatest of them:
//   (1) z_ij = (x_ij - low_j) / (high_j - low_j) + shift     larger is better
//   (2) z_ij = (high_j - x_ij) / (high_j - low_j) + shift    smaller is better
//   index_i = sum_j w_j z_ij, w from a rule that sees z
// A constant indicator has weight 0 and a note, and the rule does not see it.
#pragma once

#include <functional>
#include <vector>

#include "ecoeff/index/index.hpp"
#include "ecoeff/numeric/matrix.hpp"

namespace ecoeff {

// IndicatorWeights, and what else the rule says of each indicator; a vector holds one number an indicator.
struct IndicatorWeights {
  Vector weight;
  std::vector<Vector> measures;
};

struct WeightRule {
  std::function<IndicatorWeights(const Matrix& z)>
      weigh;                        // z: rows x indicators that differ between rows, at least one
  std::vector<double> of_constant;  // the measures of a constant indicator
};

struct WeightedSumOptions {
  double shift = 0;
  bool per_year = false;  // scaled and weighed within each year; weights_by_year holds each year's weights
  bool rescale = false;   // the finished index is min-max scaled to [0, 1]
};

struct WeightedSum {
  IndexResult result;            // weight lines with weight, minimum and maximum; means over the years with per_year
  std::vector<Vector> measures;  // likewise
};

// Errors: D110, D111; X301 no row has every indicator; X302 fewer than two indicators; X303 every indicator is
// constant. Notes: X310 constant indicator; X311 rows left out because an indicator is missing (counted, the first
// named); X314 a year without an index because every indicator is constant in it (or it has one row); X315 nothing to
// rescale.
[[nodiscard]] WeightedSum weighted_sum(const Panel& panel, const std::vector<Indicator>& indicators,
                                       const WeightRule& rule, const WeightedSumOptions& options);

}  // namespace ecoeff
