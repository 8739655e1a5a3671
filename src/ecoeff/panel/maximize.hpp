// Maximum of a log likelihood by Newton's method with step halving; where the Hessian is not negative definite, its
// eigenvalues are turned negative.
#pragma once

#include <functional>

#include "ecoeff/numeric/matrix.hpp"

namespace ecoeff {

struct Likelihood {
  double value = 0;
  Vector gradient;
  Matrix hessian;
};

struct Maximum {
  Vector at;
  Likelihood likelihood;
  int iterations = 0;
  bool converged = false;  // gradient' (-H)^-1 gradient below 1e-18, or no better point to be found next to it
};

[[nodiscard]] Maximum maximize(const std::function<Likelihood(const Vector&)>& likelihood, Vector start,
                               int most_iterations = 200);

}  // namespace ecoeff
