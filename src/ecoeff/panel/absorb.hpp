// Projection off fixed effects: x~ = M x, where M removes everything that dummies of the effects can explain.
//
// One effect: subtract the means of its levels. Several: x~ is the limit of repeated sweeps Q = M1 M2 .. MG .. M2 M1
// (symmetric Kaczmarz), found as the solution of (I - Q) u = (I - Q) x, x~ = x - u, by conjugate gradients (Hestenes
// and Stiefel 1952; the "symmetric Kaczmarz, conjugate gradient" choice of Correia 2017). It stops when a sweep changes
// x by no more than 1e-14 of its size after the first sweep.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ecoeff/numeric/matrix.hpp"

namespace ecoeff {

// The levels of one effect over the rows of a sample: codes 0..levels-1, every level in use.
struct Effect {
  std::string name;
  std::vector<std::int32_t> codes;
  std::size_t levels = 0;
};

class Absorber {
 public:
  // All effects have as many codes as there are rows. No effect: nothing is removed.
  explicit Absorber(const std::vector<Effect>& effects);

  // Replaces x (rows) by its projection; false when 10,000 sweeps were not enough.
  [[nodiscard]] bool project(Eigen::Ref<Vector> x) const;

 private:
  void subtract_means(std::size_t effect, Eigen::Ref<Vector> x) const;
  void sweep(Eigen::Ref<Vector> x) const;

  std::vector<const Effect*> effects_;  // the one with most levels first
  std::vector<std::vector<double>> inverse_counts_;
};

}  // namespace ecoeff
