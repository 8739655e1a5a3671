// Stata's expressions, for gen, replace and if.
//
//   or  = and { "|" and };  and = comparison { "&" comparison }
//   comparison = sum { ("=="|"!="|"~="|"<"|"<="|">"|">=") sum }
//   sum = product { ("+"|"-") product };  product = power { ("*"|"/") power }
//   power = sign { "^" sign };  sign = ("-"|"+"|"!"|"~") sign | primary [ "[" expression "]" ]
//   primary = number | "." | "text" | variable | L.x | _n | _N | _pi | function(...) | (expression)
//
// As in Stata, and unlike the language of study files (data/expression.hpp): a missing number is larger than every
// number, so `x > 5` holds where x is missing and `x == .` finds them; a missing condition is true; max and min pass
// over missing arguments; -2^2 is -4. What is not defined (log of a negative number, division by zero) is missing.
// Numbers are doubles throughout. Subscripts (`x[_n-1]`) count rows in the present order.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ecoeff/data/panel.hpp"

namespace ecoeff::stata {

// A column of numbers or of text.
struct Values {
  bool is_text = false;
  std::vector<double> numbers;
  std::vector<std::string> texts;
};

// Errors: T708 a slip (with its position); T709 an unknown function (did-you-mean); T710 text where a number is needed
// or the other way round; D110, T706 from the names; D111 a text column with numbers; T711 L, F, D without a time
// variable.
[[nodiscard]] Values evaluate(const Panel& panel, bool has_time, std::string_view expression);
[[nodiscard]] std::vector<double> evaluate_numbers(const Panel& panel, bool has_time, std::string_view expression);
// Rows for which the expression is true: not 0, so also where it is missing.
[[nodiscard]] std::vector<bool> evaluate_condition(const Panel& panel, bool has_time, std::string_view expression);

}  // namespace ecoeff::stata
