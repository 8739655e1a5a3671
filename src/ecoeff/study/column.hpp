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
  std::string focus;
  std::vector<std::string> controls;
};
[[nodiscard]] ColumnModel column_model(const ModelSpec& model, const ColumnSpec& column);

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
