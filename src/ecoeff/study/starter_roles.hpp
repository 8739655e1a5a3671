// What a new study guesses of the columns of its data: keys, inputs and outputs of a score, variables that may explain it,
// groups, and lines that are proposed in comments.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "ecoeff/data/table.hpp"
#include "ecoeff/study/role_words.hpp"

namespace ecoeff {

// A column of numbers that may explain something.
struct Regressor {
  std::string head;
  std::string name;  // short, for formulas; the head where that may stand there
  std::string term;  // "log(pop)", "urban"
};

struct StarterRoles {
  std::string unit, time;
  std::size_t units = 0;
  std::vector<std::string> inputs, good, bad, groups;
  std::vector<Regressor> numbers;  // those first that a first model may use
  std::size_t usable = 0;          // how many of them
  std::vector<std::string> zeros;  // lines about zeros among inputs and outputs
  std::vector<std::string> ideas;  // [derive] lines that are proposed in comments
  std::string score = "score";     // what the score is called
};

// The roles, and without inputs or outputs a study of regressions: all numbers are its columns. `unit` and `time` where
// they are known already, else "".
[[nodiscard]] StarterRoles guess_roles(const Table& table, const RoleWords& words, const std::string& unit,
                                       const std::string& time);

// Fit for a comment of a study file, which ends with its line.
[[nodiscard]] std::string in_comment(std::string text);

}  // namespace ecoeff
