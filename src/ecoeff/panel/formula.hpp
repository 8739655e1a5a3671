// The formula language: `y ~ x1 + L.x2 + log(x3) | unit + time`.
//
// Left side: one term. Right side: terms joined by +. After the first bar the fixed effects (columns, or the roles
// `unit` and `time`; `a^b` is the interaction). Terms: a column; L.x L2.x F.x D.x (Stata), L(0/2).(k w); l(x,1),
// lag(x,1), d(x), log(x), ln(x), exp(x), sqrt(x), abs(x), std(x) (less its mean, over its standard deviation);
// i.year and i(year) for dummies (first level left out). Products: x:z (R), x#z and c.x#c.z (Stata); x*z and x##z are
// x, z and their product. Powers: x^2, I(x^2), x:x, c.x#c.x. Numbers are multiplied: a text column or i.x in a product
// is refused. Lags go over the panel's calendar, std over all its rows. Names in results are Stata's (`L.n`), `x:z` and
// `x^2`. A column called `unit` or `time` that is not that role is an error.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ecoeff/data/panel.hpp"
#include "ecoeff/numeric/matrix.hpp"

namespace ecoeff {

struct Formula {
  std::string outcome;                  // as typed, in Stata's spelling
  std::vector<std::string> regressors;  // terms in Stata's spelling, L(0/2) expanded; i.year kept as one term
  std::vector<std::string> effects;     // "unit", "time" or columns
  std::vector<std::string> endogenous;  // of y ~ exog | fe | endog ~ instruments
  std::vector<std::string> instruments;
  std::string text;  // as typed
};

// Errors: P501 a syntax error with its position, P675 arithmetic that is none of the above, P676 dummies in a product,
// P677 a chosen base level.
[[nodiscard]] Formula parse_formula(std::string_view text);
// One term in the spelling of the formula's: "c.x#c.x" is "x^2". Errors: the same.
[[nodiscard]] std::string read_term(std::string_view text);
// The one of `terms` that is the term, its factors in any order; the term itself where there is none.
[[nodiscard]] std::string same_term(const std::vector<std::string>& terms, const std::string& term);
// What a term is made of, without operators, functions, powers and products: columns, for a term that can be built.
[[nodiscard]] std::vector<std::string> term_leaves(const std::string& term);

// Whether a row of the term is made from other rows too (lags, std). with_terms adds such terms of the formula to the
// table as columns of their own names, so that they stay what they are when rows are chosen afterwards.
[[nodiscard]] bool looks_elsewhere(const std::string& term);
[[nodiscard]] Panel with_terms(const Panel& panel, const Formula& formula);

// Builds the terms on a panel. One term may give several columns (i.year).
struct Terms {
  std::vector<std::string> names;
  Matrix values;  // rows of the panel x columns; missing where a lag does not exist
};
// Errors: D110, D111, P502 unknown operator or function, P503 `unit`/`time` clash, P678 text in a product. The
// levels of i.x are those of the
// rows for which `sample` is true (empty: all rows), and the first of them is left out.
[[nodiscard]] Terms build_terms(const Panel& panel, const std::vector<std::string>& terms,
                                const std::vector<bool>& sample = {}, unsigned threads = 1);
[[nodiscard]] std::vector<double> build_term(const Panel& panel, const std::string& term);

// A term without a copy where it is a column of the panel's table, which must outlive it.
struct TermColumn {
  std::vector<double> own;
  std::span<const double> values;  // the table's, or `own`
};
[[nodiscard]] TermColumn term_column(const Panel& panel, const std::string& term);

// The column behind a name of a formula; `unit` and `time` mean the roles. Error P503.
[[nodiscard]] std::string column_of(const Panel& panel, const std::string& name);

// The levels of a fixed effect for every row as codes that ascend with the level (numbers and periods by size, text by
// bytes), -1 where the column is missing; `unit` and `time` are roles, a^b is the
// interaction.
[[nodiscard]] std::vector<std::int32_t> effect_codes(const Panel& panel, const std::string& effect,
                                                     unsigned threads = 1);
// The place of every row's period among the panel's periods.
[[nodiscard]] std::vector<std::int32_t> time_codes(const Panel& panel);

}  // namespace ecoeff
