// Projection off fixed effects: x~ = M x, where M removes everything that dummies of the effects can explain.
//
// An effect g has a column for each level: its rows hold 1, or the effect's `values` where it is a unit-specific slope
// or where rows are weighted. The effect with most levels is eliminated exactly: M1 takes out what its columns explain.
// For the others, with their columns D,
//   S a = D' M1 x,   S = D' M1 D,   x~ = M1 (x - D a),
// solved by preconditioned conjugate gradients (Hestenes and Stiefel 1952) that never form S (reduced_system.hpp). The
// preconditioner is the diagonal of S; where that converges slowly, an approximate Cholesky factor of each effect's
// block, made once (approximate_cholesky.hpp). The iteration stops when the part still to remove is below 1e-14 of x
// after M1. A column that is explained almost wholly goes through again, so that rounding vanishes too. What comes out
// of a column does not depend on the other columns or on the number of threads.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "ecoeff/numeric/matrix.hpp"

namespace ecoeff {

// The levels of one effect over the rows of a sample: codes 0..levels-1, every level in use.
struct Effect {
  std::string name;
  std::vector<std::int32_t> codes;
  std::size_t levels = 0;
  std::vector<double> values{};  // of the effect's columns, by row; empty: 1 in every row
  bool slope = false;            // the values are a variable's, not only roots of weights
};

class Absorber {
 public:
  // All effects have as many codes as there are rows. No effect: nothing is removed.
  explicit Absorber(const std::vector<Effect>& effects, unsigned threads = 1);
  ~Absorber();
  Absorber(Absorber&&) noexcept;
  Absorber& operator=(Absorber&&) noexcept;

  // Replaces x (rows) by its projection; false when 3,000 iterations were not enough.
  [[nodiscard]] bool project(Eigen::Ref<Vector> x) const;
  // The same for several columns at once, each of as many numbers as there are rows. `threads` changes no result.
  [[nodiscard]] bool project(const std::vector<double*>& columns, unsigned threads = 1) const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace ecoeff
