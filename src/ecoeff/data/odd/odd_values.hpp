// Odd values: cells that a reader of the panel would ask about, found by rules and never changed. Every rule is a
// descriptor at the end of its own file (odd_rule.hpp), and odd_rules.cpp lists them.
//
// What the rules share (odd_series.hpp): the series of a unit is taken in logarithms (asinh of the value over the median
// of its absolute values where there are negative ones), growth is the difference between neighbours less the median
// growth of all units in that year, and its scale is robust: 1.4826 times the median absolute growth of the unit, but no
// less than half that of the column. A growth of z scales is far off at z >= 8 (`wrong`) or 5 (`look at`); where a
// column has heavy tails the bounds rise with the 99th percentile of its own z, so that a cell must stand apart from
// the rest of its column.
#pragma once

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "ecoeff/base/note.hpp"
#include "ecoeff/data/odd/odd_rule.hpp"
#include "ecoeff/data/panel.hpp"

namespace ecoeff {

struct OddOptions {
  std::map<std::string, std::string> measures;  // unit of measurement by column, where it is known
  std::map<std::string, std::string> heads;     // the head in the file by column, where it is another
  std::vector<std::string> skip;                // columns that hold no amounts
};

// One series in which something is odd, for a picture.
struct OddSeries {
  std::string column, unit;
  std::vector<int> times;
  std::vector<double> values;  // missing where there is none
  std::vector<bool> wrong, look;
};

struct OddValues {
  std::vector<OddFinding> findings;  // wrong ones first, then in the order of columns, units and time
  Notes notes;                       // one for each rule, tier and column, with its cells
};

// Looks at every column of numbers but keys, codes, dummies and constants. Nothing throws: a panel too small for a rule
// has nothing found by it. Note D244 where the panel has more than 3,000,000 cells and is not looked at.
[[nodiscard]] OddValues find_odd_values(const Panel& panel, const OddOptions& options = {});

// The findings as a table: tier, rule, column, unit, time, value, file, sheet, row, what.
[[nodiscard]] Table odd_table(const Panel& panel, const std::vector<OddFinding>& findings);

// The series of the findings, wrong ones first, at most `most`; those of a whole year are left to the table.
[[nodiscard]] std::vector<OddSeries> odd_series(const Panel& panel, const std::vector<OddFinding>& findings,
                                                std::size_t most = 24);

[[nodiscard]] std::span<const OddRule* const> odd_rules();

}  // namespace ecoeff
