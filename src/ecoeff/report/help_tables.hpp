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
// figures, formats, widths, programs, styles, rows, below, r2, table-kinds, table-keys, column-keys;
// score-models, index-methods, index-options and estimators from the lists of their rooms.
[[nodiscard]] std::vector<HelpTable> help_tables(const ReportLists& lists = report_lists());

// What the README lists, between "<!-- list NAME -->" and "<!-- end -->" on a line: score-models, index-methods,
// estimators.
[[nodiscard]] std::vector<HelpTable> readme_lists();

}  // namespace ecoeff
