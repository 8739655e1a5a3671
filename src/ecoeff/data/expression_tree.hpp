// The text of an expression to a tree; what the trees mean is in expression.cpp.
//
//   condition  = conjunction { ("or" | "||") conjunction }
//   conjunction= negation { ("and" | "&&") negation }
//   negation   = ("not" | "!") negation | comparison
//   comparison = sum [ ("=="|"!="|"<"|"<="|">"|">=") sum | ["not"] "in" "{" item {"," item} "}" ]
//   sum        = product { ("+"|"-") product };  product = sign { ("*"|"/") sign };  sign = ("-"|"+") sign | power
//   power      = primary [ "^" sign ]                      (to the right: 2^3^2 = 2^9, and -2^2 = -4)
//   primary    = number | 'text' | "text" | name | `any header`
//              | name "(" argument {"," argument} ")" | "(" condition ")"
//              | operators "." primary                   (operators: L, F, D with an optional number, such as L2 or LD)
//   argument   = [name "="] condition
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace ecoeff {

struct Expression {
  enum class Kind {
    number,
    text,           // in quotes
    column,         // a bare name; `unit` and `time` are the roles
    quoted_column,  // a header in back-ticks
    call,           // name = function
    binary,         // name = operator, two arguments
    unary,          // name = "-" or "not"
    in_list,        // the first argument is looked up among the rest
    time_shift,     // name = "L", "F" or "D", number = how far, one argument
  };
  Kind kind = Kind::number;
  double number = 0;
  std::string name;
  std::vector<Expression> arguments;
  std::vector<std::string> argument_names;  // of a call; "" for those by position
  std::size_t position = 0;                 // byte in the text, from 0
};

// Error S210 with the position, counted in characters from 1.
[[nodiscard]] Expression parse_expression(std::string_view text);

// S210 at a byte of the text.
[[noreturn]] void throw_syntax(std::string_view text, std::size_t position, const std::string& en,
                               const std::string& zh);

}  // namespace ecoeff
