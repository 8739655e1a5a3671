// A formula in Stata's words. `x^2` is `c.x#c.x`, `x:L.z` is `c.x#cL.z`; what Stata's lists of variables cannot say
// (functions, differences of products, an outcome that is a product) becomes a column that a line before makes.
#pragma once

#include <string>

#include "ecoeff/data/table.hpp"
#include "ecoeff/panel/formula.hpp"

namespace ecoeff {

struct StataFormula {
  std::string lines;  // each with its end; "capture drop" first, so that a later model may make the same column
  Formula formula;
};

// `products`: whether the command reads c.x#c.z; else products are made too. Columns that are made are not among those
// of the table.
[[nodiscard]] StataFormula stata_formula(const Formula& formula, const Table& table, bool products);
// One term of the right side, without lines: for lists of coefficients.
[[nodiscard]] std::string stata_term(const std::string& term, const Table& table, bool products = true);

}  // namespace ecoeff
