// The grammar that reading and building of formulas share: pieces outside parentheses, operators, calls, powers.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ecoeff/base/text.hpp"

namespace ecoeff::formula {

// Error P501 with the place in the formula.
[[noreturn]] void fail_syntax(std::string_view text, std::size_t at, const Text& message);

// A part of a formula and where it stands.
struct Piece {
  std::string text;
  std::size_t at = 0;
};

// Cuts at a separator outside parentheses.
[[nodiscard]] std::vector<Piece> cut(std::string_view text, char separator, std::size_t offset = 0);

// L, F and D with their order.
struct Operator {
  char letter = 'L';
  int order = 1;
};

// "L", "L2", "L(0/2)", "D" before a dot; nothing when it is not an operator.
[[nodiscard]] std::vector<Operator> operators(const std::string& word);

// "L2.x". A product or a power under an operator is moved factor by factor, which is the same but for a difference:
// "D.(x:z)".
[[nodiscard]] std::string spell(const Operator& op, const std::string& term);

// The dot that ends a leading operator, or npos: "L(0/2).(k w)", "L2.x", "i.year".
[[nodiscard]] std::size_t operator_dot(const std::string& term);

// A function's name and what stands in its parentheses, which end the term.
struct Call {
  std::string name;
  std::vector<Piece> arguments;
};
[[nodiscard]] std::optional<Call> call_of(const std::string& term);

// lag(x, 2), lead(x), d(x); nothing for other functions.
[[nodiscard]] std::optional<Operator> operator_of(const Call& call, std::string_view text, std::size_t at);

// Whether the parentheses at both ends belong together.
[[nodiscard]] bool is_wrapped(std::string_view term);

// "x^2": what is raised, and to what. Nothing where there is no power, or the exponent is not a whole number.
struct Power {
  std::string base;
  int exponent = 1;
};
[[nodiscard]] std::optional<Power> power_of(const std::string& term);

}  // namespace ecoeff::formula
