// A long table with a row for each place, year and indicator: which column names the indicator and which holds the value.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ecoeff/data/intake/grid.hpp"
#include "ecoeff/data/intake/shape.hpp"

namespace ecoeff {

struct TidyHeads {
  std::string indicator;  // a head, or several by line feeds (PartSpec::indicator)
  std::string value;
};

// Of a long block in which one unit and time stand in several rows, and one column of texts (or two) tells these rows
// apart, and one column holds numbers (of several the one with a usual head: 数值, value). Heads of indicators come
// first. Nothing otherwise.
[[nodiscard]] std::optional<TidyHeads> find_tidy(const SheetGrid& grid, const Block& block,
                                                 const std::vector<std::string>& marks = {});

// Whether a head is a usual one of the column of values.
[[nodiscard]] bool is_value_word(std::string_view head);

}  // namespace ecoeff
