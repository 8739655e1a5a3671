// CRITIC weights (criteria importance through intercriteria correlation; Diakoulaki, Mavrotas and Papayannakis 1995,
// section 3): an indicator weighs more the more it varies and the less the others say the same.
//
// On the scaled z_ij of weighted_sum.hpp without a shift, over all units and years at once:
//   (1) s_j = sqrt(sum_i (z_ij - mean_j)^2 / (n - 1))    contrast intensity
//   (2) R_j = sum_k (1 - r_jk), r the correlations of z   conflict with the other indicators
//   (3) C_j = s_j R_j                                     amount of information
//   (4) w_j = C_j / sum_j C_j
// A constant indicator varies with nothing: it has weight 0 and does not enter the conflict of others. Indicators that
// all say the same (every r_jk = 1) leave no information; their weights are those of s_j alone.
#pragma once

#include "ecoeff/index/index_method.hpp"

namespace ecoeff {

struct CriticOptions {
  bool per_year = false;  // (1)-(4) within each year
  bool rescale = false;   // the finished index is min-max scaled to [0, 1]
};

// The details of a weight line are "contrast", "conflict" and "information". Errors and notes: those of
// weighted_sum.hpp.
[[nodiscard]] IndexResult critic_index(const Panel& panel, const std::vector<Indicator>& indicators,
                                       const CriticOptions& options = {});

extern const IndexMethod kCriticWeights;

}  // namespace ecoeff
