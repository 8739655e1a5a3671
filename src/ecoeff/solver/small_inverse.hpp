// The inverse of a matrix of a few rows: explicit formulas for one and two, else Gauss-Jordan in place with row
// pivoting, the exchanges of rows undone as exchanges of columns. Lengths up to five are known when compiling.
#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <utility>

#include "ecoeff/solver/tolerances.hpp"

namespace ecoeff::solver {

template <std::size_t Most>
using SmallMatrix = std::array<std::array<double, Most>, Most>;

// Of Count rows, or of `count` when that is 0. value(i, j) is the entry of row i and column j. False where it is
// singular. Each length stays a function of its own: one for all of them would be slower.
template <std::size_t Count, std::size_t Most, class Value>
[[gnu::noinline]] bool eliminate_small(std::size_t count, Value value, SmallMatrix<Most>& inverse) {
  constexpr std::size_t kMost = Count == 0 ? Most : Count;
  const std::size_t p = Count == 0 ? count : Count;
  std::array<std::array<double, kMost>, kMost> m;
  std::array<std::size_t, kMost> pivot;
  for (std::size_t i = 0; i < p; ++i) {
    for (std::size_t j = 0; j < p; ++j) m[i][j] = value(i, j);
  }
  for (std::size_t c = 0; c < p; ++c) {
    std::size_t r = c;
    for (std::size_t i = c + 1; i < p; ++i) {
      if (std::abs(m[i][c]) > std::abs(m[r][c])) r = i;
    }
    if (!(std::abs(m[r][c]) > kTightSingular)) return false;
    pivot[c] = r;
    std::swap(m[r], m[c]);
    const double over = 1 / m[c][c];
    m[c][c] = 1;
    for (std::size_t k = 0; k < p; ++k) m[c][k] *= over;
    for (std::size_t i = 0; i < p; ++i) {
      if (i == c) continue;
      const double factor = m[i][c];
      m[i][c] = 0;
      for (std::size_t k = 0; k < p; ++k) m[i][k] -= factor * m[c][k];
    }
  }
  for (std::size_t c = p; c-- > 0;) {
    if (pivot[c] == c) continue;
    for (std::size_t i = 0; i < p; ++i) std::swap(m[i][c], m[i][pivot[c]]);
  }
  for (std::size_t j = 0; j < p; ++j) {
    for (std::size_t i = 0; i < p; ++i) inverse[j][i] = m[j][i];
  }
  return true;
}

template <std::size_t Most, class Value>
bool invert_small(std::size_t count, Value value, SmallMatrix<Most>& inverse) {
  if (count == 1) {
    const double m = value(0, 0);
    inverse[0][0] = 1 / m;
    return std::abs(m) > kTightSingular;
  }
  if (count == 2) {
    const double a = value(0, 0);
    const double b = value(0, 1);
    const double c = value(1, 0);
    const double d = value(1, 1);
    const double determinant = a * d - b * c;
    if (!(std::abs(determinant) > kTightSingular * (std::abs(a * d) + std::abs(b * c)))) return false;
    const double over = 1 / determinant;
    inverse[0][0] = d * over;
    inverse[0][1] = -b * over;
    inverse[1][0] = -c * over;
    inverse[1][1] = a * over;
    return true;
  }
  switch (count) {
    case 3: return eliminate_small<3>(count, value, inverse);
    case 4: return eliminate_small<4>(count, value, inverse);
    case 5: return eliminate_small<5>(count, value, inverse);
    default: return eliminate_small<0>(count, value, inverse);
  }
}

}  // namespace ecoeff::solver
