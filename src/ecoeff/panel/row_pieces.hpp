// Loops over the rows of a sample on several threads. The pieces depend on the number of rows alone, and sums of pieces
// are added in the order of the rows, so that results have the same digits on any number of threads.
#pragma once

#include <cstddef>
#include <vector>

#include "ecoeff/base/threads.hpp"
#include "ecoeff/numeric/matrix.hpp"

namespace ecoeff {

constexpr std::size_t kRowsAPiece = 16'384;  // a multiple of 64: pieces of a std::vector<bool> share no word

// body(first, count) for every piece.
template <class F>
void for_rows(Eigen::Index rows, unsigned threads, const F& body) {
  for_chunks(static_cast<std::size_t>(rows), kRowsAPiece, threads, [&](std::size_t begin, std::size_t end) {
    body(static_cast<Eigen::Index>(begin), static_cast<Eigen::Index>(end - begin));
  });
}

// zero + body(first, count) of every piece.
template <class T, class F>
T sum_rows(Eigen::Index rows, unsigned threads, T zero, const F& body) {
  const std::size_t pieces = (static_cast<std::size_t>(rows) + kRowsAPiece - 1) / kRowsAPiece;
  std::vector<T> parts(pieces, zero);
  for_rows(rows, threads, [&](Eigen::Index first, Eigen::Index count) {
    parts[static_cast<std::size_t>(first) / kRowsAPiece] = body(first, count);
  });
  for (const T& part : parts) zero += part;
  return zero;
}

}  // namespace ecoeff
