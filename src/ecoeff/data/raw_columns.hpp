// The columns of a statistics program's file (Stata, SPSS) as they stand there, and what a Table makes of them.
//
// A column with value labels has both (table.hpp): numbers to compute with and labels as names; when only some of its
// values have labels a note says so (D135). Dates become ISO text (D134). Errors: D105, D123 no rows, D141, D142.
// Notes: D130, D131, D134, D135, D145.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "ecoeff/base/note.hpp"
#include "ecoeff/data/encoding.hpp"
#include "ecoeff/data/table.hpp"

namespace ecoeff {

struct RawColumn {
  std::string name;
  std::string label;
  std::string labels;  // the name of its value labels
  bool is_text = false;
  double day = 0;        // for dates: what a day counts; 0 = no date
  double first_day = 0;  // days from 1960-01-01 to the day 0
  std::vector<double> numbers;
  TextColumn text;
};

struct RawColumns {
  std::size_t rows = 0;
  std::vector<RawColumn> columns;
  std::map<std::string, std::map<double, std::string>> labels;  // by set
};

// All texts to UTF-8. `wanted`: nothing = all of them UTF-8, or else GB18030 (note D130), texts that surely are UTF-8
// as such (note D145). Error D105.
void decode_texts(RawColumns& raw, std::optional<Encoding> wanted, const std::string& file, Notes& notes);

[[nodiscard]] Table table_of(RawColumns raw, const std::string& file, Notes& notes);

}  // namespace ecoeff
