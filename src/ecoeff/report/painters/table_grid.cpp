#include "ecoeff/report/painters/table_grid.hpp"
#include "ecoeff/report/painters/minus.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

namespace ecoeff {
namespace {

constexpr double kPadding = 2;  // half ems between columns
constexpr double kWrapTo = 10;  // text is not squeezed below this
constexpr double kStarWidth = 0.7;

// Puts the cells of rows [from, to) of the grid into their places, Excel's and HTML's rule: each cell goes to the first
// free place of its row.
void place_rows(Grid& grid, std::size_t from, std::size_t to) {
  for (std::size_t r = from; r < to; ++r) {
    std::size_t c = 0;
    for (const Cell& cell : grid.rows[r]->cells) {
      while (c < grid.columns && grid.slots[r][c].cell != nullptr) ++c;
      if (c == grid.columns) break;
      std::size_t wide = 1;
      while (wide < static_cast<std::size_t>(std::max(cell.columns, 1)) && c + wide < grid.columns &&
             grid.slots[r][c + wide].cell == nullptr) {
        ++wide;
      }
      const std::size_t high = std::min(static_cast<std::size_t>(std::max(cell.rows, 1)), to - r);
      for (std::size_t i = 0; i < high; ++i) {
        for (std::size_t j = 0; j < wide; ++j) {
          grid.slots[r + i][c + j] = {
              .cell = &cell, .first_row = i == 0, .first_column = j == 0, .columns = wide, .rows = high};
        }
      }
      c += wide;
    }
  }
}

std::size_t count_columns(const PaperTable& table) {
  std::size_t most = std::max<std::size_t>(table.columns, 1);
  for (const auto* rows : {&table.head, &table.body}) {
    std::vector<int> covered;  // how many further rows each column is covered from above
    for (const TableRow& row : *rows) {
      std::size_t c = 0;
      for (const Cell& cell : row.cells) {
        while (c < covered.size() && covered[c] > 0) ++c;
        for (int j = 0; j < std::max(cell.columns, 1); ++j, ++c) {
          if (c >= covered.size()) covered.resize(c + 1, 0);
          covered[c] = std::max(cell.rows, 1);
        }
      }
      for (int& rest : covered) rest = std::max(0, rest - 1);
      most = std::max(most, covered.size());
    }
  }
  return most;
}

// By how much the letters of Times are wider than half an em each, in half ems; a little is left over on every line.
double beyond_half_ems(std::string_view text) {
  constexpr std::string_view kNarrow = "ijltfr ,.;:'";
  double more = 0;
  for (const char c : text) {
    if (kNarrow.find(c) != std::string_view::npos) {
      more -= 0.3;
    } else if (c == 'M' || c == 'W') {
      more += 0.9;
    } else if ((c >= 'A' && c <= 'Z') || c == 'm' || c == 'w') {
      more += 0.45;
    }
  }
  return more;
}

void measure_cell(const Slot& slot, bool head, Language language, ColumnWidth& column) {
  const std::string text = cell_text(*slot.cell, language);
  const double stars = kStarWidth * static_cast<double>(slot.cell->stars.size());
  const double width = static_cast<double>(display_width(text)) + beyond_half_ems(text) + stars;
  if (!head && slot.cell->align == Align::decimal) {
    const DecimalParts parts = split_decimal(text);
    column.whole = std::max(column.whole, static_cast<double>(display_width(parts.whole)));
    column.part = std::max(column.part, static_cast<double>(display_width(parts.part)) + stars);
    return;
  }
  column.natural = std::max(column.natural, width + kPadding);
  column.least = std::max(column.least, std::min(width, kWrapTo) + kPadding);
}

}  // namespace

Grid lay_out(const PaperTable& table) {
  Grid grid{.columns = count_columns(table), .head_rows = table.head.size()};
  for (const TableRow& row : table.head) grid.rows.push_back(&row);
  for (const TableRow& row : table.body) grid.rows.push_back(&row);
  grid.slots.assign(grid.rows.size(), std::vector<Slot>(grid.columns));
  place_rows(grid, 0, grid.head_rows);
  place_rows(grid, grid.head_rows, grid.rows.size());
  return grid;
}

Language cell_language(const std::string& languages) { return languages == "en" ? Language::en : Language::zh; }

std::vector<std::string> title_lines(const PaperTable& table, const std::string& languages) {
  std::vector<std::string> lines;
  const auto add = [&](Language language, const char* word) {
    const std::string title = printable(table.title.in(language));
    if (table.number > 0) {
      lines.push_back(fmt::format("{}{}{}{}", word, table.number, title.empty() ? "" : ". ", title));
    } else if (!title.empty() && (lines.empty() || lines.back() != title)) {
      lines.push_back(title);
    }
  };
  if (languages != "en") add(Language::zh, "表");
  if (languages != "zh") add(Language::en, "Table ");
  return lines;
}

std::vector<std::string> note_lines(const PaperTable& table, const std::string& languages) {
  const Language language = cell_language(languages);
  std::vector<std::string> lines;
  for (const Text& note : table.notes) {
    std::string prefix;
    if (lines.empty()) prefix = language == Language::zh ? "注：" : "Note: ";
    lines.push_back(prefix + printable(note.in(language)));
  }
  if (!table.source.empty()) {
    lines.push_back((language == Language::zh ? "数据来源：" : "Data: ") + printable(table.source.in(language)));
    const bool stops = lines.back().ends_with("。") || lines.back().ends_with(".");
    if (!stops) lines.back() += language == Language::zh ? "。" : ".";
  }
  return lines;
}

std::string printable(std::string_view text) {
  std::u32string kept;
  for (const char32_t p : to_code_points(text)) {
    if (p == U'\n' || p == U'\t' || p == U'\r') {
      kept += U' ';
    } else if (p >= 0x20 && !(p >= 0x7F && p < 0xA0) && (p & 0xFFFEU) != 0xFFFE) {
      kept += p;
    }
  }
  return from_code_points(kept);
}

std::string cell_text(const Cell& cell, Language language) { return printable(cell.text.in(language)); }

std::string printed_text(const Cell& cell, Language language) { return with_minus(cell_text(cell, language)); }

DecimalParts split_decimal(std::string_view text) {
  const std::size_t point = text.find('.');
  if (point == std::string_view::npos) return {std::string(text), {}};
  return {std::string(text.substr(0, point)), std::string(text.substr(point))};
}

std::vector<ColumnWidth> measure(const Grid& grid, Language language) {
  std::vector<ColumnWidth> columns(grid.columns);
  for (std::size_t r = 0; r < grid.slots.size(); ++r) {
    for (std::size_t c = 0; c < grid.columns; ++c) {
      const Slot& slot = grid.slots[r][c];
      if (slot.starts() && slot.columns == 1) measure_cell(slot, r < grid.head_rows, language, columns[c]);
    }
  }
  for (ColumnWidth& column : columns) {
    const double number = column.whole + column.part + kPadding;
    column.least = std::max(column.least, number);
    column.natural = std::max(column.natural, column.least);
  }
  return columns;
}

double least_width(const std::vector<ColumnWidth>& columns) {
  return std::accumulate(columns.begin(), columns.end(), 0.0,
                         [](double sum, const ColumnWidth& column) { return sum + column.least; });
}

std::vector<double> share_width(const std::vector<ColumnWidth>& columns, double total) {
  const auto widths_under = [&](double cap) {
    std::vector<double> widths;
    for (const ColumnWidth& column : columns) widths.push_back(std::max(column.least, std::min(column.natural, cap)));
    return widths;
  };
  const auto sum = [](const std::vector<double>& widths) { return std::accumulate(widths.begin(), widths.end(), 0.0); };
  double low = 0;
  double high = total;
  std::vector<double> widths = widths_under(high);
  if (sum(widths) > total) {
    for (int i = 0; i < 40; ++i) {
      const double middle = (low + high) / 2;
      (sum(widths_under(middle)) > total ? high : low) = middle;
    }
    widths = widths_under(low);
  }
  const double used = sum(widths);
  const double spare = (total - used) / static_cast<double>(widths.size());
  for (double& width : widths) width = used > total ? width * total / used : width + spare;
  return widths;
}

}  // namespace ecoeff
