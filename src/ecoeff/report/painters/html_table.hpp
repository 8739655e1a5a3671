// A PaperTable as HTML: a three-line table with its caption, heads scoped for screen readers, numbers in line on their
// decimal points.
#pragma once

#include <string>
#include <string_view>

#include "ecoeff/report/tables/paper_table.hpp"

namespace ecoeff {

// <table class="paper-table"> and, below it, <div class="paper-notes">. No style, no ids.
[[nodiscard]] std::string table_html(const PaperTable& table, const std::string& languages);
// The style of such fragments.
[[nodiscard]] std::string_view table_css();
// A page of its own with one table.
[[nodiscard]] std::string table_page(const PaperTable& table, const std::string& languages);

}  // namespace ecoeff
