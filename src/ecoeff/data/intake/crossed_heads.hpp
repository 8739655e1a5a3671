// Places in the header of a table whose rows are indicators or years: a header of one row with indicators (and years)
// down, or one of two rows in which one row names places and the other indicators (years down), or one names places and the
// other years (indicators down). The place of a column leaves its head and becomes HeadColumn::place.
//
// The row of places is told by the names themselves (three in five are places of China), else by the words before the
// rows (地区, country ...; 指标, indicator ...). With years down, a header whose lower names stand under several upper
// ones and that neither tells is error D252, unless a title, the sheet or the file names the one place of the table;
// `unit_from` answers it: "upper header", "lower header", or "none", "sheet" and "file" where the table is of one unit.
// Columns of totals (全国, Total) are left out.
#pragma once

#include <string_view>

#include "ecoeff/data/intake/row_words.hpp"
#include "ecoeff/data/intake/shape.hpp"

namespace ecoeff {

inline constexpr std::string_view kFromUpperHeader = "upper header";
inline constexpr std::string_view kFromLowerHeader = "lower header";
inline constexpr std::string_view kFromNothing = "none";

// Sets the places of block.columns, whose rows and heads are read already.
void cross_heads(const SheetGrid& grid, const RowWords& words, const ShapeHints& hints, Block& block);

// Whether places stand in the header beside indicators or years.
[[nodiscard]] bool is_crossed(const Block& block);

}  // namespace ecoeff
