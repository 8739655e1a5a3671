#include "ecoeff/data/intake/grid.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "ecoeff/base/text.hpp"
#include "ecoeff/data/intake/cell_words.hpp"
#include "ecoeff/data/xlsx_address.hpp"

namespace ecoeff {
namespace {

void sort_distinct(std::vector<std::size_t>& values) {
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
}

std::size_t index_of(const std::vector<std::size_t>& sorted, std::size_t value) {
  return static_cast<std::size_t>(std::lower_bound(sorted.begin(), sorted.end(), value) - sorted.begin());
}

// The last of `sorted` that is not after `value`, and one past it.
std::size_t end_of(const std::vector<std::size_t>& sorted, std::size_t value) {
  return static_cast<std::size_t>(std::upper_bound(sorted.begin(), sorted.end(), value) - sorted.begin());
}

}  // namespace

SheetGrid::SheetGrid(std::string file_name, std::string sheet_name, const std::vector<GridInput>& cells,
                     const std::vector<GridRange>& merged)
    : file(std::move(file_name)), sheet(std::move(sheet_name)) {
  for (const GridInput& cell : cells) {
    if (row_numbers_.empty() || row_numbers_.back() != cell.row) row_numbers_.push_back(cell.row);
    column_numbers_.push_back(cell.column);
    if (column_numbers_.size() > 4096 * 64) sort_distinct(column_numbers_);
  }
  sort_distinct(row_numbers_);
  sort_distinct(column_numbers_);
  if (!cells.empty() && rows() > kMostGridCells / columns()) {
    throw Error(
        Fault::data, "D146",
        {fmt::format("the sheet has {} columns and {} rows, more than {} cells", columns(), rows(), kMostGridCells),
         fmt::format("工作表有 {} 列、{} 行，多于 {} 个单元格", columns(), rows(), kMostGridCells)},
        {.file = file, .sheet = sheet});
  }
  cells_.resize(rows() * columns());
  std::unordered_map<std::string, std::int32_t> known;
  for (const GridInput& cell : cells) {
    Cell& here = cells_[index_of(row_numbers_, cell.row) * columns() + index_of(column_numbers_, cell.column)];
    const std::string text(trim(cell.text));
    if (text.empty()) {
      here = {cell.number, is_missing(cell.number) ? kEmpty : kNumber};
      continue;
    }
    const auto [at, added] = known.try_emplace(text, static_cast<std::int32_t>(texts_.size()));
    if (added) {
      texts_.push_back(text);
      meanings_.push_back(meaning_of(text));
    }
    here = {kMissing, at->second};
  }
  std::size_t area = 0;
  for (const GridRange& range : merged) {
    const GridRange inside{index_of(row_numbers_, range.top), index_of(column_numbers_, range.left),
                           end_of(row_numbers_, range.bottom), end_of(column_numbers_, range.right)};
    if (inside.bottom <= inside.top || inside.right <= inside.left) continue;
    merged_.push_back({inside.top, inside.left, inside.bottom - 1, inside.right - 1});
    area += (inside.bottom - inside.top) * (inside.right - inside.left);
    if (area > cells_.size()) {
      throw Error(Fault::data, "D104", {"merged cells of the sheet overlap", "工作表中的合并单元格相互重叠"},
                  {.file = file, .sheet = sheet});
    }
  }
}

std::string SheetGrid::text(std::size_t row, std::size_t column) const {
  const Cell& cell = at(row, column);
  if (cell.text == kNumber) return format_shortest(cell.number);
  return cell.text == kEmpty ? std::string() : texts_[static_cast<std::size_t>(cell.text)];
}

SheetGrid::Meaning SheetGrid::meaning_of(const std::string& text) {
  const std::string plain = text.starts_with('\'') ? text.substr(1) : text;
  std::optional<double> number = parse_number(plain);
  if (!number) number = parse_number(replace_all(without_inner_blanks(plain), " ", ""));
  if (number && loses_digits(plain, *number)) number.reset();
  return {number, ecoeff::year_in(text), means_missing(text)};
}

std::optional<double> SheetGrid::number_in(std::size_t row, std::size_t column) const {
  const Cell& cell = at(row, column);
  if (cell.text == kNumber) return cell.number;
  return cell.text == kEmpty ? std::nullopt : meanings_[static_cast<std::size_t>(cell.text)].number;
}

std::optional<int> SheetGrid::year_in(std::size_t row, std::size_t column) const {
  const Cell& cell = at(row, column);
  if (cell.text == kEmpty) return std::nullopt;
  if (cell.text != kNumber) return meanings_[static_cast<std::size_t>(cell.text)].year;
  const bool year = cell.number >= kFirstYear && cell.number <= kLastYear && cell.number == std::floor(cell.number);
  return year ? std::optional(static_cast<int>(cell.number)) : std::nullopt;
}

bool SheetGrid::marks_missing(std::size_t row, std::size_t column) const {
  const Cell& cell = at(row, column);
  return cell.text >= 0 && meanings_[static_cast<std::size_t>(cell.text)].missing;
}

std::string SheetGrid::letters(std::size_t column) const {
  return letters_in_file ? column_letters(column_numbers_[column]) : fmt::format("{}", column_numbers_[column] + 1);
}

std::string SheetGrid::address(std::size_t row, std::size_t column) const {
  return letters_in_file ? fmt::format("{}{}", letters(column), row_numbers_[row])
                         : fmt::format("{}:{}", row_numbers_[row], letters(column));
}

Where SheetGrid::where(std::size_t row, std::size_t column) const {
  return {
      .file = file, .sheet = sheet, .row = row_numbers_[row], .column = letters(column), .value = text(row, column)};
}

void SheetGrid::fill_merged(std::size_t column) {
  for (const GridRange& range : merged_) {
    if (column < range.left || column > range.right || empty(range.top, range.left)) continue;
    const Cell value = at(range.top, range.left);
    for (std::size_t row = range.top; row <= range.bottom; ++row) {
      if (empty(row, column)) cells_[row * columns() + column] = value;
    }
  }
}

SheetGrid SheetGrid::columns_between(std::size_t begin, std::size_t end) const {
  std::vector<GridInput> cells;
  for (std::size_t r = 0; r < rows(); ++r) {
    for (std::size_t c = begin; c < end; ++c) {
      if (empty(r, c)) continue;
      const bool plain = is_number(r, c);
      cells.push_back({row_numbers_[r], column_numbers_[c], plain ? number(r, c) : kMissing, plain ? "" : text(r, c)});
    }
  }
  std::vector<GridRange> ranges;
  for (const GridRange& range : merged_) {
    if (range.left < begin || range.right >= end) continue;
    ranges.push_back({row_numbers_[range.top], column_numbers_[range.left], row_numbers_[range.bottom],
                      column_numbers_[range.right]});
  }
  SheetGrid out(file, sheet, cells, ranges);
  out.letters_in_file = letters_in_file;
  if (!labels.empty()) {
    for (const std::size_t number : out.column_numbers_)
      out.labels.push_back(labels[index_of(column_numbers_, number)]);
  }
  return out;
}

void SheetGrid::copy(std::size_t from_row, std::size_t to_row, std::size_t column) {
  cells_[to_row * columns() + column] = at(from_row, column);
}

}  // namespace ecoeff
