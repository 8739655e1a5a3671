// The rows of a header to the heads of columns: name, unit of measurement and year.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "ecoeff/data/intake/row_words.hpp"
#include "ecoeff/data/intake/shape.hpp"

namespace ecoeff {

// The header rows of which `row` is one: a row above that fills its gaps, a row below that goes on.
[[nodiscard]] std::vector<std::size_t> rows_of_header(const SheetGrid& grid, const RowWords& words, std::size_t row);

// The text above a column in one of the header rows (by its place among them); an empty cell of an upper row that has
// no merged ranges goes with its left neighbour.
[[nodiscard]] std::string head_text(const SheetGrid& grid, const RowWords& words,
                                    const std::vector<std::size_t>& header, std::size_t i, std::size_t column);

// The columns that have a head or, below it, a cell. A year inside of heads ("GDP2011") is one where the same name
// comes with several years. Error D157.
[[nodiscard]] std::vector<HeadColumn> read_heads(const SheetGrid& grid, const RowWords& words,
                                                 const std::vector<std::size_t>& header,
                                                 std::optional<std::size_t> unit_row, std::size_t end);

}  // namespace ecoeff
