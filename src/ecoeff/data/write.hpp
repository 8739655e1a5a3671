// A Table to csv, xlsx or dta bytes.
#pragma once

#include <string>

#include "ecoeff/base/text.hpp"
#include "ecoeff/data/table.hpp"

namespace ecoeff {

struct CsvOptions {
  bool byte_order_mark = true;  // so that Excel reads Chinese
  bool header = true;
  bool exact = true;  // shortest text that reads back as the same double
};
// RFC 4180; text cells that a spreadsheet would take for a formula (= + - @) are kept as text with a leading
// apostrophe.
[[nodiscard]] std::string to_csv(const Table& table, const CsvOptions& options = {});
// One sheet, typed cells, header frozen, widths set; fixed creation date, so equal tables give equal bytes.
[[nodiscard]] std::string to_xlsx(const Table& table, const std::string& sheet_name);
// Stata 118 (UTF-8). Names that Stata refuses are changed and the old name becomes the label.
[[nodiscard]] std::string to_dta(const Table& table);

}  // namespace ecoeff
