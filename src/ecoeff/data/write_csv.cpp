#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "ecoeff/data/write.hpp"

namespace ecoeff {
namespace {

void append_text(std::string_view cell, std::string& out) {
  // Excel passes over blanks in front of a formula.
  const std::string_view inner = trim(cell);
  const bool formula = !inner.empty() && std::string_view("=+-@").find(inner.front()) != std::string_view::npos;
  // Blanks at the ends would be trimmed by readers, this one among them.
  const bool quote = cell.find_first_of(",;\t\"\r\n") != std::string_view::npos || inner.size() != cell.size();
  if (quote) out += '"';
  if (formula) out += '\'';
  for (const char c : cell) {
    if (c == '"') out += '"';
    out += c;
  }
  if (quote) out += '"';
}

}  // namespace

std::string to_csv(const Table& table, const CsvOptions& options) {
  std::string out = options.byte_order_mark ? "\xEF\xBB\xBF" : "";
  const auto separate = [&](std::size_t i) { out += i + 1 < table.columns().size() ? ',' : '\n'; };
  for (std::size_t i = 0; options.header && i < table.columns().size(); ++i) {
    append_text(table.columns()[i].name, out);
    separate(i);
  }
  for (std::size_t row = 0; row < table.rows(); ++row) {
    for (std::size_t i = 0; i < table.columns().size(); ++i) {
      const Column& column = table.columns()[i];
      if (column.is_text) {
        append_text(column.text.at(row), out);
      } else if (!is_missing(column.numbers[row])) {
        if (options.exact) {
          fmt::format_to(std::back_inserter(out), "{}", column.numbers[row]);
        } else {
          fmt::format_to(std::back_inserter(out), "{:.6g}", column.numbers[row]);
        }
      }
      separate(i);
    }
  }
  return out;
}

}  // namespace ecoeff
