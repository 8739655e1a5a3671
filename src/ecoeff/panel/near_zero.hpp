// Columns that lie far from zero beside their spread, in models whose constant is a column of its own (random effects,
// instrumental variables, quantiles, limited outcomes).
//
// With values of range r about m, |m| >= 16 r, the column is moved by c, the multiple nearest to m of the power of two
// above r. Neighbours that large subtract without rounding, so that x - c is exact and the slopes of x and x - c are
// the same; y = a + x'b gives a = a_moved - c'b. What lies near zero stays as it is.
#pragma once

#include <string>
#include <vector>

#include "ecoeff/panel/estimate.hpp"
#include "ecoeff/panel/scale.hpp"

namespace ecoeff {

// What is left of a column after others are taken out counts as nothing up to this length, in every model: 1e-8 of its
// variation, about the mean where there is a constant or an effect (`centred`), and 1e-12 of its size.
[[nodiscard]] double negligible_length(double size, double variation, bool centred);
[[nodiscard]] Vector negligible_lengths(const Matrix& x, bool centred);

// Moves the columns in place; returns c of each, 0 where it stays.
[[nodiscard]] double move_near_zero(Eigen::Ref<Vector> x);
[[nodiscard]] Vector move_near_zero(Matrix& x);

// A sample scaled by powers of two (scale.hpp) with its columns near zero, where the constant is one of them.
struct NearColumns {
  Scales scales;
  Vector moved;  // in the user's units
  double moved_y = 0;
  Vector nothing;  // negligible_lengths of the columns as they were, in the units of the sample
};
enum class Outcome { moved, as_it_is };
[[nodiscard]] NearColumns scale_near_zero(EstimationSample& sample, bool constant, bool centred, Outcome outcome);

// _cons and its covariances for the columns and the outcome as they were. `names` and `moved` (in the units of the
// estimate) list the columns; those that the estimate has no coefficient of are passed over.
void restore_constant(const std::vector<std::string>& names, const Vector& moved, double moved_outcome,
                      Estimate& estimate);

}  // namespace ecoeff
