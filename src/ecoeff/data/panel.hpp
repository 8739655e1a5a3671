// A table whose rows are units (cities) in periods (years). Rows keep the order of the file; unbalanced panels and gaps
// are legal everywhere; a unit-period pair may occur once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ecoeff/base/note.hpp"
#include "ecoeff/data/table.hpp"

namespace ecoeff {

inline constexpr std::size_t kNoRow = static_cast<std::size_t>(-1);

class Panel {
 public:
  // Keys are read from the columns `unit` and `time`; an empty `time` gives a cross-section (every row in period 0).
  // A unit is told apart by its name where its number has one: "007" is not "7" (table.hpp).
  // Time: whole numbers (2010), also as text ("2010", "2010年") or dates (their year). Errors: D110 unknown column;
  // D120 duplicate unit-period, naming both lines; D121 missing key; D122 a period that is not a whole number; D123 no
  // rows.
  Panel(Table table, std::string unit_column, std::string time_column);

  Table table;

  [[nodiscard]] std::size_t rows() const { return unit_.size(); }
  [[nodiscard]] const std::string& unit_column() const { return unit_column_; }
  [[nodiscard]] const std::string& time_column() const { return time_column_; }
  // Units numbered by first appearance.
  [[nodiscard]] const std::vector<std::int32_t>& unit() const { return unit_; }
  [[nodiscard]] const std::vector<std::string>& unit_names() const { return unit_names_; }
  [[nodiscard]] std::size_t units() const { return unit_names_.size(); }
  [[nodiscard]] const std::vector<std::int32_t>& time() const { return time_; }
  // The distinct periods, ascending.
  [[nodiscard]] const std::vector<std::int32_t>& periods() const { return periods_; }

  // The row of a unit in a period, or kNoRow.
  [[nodiscard]] std::size_t row_of(std::int32_t unit, std::int32_t time) const;
  // The row of the same unit k periods earlier (k < 0: later), or kNoRow; a gap is a gap.
  [[nodiscard]] std::size_t lag(std::size_t row, int k) const { return row_of(unit_[row], time_[row] - k); }
  // All rows, by unit and then by time.
  [[nodiscard]] const std::vector<std::size_t>& by_unit_and_time() const { return order_; }
  // Rows order[begin(u)] .. order[begin(u+1)-1] are unit u.
  [[nodiscard]] std::size_t begin(std::int32_t unit) const { return begin_[static_cast<std::size_t>(unit)]; }

  // The panel of the listed rows (units without rows disappear).
  [[nodiscard]] Panel select(const std::vector<std::size_t>& rows) const;

 private:
  std::string unit_column_;
  std::string time_column_;
  std::vector<std::int32_t> unit_;
  std::vector<std::string> unit_names_;
  std::vector<std::int32_t> time_;
  std::vector<std::int32_t> periods_;
  std::vector<std::size_t> order_;
  std::vector<std::size_t> begin_;
};

}  // namespace ecoeff
