// Tables and notes as JSON text for `--json`; every number reads back as the same double, missing is null.
#pragma once

#include <string>

#include "ecoeff/base/note.hpp"
#include "ecoeff/data/table.hpp"
#include "ecoeff/frontier/check_scores.hpp"

namespace ecoeff {

// A list with one object a row, keys in the order of the columns.
[[nodiscard]] std::string table_json(const Table& table);

// A list of {severity, code, message, file, sheet, row, column, value}; what does not apply is left out.
[[nodiscard]] std::string notes_json(const Notes& notes, Language language);
// The same with errors before them, which have the severity "error" and a hint.
[[nodiscard]] std::string problems_json(const std::vector<Error>& errors, const Notes& notes, Language language);

// {"rows", "proved", "programs", "widest", "wrong": [{"row" (from 1), "name", "column", "printed", "proved"}]}
[[nodiscard]] std::string score_check_json(const ScoreCheck& check, std::size_t programs);

}  // namespace ecoeff
