// The columns of an instrumental-variable model, effects taken out, collinear ones dropped.
#pragma once

#include <string>
#include <vector>

#include "ecoeff/panel/absorbed_degrees.hpp"
#include "ecoeff/panel/estimation_sample.hpp"
#include "ecoeff/panel/near_zero.hpp"
#include "ecoeff/panel/vce.hpp"

namespace ecoeff {

struct IvDesign {
  EstimationSample sample;  // x: [_cons] exog endog instruments, as scaled and before the effects are taken out
  NearColumns near;
  Vector y;                        // effects taken out
  Matrix x;                        // kept exog, then kept endogenous
  std::vector<Eigen::Index> kept;  // columns of sample.x that x holds
  std::vector<std::string> names;  // of these
  std::vector<std::string> omitted;
  std::vector<std::string> omitted_instruments;
  Eigen::Index exogenous = 0;  // how many columns of x are exogenous
  Matrix q;                    // basis of [exog instruments]; the first `exogenous` columns span exog
  AbsorbedDegrees absorbed;
  bool effects = false;
  bool converged = true;
};

// Errors: P620, P621, P622; those of make_sample.
[[nodiscard]] IvDesign make_iv_design(const Panel& panel, const Formula& formula, const Vce& vce, bool constant,
                                      bool keep_singletons);

}  // namespace ecoeff
