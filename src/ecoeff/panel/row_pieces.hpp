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

[[nodiscard]] inline double squares_of(const Vector& x, unsigned threads) {
  return sum_rows(x.size(), threads, 0.0,
                  [&](Eigen::Index first, Eigen::Index count) { return x.segment(first, count).squaredNorm(); });
}

// A copy, first written by the threads that will work on its pieces.
[[nodiscard]] inline Vector copied(const Vector& x, unsigned threads) {
  Vector out(x.size());
  for_rows(x.size(), threads,
           [&](Eigen::Index first, Eigen::Index count) { out.segment(first, count) = x.segment(first, count); });
  return out;
}

}  // namespace ecoeff
