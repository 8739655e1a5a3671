// A revised primal simplex method for the tiny programs of program.hpp. With B the basis,
//
//   x_B = B^-1 e_norm   (so the solution is the norm column of the inverse),   y' = c_B' B^-1,
//
// and the optimal value is y_norm. Reference columns are priced by y (Dantzig's rule on the violation over the column's
// size; the last look counts a violation by what it can move, pricing.hpp and decision 069). Phase 1 drives out
// artificial columns; its positive optimum is the proof of infeasibility.
//
// Efficient rows make every basis degenerate, so ties are broken by a random perturbation of the right-hand side that
// is carried in a spare column of the inverse from the first pivot on and dropped at the end; should that leave a
// negative basic value, dual simplex pivots repair it. A solution is accepted only on a basis refactored from scratch
// whose duals have priced every column (blocks by the corners of their boxes). When an attempt fails, another seed,
// then no perturbation with lowest-index pivots, then extended precision are tried.
//
// Programs of slacks are first solved over their few tight rows (compact_simplex.hpp), under the same conditions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <vector>

#include "ecoeff/solver/columns.hpp"
#include "ecoeff/solver/program.hpp"

namespace ecoeff::solver {

// A basic column: a reference row, an own column of the program, or the artificial column of a row.
struct Label {
  enum class Kind : std::uint8_t { reference, own, artificial };
  Kind kind = Kind::artificial;
  std::size_t index = 0;
  friend bool operator==(const Label&, const Label&) = default;
};

enum class Outcome { optimal, infeasible, failed, enough };

// How the bounds of an optimum were proved: in double precision with every rounding bounded, or in rational arithmetic.
enum class Settled : std::uint8_t { no, in_double, rational };

// Where a solve begins and when it may end.
struct Start {
  const std::vector<Label>* warm = nullptr;  // a basis to begin with, if it is feasible
  bool exact = false;                        // extended precision at once
  bool general = false;                      // not over the tight rows alone (compact_simplex.hpp)
  // A feasible answer below this is good enough (`Outcome::enough`, no certificate).
  double enough = -std::numeric_limits<double>::infinity();
};

struct Solution {
  Outcome outcome = Outcome::failed;
  double value = 0;              // optimal: of the objective; infeasible: of phase 1
  double distance_from_one = 0;  // value - 1, computed in the precision of the solve
  std::vector<Label> basis;      // in the order of the rows of the inverse
  std::vector<double> basic;     // value of each basic column
  std::vector<double> dual;      // one a row of the program (of phase 1 when infeasible)
  double dual_violation = 0;     // the largest over all columns, own and reference
  double smallest_basic = 0;
  double gap = 0;  // |c'x - y_norm| plus the largest residual of B x = e_norm, over max(1, |value|)
  std::size_t pivots = 0;
  // lower <= optimum <= upper, proved (proved_solver.hpp). Equal to `value` where the optimum is a double.
  double lower = -std::numeric_limits<double>::infinity();
  double upper = std::numeric_limits<double>::infinity();
  Settled settled = Settled::no;

  // The value of an own column, 0 when it is not basic.
  [[nodiscard]] double own(std::size_t column) const;
};

// Thread safe when each thread has its own solver.
// A store that a solver has seen must stay as it is while the solver is in use: it remembers columns of it.
class Solver {
 public:
  Solver();
  ~Solver();
  Solver(const Solver&) = delete;
  Solver& operator=(const Solver&) = delete;

  // Solves from the basis `warm` if it is given and feasible, else from the evaluated row itself where the reference
  // says which it is, else from slacks and artificial columns. The answer stays valid until the next call.
  Solution& solve(const Program& program, const Reference& reference, const std::vector<Label>* warm = nullptr,
                  bool exact = false) {
    return solve(program, reference, Start{.warm = warm, .exact = exact});
  }
  Solution& solve(const Program& program, const Reference& reference, const Start& start);

 private:
  struct Work;
  std::unique_ptr<Work> work_;
};

}  // namespace ecoeff::solver
