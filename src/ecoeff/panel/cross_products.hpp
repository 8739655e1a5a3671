// X'X of tall matrices, in pieces of rows (row_pieces.hpp) that stay in the cache.
#pragma once

#include <algorithm>

#include "ecoeff/panel/row_pieces.hpp"

namespace ecoeff {

constexpr Eigen::Index kRowsInCache = 512;

// body(first, count) for the rows of a piece, as many at a time as stay in the cache.
template <class F>
void in_cache(Eigen::Index first, Eigen::Index count, const F& body) {
  for (Eigen::Index at = first; at < first + count; at += kRowsInCache)
    body(at, std::min(kRowsInCache, first + count - at));
}

[[nodiscard]] Matrix cross_products(const Matrix& x, unsigned threads);
// X' diag(w)^2 X.
[[nodiscard]] Matrix cross_products(const Matrix& x, const Vector& w, unsigned threads);

}  // namespace ecoeff
