// Separated text to a Table (RFC 4180 with the liberties that spreadsheets take).
//
// The separator is a comma, semicolon or tab: the one that cuts the first records into the same number of cells; or any
// character that a first line "sep=|" names. Quoted
// cells may hold separators, line ends and doubled quotes. Lines end in LF, CRLF or CR. A column is numeric when every
// cell that is not missing is a number; where semicolons separate, a cell with a comma is not (it may be a decimal
// comma, which is never guessed), nor is a whole number with more digits than a double holds (a long identifier).
// Whole numbers of which some are codes ("007", "12E4") keep their spelling as names. In a column of text only an empty
// cell is missing. An apostrophe before = + - @ at the start of a cell, which keeps spreadsheets from reading a
// formula, is taken off. Row numbers are physical lines of the file.
//
// Errors: D104 a quote that never ends, no header; D106; D108; D123 no rows. Notes: D131 empty rows, nameless or empty
// columns; D132 short rows; D149 marks for missing cells.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ecoeff/base/note.hpp"
#include "ecoeff/data/table.hpp"

namespace ecoeff {

// What is known beforehand of a text that is a part of another.
struct CsvShape {
  char separator = '\0';                // '\0': found in the text
  std::vector<std::string> text = {};   // columns that are text, also where every cell is a number
  std::vector<std::string> marks = {};  // cells that mean missing, besides those of means_missing()
};

[[nodiscard]] Table parse_csv(std::string_view utf8, const std::string& file, Notes& notes, const CsvShape& shape = {});

}  // namespace ecoeff
