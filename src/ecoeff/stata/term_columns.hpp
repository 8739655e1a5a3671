// Terms to columns of numbers, on a panel.
//
// A product of dummies and continuous factors gives one column for each cell of levels that occurs in the sample, named
// as Stata names it (`2005.year`, `1.grp#c.x`, `c.x#c.z`). A cell is left out when it says nothing new: when dropping
// some factors at their base level leaves a term that is also in the model, or nothing (the constant). So `i.a` leaves
// out its base, `i.a#c.x` alone keeps every slope, and `i.a##c.x` leaves out the slope of the base.
#pragma once

#include <string>
#include <vector>

#include "ecoeff/data/panel.hpp"
#include "ecoeff/stata/terms.hpp"

namespace ecoeff::stata {

struct TermColumn {
  std::string name;
  std::vector<double> values;  // rows of the panel; missing where a factor is
};

// `model`: all terms of the regression; `sample`: the rows whose levels count (empty: all). Errors: T711 L, F or D
// without a time variable; T718 levels that are not whole numbers of at least 0; D111 a text where a number is needed.
[[nodiscard]] std::vector<TermColumn> term_columns(const Panel& panel, bool has_time, const Term& term,
                                                   const std::vector<Term>& model, const std::vector<bool>& sample,
                                                   std::string_view line);

// A factor's variable in every row, moved in time.
[[nodiscard]] std::vector<double> factor_values(const Panel& panel, bool has_time, const Factor& factor,
                                                std::string_view line);

}  // namespace ecoeff::stata
