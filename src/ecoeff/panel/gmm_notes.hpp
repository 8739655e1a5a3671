// What a reader of a GMM table must be told beside the numbers.
#pragma once

#include <vector>

#include "ecoeff/panel/dynamic_gmm.hpp"

namespace ecoeff {

// P521 collinear regressors; P522 rows left out; P540 instruments not fewer than groups; P541 Hansen p above 0.9 with
// many instruments; P542 AR(2) p below 0.05; P543 a group that is not collapsed; P544 the weighting matrix of step two
// (rank `weight_rank`) is singular.
[[nodiscard]] Notes gmm_notes(const Panel& panel, const Estimate& estimate, const GmmReport& report,
                              const std::vector<GmmGroup>& groups, int weight_rank);

}  // namespace ecoeff
