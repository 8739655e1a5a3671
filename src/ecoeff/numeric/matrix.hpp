// Dense matrices and vectors: Eigen's, under our names. Factorisations are in decompose.hpp, whose source is the only
// file that includes Eigen's solvers (they are slow to compile).
#pragma once

#include <Eigen/Core>

namespace ecoeff {

using Matrix = Eigen::MatrixXd;  // column-major
using Vector = Eigen::VectorXd;

}  // namespace ecoeff
