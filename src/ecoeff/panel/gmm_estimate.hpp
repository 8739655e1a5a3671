// The linear GMM algebra of dynamic panels, on plain matrices.
//
// With Z instruments, X regressors (stacked rows of all units), H the pattern of the errors, sums over units i:
//   A1 = (sum Z_i' H_i Z_i)^-,  b1 = (X'Z A1 Z'X)^-1 X'Z A1 Z'y,  S = sum Z_i' e1_i e1_i' Z_i,  A2 = S^-,
//   b2 = (X'Z A2 Z'X)^-1 X'Z A2 Z'y.
// H of step one with M the transformation: h(3) [[MM', M], [M', I]] = [M; I][M; I]', h(2) blockdiag(MM', I), h(1) I; in
// difference GMM MM' or I. It is never formed: Z'HZ = F'F with F = [M; I]'Z for h(3).
// Variances: one step sig2 (X'Z A1 Z'X)^-1 or, robust, the sandwich with S; two steps V2 = (X'Z A2 Z'X)^-1 or
// Windmeijer's (2005, eq. 3.2) V2 + D V2 + V2 D' + D V1r D', D the derivative of b2 with respect to b1. sig2 = e'e over
// the transformed rows / 2 n (differences) or / n (deviations); with h(1) over the level rows / n in system and over
// the transformed rows / n in difference GMM. `small` after one step without robust errors puts the factor n / (n - k)
// into sig2, of the variance and of the AR tests, n the same rows (Sargan's statistic has sig2 without it).
#pragma once

#include "ecoeff/panel/dynamic_gmm.hpp"
#include "ecoeff/panel/gmm_instruments.hpp"
#include "ecoeff/panel/gmm_inverse.hpp"
#include "ecoeff/panel/gmm_sample.hpp"

namespace ecoeff {

struct GmmFit {
  int h = 3;
  Matrix zx;               // Z'X
  Vector zy;               // Z'y
  SparseRows factor;       // F: Z'HZ = F'F; its first `slots` rows belong to the transformed equation
  Matrix weight1_inverse;  // Z'HZ
  Matrix weight1;          // A1
  int rank = 0;            // of Z'HZ
  bool clear = false;      // every block of Z'HZ has full rank
  Vector b1;
  Vector e1;  // residuals of step one, stacked
  Matrix v1;  // (X'Z A1 Z'X)^-1
  double sigma2_1 = kMissing;
  Matrix moments1;  // Z_i'e1_i, a column a unit
  Matrix s;         // S
  Matrix weight2;   // A2
  int rank2 = 0;
  Vector b2;
  Vector e2;
  Matrix v2;
  // What the options ask for:
  Vector b;
  Vector e;
  Matrix moments;            // Z_i'e_i
  Matrix covariance;         // robust and two-step: without the small-sample factor
  double sigma2 = kMissing;  // with it after one step without robust errors
};

// Error P533 when the instruments do not identify the coefficients.
[[nodiscard]] GmmFit estimate_gmm(const GmmSample& sample, const Instruments& instruments,
                                  const DynamicGmmOptions& options);

// b = (X'Z A Z'X)^-1 X'Z A Z'y; `variance` receives the inverse. False when the inverse does not exist.
[[nodiscard]] bool solve_moments(const Matrix& zx, const Vector& zy, const Matrix& weight, Vector& b, Matrix& variance);

}  // namespace ecoeff
