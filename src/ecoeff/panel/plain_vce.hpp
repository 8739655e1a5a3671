// The covariances that estimators outside fixed_effects have: iid, robust and one cluster.
#pragma once

#include <string>

#include "ecoeff/panel/covariance.hpp"
#include "ecoeff/panel/estimation_sample.hpp"
#include "ecoeff/panel/vce.hpp"

namespace ecoeff {

// As parse_vce; error P603 for a kind that `model` does not have.
[[nodiscard]] Vce parse_plain_vce(const std::string& typed, const std::string& model);

// sum h_i h_i' e_i^2, or of the sums over clusters. Not for iid.
[[nodiscard]] Matrix plain_meat(const Vce& vce, const EstimationSample& sample, const Matrix& influence,
                                const Vector& e);

}  // namespace ecoeff
