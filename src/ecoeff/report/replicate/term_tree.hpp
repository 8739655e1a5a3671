// The terms of a formula (panel/formula.hpp, already in Stata's spelling) cut into what they say, for scripts.
#pragma once

#include <string>
#include <vector>

namespace ecoeff {

// "L.x:log(z)" -> "L.x", "log(z)".
[[nodiscard]] std::vector<std::string> term_factors(const std::string& term);

struct TermPart {
  enum class Kind { column, shift, function, dummies };
  Kind kind = Kind::column;
  char letter = 'L';  // of a shift: L, F or D
  int steps = 1;
  std::string function;  // log, ln, exp, sqrt, abs
  std::string inside;    // what the operator or function is taken of
};
// The outermost operator of one factor.
[[nodiscard]] TermPart term_part(const std::string& factor);

// What a language has no word for.
struct NoSpelling {};

// Whether the bracket that opens a text is closed by its last character.
[[nodiscard]] bool closes_at_end(const std::string& text);

}  // namespace ecoeff
