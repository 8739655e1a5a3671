// Random panels for tests: unbalanced, with effects that are correlated with the regressors. The same seed gives the
// same panel everywhere.
#pragma once

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "ecoeff/data/panel.hpp"
#include "ecoeff/numeric/random.hpp"

namespace ecoeff {

struct RandomPanel {
  std::size_t units = 12;
  std::size_t periods = 7;
  double observed = 0.85;  // share of the unit-periods that are there
  std::size_t firms = 5;   // levels of a third effect that crosses the others
};

// Columns id, year, firm, region (nested in it are the units), x1, x2, x3, y.
inline Table random_table(std::uint64_t seed, const RandomPanel& shape = {}) {
  RandomStream random(seed);
  std::vector<std::string> names{"id", "year", "firm", "region", "x1", "x2", "x3", "y"};
  std::vector<std::vector<double>> columns(names.size());
  std::vector<double> year_effect(shape.periods);
  for (double& effect : year_effect) effect = random.normal();
  for (std::size_t u = 0; u < shape.units; ++u) {
    const double effect = 2 * random.normal();
    for (std::size_t t = 0; t < shape.periods; ++t) {
      const double x1 = random.normal() + 0.5 * effect + 0.3 * year_effect[t];
      const double x2 = random.normal() - 0.2 * effect;
      const double x3 = 10 + 3 * random.uniform();
      const auto firm = static_cast<double>(random.below(shape.firms));
      const double noise = random.normal() * (1 + 0.5 * std::abs(x1));
      const double y = 1 + 0.8 * x1 - 0.4 * x2 + 0.1 * x3 + effect + year_effect[t] + 0.2 * firm + noise;
      if (random.uniform() > shape.observed) continue;
      const double row[] = {
          static_cast<double>(u + 1), static_cast<double>(2010 + t), firm, static_cast<double>(u % 4), x1, x2, x3, y};
      for (std::size_t j = 0; j < names.size(); ++j) columns[j].push_back(row[j]);
    }
  }
  Table table;
  for (std::size_t j = 0; j < names.size(); ++j) table.set_numbers(names[j], columns[j]);
  return table;
}

inline Panel random_panel(std::uint64_t seed, const RandomPanel& shape = {}) {
  return {random_table(seed, shape), "id", "year"};
}

}  // namespace ecoeff
