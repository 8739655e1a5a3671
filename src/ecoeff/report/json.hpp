// Tables and notes as JSON text for `--json`; every number reads back as the same double, missing is null.
#pragma once

#include <string>

#include "ecoeff/base/note.hpp"
#include "ecoeff/data/table.hpp"

namespace ecoeff {

// A list with one object a row, keys in the order of the columns.
[[nodiscard]] std::string table_json(const Table& table);

// A list of {severity, code, message, file, sheet, row, column, value}; what does not apply is left out.
[[nodiscard]] std::string notes_json(const Notes& notes, Language language);
// The same with errors before them, which have the severity "error" and a hint.
[[nodiscard]] std::string problems_json(const std::vector<Error>& errors, const Notes& notes, Language language);

}  // namespace ecoeff
