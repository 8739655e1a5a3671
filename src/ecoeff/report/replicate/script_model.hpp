// One column of one table as a script must make it: the steps that lead from the data to its rows, and its model.
#pragma once

#include <string>
#include <vector>

#include "ecoeff/study/column.hpp"
#include "ecoeff/study/result.hpp"

namespace ecoeff {

struct ScriptModel {
  const ColumnResult* column = nullptr;
  ColumnSpec spec;    // the column's, or the base model's under a mechanism and a moderation
  std::string name;   // t4c1: table 4, column 1
  std::string place;  // "Table 4, column 1: CEE ~ NQP + OPEN | unit + time"
  Formula formula;
  std::string vce;

  // The steps before the fit, in their order; each may be empty.
  std::string group_column;  // of a split table: the rows whose column has this value
  std::string group;
  std::vector<std::string> known;  // terms that must be known though the formula may not name them
  std::string keep;

  // Moderation: the column that enters less its mean over the rows of the fit, and the product with the focus.
  std::string moderator;
  std::string focus;
};

// Whether the estimator takes the terms in levels; others make differences of them themselves, on their own rows.
[[nodiscard]] bool in_levels(const ColumnSpec& spec);
// Whether a step before the fit changes the data or chooses rows of them.
[[nodiscard]] bool has_steps(const ScriptModel& m);
// The terms that the study makes before it chooses the rows of the column, which see the rows left out: lags and std.
[[nodiscard]] std::vector<std::string> terms_before_rows(const ScriptModel& m);

// The columns of the table that have an estimate.
[[nodiscard]] std::vector<ScriptModel> script_models(const StudyResult& result, const TableResult& table);

}  // namespace ecoeff
