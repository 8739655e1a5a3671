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
[[nodiscard]] Matrix cluster_sums(const Matrix& influence, const Vector& e, const Effect& cluster,
                                  unsigned threads = 1);  // clusters x coefficients: the rows s_g
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

// A covariance of several ways of clustering is a difference, and may have negative eigenvalues. They are set to 0 in
// coefficients of columns of standard deviation 1 (`spread`: what to multiply each coefficient by), so that t does not
// depend on units: in the block of the `slopes` by itself, whose errors shall not depend on whether a constant is
// shown, and, where that block or the constant's variance is negative, in the whole of v for the constant (as
// reghdfe 6.13). A constant that needs no repair keeps its variance. A variance of which nothing is left is missing,
// its row and column too. True when anything was negative beyond rounding.
bool repair_negative(Matrix& v, const std::vector<Eigen::Index>& slopes, const Vector& spread);

}  // namespace ecoeff
