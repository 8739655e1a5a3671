// Old Excel workbooks (.xls of Excel 95 to 2003): their sheets, and one sheet to a Table. The file is read in a child
// process (child/answer.hpp), so that none can end ours.
//
// Errors: D104 broken, with a password, or another kind of document; D105; D212, D213; those of xlsx.hpp.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ecoeff/base/note.hpp"
#include "ecoeff/data/table.hpp"

namespace ecoeff {

struct XlsSheet;  // biff.hpp

[[nodiscard]] bool looks_like_xls(std::string_view bytes);

// `encoding`: of the texts of Excel 95 where it names none, or "".
[[nodiscard]] std::vector<XlsSheet> read_xls(std::string_view bytes, const std::string& file,
                                             const std::string& encoding = {});

[[nodiscard]] Table parse_xls(std::string_view bytes, const std::string& file, const std::string& sheet,
                              const std::string& encoding, Notes& notes, const std::vector<std::string>& marks = {});

}  // namespace ecoeff
