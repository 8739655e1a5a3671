#include "ecoeff/data/intake/row_words.hpp"

#include <algorithm>
#include <set>

#include "ecoeff/base/text.hpp"
#include "ecoeff/data/intake/cell_words.hpp"

namespace ecoeff {
namespace {

constexpr std::size_t kRowsLooked = 12;
constexpr std::size_t kLowRange = 4;  // rows of a merged cell of a header

}  // namespace

bool is_mark_at(const SheetGrid& grid, std::size_t row, std::size_t column, const std::vector<std::string>& marks) {
  if (grid.empty(row, column) || grid.is_number(row, column)) return false;
  if (grid.marks_missing(row, column)) return true;
  return !marks.empty() && std::find(marks.begin(), marks.end(), grid.text(row, column)) != marks.end();
}

RowWords::RowWords(const SheetGrid& grid, const std::vector<std::string>& marks) : grid_(grid) {
  counts_.resize(grid.rows());
  low_ranges_.resize(grid.rows());
  for (const GridRange& range : grid.merged()) {
    if (range.bottom - range.top < kLowRange) low_ranges_[range.top].push_back(range);
  }
  for (std::size_t r = 0; r < grid.rows(); ++r) {
    RowCount& n = counts_[r];
    for (std::size_t c = 0; c < grid.columns(); ++c) {
      if (grid.empty(r, c)) continue;
      if (n.filled++ == 0) n.first = c;
      if (grid.year_in(r, c)) {
        ++n.years;
      } else if (grid.number_in(r, c)) {
        ++n.numbers;
      } else if (is_mark_at(grid, r, c, marks)) {
        ++n.marks;
      } else {
        ++n.texts;
      }
    }
  }
}

bool RowWords::gap_before(std::size_t row) const {
  return row > 0 && grid_.row_number(row) > grid_.row_number(row - 1) + 1;
}

std::size_t RowWords::width_below(std::size_t row) const {
  std::vector<std::size_t> widths;
  for (std::size_t r = row + 1; r < counts_.size() && r <= row + kRowsLooked; ++r) {
    if (counts_[r].filled >= 2) widths.push_back(counts_[r].filled);
  }
  if (widths.empty()) return 0;
  std::nth_element(widths.begin(), widths.begin() + static_cast<std::ptrdiff_t>(widths.size() / 2), widths.end());
  return widths[widths.size() / 2];
}

bool RowWords::number_below(std::size_t row) const {
  for (std::size_t r = row + 1; r < counts_.size() && r <= row + kRowsLooked; ++r) {
    if (counts_[r].numbers > 0 || (counts_[r].years > 0 && counts_[r].texts > 0)) return true;
  }
  return false;
}

const GridRange* RowWords::range_at(std::size_t row, std::size_t column) const {
  for (std::size_t top = row >= kLowRange ? row - kLowRange + 1 : 0; top <= row; ++top) {
    for (const GridRange& range : low_ranges_[top]) {
      if (range.bottom >= row && range.left <= column && column <= range.right) return &range;
    }
  }
  return nullptr;
}

std::string RowWords::header_text(std::size_t row, std::size_t column) const {
  if (!grid_.empty(row, column)) return grid_.text(row, column);
  const GridRange* range = range_at(row, column);
  return range == nullptr ? std::string() : grid_.text(range->top, range->left);
}

std::size_t RowWords::covered(std::size_t row) const {
  std::set<std::size_t> columns;
  for (std::size_t top = row >= kLowRange ? row - kLowRange + 1 : 0; top <= row; ++top) {
    for (const GridRange& range : low_ranges_[top]) {
      if (range.bottom < row || grid_.empty(range.top, range.left)) continue;
      for (std::size_t c = range.left; c <= range.right; ++c) columns.insert(c);
    }
  }
  for (std::size_t c = 0; c < grid_.columns(); ++c) {
    if (!grid_.empty(row, c)) columns.insert(c);
  }
  return columns.size();
}

bool RowWords::has_wide_range(std::size_t row) const {
  return std::any_of(low_ranges_[row].begin(), low_ranges_[row].end(),
                     [](const GridRange& range) { return range.right > range.left; });
}

bool RowWords::is_unit_row(std::size_t row) const {
  const RowCount& n = counts_[row];
  if (n.filled == 0) return false;
  std::size_t measures = 0;
  for (std::size_t c = 0; c < grid_.columns(); ++c) {
    if (grid_.empty(row, c)) continue;
    const bool is = measure_in(grid_.text(row, c)).has_value();
    if (!is && grid_.number_in(row, c)) return false;
    measures += is ? 1U : 0U;
  }
  return measures * 2 >= n.filled;
}

bool RowWords::is_header(std::size_t row) const {
  const RowCount& n = counts_[row];
  if (n.numbers + n.marks > 0 || n.filled < 2 || !number_below(row) || is_unit_row(row)) return false;
  const std::size_t width = width_below(row);
  if (n.years >= 2) return n.years * 2 >= n.filled || covered(row) * 4 >= width * 3;
  const std::size_t wide = covered(row);
  if (wide * 4 >= width * 3) return true;
  return wide + 1 == width && grid_.empty(row, 0);
}

}  // namespace ecoeff
