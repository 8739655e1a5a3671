// Cumulated levels of productivity: what an index of change says of a unit's level relative to its base year,
//
//   level(base) = 1,  level(s') = level(s) index(s, s')    where the index is a ratio,
//   level(base) = 0,  level(s') = level(s) + index(s, s')  where it is a difference (Luenberger);
//
// before the base year backwards. The base is the unit's first usable year, or one year for all units. A pair without
// an index, and a period of the panel in which the unit is not there, break the chain: what lies beyond has no level,
// since the change up to it is not known.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "ecoeff/frontier/productivity.hpp"

namespace ecoeff::frontier {

struct Levels {
  std::vector<double> level;  // by row of the panel
  Notes notes;                // F470: rows without a level, and why
};

// `pairs` by unit and then by year, one for each two consecutive usable years of a unit. Units that are not there in
// the year `base` have no level.
[[nodiscard]] Levels cumulate(const Panel& panel, const std::vector<char>& usable,
                              std::span<const ProductivityRow> pairs, bool differences, std::optional<int> base);

}  // namespace ecoeff::frontier
