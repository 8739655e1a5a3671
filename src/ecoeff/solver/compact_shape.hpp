// The own columns of a program whose every own column but t has one entry besides the norm row, as slacks have.
#pragma once

#include <array>
#include <cstdint>

#include "ecoeff/solver/program.hpp"

namespace ecoeff::solver {

// The program's own columns, row by row: read once for all programs of one version.
template <std::size_t Width>
struct CompactShape {
  static constexpr std::size_t kOwn = 2 * Width + 2;  // own columns at most

  std::uint64_t version = 0;
  bool fits = false;
  std::size_t rows = 0;     // without the norm row
  std::size_t columns = 0;  // own columns
  double norm_of_t = 0;
  double cost_of_t = 0;
  std::array<double, Width> t{};             // e
  std::array<std::size_t, kOwn> row{};       // of each own column but t
  std::array<double, kOwn> entry{};          // v
  std::array<double, kOwn> norm{};           // n
  std::array<double, kOwn> cost{};           // c
  std::array<std::size_t, Width> last_of{};  // the last own column of each row, 0 when it has none
  std::array<std::size_t, kOwn> opposite{};  // an own column of the same row whose entry has the other sign, or 0

  void read(const Program& program);
};

template <std::size_t Width>
void CompactShape<Width>::read(const Program& program) {
  *this = {};
  version = program.version();
  rows = program.rows() - 1;
  columns = program.columns();
  if (rows > Width || columns > kOwn) return;
  norm_of_t = program.at(program.norm_row(), 0);
  cost_of_t = program.cost[0];
  for (std::size_t r = 0; r < rows; ++r) t[r] = program.at(r, 0);
  for (std::size_t v = 1; v < columns; ++v) {
    std::size_t entries = 0;
    for (std::size_t r = 0; r < rows; ++r) {
      if (program.at(r, v) == 0) continue;
      ++entries;
      row[v] = r;
    }
    if (entries != 1) return;
    entry[v] = program.at(row[v], v);
    norm[v] = program.at(program.norm_row(), v);
    cost[v] = program.cost[v];
    const std::size_t w = last_of[row[v]];
    if (w != 0 && entry[w] * entry[v] < 0) {
      opposite[v] = w;
      opposite[w] = v;
    }
    last_of[row[v]] = v;
  }
  fits = true;
}

}  // namespace ecoeff::solver
