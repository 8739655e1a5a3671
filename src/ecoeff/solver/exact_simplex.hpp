// The optimum of a program of program.hpp in rational arithmetic: a revised simplex method whose every number is exact,
// so that what it answers is so. It begins at the basis that floating point ended with, which is nearly always optimal
// or a few pivots away. A column is priced by its double first, with the rounding bounded, and in fractions where that
// leaves the sign open.
//
// With the rows multiplied by their divisors a reference column is the row's own values, and the prices pi_k are those
// of the data: pi_k = y_k / divisor_k.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "ecoeff/solver/program.hpp"
#include "ecoeff/solver/rational.hpp"
#include "ecoeff/solver/simplex.hpp"

namespace ecoeff::solver {

using ExactProgram = ProgramOf<Rational>;

// Feature k of a row without rounding.
[[nodiscard]] inline Rational exact_value(const Data& data, std::size_t row, std::size_t k) {
  const std::size_t at = row * data.features + k;
  return data.rest.empty() ? Rational(data.value[at]) : Rational(data.value[at]) + Rational(data.rest[at]);
}

struct ExactAnswer {
  Outcome outcome = Outcome::failed;  // failed: the limit of pivots was reached, or there is no lowest value
  Rational value = 0;                 // optimal: of the objective; infeasible: of phase 1, above 0
  std::vector<Label> basis;
  std::vector<Rational> basic;  // level of each basic column
  std::vector<Rational> price;  // pi, one a row of the program (infeasible: of phase 1, a Farkas vector)
  std::size_t pivots = 0;
};

// What is asked: the program in doubles (which has the starts) and in fractions, and the columns. `rows` are all the
// reference rows; those that `reference` does not hold are left out.
struct ExactQuestion {
  const Program& program;
  const ExactProgram& exact;
  const Reference& reference;
  std::span<const std::size_t> rows;
};

inline constexpr std::size_t kMostExactPivots = 5000;

// Begins at `start` where that is a feasible basis. The work is bounded by kMostExactPivots pivots.
[[nodiscard]] ExactAnswer exact_solve(const ExactQuestion& question, const std::vector<Label>& start);

// The solution of a basis: its objective and the level of each basic column; nothing where that is not feasible (or the
// basis none). Artificial columns stand at 0, in rows that follow from the others.
struct ExactPoint {
  Rational value;
  std::vector<Rational> basic;
};
[[nodiscard]] std::optional<ExactPoint> exact_point(const ExactQuestion& question, const std::vector<Label>& basis);

}  // namespace ecoeff::solver
