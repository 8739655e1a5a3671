// The records of an old Excel workbook (BIFF5 of Excel 95, BIFF8 of Excel 97 to 2003) to cells and merged ranges. What
// a cell is follows xlsx_cells.hpp: the stored values of formulas are read, date cells become ISO text or their year,
// TRUE and FALSE are text, #N/A is empty. Hidden sheets are marked, sheets of charts and macros left out.
// Source: [MS-XLS]; for BIFF5 the same records with texts of bytes, in the code page that the workbook names.
//
// Errors: D104 broken, of another kind, or with a password; D105 an unknown code page; D142; D186.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ecoeff/data/xlsx_cells.hpp"

namespace ecoeff {

struct XlsSheet {
  std::string name;
  bool hidden = false;
  XlsxSheetCells cells;
};

// `stream`: the stream "Workbook" or "Book" of the compound file. `encoding` in place of the code page, or "".
[[nodiscard]] std::vector<XlsSheet> read_biff(std::string_view stream, const std::string& file,
                                              const std::string& encoding);

}  // namespace ecoeff
