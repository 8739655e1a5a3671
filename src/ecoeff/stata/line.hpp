// One line of Stata cut into its parts:
//
//   [quietly] [eststo NAME:] command body [if condition] [in range] [weight=expression], options
//
// Parts are found outside parentheses, brackets and quotes; what they mean is the business of the command. Comments
// (`* ...` at the start, `// ...`, `/* ... */`) are taken out, `///` joins a line with the next.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ecoeff::stata {

struct Option {
  std::string name;                  // as typed, in lower case
  std::optional<std::string> value;  // inside the parentheses
  std::string text;                  // as typed
};

struct Weight {
  std::string kind;  // "aw", "fw", "pw", "iw"
  std::string expression;
};

struct Line {
  std::string text;  // as typed
  bool quiet = false;
  std::optional<std::string> store;  // the name behind eststo, "" without one
  std::string command;               // as typed
  std::string body;                  // between the command and the clauses
  std::string condition;             // of `if`
  std::string range;                 // of `in`
  std::optional<Weight> weight;
  std::vector<Option> options;
  std::string option_text;  // behind the comma, as typed
};

// The commands in a text of several lines, comments taken out; empty ones are left out.
[[nodiscard]] std::vector<std::string> split_lines(std::string_view text);

// Errors: T702 a prefix that is not followed here (capture, by, xi ...); T705 parentheses or quotes that do not match,
// a part given twice or empty.
[[nodiscard]] Line parse_line(std::string_view text);

// Words separated by white space outside parentheses, brackets and quotes.
[[nodiscard]] std::vector<std::string> words_of(std::string_view text);

// Position of the first `wanted` outside parentheses, brackets and quotes, from `start`; npos when there is none.
[[nodiscard]] std::size_t find_outside(std::string_view text, char wanted, std::size_t start = 0);

// True when `name` is `full` cut to no fewer than `least` letters, as Stata allows.
[[nodiscard]] bool abbreviates(std::string_view name, std::string_view full, std::size_t least);

}  // namespace ecoeff::stata
