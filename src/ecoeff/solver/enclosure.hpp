// Bounds lower <= optimum <= upper of a program of program.hpp, proved from what floating point found: every rounding,
// that of the quotients z / own_k included, is bounded (Neumaier and Shcherbina 2004, Mathematical Programming 99:283;
// Jansson 2004, SIAM Journal on Optimization 14:914). No tolerance decides anything here.
//
// Upper bound: the basic solution of the basis. Slacks are eliminated, what is left (t, factors, peers) is a system of a
// few rows, C x = e, solved by an approximate inverse R with the error bound
//
//   |x - x~| <= |R| (|e - C x~| + dC |x~|) + rowsum|I - R C| max|R r| / (1 - max rowsum|I - R C|).
//
// The basis is feasible where no lower bound of a level is below 0.
//
// Lower bound: a dual point y. The largest price of a reference row over the sum of its terms, epsilon, is absorbed by
// making every multiplier that is paid larger and every one that is received smaller by that part: then no row has a
// price above 0, whatever its size. Own columns bound the value: with A_v what the features' multipliers make of column
// v, n_v its entry in the norm row and c_v its cost, value = max eta over s >= 0 with s A_v + eta n_v <= c_v for all v
// (s = 1 but where multipliers have to be scaled).
#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "ecoeff/solver/program.hpp"
#include "ecoeff/solver/simplex.hpp"

namespace ecoeff::solver {

struct Interval {
  double lower = -std::numeric_limits<double>::infinity();
  double upper = std::numeric_limits<double>::infinity();
};

class Enclosure {
 public:
  // The objective at the basis' own solution; false where that could not be shown to be feasible.
  [[nodiscard]] bool primal(const Program& program, const Reference& reference, const std::vector<Label>& basis,
                            Interval& value);
  // After primal(): how far a level of its solution may be off, over the largest level.
  [[nodiscard]] double unsure() const { return unsure_; }
  // A lower bound of the optimum from the multipliers `dual`, -infinity where they have none. `every`: the rows of
  // reference.behind are priced one by one too, and nothing is assumed of them.
  [[nodiscard]] double dual(const Program& program, const Reference& reference, const std::vector<double>& dual,
                            bool every);
  // Whether the multipliers (of phase 1) prove that there is no feasible point.
  [[nodiscard]] bool farkas(const Program& program, const Reference& reference, const std::vector<double>& dual,
                            bool every);
  // The multipliers that the last lower bound or proof was made of: no reference row has a price above 0.
  [[nodiscard]] const std::vector<double>& multipliers() const { return y_; }

 private:
  static constexpr std::size_t kCore = 24;  // rows left once slacks are eliminated, at most
  struct Core;

  void read(const Program& program);
  [[nodiscard]] bool split(const Program& program, const std::vector<Label>& basis);
  void fill(const Program& program, const Reference& reference, Core& core) const;
  void clip(const Program& program);
  [[nodiscard]] bool absorb(const Program& program, const Reference& reference, bool every);
  void make_own(const Program& program);

  std::uint64_t version_ = 0;
  std::vector<std::size_t> only_row_;  // of an own column with one entry besides the norm row, else kNone
  std::vector<std::size_t> slack_;     // by row: the basic own column that is eliminated with it, else kNone
  std::vector<Label> core_;
  std::vector<std::size_t> tight_;
  double unsure_ = 0;
  std::vector<double> y_;
  std::vector<double> weights_;
  std::vector<Interval> own_;  // A_v
};

}  // namespace ecoeff::solver
