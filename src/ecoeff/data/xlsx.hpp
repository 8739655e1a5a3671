// One sheet of an Excel workbook (Office Open XML, transitional or strict) to a Table.
//
// The header is the first row that holds anything; its cells must not be merged. Shared, inline and rich text, numbers
// stored as text, and the cached values of formulas are read. A date cell becomes ISO text ("2010-12-31"), or its year
// when the cell's format shows only that. TRUE and FALSE are text, and so are the errors of formulas except #N/A, which
// is missing. Below the header, of merged cells only the first holds the value (note D133). Rows are numbered as in
// Excel.
//
// Errors: D104 no workbook, broken, encrypted or absurdly large; D106-D109; D123 no rows. Notes: D131, D133, D134
// dates, D147, D149.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ecoeff/base/note.hpp"
#include "ecoeff/data/table.hpp"

namespace ecoeff {

// `sheet`: its name; "" = the first visible sheet that looks like a table (a header of two cells, a number below), or
// else the first that holds anything; a note (D147), or the error, names the other sheets.
[[nodiscard]] Table parse_xlsx(std::string_view bytes, const std::string& file, const std::string& sheet, Notes& notes,
                               const std::vector<std::string>& marks = {});

// The visible sheets besides one whose first row has this header.
[[nodiscard]] std::vector<std::string> sheets_with_header(const std::string& bytes, const std::string& file,
                                                          const std::string& besides, std::string_view header);

}  // namespace ecoeff
