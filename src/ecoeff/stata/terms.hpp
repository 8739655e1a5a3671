// Lists of variables with operators: `x L.x L(0/2).(k w) D.x i.year ib2005.year c.x#c.z i.a##c.(x z)`.
//
// A term is a product of factors; a factor is a variable as it is (`c.`) or a dummy for each of its levels (`i.`),
// moved in time by L, F and D. Without an operator a variable in a product is a dummy, alone it is as it is. `a##b` is
// `a b a#b`.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ecoeff/data/table.hpp"

namespace ecoeff::stata {

struct Factor {
  bool dummies = false;
  std::string variable;
  int lag = 0;         // periods back, negative: ahead
  int difference = 0;  // how often differenced
  // Of dummies: which levels (empty: all) and which is left out.
  enum class Base { first, last, level, none };
  Base base = Base::first;
  double base_level = 0;
  std::vector<double> levels;

  // "L2D.x": the variable as Stata spells it, without i. or c.
  [[nodiscard]] std::string spelled() const;
  friend bool operator==(const Factor&, const Factor&) = default;
};

using Term = std::vector<Factor>;

// Errors: D110, T706 from the names; T719 an operator that is not known; T705 an empty factor.
[[nodiscard]] std::vector<Term> parse_terms(const Table& table, std::string_view list, std::string_view line);

// "c.x#c.z", "i.year", "L.x": for messages and to compare terms.
[[nodiscard]] std::string describe(const Term& term);

// The variables that terms read, each once.
[[nodiscard]] std::vector<std::string> variables_of(const std::vector<Term>& terms);

}  // namespace ecoeff::stata
