// Where odd values of a panel that was joined from parts stand: the file, sheet and cell of each, in place of those of
// the first part.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "ecoeff/base/error.hpp"
#include "ecoeff/data/odd/odd_values.hpp"

namespace ecoeff {

using PlaceOfOdd = std::function<Where(std::size_t row, const std::string& column)>;

// odd_table() with the columns file, sheet and row of the parts and, behind them, cell ("C5"; "5:3" in a file of text).
[[nodiscard]] Table odd_table(const Panel& panel, const std::vector<OddFinding>& findings, const PlaceOfOdd& place_of);

// The notes of find_odd_values() with the place of the first of their cells.
void set_places(Notes& notes, const std::vector<OddFinding>& findings, const PlaceOfOdd& place_of);

}  // namespace ecoeff
