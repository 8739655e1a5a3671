// Tables of the report that are not tables of the paper: a head, rows and cells of finished HTML.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ecoeff/base/text.hpp"

namespace ecoeff::html {

[[nodiscard]] std::string cell(const std::string& inside, bool number = false);
[[nodiscard]] std::string code_cell(std::string_view code);
// Columns from `numbers_from` on hold numbers.
[[nodiscard]] std::string header(const std::vector<Text>& names, std::size_t numbers_from);
// A table of many columns keeps its width and scrolls on narrow screens.
[[nodiscard]] std::string table(const std::string& name, const std::string& head, const std::string& body,
                                bool wide = false);

}  // namespace ecoeff::html
