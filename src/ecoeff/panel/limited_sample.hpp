// The rows of a model for limited outcomes: scaled columns with the constant first, limits in the same scale, and which
// rows stand at which limit.
#pragma once

#include <string>
#include <vector>

#include "ecoeff/panel/estimation_sample.hpp"
#include "ecoeff/panel/limited.hpp"
#include "ecoeff/panel/scale.hpp"
#include "ecoeff/panel/vce.hpp"

namespace ecoeff {

enum class Side { inside, lower, upper };

struct LimitedSample {
  EstimationSample sample;         // y scaled
  Matrix x;                        // kept columns, the constant first
  std::vector<std::string> names;  // of x
  std::vector<std::string> omitted;
  std::vector<Eigen::Index> kept;  // columns of sample.x
  Scales scales;
  Vector moved;  // by column of sample.x, in the user's units (near_zero.hpp)
  std::vector<Side> side;
  double lower = 0;  // scaled; -infinity without one
  double upper = 0;
  std::size_t at_lower = 0;
  std::size_t at_upper = 0;
  Notes notes;
};

// Rows outside the limits are moved to them (`truncate` false) or left out.
[[nodiscard]] LimitedSample make_limited_sample(const Panel& panel, const Formula& formula,
                                                const LimitedOptions& options, const Vce& vce, bool truncate,
                                                bool unit_dummies);

// Least squares on the sample's columns: coefficients, then the root mean square of the residuals.
[[nodiscard]] Vector least_squares_start(const LimitedSample& sample);

// Names, counts, omitted, rows and notes of an estimate; coefficients and covariance (both in scaled units, of the
// columns of x) back in the user's units with _cons last; log likelihood in the user's units as `log_likelihood`.
void finish_limited(const Panel& panel, const Formula& formula, const LimitedSample& limited, double log_likelihood,
                    std::size_t inside, Estimate& estimate);

}  // namespace ecoeff
