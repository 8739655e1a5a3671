// The layout of every picture with a row a unit and a cell a period: names, headings of groups, periods above. Long
// lists flow into up to three columns so that hundreds of units stay on a page; where rows may be thinner than type
// (least_row), names stand as close as they can be read and the units between them go without.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "ecoeff/report/figures/svg.hpp"

namespace ecoeff {

struct GridLine {
  std::string text;   // a unit's name, or the heading of a group
  std::string right;  // printed at the end of the line
  bool heading = false;
  std::size_t unit = 0;  // when not a heading
};

struct GridOptions {
  std::size_t columns = 0;  // 0: by the number of lines
  double row_height = 0;    // 0: by the number of lines
  double least_row = 11;    // when by the number of lines
  double type_size = 0;     // 0: by the height of a row
  double label_share = 0;   // of a column's width that names may take; 0: by the number of columns
  double right_room = 0;    // for GridLine::right
  std::string right_title;  // above it
  std::string continued;    // appended to a heading repeated at the top of a column
  double most_cell_width = 60;
};

using DrawCell =
    std::function<void(std::size_t unit, std::size_t period, double x, double y, double width, double height)>;

// Whether rows are too thin for every name.
[[nodiscard]] bool thins_names(const std::vector<GridLine>& lines, const GridOptions& options);
// Draws from `top` downwards over the drawing's whole width; returns where it ends.
double draw_unit_grid(svg::Drawing& drawing, const std::vector<GridLine>& lines,
                      const std::vector<std::int32_t>& periods, double top, const GridOptions& options,
                      const DrawCell& cell);

}  // namespace ecoeff
