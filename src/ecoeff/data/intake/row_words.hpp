// What the cells of one row are, counted: the ground on which headers, units of measurement and notes are told apart.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "ecoeff/data/intake/grid.hpp"

namespace ecoeff {

struct RowCount {
  std::size_t filled = 0;
  std::size_t texts = 0;  // neither number, year nor mark
  std::size_t years = 0;
  std::size_t numbers = 0;  // that are no years
  std::size_t marks = 0;    // for missing
  std::size_t first = 0;    // the first filled column
};

// Whether a text means missing: a built-in mark or one of `marks`.
[[nodiscard]] bool is_mark_at(const SheetGrid& grid, std::size_t row, std::size_t column,
                              const std::vector<std::string>& marks);

class RowWords {
 public:
  RowWords(const SheetGrid& grid, const std::vector<std::string>& marks);

  [[nodiscard]] const RowCount& count(std::size_t row) const { return counts_[row]; }
  [[nodiscard]] bool gap_before(std::size_t row) const;
  // The median of the filled cells of the next rows that have two or more.
  [[nodiscard]] std::size_t width_below(std::size_t row) const;
  // Whether one of the next rows holds a number.
  [[nodiscard]] bool number_below(std::size_t row) const;
  // The text of a cell of a header: its own, or that of the merged range of few rows it lies in.
  [[nodiscard]] std::string header_text(std::size_t row, std::size_t column) const;
  [[nodiscard]] std::size_t covered(std::size_t row) const;
  [[nodiscard]] bool has_wide_range(std::size_t row) const;  // a merged range of several columns begins here
  [[nodiscard]] bool is_unit_row(std::size_t row) const;
  // A row that only a header can be.
  [[nodiscard]] bool is_header(std::size_t row) const;

 private:
  [[nodiscard]] const GridRange* range_at(std::size_t row, std::size_t column) const;

  const SheetGrid& grid_;
  std::vector<RowCount> counts_;
  std::vector<std::vector<GridRange>> low_ranges_;  // by their first row: those of few rows
};

}  // namespace ecoeff
