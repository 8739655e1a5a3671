// The small language of study files: arithmetic over columns, and conditions on rows.
//
// Expressions: numbers, columns (bare names or `headers in back-ticks`), + - * / ^, parentheses, and
//   log(x) exp(x) sqrt(x) abs(x) min(a,b,...) max(a,b,...) growth(x) lag(x[,k]) lead(x[,k]) diff(x) L.x L2.x F.x D.x
//   ratio(a,b) share(x) mean(x) std(x) missing(x) deflate(x, price[, base = YEAR]) winsor(x, low, high)
//   pim(invest, depreciation = 0.096, start = YEAR, base = YEAR, initial = 'growth'|'steady'|NUMBER|'COLUMN'
//       [, price = COLUMN])
// lag, diff and growth (x / L.x - 1) are taken inside a unit, over the calendar: a gap gives missing. share(x) is the
// part of its period's total; mean and std (n - 1) run over all rows. deflate divides by price / price in the base year
// (the first period when not given) of the same unit. Where only some rows are `chosen` (a study's years and keep),
// lags, growth and stocks see all rows; totals, means, deviations, percentiles and the first period are the chosen ones'. A missing operand gives missing; log of a number that is not
// positive, division by zero and the like give missing and are counted in note D204. Back-ticks are needed for headers
// with spaces or brackets, that begin with a digit, or that look like an operator (`D.C.`). Conditions: == != < <= >
// >=, and or not (&& || !), `in {a, b}`, text in quotes; `time` and `unit` mean the roles. In arithmetic a condition
// counts 1 or 0. A comparison with a missing value is neither true nor false, and neither is its negation.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ecoeff/base/note.hpp"
#include "ecoeff/data/panel.hpp"

namespace ecoeff {

// The value of an expression in every row. Errors: D110 unknown column, S210 a syntax error (with the position), S211
// an unknown function (did-you-mean), S212 wrong arguments, D111 a text where a number is needed; those of capital.hpp.
// Notes: D204; D205 and D232 to D234 from pim.
[[nodiscard]] std::vector<double> evaluate(const Panel& panel, std::string_view expression, Notes& notes,
                                           const std::vector<bool>& chosen = {});

// The rows for which a condition holds (a condition on a missing number does not hold). Errors as above.
[[nodiscard]] std::vector<std::size_t> rows_where(const Panel& panel, std::string_view condition);

// The columns that an expression reads, in order of first use; not the bare `unit` and `time`. Errors: S210, S211.
[[nodiscard]] std::vector<std::string> columns_used(std::string_view expression);

}  // namespace ecoeff
