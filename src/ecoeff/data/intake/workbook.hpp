// Every sheet of a data file as a SheetGrid: xlsx and old xls with all their visible sheets, csv and txt (any encoding
// and separator that csv.hpp and encoding.hpp accept), Stata dta and SPSS sav and por as one.
//
// With a decimal comma, "1.234,5" and "1234,5" are numbers: where `decimal` says so, or where a semicolon or a tab
// separates and no cell with a point is a number.
//
// Errors: those of read_table (read.hpp); D186 more than kMostSheets sheets.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "ecoeff/base/note.hpp"
#include "ecoeff/data/intake/grid.hpp"

namespace ecoeff {

inline constexpr std::size_t kMostSheets = 500;

struct WorkbookOptions {
  std::string encoding;  // as ReadOptions
  std::string decimal;   // "." | "," | "" = found
};

struct Workbook {
  std::string file;
  std::vector<SheetGrid> sheets;  // those that hold something
  std::string sha256;
  bool decimal_commas = false;  // of a text: read so because no number has a point, or as asked
  Notes notes;
};

[[nodiscard]] Workbook read_workbook(const std::filesystem::path& path, const WorkbookOptions& options = {});

}  // namespace ecoeff
