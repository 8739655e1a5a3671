// The Hausman test of two stored estimates.
//
//   H = (b - B)'(Vb - VB)^-1 (b - B) on the coefficients that both have (the constant only on request), chi-square with
//   the rank of Vb - VB; b consistent under both hypotheses (fe), B efficient under the null (re)
//   sigmamore  both covariances with the s2 of the efficient estimate, sigmaless with that of the consistent one
// Hausman (1978); the conventions of Stata's hausman.
#pragma once

#include "ecoeff/panel/estimate.hpp"

namespace ecoeff::stata {

enum class HausmanScale { own, more, less };

struct HausmanResult {
  TestResult test;  // df missing when the estimates share no coefficient
  bool positive_definite = true;
  std::vector<std::string> names;
};

[[nodiscard]] HausmanResult hausman_of(const Estimate& consistent, const Estimate& efficient, bool constant,
                                       HausmanScale scale);

}  // namespace ecoeff::stata
