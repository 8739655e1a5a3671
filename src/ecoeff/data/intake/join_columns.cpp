#include "ecoeff/data/intake/join_columns.hpp"

#include <fmt/format.h>

#include <map>
#include <memory>
#include <utility>

#include "ecoeff/base/counted.hpp"
#include "ecoeff/data/column_builder.hpp"
#include "ecoeff/data/intake/row_words.hpp"

namespace ecoeff {

PlaceOfCell places_of_cells(const PartsRead& parts, std::vector<JoinedColumn> columns) {
  struct Places {
    std::vector<std::shared_ptr<const SheetGrid>> grids;
    std::map<std::string, std::vector<CellSource>, std::less<>> cells;
  };
  auto places = std::make_shared<Places>();
  for (const PartTable& table : parts.tables) places->grids.push_back(table.grid);
  for (JoinedColumn& column : columns) places->cells[column.name] = std::move(column.cells);
  return [places = std::shared_ptr<const Places>(std::move(places))](std::size_t row, std::string_view column) {
    const auto at = places->cells.find(column);
    if (at == places->cells.end() || row >= at->second.size() || at->second[row].table == kNoTable) return Where{};
    const CellSource& from = at->second[row];
    return places->grids[from.table]->where(from.row, from.cell);
  };
}

bool missing_at(const PartTable& table, std::uint32_t row, std::uint32_t cell, const Marks& marks) {
  return table.grid->empty(row, cell) || is_mark_at(*table.grid, row, cell, marks);
}

double scale_of(const PartTable& table, const std::string& name) {
  for (const PartColumn& column : table.columns) {
    if (column.name == name) return column.scale;
  }
  return 1;
}

void collect_bad_cells(const PartsRead& parts, const JoinedColumn& column, const Marks& marks,
                       std::vector<BadCell>& bad) {
  std::size_t numbers = 0;
  std::vector<BadCell> others;
  for (const CellSource& from : column.cells) {
    if (from.table == kNoTable || missing_at(parts.tables[from.table], from.row, from.cell, marks)) continue;
    const SheetGrid& grid = *parts.tables[from.table].grid;
    if (grid.number_in(from.row, from.cell)) {
      ++numbers;
    } else {
      others.push_back({grid.file, grid.sheet, grid.address(from.row, from.cell), column.name,
                        grid.text(from.row, from.cell), grid.where(from.row, from.cell)});
    }
  }
  if (numbers >= 2 && numbers > others.size()) bad.insert(bad.end(), others.begin(), others.end());
}

Error bad_cells_error(const std::vector<BadCell>& cells) {
  const auto line = [](const BadCell& cell) {
    return fmt::format("{}{}{}!{} ({}): \"{}\"", cell.file, cell.sheet.empty() ? "" : " ", cell.sheet, cell.address,
                       cell.column, cell.value);
  };
  Text hint{"mend the cells, or name marks that mean missing: marks = [...] in [data]",
            "请改正这些单元格；若表示缺失，请在 [data] 中写 marks = [...]"};
  for (std::size_t i = 0; i < cells.size() && i < kCellsSaid; ++i) {
    hint.en += "\n  " + line(cells[i]);
    hint.zh += "\n  " + line(cells[i]);
  }
  if (cells.size() > kCellsSaid) {
    hint.en += fmt::format("\n  and {} more", cells.size() - kCellsSaid);
    hint.zh += fmt::format("\n  另有 {} 个", cells.size() - kCellsSaid);
  }
  return {Fault::data,
          "D158",
          {fmt::format("{} {} in columns of numbers", counted(cells.size(), "cell"),
                       agree(cells.size(), "is no number", "are no numbers")),
           fmt::format("数值列中有 {} 个单元格不是数字", cells.size())},
          {.file = cells.front().file,
           .sheet = cells.front().sheet,
           .column = cells.front().column,
           .value = cells.front().value},
          hint};
}

std::vector<Error> errors_of(const std::vector<BadCell>& cells) {
  std::vector<Error> out;
  for (const BadCell& cell : cells) {
    out.emplace_back(Fault::data, "D158",
                     Text{"no number in the column " + cell.column, "列" + cell.column + "中的此单元格不是数字"},
                     cell.where);
  }
  return out;
}

Column typed_column(const PartsRead& parts, const JoinedColumn& column, const Marks& marks, MarksSeen& seen) {
  ColumnBuilder builder(&marks);
  for (const CellSource& from : column.cells) {
    if (from.table == kNoTable) {
      builder.add_missing();
      continue;
    }
    const SheetGrid& grid = *parts.tables[from.table].grid;
    const double scale = scale_of(parts.tables[from.table], column.name);
    const std::string text = grid.text(from.row, from.cell);
    const auto number = grid.number_in(from.row, from.cell);
    if (number && (grid.is_number(from.row, from.cell) || scale != 1 || !is_code(text))) {
      builder.add_number(*number * scale);
    } else {
      builder.add_text(text);
    }
  }
  Column out = builder.finish(column.name, &seen);
  out.label = column.label.empty() && column.head != column.name ? column.head : column.label;
  return out;
}

}  // namespace ecoeff
