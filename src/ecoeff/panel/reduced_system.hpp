// The system S a = D' M1 x of absorb.hpp: its rows, grouped by the level of the eliminated effect, and passes over
// them.
//
// A pass serves `width` columns (1, 2, 4 or 8) at once; coefficients of all other effects' levels stand in one vector,
// level by level with the columns interleaved: entry (level, c) at level * width + c. Groups are cut into pieces fixed
// by the number of rows alone, each with sums of its own that are added in order, so threads change no digit.
#pragma once

#include <cstdint>
#include <vector>

#include "ecoeff/panel/absorb.hpp"
#include "ecoeff/panel/approximate_cholesky.hpp"

namespace ecoeff {

class ReducedSystem {
 public:
  explicit ReducedSystem(const std::vector<Effect>& effects, unsigned threads = 1);

  [[nodiscard]] std::size_t levels() const { return levels_; }  // of the effects that are left
  [[nodiscard]] std::size_t rows() const { return rows_; }
  // Diagonal of S, 0 where a level is explained by the eliminated effect.
  [[nodiscard]] const std::vector<double>& diagonal() const { return diagonal_; }

  // Columns become M1 x. `squares` receives their squares.
  void eliminate(double* const* columns, int width, double* squares, unsigned threads) const;
  // b = D'x.
  void gather(const double* const* columns, int width, double* b, unsigned threads) const;
  // out = S a.
  void multiply(const double* a, int width, double* out, unsigned threads) const;
  // x -= M1 D a. `squares` receives the squares of what is left.
  void subtract(const double* a, double* const* columns, int width, double* squares, unsigned threads) const;

  // One effect after the eliminated one.
  struct Other {
    std::vector<std::int32_t> codes;  // by place, offset by `first`
    std::vector<double> values;       // by place; empty: 1
    std::size_t first = 0;
    std::size_t levels = 0;
    bool slope = false;

    // Places come from the groups and levels from the codes, both checked when the system is built.
    [[nodiscard]] std::size_t level(std::size_t place) const { return static_cast<std::size_t>(codes.data()[place]); }
  };
  [[nodiscard]] const std::vector<Other>& others() const { return others_; }
  // The graph that eliminating the first effect's levels leaves between the levels of `other`, sampled, in
  // parts; none for slopes.
  [[nodiscard]] std::vector<std::vector<WeightedEdge>> graph(const Other& other, unsigned threads) const;

 private:
  template <int Width, class F>
  void by_group(double* out, unsigned threads, const F& body) const;
  template <int Width>
  void eliminate_columns(double* const* columns, double* squares, unsigned threads) const;
  template <int Width>
  void gather_columns(const double* const* columns, double* b, unsigned threads) const;
  template <int Width, bool Plain>
  void multiply_columns(const double* a, double* out, unsigned threads) const;
  template <int Width, bool Plain>
  void subtract_columns(const double* a, double* const* columns, double* squares, unsigned threads) const;
  void group_rows(const Effect& first);
  void place_rows(const Effect& effect, Other& other) const;
  void find_diagonal(unsigned threads);
  void find_diagonal(const Other& other);
  [[nodiscard]] std::size_t row(std::size_t place) const { return row_.empty() ? place : row_.data()[place]; }
  [[nodiscard]] double value(std::size_t place) const { return value_.empty() ? 1 : value_.data()[place]; }

  std::size_t rows_ = 0;
  std::size_t levels_ = 0;
  std::size_t largest_group_ = 0;
  bool plain_ = true;                    // no effect has values
  std::vector<std::size_t> begin_;       // places of each group; groups + 1
  std::vector<std::uint32_t> row_;       // of each place; empty: rows stand in groups already
  std::vector<double> value_;            // of the eliminated effect, by place; empty: 1
  std::vector<double> inverse_squares_;  // of its columns
  std::vector<Other> others_;
  std::vector<double> diagonal_;
  std::vector<std::size_t> pieces_;  // first group of each piece; pieces + 1
};

}  // namespace ecoeff
