#include "ecoeff/report/tables/table_cells.hpp"

#include <cmath>
#include <utility>

#include "ecoeff/base/number.hpp"

namespace ecoeff {

Cell label_cell(Text text) { return {.text = std::move(text), .align = Align::left}; }

Cell center_cell(Text text) { return {.text = std::move(text), .align = Align::center}; }

Cell number_cell(double value, int decimals) {
  Cell cell{.decimals = decimals};
  if (!std::isfinite(value)) return cell;
  cell.text = both(format_fixed(value, decimals));
  cell.number = value;
  return cell;
}

Cell count_cell(std::size_t count) {
  return {
      .text = both(std::to_string(count)), .number = static_cast<double>(count), .decimals = 0, .align = Align::center};
}

Cell p_cell(double p, int decimals) {
  Cell cell = number_cell(p, decimals);
  if (decimals < 1 || !(p >= 0) || cell.text.en != format_fixed(0, decimals)) return cell;
  cell.text = both("<" + format_fixed(std::pow(10, -decimals), decimals));
  cell.number.reset();
  return cell;
}

Cell in_brackets(Cell cell) {
  cell.text = both(cell.text.en.empty() ? "(.)" : "(" + cell.text.en + ")");
  return cell;
}

Cell bracket_cell(double value, int decimals) { return in_brackets(number_cell(value, decimals)); }

std::string bound_text(double value, int decimals) {
  if (std::isinf(value)) return value < 0 ? "−∞" : "∞";
  return format_fixed(value, decimals);
}

std::string interval_text(double low, double high, int decimals) {
  if (is_missing(low) || is_missing(high)) return "[.]";
  return "[" + bound_text(low, decimals) + ", " + bound_text(high, decimals) + "]";
}

Cell dash_cell() { return center_cell(both("—")); }

Cell yes_no_cell(bool yes) { return center_cell(yes ? Text{"Yes", "是"} : Text{"No", "否"}); }

}  // namespace ecoeff
