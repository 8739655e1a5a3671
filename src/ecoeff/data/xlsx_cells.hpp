// The cells of one sheet of a workbook as they stand there, and its merged ranges: what xlsx.hpp makes a table of and
// intake/grid.hpp a grid.
//
// Shared, inline and rich text, numbers stored as text and the cached values of formulas are read. A date cell becomes
// ISO text ("2010-12-31"), or its year when the cell's format shows only that. TRUE and FALSE are text, and so are the
// errors of formulas except #N/A, which is an empty cell. Blank cells and rows are left out.
//
// Errors: D104 broken, D142 a cell that is too long.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "ecoeff/base/error.hpp"
#include "ecoeff/base/number.hpp"
#include "ecoeff/data/xlsx_package.hpp"

namespace ecoeff {

struct XlsxCell {
  std::size_t column = 0;  // 0 = A
  bool is_text = false;
  double number = kMissing;
  std::string text;

  // As it is printed: the text, or the number in its shortest form.
  [[nodiscard]] std::string shown() const { return is_text ? text : format_shortest(number); }
};

struct XlsxRow {
  std::size_t number = 0;       // as Excel counts
  std::vector<XlsxCell> cells;  // those that hold something, by column
};

struct XlsxRange {
  std::size_t top = 0, left = 0, bottom = 0, right = 0;  // rows from 1, columns from 0
  std::string text;
};

struct XlsxSheetCells {
  std::vector<XlsxRow> rows;          // those that hold something, by number
  std::vector<XlsxRange> merged;      // of two cells or more
  std::map<std::size_t, bool> dates;  // the columns that hold date cells
  std::size_t formulas_without_value = 0;
  Where first_formula;
};

// Nothing when the workbook has no such part.
[[nodiscard]] XlsxSheetCells read_sheet_cells(XlsxPackage& package, const std::string& file, const XlsxSheet& sheet);

}  // namespace ecoeff
