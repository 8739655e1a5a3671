// A sheet of tab-separated cells, in which a line "@top left bottom right" is a merged range: whatever it holds, its
// blocks lie inside it and its tables can be joined.
#include <algorithm>
#include <cstdlib>
#include <memory>

#include "ecoeff/base/number.hpp"
#include "ecoeff/base/text.hpp"
#include "ecoeff/data/intake/join.hpp"
#include "ecoeff/data/intake/part.hpp"
#include "ecoeff/data/intake/shape.hpp"
#include "targets.hpp"

namespace ecoeff::fuzz {
namespace {

constexpr std::size_t kMostSide = 64;  // of a sheet here: more adds no case

GridRange range_of(const std::string& line) {
  GridRange range;
  std::size_t* const sides[] = {&range.top, &range.left, &range.bottom, &range.right};
  const char* at = line.c_str() + 1;
  for (std::size_t* side : sides) {
    char* end = nullptr;
    *side = std::strtoul(at, &end, 10) % kMostSide;
    at = end;
  }
  range.bottom = std::max(range.top, range.bottom);
  range.right = std::max(range.left, range.right);
  return range;
}

SheetGrid grid_of(std::string_view bytes) {
  std::vector<GridInput> cells;
  std::vector<GridRange> merged;
  std::size_t row = 0;
  for (const std::string& line : split(bytes, '\n')) {
    if (line.starts_with('@')) {
      merged.push_back(range_of(line));
      continue;
    }
    if (++row > kMostSide) break;
    const std::vector<std::string> texts = split(line, '\t');
    for (std::size_t c = 0; c < std::min(texts.size(), kMostSide); ++c) {
      const std::string text(trim(texts[c]));
      if (text.empty()) continue;
      const auto number = parse_number(text);
      cells.push_back(number ? GridInput{.row = row, .column = c, .number = *number}
                             : GridInput{.row = row, .column = c, .text = text});
    }
  }
  return {"f.xlsx", "s", cells, merged};
}

void check(const Block& block, const SheetGrid& grid) {
  for (const auto* rows : {&block.titles, &block.data, &block.subtotals, &block.notes, &block.skipped}) {
    for (const std::size_t row : *rows) require(row < grid.rows(), "a row of a block lies in its sheet");
  }
  for (const HeadColumn& head : block.columns) require(head.column < grid.columns(), "a column lies in its sheet");
  for (const auto& key : {block.unit, block.time, block.indicator})
    require(!key || *key < block.columns.size(), "a key is one of the columns");
}

}  // namespace

void shapes(std::string_view bytes) {
  accepted([&] {
    auto grid = std::make_shared<SheetGrid>(grid_of(bytes));
    const std::vector<Block> blocks = find_blocks(*grid);
    for (const Block& block : blocks) {
      check(block, *grid);
      accepted([&] {
        const PartTable table = part_table(grid, block, {}, 0, blocks.size() == 1);
        for (const PartCell& cell : table.cells)
          require(cell.unit < table.units.size() && cell.column < table.columns.size() && cell.row < grid->rows() &&
                      cell.cell < grid->columns(),
                  "a cell of a part knows its unit, its column and where it stands");
        PartsRead parts;
        parts.tables.push_back(table);
        (void)join_parts(parts, {.bad_cells_are_text = true});
      });
    }
  });
}

}  // namespace ecoeff::fuzz
