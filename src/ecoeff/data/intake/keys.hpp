// Which columns of a block name the place, the time and the indicator, and hence its shape (rules: shape.hpp).
#pragma once

#include <string>
#include <string_view>

#include "ecoeff/data/intake/shape.hpp"

namespace ecoeff {

// "城市", "地区", "province" ...: a usual head of a column of places. Likewise for time and for names of indicators.
[[nodiscard]] bool is_unit_word(std::string_view head);
[[nodiscard]] bool is_time_word(std::string_view head);
[[nodiscard]] bool is_indicator_word(std::string_view head);
// Heads of codes, row numbers and ids, which are no values of a panel that one would compute with.
[[nodiscard]] bool is_code_word(std::string_view head);

// Sets shape, turned, unit, time, indicator, and fills key columns down. Errors D110, D151.
void find_keys(SheetGrid& grid, const ShapeHints& hints, Block& block);

}  // namespace ecoeff
