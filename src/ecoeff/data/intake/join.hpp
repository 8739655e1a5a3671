// The parts of a study to one table: a row for each unit and time, a column for each name.
//
// Rows: those of any part (all), of the first part (first), or of every part (common); in the order in which units
// appear, then by time. Observations of one column from several parts stack; two of one cell that are equal pass, two
// that differ are error D155 naming both; a missing mark gives way to a value. Units are told apart by the rules of
// places.hpp. Columns are typed as column_builder.hpp does; of a column whose cells are mostly numbers the others are
// all named at once (D158).
//
// Errors: D153 (places.hpp); D154 a unit and time twice in one table; D155; D156 a part that has no row in common with
// those before it, or no row is common; D157 one column in two units of measurement; D158; D188 no part has a time.
// Notes: D149 marks; D181 spellings joined; D182 what the join lost; D183 two spellings of one place; D215 a place
// under an earlier name; D216 one that was merged or divided.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "ecoeff/data/intake/join_columns.hpp"
#include "ecoeff/data/intake/part.hpp"
#include "ecoeff/data/intake/places.hpp"
#include "ecoeff/data/table.hpp"

namespace ecoeff {

struct JoinSpec {
  std::string unit = "unit";  // names of the key columns; an empty `time` makes a cross-section
  std::string time = "year";
  JoinRows rows = JoinRows::all;
  NameRules names;
  std::vector<std::string> marks;
  Where at;                         // [data] in study.toml
  bool bad_cells_are_text = false;  // no D158: a column with such cells is one of text
};

struct Joined {
  Table table;
  std::map<std::string, std::string> measures;  // unit of measurement by column
  std::map<std::string, std::string> labels;    // the file's head, where it is not the name
  Table names;                                  // written, name, cells, file, sheet, row, column: every spelling
  Table losses;          // part, file, what, value, missing, nearest: units and years that a part lacks
  PlaceOfCell place_of;  // of the rows and columns of `table`
  Notes notes;
};

[[nodiscard]] Joined join_parts(const PartsRead& parts, const JoinSpec& spec);

}  // namespace ecoeff
