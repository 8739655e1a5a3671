// A matrix stored by rows, of which each holds few entries: instruments of dynamic panels, and transformations of a
// unit's periods. Rows are appended one after the other.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace ecoeff {

struct SparseRows {
  std::vector<std::size_t> start{0};  // row r holds entries start[r] .. start[r + 1] - 1
  std::vector<int> column;
  std::vector<double> value;

  [[nodiscard]] std::size_t rows() const { return start.size() - 1; }
  [[nodiscard]] bool empty_row(std::size_t row) const { return start[row] == start[row + 1]; }
  [[nodiscard]] std::span<const int> columns(std::size_t row) const {
    return std::span(column).subspan(start[row], start[row + 1] - start[row]);
  }
  [[nodiscard]] std::span<const double> values(std::size_t row) const {
    return std::span(value).subspan(start[row], start[row + 1] - start[row]);
  }

  void add(int at_column, double entry) {
    column.push_back(at_column);
    value.push_back(entry);
  }
  void end_row() { start.push_back(column.size()); }
};

}  // namespace ecoeff
