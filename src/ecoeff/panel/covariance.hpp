// Covariances of linear estimators: one meat and one factor.
//
// Every estimator here is linear in the errors: b - beta = sum_i h_i u_i with the row's influence h_i (X~A for the
// slopes, see fixed_effects.cpp for the constant). Hence V = factor * meat, and the meat is
//   iid      sum_i h_i h_i'            factor rss / (N - k - a)
//   robust   sum_i (h_i e_i)(h_i e_i)' factor N / (N - k - a)                                          (HC1)
//   cluster  sum_g s_g s_g', s_g = sum of h_i e_i in g
//                                      factor (N-1) / (N - k - a_nonnested - [some effect nested]) * G / (G-1)
#pragma once

#include "ecoeff/panel/absorb.hpp"

namespace ecoeff {

// rows x coefficients; e has the rows.
[[nodiscard]] Matrix iid_meat(const Matrix& influence);
[[nodiscard]] Matrix robust_meat(const Matrix& influence, const Vector& e);
[[nodiscard]] Matrix cluster_meat(const Matrix& influence, const Vector& e, const Effect& cluster);

}  // namespace ecoeff
