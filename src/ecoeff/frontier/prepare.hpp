// What score() is asked, checked: the options go together, every cell that is used is a number that the model can take.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "ecoeff/frontier/models/model.hpp"
#include "ecoeff/frontier/programs.hpp"
#include "ecoeff/frontier/score.hpp"

namespace ecoeff::frontier {

struct Prepared {
  std::vector<std::string> columns;  // inputs, good, bad
  Model model;                       // the first program of a row (for super-SBM that of rho)
  Model super;                       // the program without o, when `is_super`
  bool is_super = false;
  bool targets_follow = false;          // from the slacks: nothing is scaled besides
  bool positive = false;                // every value is known to be above 0
  Data data;                            // every row of the panel, also unusable ones
  std::vector<double> moved;            // by feature, what `data` holds above the user's values; empty: nothing
  std::vector<char> usable;             // one a row
  std::map<std::size_t, Text> problem;  // why a row is not usable
  Notes notes;
};

// Errors and notes: those of score().
[[nodiscard]] Prepared prepare(const Panel& panel, const ScoreOptions& options);

}  // namespace ecoeff::frontier
