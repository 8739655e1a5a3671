// A PaperTable as a Rich Text document: \u escapes for everything outside ASCII, decimal tabs, heads repeated on every
// page.
#pragma once

#include <string>
#include <string_view>

#include "ecoeff/report/tables/paper_table.hpp"

namespace ecoeff {

[[nodiscard]] std::string table_rtf(const PaperTable& table, const std::string& languages);
// ASCII only; wide characters in the second font.
[[nodiscard]] std::string escape_rtf(std::string_view text);

}  // namespace ecoeff
