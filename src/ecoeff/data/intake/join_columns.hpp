// A column of the joined panel: where the value of each of its cells stands, and its type at the end.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "ecoeff/data/intake/part.hpp"
#include "ecoeff/data/missing_marks.hpp"
#include "ecoeff/data/table.hpp"

namespace ecoeff {

inline constexpr std::size_t kCellsSaid = 20;
inline constexpr std::uint32_t kNoTable = static_cast<std::uint32_t>(-1);

// Where the value of a cell of the panel stands.
struct CellSource {
  std::uint32_t table = kNoTable;
  std::uint32_t row = 0, cell = 0;
};

struct JoinedColumn {
  std::string name, head, measure, label;
  std::uint32_t first_table = 0;
  std::vector<CellSource> cells;  // a row of the panel each
};

// A cell that is in the way.
struct BadCell {
  std::string file, sheet, address, column, value;
  Where where;
};

using Marks = std::vector<std::string>;

// Where the value of a row and column of the joined panel stands in its part; nowhere (no file) for what no part has.
using PlaceOfCell = std::function<Where(std::size_t row, std::string_view column)>;
[[nodiscard]] PlaceOfCell places_of_cells(const PartsRead& parts, std::vector<JoinedColumn> columns);

[[nodiscard]] bool missing_at(const PartTable& table, std::uint32_t row, std::uint32_t cell, const Marks& marks);
// The factor that a part gives to a column.
[[nodiscard]] double scale_of(const PartTable& table, const std::string& name);

// Adds the cells that are no numbers where most of the column are.
void collect_bad_cells(const PartsRead& parts, const JoinedColumn& column, const Marks& marks,
                       std::vector<BadCell>& bad);
// Error D158 with the places of the first of them; and one for each.
[[nodiscard]] Error bad_cells_error(const std::vector<BadCell>& cells);
[[nodiscard]] std::vector<Error> errors_of(const std::vector<BadCell>& cells);

[[nodiscard]] Column typed_column(const PartsRead& parts, const JoinedColumn& column, const Marks& marks,
                                  MarksSeen& seen);

}  // namespace ecoeff
