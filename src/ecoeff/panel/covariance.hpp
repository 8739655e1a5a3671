// The meats of the covariances of linear estimators.
//
// Every estimator here is linear in the errors: b - beta = sum_i h_i u_i with the row's influence h_i (X~A for the
// slopes, see fixed_effects.cpp for the constant). Hence V = factor * meat, and the meat is
//   iid      sum_i h_i h_i'
//   robust   sum_i (h_i u_i)(h_i u_i)', u the residuals, divided by a power of 1 - leverage in HC2 and HC3
//   cluster  sum_g s_g s_g', s_g = sum of h_i e_i in g; several ways: inclusion and exclusion over intersections
//            (Cameron, Gelbach and Miller 2011, equation 2.11)
//   serial   sum_t s_t s_t' + sum_l (1 - l/(L+1)) sum_t (s_t s_{t-l}' + s_{t-l} s_t') (Newey and West 1987), where s_t
//            is the row of a unit, or the sum over units in a period (Driscoll and Kraay 1998)
// The factors are in sandwich.hpp.
#pragma once

#include <cstdint>
#include <vector>

#include "ecoeff/panel/absorb.hpp"

namespace ecoeff {

// rows x coefficients; e has the rows. `threads` changes no digit.
[[nodiscard]] Matrix iid_meat(const Matrix& influence, unsigned threads = 1);
[[nodiscard]] Matrix robust_meat(const Matrix& influence, const Vector& e, unsigned threads = 1);
[[nodiscard]] Matrix cluster_meat(const Matrix& influence, const Vector& e, const Effect& cluster,
                                  unsigned threads = 1);
[[nodiscard]] Matrix multiway_meat(const Matrix& influence, const Vector& e, const std::vector<Effect>& clusters,
                                   unsigned threads = 1);

// `group` says which series a row belongs to and `period` when; rows of one group and period are summed first. Lags go
// over the calendar, so a gap is a gap.
[[nodiscard]] Matrix serial_meat(const Matrix& influence, const Vector& e, const std::vector<std::int32_t>& group,
                                 const std::vector<std::int32_t>& period, int lags);

// The levels of both at once, renumbered without gaps.
[[nodiscard]] Effect intersection(const Effect& a, const Effect& b);

// Sets negative eigenvalues of the leading block to 0; true when there were any.
bool repair_negative(Matrix& v, Eigen::Index block);

}  // namespace ecoeff
