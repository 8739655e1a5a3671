// Sheets written as text, for tests: a line a row, "|" between cells.
#pragma once

#include <string>
#include <vector>

#include "ecoeff/base/text.hpp"
#include "ecoeff/data/intake/grid.hpp"

namespace ecoeff::testing {

inline SheetGrid sheet(const std::string& text, const std::string& name = "Sheet1",
                       const std::vector<GridRange>& merged = {}, const std::string& file = "book.xlsx") {
  std::vector<GridInput> cells;
  std::size_t row = 0;
  for (const std::string& line : split(text, '\n')) {
    ++row;
    std::size_t column = 0;
    for (const std::string& cell : split(line, '|')) {
      const std::string plain(trim(cell));
      const auto number = parse_number(plain);
      if (!plain.empty()) cells.push_back({row, column, number.value_or(kMissing), number ? "" : plain});
      ++column;
    }
  }
  return {file, name, cells, merged};
}

}  // namespace ecoeff::testing
