// The terms of a formula (panel/formula.hpp, already in Stata's spelling) cut into what they say, for scripts.
#pragma once

#include <string>
#include <vector>

namespace ecoeff {

// "L.x^2:log(z)" -> "L.x", "L.x", "log(z)"; a term that is no product is its own factor.
[[nodiscard]] std::vector<std::string> term_factors(const std::string& term);

struct TermPart {
  enum class Kind { column, shift, function, dummies, wrapped };
  Kind kind = Kind::column;
  char letter = 'L';  // of a shift: L, F or D
  int steps = 1;
  std::string function;    // log, ln, exp, sqrt, abs, std
  bool over_rows = false;  // of the function
  std::string inside;      // what the operator or function is taken of, what the parentheses hold
};
// The outermost operator of one factor.
[[nodiscard]] TermPart term_part(const std::string& factor);

// What a language has no word for.
struct NoSpelling {};

// Whether the bracket that opens a text is closed by its last character.
[[nodiscard]] bool closes_at_end(const std::string& text);

}  // namespace ecoeff
