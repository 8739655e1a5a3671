// Tables that stand side by side on one sheet: "地区 | 2010 | 2011 | | 地区 | 2010 | 2011".
#pragma once

#include <string>
#include <vector>

#include "ecoeff/data/intake/grid.hpp"

namespace ecoeff {

// The sheet cut before each column whose head is again the first head of the header row, where that is a usual head of
// places, years or indicators; the sheet itself where it is not. Titles stand above their own table. Rows and addresses
// stay those of the file.
[[nodiscard]] std::vector<SheetGrid> side_by_side(SheetGrid grid, const std::vector<std::string>& marks = {});

}  // namespace ecoeff
