// The stacked sample of difference and system GMM.
//
// Every unit has a slot in every period from the first of the panel to the last (Stata's `tsfill, full`): slot = unit x
// periods + period. A level row is used when outcome, regressors and the iv() columns of the level equation are all
// there. For the transformed equation a row is complete when outcome, regressors and the iv() columns of that equation
// are: a first difference is used when its own and the previous row are complete; a forward orthogonal deviation
// (Arellano and Bover 1995),
//   sqrt(n / (n + 1)) (x_t - mean of the n later complete rows),
// when row t and a later one are complete. The deviation of t stands in slot t + 1, so that lags count alike in both
// transformations (Roodman 2009). Rows that are not used are zero. Transformed rows come first, level rows after them.
#pragma once

#include <cstddef>
#include <vector>

#include "ecoeff/data/panel.hpp"
#include "ecoeff/numeric/matrix.hpp"
#include "ecoeff/panel/sparse_rows.hpp"

namespace ecoeff {

struct GmmCalendar {
  int units = 0;
  int periods = 0;
  Panel filled;                   // its row number is the slot
  std::vector<std::size_t> rows;  // slot -> row of the panel, or kNoRow

  [[nodiscard]] std::size_t slots() const { return rows.size(); }
};

// Error P532 when no unit has three rows; P535 when the calendar has more periods than a dynamic panel can have.
[[nodiscard]] GmmCalendar fill_calendar(const Panel& panel);

struct GmmSample {
  int units = 0;
  int periods = 0;
  bool system = true;
  bool orthogonal = false;
  SparseRows transform;                // slot -> weights of the unit's periods; empty where no transformed row is used
  SparseRows pattern;                  // M in the pattern H of the errors: that of a unit without gaps, as in xtabond2
  std::vector<bool> complete;          // by slot: rows that the transformation may use
  std::vector<bool> level_used;        // by slot
  std::vector<bool> transformed_used;  // by slot
  std::size_t level_rows = 0;
  std::size_t transformed_rows = 0;
  Vector y_level;  // by slot, 0 where the row is used in no equation
  Matrix x_level;
  Vector y;  // stacked
  Matrix x;

  [[nodiscard]] std::size_t slots() const { return level_used.size(); }
  [[nodiscard]] std::size_t stacked_rows() const { return system ? 2 * slots() : slots(); }
};

// Further columns, by slot, that must be there in the rows of one equation.
struct RequiredColumns {
  Matrix transformed;
  Matrix level;
};

// `x` holds the regressors by slot, the constant (all ones) included.
[[nodiscard]] GmmSample stack_sample(const GmmCalendar& calendar, const Vector& y, const Matrix& x,
                                     const RequiredColumns& required, bool system, bool orthogonal);

[[nodiscard]] SparseRows first_differences(const std::vector<bool>& used, int units, int periods);
[[nodiscard]] SparseRows forward_deviations(const std::vector<bool>& used, int units, int periods);

// The transformation of a column given by slot; 0 where `transform` has no row.
[[nodiscard]] Vector transform_column(const SparseRows& transform, int periods, const Vector& levels);
// M'w: brings a vector on transformed rows back to the levels.
[[nodiscard]] Vector transform_back(const SparseRows& transform, int periods, const Vector& transformed);

}  // namespace ecoeff
