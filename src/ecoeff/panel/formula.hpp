// The formula language: `y ~ x1 + L.x2 + log(x3) | unit + time`.
//
// Left side: one term. Right side: terms joined by +. After the first bar the fixed effects (columns, or the roles
// `unit` and `time`; `a^b` is the interaction). Terms: a column; L.x L2.x F.x D.x (Stata), L(0/2).(k w); l(x,1),
// lag(x,1), d(x), log(x), exp(x), x:z, i.year and i(year) for dummies (first level left out). Lags go over the panel's
// calendar. Names in results are Stata's (`L.n`). A column called `unit` or `time` that is not that role is an error.
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

// Errors: P501 a syntax error with its position.
[[nodiscard]] Formula parse_formula(std::string_view text);

// Builds the terms on a panel. One term may give several columns (i.year).
struct Terms {
  std::vector<std::string> names;
  Matrix values;  // rows of the panel x columns; missing where a lag does not exist
};
// Errors: D110, D111, P502 unknown operator or function, P503 `unit`/`time` clash. The levels of i.x are those of the
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
