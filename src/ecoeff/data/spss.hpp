// SPSS files, .sav (also compressed, .zsav) and .por, to a Table (by ReadStat, in a child process: child/answer.hpp).
//
// Variable labels and value labels are kept as those of Stata are (raw_columns.hpp); dates become ISO text (D134);
// values that SPSS was told to count as missing are missing (note D214). Texts are in the encoding that the file names;
// where it names none, or plain ASCII, the rule of dta.hpp holds (note D130).
//
// Errors: D104 broken, D105 another encoding, D123, D141, D142, D212, D213. Notes: D130, D131, D134, D135, D145, D214.
#pragma once

#include <string>
#include <string_view>

#include "ecoeff/base/note.hpp"
#include "ecoeff/data/table.hpp"

namespace ecoeff {

[[nodiscard]] bool looks_like_spss(std::string_view bytes);
[[nodiscard]] Table parse_spss(std::string_view bytes, const std::string& file, const std::string& encoding,
                               Notes& notes);

}  // namespace ecoeff
