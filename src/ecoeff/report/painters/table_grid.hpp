// What every painter of a PaperTable needs: the cells in their places once spans are laid out, the lines above and
// below, and how wide the columns are.
//
// Widths are counted in half ems: 1 for a Latin letter or figure, 2 for a Chinese character, 0.7 for a raised star.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "ecoeff/report/tables/paper_table.hpp"

namespace ecoeff {

// One place of the grid; a spanning cell fills several.
struct Slot {
  const Cell* cell = nullptr;  // nullptr: the row is short, nothing stands here
  bool first_row = true;       // of its cell
  bool first_column = true;
  std::size_t columns = 1;  // that the cell covers in this grid
  std::size_t rows = 1;
  [[nodiscard]] bool starts() const { return cell != nullptr && first_row && first_column; }
};

// Head rows, then body rows. Points into the PaperTable, which must outlive it.
struct Grid {
  std::size_t columns = 0;
  std::size_t head_rows = 0;
  std::vector<std::vector<Slot>> slots;
  std::vector<const TableRow*> rows;
};
// Spans that would leave the head, the body or the last column, or meet another cell, are cut short.
[[nodiscard]] Grid lay_out(const PaperTable& table);

// The language of the cells: Chinese unless `languages` is "en".
[[nodiscard]] Language cell_language(const std::string& languages);
// "表4. 基准回归结果" and, or, "Table 4. Benchmark regression results"; number 0 prints no number.
[[nodiscard]] std::vector<std::string> title_lines(const PaperTable& table, const std::string& languages);
// The notes, the first one after "注：" or "Note: ", then the source of the data.
[[nodiscard]] std::vector<std::string> note_lines(const PaperTable& table, const std::string& languages);

// Valid UTF-8 without control characters and non-characters; line breaks and tabs become blanks.
[[nodiscard]] std::string printable(std::string_view text);
[[nodiscard]] std::string cell_text(const Cell& cell, Language language);
// The same for a page: with signs of minus (minus.hpp).
[[nodiscard]] std::string printed_text(const Cell& cell, Language language);

// A number as printed, cut before its decimal point: "(2" and ".003)". Text without a point is all `whole`.
struct DecimalParts {
  std::string whole;
  std::string part;
};
[[nodiscard]] DecimalParts split_decimal(std::string_view text);

struct ColumnWidth {
  double least = 2;    // what cannot be broken
  double natural = 2;  // every cell on one line
  double whole = 0;    // widest text before the decimal point among the decimal cells
  double part = 0;     // widest text from the point on, stars included
};
[[nodiscard]] std::vector<ColumnWidth> measure(const Grid& grid, Language language);
// Widths that add up to `total`: room to spare is shared evenly, otherwise the widest texts wrap first.
[[nodiscard]] std::vector<double> share_width(const std::vector<ColumnWidth>& columns, double total);
// What the columns need when every text wraps as far as it can.
[[nodiscard]] double least_width(const std::vector<ColumnWidth>& columns);

}  // namespace ecoeff
