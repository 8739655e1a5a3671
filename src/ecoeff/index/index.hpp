// Many indicators to one column. What all index methods share: the indicators, their directions, and the result.
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "ecoeff/base/note.hpp"
#include "ecoeff/data/panel.hpp"

namespace ecoeff {

struct Indicator {
  std::string column;
  bool positive = true;            // false: smaller is better ("-" in a study file)
  std::string unit;                // unit of measurement, for tables
  std::vector<std::string> group;  // dimension, first level, second level ... for tables
};

// One line of the weight table; which members are filled depends on the method.
struct IndicatorWeight {
  Indicator indicator;
  double weight = kMissing;  // entropy: w_j, sums to 1. pca: the coefficient of the standardised indicator in the index
  double entropy = kMissing;     // e_j
  double redundancy = kMissing;  // d_j = 1 - e_j
  double minimum = kMissing;
  double maximum = kMissing;
  std::vector<double> loadings;                           // pca: one for each kept component
  std::vector<std::pair<std::string, double>> details{};  // what else the method says of it, by name
};

// What pca says beside the index (empty for other methods).
struct ComponentReport {
  std::vector<double> eigenvalues;  // all, descending
  std::vector<double> share;        // eigenvalue / number of indicators
  std::size_t kept = 0;
  double kmo = kMissing;
  double bartlett = kMissing;
  double bartlett_df = kMissing;
  double bartlett_p = kMissing;
};

struct IndexResult {
  std::string method;
  std::vector<double> score;  // one for each row of the panel; missing where an indicator is missing
  std::size_t rows_used = 0;
  std::vector<IndicatorWeight> weights;
  // Entropy per year only: weights_by_year[t][j] for periods()[t].
  std::vector<std::vector<double>> weights_by_year;
  ComponentReport components;
  Notes notes;
};

}  // namespace ecoeff
