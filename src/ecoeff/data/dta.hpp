// Stata files, versions 113-115 and 117-119, to a Table (by ReadStat).
//
// A column with value labels has both (table.hpp): numbers to compute with and labels as names; when only some of its
// values have labels a note says so (D135). Days (%td, %d) and instants (%tc) become ISO text; other periods keep their
// numbers. Extended missing values are missing. Versions below 118 do not say how their text is encoded: text that is
// valid UTF-8 is UTF-8, else all text of the file is GB18030 (note D130), unless an encoding is named. Texts that
// surely are UTF-8 beside others that are not are read as such (note D145).
//
// Errors: D104 broken, D105 text in another encoding, D123 no rows. Notes: D130, D145, D131, D134, D135.
#pragma once

#include <string>
#include <string_view>

#include "ecoeff/base/note.hpp"
#include "ecoeff/data/table.hpp"

namespace ecoeff {

[[nodiscard]] bool looks_like_dta(std::string_view bytes);
[[nodiscard]] Table parse_dta(std::string_view bytes, const std::string& file, const std::string& encoding,
                              Notes& notes);

}  // namespace ecoeff
