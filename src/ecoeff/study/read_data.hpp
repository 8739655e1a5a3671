// The data of a study as one table: a file with its header in the first row (data/read.hpp), or parts that are joined
// (data/intake/join.hpp).
#pragma once

#include <map>
#include <string>

#include "ecoeff/base/note.hpp"
#include "ecoeff/data/intake/join_columns.hpp"
#include "ecoeff/data/table.hpp"
#include "ecoeff/study/run.hpp"
#include "ecoeff/study/study.hpp"

namespace ecoeff {

struct StudyData {
  Table table;
  std::string sha256;  // of the file's bytes; of several, of the list of their hashes
  Table names;         // of parts (join.hpp)
  Table losses;
  std::map<std::string, std::string> measures;
  PlaceOfCell place_of;  // of parts, by the heads of the table as it was read; empty for one file
  Notes notes;
};

// Errors of reading and joining; S105 no file at all; S243 --data for a study of several parts.
[[nodiscard]] StudyData read_data(const Study& study, const RunOptions& options);

}  // namespace ecoeff
