// How strongly columns go together, pair by pair over the rows in which both are known.
//
//   Pearson   r = sum (x - mx)(y - my) / sqrt(sum (x - mx)^2 sum (y - my)^2)
//   Spearman  the same of the ranks, equal values sharing the mean of theirs
//   p         of t = r sqrt((n - 2) / (1 - r^2)) with n - 2 degrees of freedom, two-sided
//
// Missing where fewer than three rows have both or a column does not vary.
#pragma once

#include <string>
#include <vector>

#include "ecoeff/data/table.hpp"

namespace ecoeff {

struct CorrelationKeys {
  bool spearman = false;
};

// One row a pair in the order of the lower triangle: first, second (texts), n, r, p and, where asked for, rho, rho_p.
// Errors D110, D111.
[[nodiscard]] Table correlations(const Table& table, const std::vector<std::string>& columns, bool spearman);

}  // namespace ecoeff
