// Solutions whose value is proved: floating point finds a basis, and bounds of the optimum are proved from it
// (enclosure.hpp). Where they stay open, or wider than kEnclosed, the program is solved in rational arithmetic
// (exact_simplex.hpp); so that an answer is proved or, beyond the limit of its work, failed.
#pragma once

#include <functional>
#include <span>

#include "ecoeff/solver/enclosure.hpp"
#include "ecoeff/solver/exact_simplex.hpp"
#include "ecoeff/solver/simplex.hpp"
#include "ecoeff/solver/witness.hpp"

namespace ecoeff::solver {

// Fills in the program without rounding; called only where it is needed.
using ExactMaker = std::function<void(ExactProgram&)>;

struct Proof {
  bool infeasible = false;
  std::vector<double> multipliers;  // one a row of the program; of the rows divided by their divisors
  std::vector<Rational> price;      // settled in rational arithmetic: of the rows as they are
};

class ProvedSolver {
 public:
  // What is proved from now on leaves its witness there under this name; where they are read, nothing is solved: the
  // witnesses of that name are checked, and what they do not prove has no answer. Null: neither.
  void attend(Witnesses* witnesses, const char* program) {
    witnesses_ = witnesses;
    name_ = program;
  }

  // As Solver::solve, then proved. Outcomes: optimal, with lower <= optimum <= upper; infeasible; failed. Valid until the
  // next call. `program` and `exact` must outlive what is asked of it.
  const Solution& solve(const Program& program, const Reference& reference, const ExactMaker& exact,
                        const Start& start = {}) {
    find(program, reference, exact, start);
    return prove();
  }
  // The same in two steps: what floating point says, nothing of it proved, and the proof.
  const Solution& find(const Program& program, const Reference& reference, const ExactMaker& exact,
                       const Start& start = {});
  const Solution& prove();
  // Whether double precision alone proves what was found.
  [[nodiscard]] bool prove_in_double();
  // Of the program that was found: the value at its basis, rounded up, where that is feasible; else infinity. `value` is
  // set to it without the rounding up.
  [[nodiscard]] double upper_bound(double* value = nullptr);
  // The last program once more, by rational arithmetic: lower and upper are next to the optimum, and equal where it is a
  // double. A program that was settled so keeps its answer.
  const Solution& settle();
  // The answer as it stands.
  [[nodiscard]] const Solution& settled() const { return *solution_; }
  // The exact optimum after settle().
  [[nodiscard]] const Rational& exact_value() const { return exact_.value; }
  [[nodiscard]] Proof proof() const;

 private:
  [[nodiscard]] bool proved(Solution& solution);
  [[nodiscard]] bool lower_bound(Solution& solution);
  [[nodiscard]] ExactQuestion question();
  void take_exact();
  std::optional<Rational> take_exact_levels();
  [[nodiscard]] double bound_above(double* value);
  [[nodiscard]] bool reads() const { return witnesses_ != nullptr && witnesses_->reading(); }
  void keep(bool with_multipliers);
  const Solution& read(bool rational);
  [[nodiscard]] bool read_bounds();
  void take(const Witness& witness, Witnessed found);

  Solver solver_;
  Enclosure enclosure_;
  Solution* solution_ = nullptr;
  const Program* program_ = nullptr;
  Reference reference_;
  const ExactMaker* make_exact_ = nullptr;
  ExactProgram exact_program_;
  std::vector<std::size_t> rows_;
  ExactAnswer exact_;
  Witnesses* witnesses_ = nullptr;
  const char* name_ = "";
  Solution read_;
  Witnessed witnessed_;
};

}  // namespace ecoeff::solver
