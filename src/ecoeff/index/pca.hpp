// Principal-component index.
//
// Negative indicators times -1; Z = columns standardised with n-1; R the correlation matrix; lambda_k, v_k its
// eigenpairs, the sign of v_k such that its elements sum to a positive number (when they sum to zero: such that the
// first non-zero one is positive). Component scores F_k = Z v_k (as Stata's pca) or, with scores = unit, Z v_k /
// sqrt(lambda_k) (as SPSS). index = sum_k (lambda_k / sum of kept lambda) F_k. Loadings v_k sqrt(lambda_k). Bartlett
// (1950): chi2 = -(n - 1 - (2p + 5) / 6) ln|R|, p(p-1)/2 degrees of freedom. KMO (Kaiser 1974) from the anti-image
// correlations: sum r^2 / (sum r^2 + sum q^2) over i != j.
#pragma once

#include "ecoeff/index/index_method.hpp"

namespace ecoeff {

struct PcaOptions {
  double eigenvalue_above = 1;  // keep components with lambda > this ...
  double share = 0;             // ... or, when > 0, as many as explain this share of the variance
  bool unit_scores = false;
  bool rescale = false;
};

// Errors: D110, D111; X301, X302; X304 an indicator is constant (named); X305 a share outside [0, 1].
// Notes: X311; X312 KMO below 0.5; X313 the correlation matrix is singular (KMO and Bartlett empty); X315; X316 no
// eigenvalue is large enough, so the first component is kept.
[[nodiscard]] IndexResult pca_index(const Panel& panel, const std::vector<Indicator>& indicators,
                                    const PcaOptions& options = {});

extern const IndexMethod kPrincipalComponents;

}  // namespace ecoeff
