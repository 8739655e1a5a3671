#include "ecoeff/report/unit_grid.hpp"

#include <algorithm>
#include <cmath>

namespace ecoeff {
namespace {

constexpr double kGap = 26;     // between columns
constexpr double kHeader = 20;  // periods above the cells
constexpr double kPageHeight = 900;
constexpr double kHeadingRows = 1.6;
constexpr double kLeastRow = 11;
constexpr double kMostRow = 18;

// Height of a line in rows: a heading keeps clear of what stands above it.
double height_of(const GridLine& line, bool first) { return line.heading && !first ? kHeadingRows : 1; }

// Lines of the same group that follow, the line itself included.
std::size_t rest_of_group(const std::vector<GridLine>& lines, std::size_t at) {
  std::size_t end = at + 1;
  while (end < lines.size() && !lines[end].heading) ++end;
  return end - at;
}

// Lines cut into columns of nearly equal height: no heading near the foot, no two last lines of a group alone at the
// top, and a heading repeated where a group goes on.
std::vector<std::vector<GridLine>> flow(const std::vector<GridLine>& lines, std::size_t columns,
                                        const std::string& continued) {
  double total = static_cast<double>(columns) - 1;  // repeated headings
  for (const GridLine& line : lines) total += height_of(line, false);
  const double most = std::ceil(total / static_cast<double>(columns));
  std::vector<std::vector<GridLine>> all(1);
  double height = 0;
  GridLine heading;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const bool full =
        lines[i].heading ? height + kHeadingRows + 2 > most : height + 1 > most && rest_of_group(lines, i) > 2;
    if (full && all.size() < columns) {
      all.emplace_back();
      height = 0;
      if (!lines[i].heading && heading.heading) {
        heading.right.clear();
        all.back().push_back(heading);
        all.back().back().text += continued;
        height = 1;
      }
    }
    height += height_of(lines[i], all.back().empty());
    if (lines[i].heading) heading = lines[i];
    all.back().push_back(lines[i]);
  }
  return all;
}

void draw_periods(svg::Drawing& drawing, const std::vector<std::int32_t>& periods, double left, double cell_width,
                  double right, double y, double size) {
  if (periods.size() == 1 && periods[0] == 0) return;  // a cross-section
  double room = 0;
  for (const std::int32_t period : periods) room = std::max(room, svg::text_width(std::to_string(period), size) + 5);
  const auto step = static_cast<std::size_t>(std::max(1.0, std::ceil(room / cell_width)));
  for (std::size_t t = 0; t < periods.size(); t += step) {
    const std::string label = std::to_string(periods[t]);
    const double middle = left + (static_cast<double>(t) + 0.5) * cell_width;
    drawing.text(std::min(middle, right - svg::text_width(label, size) / 2), y, label,
                 {.size = size, .anchor = svg::Anchor::middle});
  }
}

std::size_t columns_for(std::size_t lines) { return lines <= 66 ? 1 : lines <= 116 ? 2 : 3; }

}  // namespace

double draw_unit_grid(svg::Drawing& drawing, const std::vector<GridLine>& lines,
                      const std::vector<std::int32_t>& periods, double top, const GridOptions& options,
                      const DrawCell& cell) {
  const std::size_t columns = options.columns > 0 ? options.columns : columns_for(lines.size());
  const auto all = flow(lines, columns, options.continued);
  double longest = 1;
  for (const auto& column : all) {
    double height = 0;
    for (const GridLine& line : column) height += height_of(line, &line == &column.front());
    longest = std::max(longest, height);
  }
  const double row =
      options.row_height > 0 ? options.row_height : std::clamp(std::floor(kPageHeight / longest), kLeastRow, kMostRow);
  const double size = std::min(11.5, row - 1.5);
  const double width = (drawing.width() - kGap * static_cast<double>(columns - 1)) / static_cast<double>(columns);
  double label = 0;
  for (const GridLine& line : lines) {
    if (!line.heading) label = std::max(label, svg::text_width(line.text, size));
  }
  label = std::min(label + 8, width * (columns == 1 ? 0.22 : 0.36));
  const double cell_width =
      std::min((width - label - options.right_room) / static_cast<double>(periods.size()), options.most_cell_width);
  const double seam = cell_width > 6 && row > 8 ? 1 : 0.4;  // white between cells

  double bottom = top;
  for (std::size_t c = 0; c < all.size(); ++c) {
    const double left = static_cast<double>(c) * (width + kGap);
    const double cells = left + label;
    const double end = cells + cell_width * static_cast<double>(periods.size());
    draw_periods(drawing, periods, cells, cell_width, left + width - options.right_room, top + kHeader - 7,
                 std::min(11.0, size + 0.5));
    if (!options.right_title.empty()) {
      drawing.text(end + options.right_room, top + kHeader - 7, options.right_title,
                   {.size = std::min(11.0, size + 0.5), .anchor = svg::Anchor::end});
    }
    double y = top + kHeader;
    for (const GridLine& line : all[c]) {
      y += (height_of(line, &line == &all[c].front()) - 1) * row;
      const double base = y + row / 2 + size * 0.36;
      const svg::TextStyle at_end{.size = size, .anchor = svg::Anchor::end, .fill = svg::kInk, .bold = line.heading};
      if (line.heading) {
        drawing.text(left, base - 1, svg::fit_text(line.text, width - options.right_room, size, true),
                     {.size = size, .fill = svg::kInk, .bold = true, .full = line.text});
      } else {
        drawing.text(cells - 6, base, svg::fit_text(line.text, label - 6, size),
                     {.size = size, .anchor = svg::Anchor::end, .fill = svg::kInk, .full = line.text});
        for (std::size_t t = 0; t < periods.size(); ++t) {
          cell(line.unit, t, cells + static_cast<double>(t) * cell_width, y, cell_width - seam, row - seam);
        }
      }
      if (!line.right.empty())
        drawing.text(end + options.right_room, line.heading ? base - 1 : base, line.right, at_end);
      y += row;
    }
    bottom = std::max(bottom, y);
  }
  return bottom;
}

}  // namespace ecoeff
