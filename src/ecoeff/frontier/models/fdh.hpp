// Free disposal hull (Deprins, Simar and Tulkens 1984; ratios after Tulkens 1993): o is compared with single rows, not
// with mixtures: with those that dominate it in what does not move. Bad outputs count with the inputs as
// they are, as in the radial model.
//
//   input:  theta = min over j with y_j >= y_o, b_j <= b_o of max_i x_ij / x_io
//   output: phi   = max over j with x_j <= x_o, b_j <= b_o of min_r y_rj / y_ro
//
// Among rows with the same ratio the one with the largest relative slacks is the peer. A zero input of o is matched by
// zero inputs only.
#pragma once

#include "ecoeff/frontier/models/row_boxes.hpp"
#include "ecoeff/frontier/prepare.hpp"

namespace ecoeff::frontier {

// `reference` holds o.
[[nodiscard]] RowScore fdh_score(const Prepared& prepared, std::size_t row, const RowBoxes& reference);

}  // namespace ecoeff::frontier
