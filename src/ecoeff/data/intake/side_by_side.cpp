#include "ecoeff/data/intake/side_by_side.hpp"

#include <utility>

#include "ecoeff/data/intake/cell_words.hpp"
#include "ecoeff/data/intake/keys.hpp"
#include "ecoeff/data/intake/row_words.hpp"

namespace ecoeff {
namespace {

constexpr std::size_t kLeastColumns = 2;  // of a table

// Where tables begin by the heads of a row.
std::vector<std::size_t> starts_in(const SheetGrid& grid, std::size_t row, std::size_t first) {
  const std::string head = without_inner_blanks(grid.text(row, first));
  if (!is_unit_word(head) && !is_time_word(head) && !is_indicator_word(head) && !is_code_word(head)) return {};
  std::vector<std::size_t> starts{0};
  for (std::size_t c = first + kLeastColumns; c < grid.columns(); ++c) {
    if (without_inner_blanks(grid.text(row, c)) == head) starts.push_back(c);
  }
  for (std::size_t i = 0; i < starts.size(); ++i) {
    const std::size_t end = i + 1 < starts.size() ? starts[i + 1] : grid.columns();
    if (end - starts[i] < kLeastColumns) return {};
  }
  return starts;
}

}  // namespace

std::vector<SheetGrid> side_by_side(SheetGrid grid, const std::vector<std::string>& marks) {
  const RowWords words(grid, marks);
  std::vector<SheetGrid> out;
  for (std::size_t r = 0; r < grid.rows(); ++r) {
    if (words.count(r).filled < 2 * kLeastColumns || !words.is_header(r)) continue;
    const std::vector<std::size_t> starts = starts_in(grid, r, words.count(r).first);
    if (starts.size() < 2) continue;
    for (std::size_t i = 0; i < starts.size(); ++i)
      out.push_back(grid.columns_between(starts[i], i + 1 < starts.size() ? starts[i + 1] : grid.columns()));
    return out;
  }
  out.push_back(std::move(grid));
  return out;
}

}  // namespace ecoeff
