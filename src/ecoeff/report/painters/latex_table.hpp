// A PaperTable as LaTeX to \input: booktabs rules, numbers in line on their decimal points through an r@{}l pair of
// columns, spans by \multicolumn and \multirow. Needs ctex (for Chinese), array, booktabs, multirow and, for tables of
// more than 40 rows, longtable.
#pragma once

#include <string>
#include <string_view>

#include "ecoeff/report/tables/paper_table.hpp"

namespace ecoeff {

[[nodiscard]] std::string table_latex(const PaperTable& table, const std::string& languages);
// The text with everything that LaTeX reads as a command made harmless.
[[nodiscard]] std::string escape_latex(std::string_view text);

}  // namespace ecoeff
