// PaperTables as one Excel workbook, a sheet a table: typed numbers whose format prints the decimals, brackets and
// stars of the paper. The bytes depend on the tables alone.
#pragma once

#include <string>
#include <vector>

#include "ecoeff/report/tables/paper_table.hpp"

namespace ecoeff {

// Error R101 when the file cannot be made in the temporary folder.
[[nodiscard]] std::string tables_xlsx(const std::vector<PaperTable>& tables, const std::string& languages);

// How many characters stand in a number as printed: before its figures ("(-"), its figures before the point, the point
// and the decimals, and after its figures (")" and stars).
struct NumberShape {
  std::size_t before = 0;
  std::size_t whole = 0;
  std::size_t part = 0;
  std::size_t after = 0;
};
[[nodiscard]] NumberShape number_shape(const std::string& text, const std::string& stars);

// The number format of a cell: what stands around the figures of `text` is kept as literal text, `stars` after it, and
// blanks fill up to `widest`, so that centred numbers of a column have their points below each other.
[[nodiscard]] std::string number_format(const std::string& text, const std::string& stars, int decimals,
                                        const NumberShape& widest = {});

}  // namespace ecoeff
