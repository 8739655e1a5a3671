// Any supported data file to a Table: csv and txt (csv.hpp), xlsx (xlsx.hpp), old xls (xls/xls.hpp), Stata dta
// (dta.hpp), SPSS sav and por (spss.hpp), chosen by content first and by name second.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "ecoeff/base/note.hpp"
#include "ecoeff/data/table.hpp"

namespace ecoeff {

struct ReadOptions {
  std::string sheet;               // xlsx, xls: the sheet's name; "" = the first that looks like a table
  std::string encoding;            // csv, sav, and dta below 118: "" = detected; "utf-8", "gb18030" or "windows-1252"
  std::vector<std::string> marks;  // cells that mean missing, besides those of means_missing() (number.hpp)
};

struct ReadResult {
  Table table;
  Notes notes;         // encoding assumed, rows or columns that were empty, dates turned into years ...
  std::string sha256;  // of the file's bytes
};

// Errors: D101-D103 (file.hpp), D104 not a table or broken file, D105 wrong encoding, D106 a doubled or D107 a merged
// header, D108 a row with more cells than the header, D109 no such sheet (did-you-mean), D113 unknown encoding, D123 no
// rows, D212, D213 (child/answer.hpp). Notes: D130-D136, D145, D147-D149, D214.
[[nodiscard]] ReadResult read_table(const std::filesystem::path& path, const ReadOptions& options = {});

}  // namespace ecoeff
