// One sheet of an Excel workbook (Office Open XML, transitional or strict) to a Table.
//
// The header is the first row that holds anything; its cells must not be merged. Shared, inline and rich text, numbers
// stored as text, and the cached values of formulas are read. A date cell becomes ISO text ("2010-12-31"), or its year
// when the cell's format shows only that. TRUE and FALSE are text, and so are the errors of formulas except #N/A, which
// is missing. Below the header, of merged cells only the first holds the value (note D133). Rows are numbered as in
// Excel.
//
// Errors: D104 no workbook, broken, encrypted or absurdly large; D106-D109; D123 no rows. Notes: D131, D133, D134
// dates.
#pragma once

#include <string>
#include <string_view>

#include "ecoeff/base/note.hpp"
#include "ecoeff/data/table.hpp"

namespace ecoeff {

// `sheet`: its name; "" = the first visible sheet that holds data.
[[nodiscard]] Table parse_xlsx(std::string_view bytes, const std::string& file, const std::string& sheet, Notes& notes);

}  // namespace ecoeff
