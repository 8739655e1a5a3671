// A PaperTable as a Markdown pipe table. The first head row is Markdown's head, the others follow in bold; what a
// spanning cell covers stays empty.
#pragma once

#include <string>

#include "ecoeff/report/tables/paper_table.hpp"

namespace ecoeff {

[[nodiscard]] std::string table_markdown(const PaperTable& table, const std::string& languages);

}  // namespace ecoeff
