// PaperTables as one Word document (Office Open XML, ECMA-376): three-line tables in 宋体 and Times New Roman, decimal
// tabs, heads repeated on every page, wide tables on landscape pages. The bytes depend on the tables alone.
#pragma once

#include <string>
#include <vector>

#include "ecoeff/report/tables/paper_table.hpp"

namespace ecoeff {

// One table for a document's body: its title, grid and notes.
struct DocxTableBlock {
  std::string xml;
  bool landscape = false;  // does not fit an upright page
};
[[nodiscard]] DocxTableBlock docx_table(const PaperTable& table, const std::string& languages);

// "Table 5: (4) few clusters": what a table warns of where that stands apart from it.
[[nodiscard]] Text caution_of_table(const PaperTable& table, const Text& caution);

[[nodiscard]] std::string tables_docx(const std::vector<PaperTable>& tables, const std::string& languages);

}  // namespace ecoeff
