// Whether a table of scores is what its proofs prove: the models are asked once more, with every answer of a program
// taken from the proofs and checked in rational arithmetic (solver/witness.hpp). No program is solved.
//
// Of every row: lower and upper are proved bounds, the score lies between them and as near to what is proved as they are
// apart; efficient, status, margin and the class of returns to scale are those that follow; rho, delta, efficiencies,
// ratios, slacks, targets, peers and multipliers are those of the proofs up to rounding. `reason` and `settled` are words
// about the computation and not looked at.
#pragma once

#include <string>
#include <vector>

#include "ecoeff/frontier/score.hpp"

namespace ecoeff {

struct Disproof {
  std::size_t row = 0;  // of the table, from 0
  std::string name;     // "unit@time" or, of an index, "unit@from-to"
  std::string column;
  std::string printed;
  std::string proved;  // "" where nothing is
};

struct ScoreCheck {
  std::size_t rows = 0;
  double widest = 0;            // of the proved bounds
  std::vector<Disproof> wrong;  // by row
  [[nodiscard]] std::size_t wrong_rows() const;
};

// `options.proofs` are read ones. Errors: those of score() and productivity(); F475 a table of other rows or columns.
[[nodiscard]] ScoreCheck check_scores(const Panel& panel, const ScoreOptions& options, const Table& printed);

}  // namespace ecoeff
