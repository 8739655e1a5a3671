// Entropy-weight index (Shannon 1948; as in the paper's equations (1)-(7)).
//
// With x_ij the value of indicator j in row i, n the rows in which every indicator is present, pooled over all units
// and years, and low_j, high_j the least and greatest x_ij:
//   (1) z_ij = (x_ij - low_j) / (high_j - low_j) + shift     positive indicators
//   (2) z_ij = (high_j - x_ij) / (high_j - low_j) + shift    negative indicators
//   (3) p_ij = z_ij / sum_i z_ij
//   (4) e_j = -(1 / ln n) sum_i p_ij ln p_ij, 0 ln 0 = 0
//   (5) d_j = 1 - e_j
//   (6) w_j = d_j / sum_j d_j
//   (7) index_i = sum_j w_j z_ij    the shift stays in z, so the index lies in [shift, 1 + shift]
// A constant indicator has d = 0, weight 0, and a note.
//
// With per_year, weights_by_year holds each year's weights and the weight lines hold their means over the years.
#pragma once

#include "ecoeff/index/index_method.hpp"

namespace ecoeff {

struct EntropyOptions {
  double shift = 0.0001;
  bool per_year = false;  // (1)-(6) within each year, n the rows of that year
  bool rescale = false;   // the finished index is min-max scaled to [0, 1]
};

// Errors and notes: those of weighted_sum.hpp; X305 a shift that is negative.
[[nodiscard]] IndexResult entropy_index(const Panel& panel, const std::vector<Indicator>& indicators,
                                        const EntropyOptions& options = {});

extern const IndexMethod kEntropyWeights;

}  // namespace ecoeff
