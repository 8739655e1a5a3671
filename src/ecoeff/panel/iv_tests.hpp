// The tests of iv.hpp on a design.
#pragma once

#include "ecoeff/panel/estimate.hpp"
#include "ecoeff/panel/iv_design.hpp"

namespace ecoeff {

// Finite-sample factor of the kind of errors for a regression with k columns: 1/(N-k-a) times rss for iid, N/(N-k-a),
// (N-1)/(N-k-a) G/(G-1); and the degrees of freedom of t.
struct IvFactor {
  double factor = 1;
  double df = 0;
};
[[nodiscard]] IvFactor iv_factor(const IvDesign& design, const Vce& vce, Eigen::Index k);

// Sum of squares or meat of the orthonormal columns `basis` with the residuals e, times the factor: the covariance of
// basis'e.
[[nodiscard]] Matrix moment_covariance(const IvDesign& design, const Vce& vce, const Matrix& basis, const Vector& e);

// First stages, Kleibergen-Paap, Wu-Hausman; in this order.
[[nodiscard]] std::vector<NamedTest> iv_strength_tests(const IvDesign& design, const Vce& vce);

}  // namespace ecoeff
