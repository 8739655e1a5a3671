// Rows that a Poisson regression fits perfectly, so that no finite coefficients exist: separated rows (Correia,
// Guimarães and Zylkin 2019, "Verifying the existence of maximum likelihood estimates for generalized linear models").
//
// Rows S with y = 0 are separated when some z = X g + effects is 0 wherever y > 0, at least 0 wherever y = 0, and
// above 0 on S: along -g the likelihood only rises. Two ways find them, repeated until neither finds one:
//   levels of an effect in which every y is 0;
//   the iterative rectifier (their section 4): z starts at 1 where y = 0 and at 0 elsewhere, is projected on X and the
//   effects with a large weight where y > 0, and cut at 0, until the projection changes nothing.
// Without S the likelihood has its maximum, and what is estimated on the other rows is what S would leave.
#pragma once

#include <vector>

#include "ecoeff/panel/estimation_sample.hpp"

namespace ecoeff {

struct Separation {
  std::vector<Eigen::Index> kept;   // rows of the sample, ascending
  std::size_t by_effects = 0;       // rows left out: in levels without a positive outcome,
  std::size_t by_regressors = 0;    // and by a combination of regressors and effects
  std::size_t singletons = 0;       // rows alone in a level once the separated ones are gone
  std::vector<Eigen::Index> first;  // up to three separated rows, to be named
  bool settled = true;              // false: the rectifier had not come to rest
};

// y >= 0. `constant`: a constant stands beside the regressors where there is no effect.
[[nodiscard]] Separation find_separated(const EstimationSample& sample, bool constant, bool keep_singletons,
                                        unsigned threads = 1);

}  // namespace ecoeff
