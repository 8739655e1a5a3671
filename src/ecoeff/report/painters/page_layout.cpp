#include "ecoeff/report/painters/page_layout.hpp"

#include <algorithm>
#include <cmath>

namespace ecoeff {

PageLayout lay_out_page(const std::vector<ColumnWidth>& columns) {
  PageLayout page;
  page.landscape = least_width(columns) * kHalfEmTwips > kPortraitTwips;
  const int total = page.landscape ? kLandscapeTwips : kPortraitTwips;
  const std::vector<double> widths = share_width(columns, static_cast<double>(total) / kHalfEmTwips);
  double edge = 0;
  int placed = 0;
  for (std::size_t c = 0; c < columns.size(); ++c) {
    edge += widths[c] * kHalfEmTwips;
    const int right = c + 1 == columns.size() ? total : static_cast<int>(std::lround(edge));
    const int inner = right - placed - 2 * kCellMarginTwips;
    page.twips.push_back(right - placed);
    placed = right;
    // The number as a block is centred: half of what is left over stands before it.
    const double before = (inner - (columns[c].whole + columns[c].part) * kHalfEmTwips) / 2;
    const int point = static_cast<int>(std::lround(std::max(0.0, before) + columns[c].whole * kHalfEmTwips));
    page.points.push_back(columns[c].part > 0 ? std::max(1, point) : 0);
  }
  return page;
}

}  // namespace ecoeff
