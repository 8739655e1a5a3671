// What proves the answer of a program to somebody without a solver: a basis whose solution is a feasible point, and
// multipliers under which no column has a price above its cost. Both are checked in rational arithmetic.
//
//   feasible point  the solution of the basis, solved exactly, has no level below 0; its objective is at least the optimum
//   lower bound     with y the multipliers of the rows: y'a_j <= 0 for every reference row j, and with A_v what y makes of
//                   own column v (the norm row aside), n_v its entry in the norm row and c_v its cost,
//                   max eta over s >= 0 such that s A_v + eta n_v <= c_v for all v is at most the optimum
//   infeasible      y'a_j <= 0 for every reference row, A_v + eta n_v <= 0 for all own columns, eta > 0 (Farkas 1902)
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "ecoeff/solver/exact_simplex.hpp"

namespace ecoeff::solver {

struct Witness {
  std::string program;              // which of the programs of a row
  bool infeasible = false;          // the multipliers are a proof of that, and there is no basis
  std::vector<Label> basis;         // one a row of the program; empty: no feasible point is claimed
  std::vector<double> multipliers;  // of the rows divided by their divisors; empty where there are ...
  std::vector<Rational> price;      // ... the same of the rows as they are, from rational arithmetic
  friend bool operator==(const Witness&, const Witness&) = default;
};

// The witnesses of one row: kept while it is scored, or read and checked in the place of a solver.
class Witnesses {
 public:
  explicit Witnesses(bool reading = false) : reading_(reading) {}
  [[nodiscard]] bool reading() const { return reading_; }
  [[nodiscard]] const std::vector<Witness>& all() const { return all_; }
  // Twice the same is kept once.
  void add(Witness witness);
  // Numbers found on the way that a further program was made of: kept under the name.
  void keep_numbers(const std::string& name, std::vector<double> numbers) { numbers_[name] = std::move(numbers); }
  [[nodiscard]] const std::map<std::string, std::vector<double>>& numbers() const { return numbers_; }

 private:
  bool reading_;
  std::vector<Witness> all_;
  std::map<std::string, std::vector<double>> numbers_;
};

// What a witness proves; nothing of it is assumed.
struct Witnessed {
  bool infeasible = false;
  std::optional<Rational> upper;
  std::optional<Rational> lower;
  std::vector<Rational> basic;  // the levels of the basis, with `upper`
  std::vector<double> dual;     // multipliers of the divided rows, as doubles; the last is of the norm row
};

[[nodiscard]] Witnessed check(const Witness& witness, const ExactQuestion& question);

}  // namespace ecoeff::solver
