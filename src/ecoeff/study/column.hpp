// One column of a regression table: the base model with one change, estimated.
#pragma once

#include <string>

#include "ecoeff/panel/fixed_effects.hpp"
#include "ecoeff/panel/formula.hpp"
#include "ecoeff/panel/model.hpp"
#include "ecoeff/study/result.hpp"

namespace ecoeff {

// The base formula with a column's changes to it: other outcome, variables swapped, controls left out.
struct ColumnModel {
  Formula formula;
  std::string focus;               // the first of `shown`
  std::vector<std::string> shown;  // the focus and what is shown below it
  std::vector<std::string> controls;
};
// Names are read as the formula's terms are ("c.x#c.x" is "x^2"). Of the names of a model or a table those count that
// the column's formula has; a column's own must all be there. Errors S107 no focus or one that the formula does not
// have, a swap of what is not in it; those of the formula language.
[[nodiscard]] ColumnModel column_model(const ModelSpec& model, const ColumnSpec& column);

// The model with other names in its focus; itself where there are none.
[[nodiscard]] ModelSpec with_focus(ModelSpec model, const std::vector<std::string>& focus);

// The errors, weights and degrees of freedom of a column: its own, or the base model's.
[[nodiscard]] FixedEffectsOptions linear_options(const Study& study, const ColumnSpec& column, const Formula& formula,
                                                 unsigned threads);

// The options of the column's estimator.
[[nodiscard]] ModelOptions model_options(const Study& study, const ColumnSpec& column, const Formula& formula,
                                         unsigned threads = 1);

// Builds every term and effect of the formula and forgets them. Errors of names and of the formula language.
void try_formula(const Panel& panel, const Formula& formula);

// Errors of the study itself end the run; everything else is the fate of one column.
[[nodiscard]] bool ends_the_run(const Error& error);

// Replaces the column `from` by `to` inside a term ("log(x)", "L.x", "x:z"), whole names only.
[[nodiscard]] std::string swap_in_term(const std::string& term, const std::string& from, const std::string& to);

// Estimates the column on the panel; what cannot be estimated is `refused` with its reason. Throws only
// Fault::interrupted and mistakes of the study (unknown column, wrong condition).
[[nodiscard]] ColumnResult estimate_column(const Study& study, const Panel& panel, const ColumnSpec& column,
                                           unsigned threads = 1);

// A column for each value of the split, in its order, and the tests of equal coefficients.
void estimate_split(const Study& study, const Panel& panel, const SplitSpec& split, const ColumnSpec& base,
                    unsigned threads, TableResult& table);

}  // namespace ecoeff
