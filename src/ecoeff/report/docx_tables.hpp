// PaperTables as one Word document (Office Open XML, ECMA-376): three-line tables in 宋体 and Times New Roman, decimal
// tabs, heads repeated on every page, wide tables on landscape pages. The bytes depend on the tables alone.
#pragma once

#include <string>
#include <vector>

#include "ecoeff/report/paper_table.hpp"

namespace ecoeff {

[[nodiscard]] std::string tables_docx(const std::vector<PaperTable>& tables, const std::string& languages);

}  // namespace ecoeff
