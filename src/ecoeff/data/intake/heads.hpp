// The rows of a header to the heads of columns: name, unit of measurement and year.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "ecoeff/data/intake/row_words.hpp"
#include "ecoeff/data/intake/shape.hpp"

namespace ecoeff {

// The header rows of which `row` is one: a row above that fills its gaps, a row below that goes on.
[[nodiscard]] std::vector<std::size_t> rows_of_header(const SheetGrid& grid, const RowWords& words, std::size_t row);

// The columns that have a head or, below it, a cell. A year inside of heads ("GDP2011") is one where the same name
// comes with several years. Error D157.
[[nodiscard]] std::vector<HeadColumn> read_heads(const SheetGrid& grid, const RowWords& words,
                                                 const std::vector<std::size_t>& header,
                                                 std::optional<std::size_t> unit_row, std::size_t end);

}  // namespace ecoeff
