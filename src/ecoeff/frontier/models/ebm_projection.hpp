// The points at which the epsilon-based measure looks how features go together (Tone and Tsutsui 2010, section 4): each
// reference row o moved to the frontier under variable returns, whatever the returns and the orientation of the model,
//
//   max sum_k s_k / z_ok   s.t.  sum lam x + s = x_o,  sum lam y - s = y_o,  sum lam b + s = b_o,  sum lam = 1
//
// with terms of features that are zero in o left out. Slacks relative to o's own values do not depend on units. Where
// several slacks reach the largest sum, the point taken is the one with the smallest sum of squares of s_k / z_ok: it is
// unique, so that weights and epsilon depend neither on the order of rows nor on that of columns.
#pragma once

#include <vector>

#include "ecoeff/frontier/prepare.hpp"
#include "ecoeff/frontier/reference_sets.hpp"

namespace ecoeff::frontier {

// The projected rows of each technology, as many values as features; a row whose program has no certified answer is
// left out.
[[nodiscard]] std::vector<std::vector<std::vector<double>>> ebm_projections(const Prepared& prepared,
                                                                            const std::vector<Technology>& technologies,
                                                                            const std::vector<ColumnStore>& stores,
                                                                            unsigned threads);

}  // namespace ecoeff::frontier
