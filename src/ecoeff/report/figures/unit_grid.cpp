#include "ecoeff/report/figures/unit_grid.hpp"

#include <algorithm>
#include <cmath>

namespace ecoeff {
namespace {

constexpr double kGap = 26;     // between columns
constexpr double kHeader = 20;  // periods above the cells
constexpr double kPageHeight = 900;
constexpr double kHeadingRows = 1.6;
constexpr double kMostRow = 18;

// Height of a line in rows where rows are as high as type: a heading keeps clear of what stands above it.
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

// Heights of lines and whether their names can be told apart.
struct Rows {
  double height = 0;                                        // of a unit's row
  double size = 0;                                          // of type
  [[nodiscard]] double step() const { return size + 1.5; }  // from one name to the next
  [[nodiscard]] bool thin() const { return height < step(); }
  [[nodiscard]] double above(const GridLine& line, bool first) const {
    if (!line.heading || first) return 0;
    return std::max((kHeadingRows - 1) * height, 5.0);
  }
  // The first name below a heading keeps clear of it, however thin the rows.
  [[nodiscard]] double of(const GridLine& line) const {
    return line.heading && thin() ? 1.64 * size + 1.5 - height / 2 : height;
  }
  [[nodiscard]] double base(const GridLine& line, double y) const {
    if (line.heading) return thin() ? y + size - 1 : y + height / 2 + size * 0.36 - 1;
    return y + height / 2 + size * 0.36;
  }
};

Rows rows_for(const std::vector<std::vector<GridLine>>& columns, const GridOptions& options) {
  double longest = 1;
  double headings = 0;
  for (const auto& column : columns) {
    double height = 0;
    double heads = 0;
    for (const GridLine& line : column) {
      height += height_of(line, &line == &column.front());
      heads += line.heading ? 1 : 0;
    }
    longest = std::max(longest, height);
    headings = std::max(headings, heads);
  }
  Rows rows;
  rows.height = options.row_height > 0 ? options.row_height
                                       : std::clamp(std::floor(kPageHeight / longest), options.least_row, kMostRow);
  rows.size = options.type_size > 0 ? options.type_size : std::min(11.5, rows.height - 1.5);
  if (rows.thin()) {
    const double lines = longest - kHeadingRows * headings;
    rows.height = std::max(options.least_row, (kPageHeight - headings * 2 * rows.step()) / std::max(1.0, lines));
  }
  return rows;
}

std::size_t columns_for(std::size_t lines) { return lines <= 66 ? 1 : lines <= 116 ? 2 : 3; }

}  // namespace

bool thins_names(const std::vector<GridLine>& lines, const GridOptions& options) {
  const std::size_t columns = options.columns > 0 ? options.columns : columns_for(lines.size());
  return rows_for(flow(lines, columns, options.continued), options).thin();
}

double draw_unit_grid(svg::Drawing& drawing, const std::vector<GridLine>& lines,
                      const std::vector<std::int32_t>& periods, double top, const GridOptions& options,
                      const DrawCell& cell) {
  const std::size_t columns = options.columns > 0 ? options.columns : columns_for(lines.size());
  const auto all = flow(lines, columns, options.continued);
  const Rows rows = rows_for(all, options);
  const double row = rows.height;
  const double size = rows.size;
  const double width = (drawing.width() - kGap * static_cast<double>(columns - 1)) / static_cast<double>(columns);
  double label = 0;
  for (const GridLine& line : lines) {
    if (!line.heading) label = std::max(label, svg::text_width(line.text, size));
  }
  const double share = options.label_share > 0 ? options.label_share : columns == 1 ? 0.22 : 0.36;
  label = std::min(label + 8, width * share);
  const double cell_width =
      std::min((width - label - options.right_room) / static_cast<double>(periods.size()), options.most_cell_width);
  const double seam = cell_width > 6 && row > 8 ? 1 : row < 5 ? 0 : 0.4;  // white between cells

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
    double last_base = -1e9;
    for (const GridLine& line : all[c]) {
      y += rows.above(line, &line == &all[c].front());
      const double base = rows.base(line, y);
      const bool named = !rows.thin() || line.heading || base - last_base >= rows.step() - 1e-9;
      if (named) last_base = base;
      const svg::TextStyle at_end{.size = size, .anchor = svg::Anchor::end, .fill = svg::kInk, .bold = line.heading};
      if (line.heading) {
        drawing.text(left, base, svg::fit_text(line.text, width - options.right_room, size, true),
                     {.size = size, .fill = svg::kInk, .bold = true, .full = line.text});
      } else {
        if (named) {
          drawing.text(cells - 6, base, svg::fit_text(line.text, label - 6, size),
                       {.size = size, .anchor = svg::Anchor::end, .fill = svg::kInk, .full = line.text});
        }
        for (std::size_t t = 0; t < periods.size(); ++t) {
          cell(line.unit, t, cells + static_cast<double>(t) * cell_width, y, cell_width - seam, row - seam);
        }
      }
      if (!line.right.empty() && named) drawing.text(end + options.right_room, base, line.right, at_end);
      y += rows.of(line);
    }
    bottom = std::max(bottom, y);
  }
  return bottom;
}

}  // namespace ecoeff
