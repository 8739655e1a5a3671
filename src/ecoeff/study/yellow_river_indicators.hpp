// Fifteen indicators whose pooled entropy index (index/entropy.hpp, shift 0.0001) is a wanted NQP.
//
// Work is done on the normalised values z in [0, 1]. Every indicator starts as a power of NQP times its own
// disturbance, scaled to [0, 1]. Then weights and index are computed and the adjustable indicators of a row are
// multiplied by one factor so that the index of the row becomes the wanted one; the greatest and the least value of
// each indicator stay at 1 and 0. Weights change little from round to round, so a few rounds agree to rounding.
#pragma once

#include <string>
#include <vector>

#include "ecoeff/study/yellow_river_series.hpp"

namespace ecoeff::yellow_river {

struct IndicatorColumn {
  std::string name;
  Grid values;  // in its unit of measurement, rounded as printed
};

// `gdp_per_head` (yuan) is one of them and stays as it is.
[[nodiscard]] std::vector<IndicatorColumn> make_indicators(const Grid& wanted_index, const Grid& gdp_per_head,
                                                           std::uint64_t seed);

}  // namespace ecoeff::yellow_river
