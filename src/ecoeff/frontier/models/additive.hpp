// The additive model (Charnes, Cooper, Golany, Seiford and Stutz 1985) and the range-adjusted measure (Cooper, Park and
// Pastor 1999). Both find the largest weighted sum of slacks of o in the reference,
//
//   max sum c_k s_k   s.t.  sum lam x + s = x_o,  sum lam y - s = y_o,  sum lam b + s = b_o.
//
// additive: c_k is the feature's weight (1), s in the units of the data: the score is the sum itself, 0 for efficient
//   rows, and it changes with the units of measurement. Returns as asked.
// ram: score = 1 - sum c_k s_k, c_k = w_k / (sum w) / R_k with R_k the range of feature k over all usable rows of the
//   panel, whatever the reference set, so that scores of different years and groups stand on one scale. VRS. A feature
//   without range has no slack; it leaves and the weights of the rest share its part. 1 for efficient rows.
//
// Under VRS both are translation invariant (Ali and Seiford 1990): negative values and zero outputs are taken, features
// that have them being moved up before and back in the targets (Prepared::moved).
#pragma once

#include "ecoeff/frontier/answer.hpp"
#include "ecoeff/frontier/models/pareto.hpp"
#include "ecoeff/frontier/prepare.hpp"

namespace ecoeff::frontier {

// c_k of each feature: its weight, or with ranges weight / total / (highest - lowest value).
struct AdditivePrices {
  bool range_adjusted = false;
  std::vector<double> weight;
  std::vector<std::size_t> lowest;  // the rows with the ends of each range
  std::vector<std::size_t> highest;
  std::vector<double> price;  // rounded

  [[nodiscard]] Rational exact(const Data& data, std::size_t k) const;
};
[[nodiscard]] AdditivePrices additive_prices(const Prepared& prepared, bool range_adjusted);

// What a thread keeps from row to row.
struct AdditiveSolver {
  ProvedSolver measure;
  ParetoTest pareto;

  // Where the witnesses of the next row are.
  void attend(solver::Witnesses* witnesses) {
    measure.attend(witnesses, "score");
    pareto.attend(witnesses);
  }
};

[[nodiscard]] RowScore additive_score(const Prepared& prepared, const AdditivePrices& prices, std::size_t row,
                                      const Reference& reference, AdditiveSolver& solver);

}  // namespace ecoeff::frontier
