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

// The columns of the table that have an estimate.
[[nodiscard]] std::vector<ScriptModel> script_models(const StudyResult& result, const TableResult& table);

}  // namespace ecoeff
