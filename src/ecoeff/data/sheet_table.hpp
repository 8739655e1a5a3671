// One sheet of a workbook, xlsx or old xls, to a Table; what is read and refused is said in xlsx.hpp.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "ecoeff/base/note.hpp"
#include "ecoeff/data/table.hpp"
#include "ecoeff/data/xlsx_cells.hpp"

namespace ecoeff {

// The sheets of a workbook in order; the cells of one are asked for when they are needed.
struct SheetList {
  struct Sheet {
    std::string name;
    bool hidden = false;
  };
  std::vector<Sheet> sheets;
  std::function<XlsxSheetCells(std::size_t)> cells;
  std::function<bool(std::size_t)> holds_rows;
};

[[nodiscard]] Table table_of_sheet(const SheetList& sheets, const std::string& file, const std::string& sheet,
                                   Notes& notes, const std::vector<std::string>& marks);

// The visible sheets besides one whose first row has this header.
[[nodiscard]] std::vector<std::string> sheets_with_header(const SheetList& sheets, const std::string& file,
                                                          const std::string& besides, std::string_view header);

}  // namespace ecoeff
