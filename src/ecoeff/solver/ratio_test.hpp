// Who leaves: of the basic columns whose level falls as the entering column rises (alpha > 0), the one that reaches 0
// first. By two passes (Harris 1973): the first finds how far the entering column may rise when every level may fall
// a hair below 0, the second takes the largest pivot among those that reach 0 by then. Small pivots are never taken.
#pragma once

#include <algorithm>
#include <cmath>
#include <limits>

#include "ecoeff/solver/basis.hpp"

namespace ecoeff::solver {

template <class Real>
class RatioTest {
 public:
  // First pass. `held` is the level, at least 0.
  void bound(Real alpha, Real held) {
    if (alpha > kSmallest) limit_ = std::min(limit_, (held + Real{kRatioSlack}) / alpha);
  }
  // Second pass; a later column must have a larger pivot.
  void take(Real alpha, Real held, std::size_t which) {
    if (alpha <= largest_ || held > limit_ * alpha) return;
    largest_ = alpha;
    leaving_ = which;
  }
  // kNone where none falls.
  [[nodiscard]] std::size_t leaving() const { return leaving_; }

 private:
  static constexpr Real kSmallest = Tolerance<Real>::pivot;

  Real largest_ = kSmallest;
  Real limit_ = std::numeric_limits<Real>::infinity();
  std::size_t leaving_ = kNone;
};

// Of a basis after transform(). An artificial column that has stayed at 0 after phase 1 leaves first.
template <class Real, std::size_t Width>
std::size_t choose_leaving(const Basis<Real, Width>& basis) {
  if (!basis.columns().phase_one()) {
    std::size_t leaving = kNone;
    Real largest = Tolerance<Real>::pivot;
    for (std::size_t i = 0; i < basis.rows(); ++i) {
      if (basis.labels()[i].kind != Label::Kind::artificial || std::abs(basis.alpha(i)) <= largest) continue;
      largest = std::abs(basis.alpha(i));
      leaving = i;
    }
    if (leaving != kNone) return leaving;
  }
  RatioTest<Real> test;
  for (std::size_t i = 0; i < basis.rows(); ++i) test.bound(basis.alpha(i), basis.held(i));
  for (std::size_t i = 0; i < basis.rows(); ++i) test.take(basis.alpha(i), basis.held(i), i);
  return test.leaving();
}

}  // namespace ecoeff::solver
