// A table on an A4 page, for docx and rtf: column widths in twips (1/20 pt) and where the decimal points stand.
#pragma once

#include <cstddef>
#include <vector>

#include "ecoeff/report/painters/table_grid.hpp"

namespace ecoeff {

inline constexpr int kPortraitTwips = 9072;  // text width with margins of 2.5 cm
inline constexpr int kLandscapeTwips = 14004;
inline constexpr int kHalfEmTwips = 90;               // of 9 pt type
inline constexpr int kCellMarginTwips = 57;           // left and right, 1 mm
inline constexpr std::size_t kRowsKeptTogether = 32;  // longer tables may break between pages

struct PageLayout {
  bool landscape = false;
  std::vector<int> twips;   // width of each column; they add up to the text width
  std::vector<int> points;  // decimal tab of each column, from the inner edge of the cell; 0 = none
};

// Landscape when the columns do not fit upright even with their texts wrapped.
[[nodiscard]] PageLayout lay_out_page(const std::vector<ColumnWidth>& columns);

}  // namespace ecoeff
