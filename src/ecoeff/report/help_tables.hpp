// The tables of the documentation that the lists of the report make, so that no word is explained by hand: Markdown in
// both languages. A test holds docs/en and docs/zh against them.
#pragma once

#include <string>
#include <vector>

#include "ecoeff/base/text.hpp"
#include "ecoeff/report/report_lists.hpp"

namespace ecoeff {

// A table between the lines "<!-- table NAME -->" and "<!-- end -->" of study-file.md.
struct HelpTable {
  std::string name;
  Text markdown;
};
// figures, formats, widths, programs, styles, rows, below, r2, table-kinds, table-keys, column-keys.
[[nodiscard]] std::vector<HelpTable> help_tables(const ReportLists& lists = report_lists());

}  // namespace ecoeff
