#include "ecoeff/data/intake/heads.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "ecoeff/base/text.hpp"
#include "ecoeff/data/intake/cell_words.hpp"

namespace ecoeff {
namespace {

bool only_words(const RowCount& n) { return n.numbers == 0 && n.marks == 0 && n.filled >= 1; }

// Whether a text stands in two cells of a row.
bool repeats(const SheetGrid& grid, std::size_t row) {
  std::set<std::string> seen;
  for (std::size_t c = 0; c < grid.columns(); ++c) {
    if (!grid.empty(row, c) && !seen.insert(grid.text(row, c)).second) return true;
  }
  return false;
}

// Whether the upper row has something above the lower one's cells and the lower one leaves gaps for it.
bool goes_together(const SheetGrid& grid, const RowWords& words, std::size_t upper, std::size_t lower) {
  const RowCount& above = words.count(upper);
  const RowCount& below = words.count(lower);
  if (!only_words(above) || !only_words(below) || above.filled < 2 || words.gap_before(lower)) return false;
  bool gap_above = false;  // a cell of the lower row without one of its own above
  bool gap_below = false;  // a cell of the upper row without one below
  for (std::size_t c = 0; c < grid.columns(); ++c) {
    gap_above = gap_above || (grid.empty(upper, c) && !grid.empty(lower, c));
    gap_below = gap_below || (!grid.empty(upper, c) && grid.empty(lower, c));
  }
  const bool again = repeats(grid, lower) && (gap_above || repeats(grid, upper));
  return again || (gap_above && (gap_below || words.has_wide_range(upper)));
}

void take_measure(const SheetGrid& grid, HeadColumn& head, const std::string& measure, std::size_t row) {
  if (head.measure.empty()) head.measure = measure;
  if (head.measure == measure) return;
  throw Error(
      Fault::data, "D157",
      {fmt::format("the column \"{}\" has two units of measurement: {} and {}", head.head, head.measure, measure),
       fmt::format("列“{}”有两个计量单位：{} 与 {}", head.head, head.measure, measure)},
      grid.where(row, head.column),
      {"mend the header or the row of units; or name the header row without the other: header = ROW in the part",
       "请改正列名或单位行；或在该 part 中只写列名所在行：header = 行号"});
}

HeadColumn head_of(const SheetGrid& grid, const RowWords& words, const std::vector<std::size_t>& header,
                   std::optional<std::size_t> unit_row, std::size_t column) {
  HeadColumn out{.column = column, .head = {}, .measure = {}, .year = {}, .place = {}};
  std::vector<std::string> names;
  for (std::size_t i = 0; i < header.size(); ++i) {
    const std::string text = head_text(grid, words, header, i, column);
    if (text.empty()) continue;
    if (const auto year = year_in(text)) {
      out.year = year;
    } else if (const auto measure = measure_in(text); measure && i > 0) {
      out.measure = *measure;
    } else if (names.empty() || names.back() != text) {
      names.push_back(without_inner_blanks(text));
    }
  }
  out.head = join(names, " ");
  if (const std::string stated = split_measure(out.head).measure; !stated.empty())
    take_measure(grid, out, stated, header.back());
  if (unit_row && !grid.empty(*unit_row, column)) {
    if (const auto measure = measure_in(grid.text(*unit_row, column))) take_measure(grid, out, *measure, *unit_row);
  }
  return out;
}

void split_years(std::vector<HeadColumn>& heads) {
  std::map<std::string, std::set<int>> years;
  for (const HeadColumn& head : heads) {
    if (head.year) return;
    if (const auto both = name_and_year(head.head)) years[both->name].insert(both->year);
  }
  for (HeadColumn& head : heads) {
    const auto both = name_and_year(head.head);
    if (!both || years[both->name].size() < 2) continue;
    head.head = both->name;
    head.year = both->year;
  }
}

}  // namespace

std::string head_text(const SheetGrid& grid, const RowWords& words, const std::vector<std::size_t>& header,
                      std::size_t i, std::size_t column) {
  const std::size_t row = header[i];
  const std::string own = words.header_text(row, column);
  if (!own.empty() || i + 1 == header.size() || words.has_wide_range(row) || grid.empty(header[i + 1], column))
    return own;
  for (std::size_t c = column; c-- > 0;) {
    if (!grid.empty(row, c)) return grid.empty(header[i + 1], c) ? std::string() : grid.text(row, c);
  }
  return {};
}

std::vector<std::size_t> rows_of_header(const SheetGrid& grid, const RowWords& words, std::size_t row) {
  if (row > 0 && goes_together(grid, words, row - 1, row)) return {row - 1, row};
  const bool more = row + 2 < grid.rows() && words.count(row + 1).filled >= 2 && !words.is_unit_row(row + 1);
  if (more && goes_together(grid, words, row, row + 1)) return {row, row + 1};
  return {row};
}

std::vector<HeadColumn> read_heads(const SheetGrid& grid, const RowWords& words, const std::vector<std::size_t>& header,
                                   std::optional<std::size_t> unit_row, std::size_t end) {
  std::vector<HeadColumn> out;
  const std::size_t body = unit_row.value_or(header.back()) + 1;
  for (std::size_t c = 0; c < grid.columns(); ++c) {
    HeadColumn head = head_of(grid, words, header, unit_row, c);
    bool holds = false;
    for (std::size_t r = body; r < end && !holds; ++r) holds = !grid.empty(r, c);
    if (holds || !head.head.empty() || head.year) out.push_back(std::move(head));
  }
  split_years(out);
  return out;
}

}  // namespace ecoeff
