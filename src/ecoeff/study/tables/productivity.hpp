// An index of productivity with its parts, as papers print it: a row a pair of years or a row a unit, means over the
// other; the last row is the mean of all pairs. Means are geometric for indices that multiply, arithmetic for
// Luenberger's, over the pairs that have the number.
#pragma once

#include <string>
#include <vector>

#include "ecoeff/base/text.hpp"
#include "ecoeff/study/result.hpp"

namespace ecoeff {

struct ProductivityKeys {
  bool by_unit = false;
};

struct ProductivityMeans {
  std::vector<Text> heads;                  // of the columns that the index has
  std::vector<std::string> columns;         // their names in productivity_NAME.csv: index, ec, tc ...
  std::vector<std::string> rows;            // "2010–2011" or a unit; "" for all
  std::vector<std::vector<double>> values;  // by row
  std::vector<std::size_t> pairs;           // how many have the index, by row
};

[[nodiscard]] ProductivityMeans productivity_means(const Panel& panel, const ProductivityResult& result, bool by_unit);

// The keys of a table of the kind.
[[nodiscard]] ProductivityKeys productivity_keys(const TableSpec& table);

}  // namespace ecoeff
