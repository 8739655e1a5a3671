// Least squares on many rows in few passes over them, in place.
//
// X = Q R by the Cholesky factors of X'X and then of Q1'Q1, Q1 = X R1^-1 (CholeskyQR2: Yamamoto, Nakatsukasa,
// Yanagisawa and Fukaya 2015, algorithm 3), which is as orthogonal as Householder's QR where the columns are far from
// dependent.
#pragma once

#include <optional>

#include "ecoeff/numeric/matrix.hpp"

namespace ecoeff {

struct TallFit {
  Vector slopes;
  Matrix r;
  Matrix r_inverse;  // (X'X)^-1 = r_inverse r_inverse'
};

// Replaces x (rows x k) by the influence X (X'X)^-1 and y by the residuals. Nothing, with x and y as they were, when
// the columns before it leave no more of a column than a thousandth of its length, or than its `negligible` length:
// then orthogonal.hpp decides what is collinear.
[[nodiscard]] std::optional<TallFit> fit_tall(Matrix& x, Vector& y, const Vector& negligible, unsigned threads);

}  // namespace ecoeff
