// A score laid out as papers print it: a row a unit, a column a year.
//
// The last column is the mean of a row over the years shown; below the units stand the means of groups, where the table
// asks for them, and of all units. Means are arithmetic, or geometric for indices of productivity that multiply (1 is
// no change). A mean is over what is there; nothing there: missing.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ecoeff/study/result.hpp"

namespace ecoeff {

struct UnitYearKeys {
  std::vector<int> years;  // empty: all
  std::string by;          // a column whose values are groups of rows; empty: none
};

struct UnitYears {
  std::vector<std::string> rows;  // units in the order of the data, then groups, then "" for all
  std::size_t groups = 0;
  std::vector<int> years;
  std::vector<std::vector<double>> values;  // by row: a number a year, then the mean
};

// Errors D110, D111.
[[nodiscard]] UnitYears unit_years(const Panel& panel, const std::string& column, const UnitYearKeys& keys,
                                   bool geometric);

// The keys of a table of the kind.
[[nodiscard]] UnitYearKeys unit_year_keys(const TableSpec& table);

}  // namespace ecoeff
