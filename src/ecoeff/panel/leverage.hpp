// The hat matrix H of the full design [dummies of the effects, X], for corrections that need its diagonal or blocks.
//
//   H = D1 (D1'D1)^-1 D1' + Q Q',   D1 the dummies of the effect with most levels, Q an orthonormal basis of what the
// other dummies and X leave after D1's means. Only Q is dense.
#pragma once

#include <cstdint>
#include <vector>

#include "ecoeff/panel/absorb.hpp"

namespace ecoeff {

class HatMatrix {
 public:
  // `x` spans the regressors with the effects taken out. Error P560 when Q would have more than 40 million entries.
  HatMatrix(const std::vector<Effect>& effects, const Matrix& x);

  // h_ii.
  [[nodiscard]] double leverage(Eigen::Index row) const;
  // I - H for the rows listed.
  [[nodiscard]] Matrix residual_block(const std::vector<Eigen::Index>& rows) const;
  // An orthonormal basis B of the column space, applied: B'w for a w that is zero outside the rows listed. D1's part
  // comes first.
  [[nodiscard]] Vector onto_basis(const std::vector<Eigen::Index>& rows, const Vector& w) const;

 private:
  [[nodiscard]] double first_share(Eigen::Index row) const;

  const Effect* first_ = nullptr;
  std::vector<double> inverse_count_;
  Matrix q_;
};

}  // namespace ecoeff
