#include "ecoeff/report/html_table.hpp"

#include <fmt/format.h>

#include "ecoeff/report/svg.hpp"
#include "ecoeff/report/table_grid.hpp"

namespace ecoeff {

namespace embedded {
std::string_view paper_table_css();
}  // namespace embedded

namespace {

std::string raised(const std::string& stars) { return stars.empty() ? "" : "<sup>" + svg::escape(stars) + "</sup>"; }

// The two halves get the width of their column's widest, so points stand below each other.
std::string decimal_content(const Cell& cell, const std::string& text, const ColumnWidth& column) {
  const DecimalParts parts = split_decimal(text);
  return fmt::format(
      "<span class=\"whole\" style=\"width:{:g}ch\">{}</span><span class=\"part\" style=\"width:{:g}ch\">{}{}</span>",
      column.whole, svg::escape(parts.whole), column.part, svg::escape(parts.part), raised(cell.stars));
}

std::string cell_html(const Slot& slot, bool head, bool first_column, Language language, const ColumnWidth& column) {
  const Cell& cell = *slot.cell;
  const std::string text = cell_text(cell, language);
  std::string attributes;
  if (slot.columns > 1) attributes += fmt::format(" colspan=\"{}\"", slot.columns);
  if (slot.rows > 1) attributes += fmt::format(" rowspan=\"{}\"", slot.rows);
  const bool heading = head || (first_column && !text.empty());  // below a coefficient the name is blank
  if (head) {
    attributes += slot.columns > 1 ? " scope=\"colgroup\"" : " scope=\"col\"";
  } else if (heading) {
    attributes += slot.rows > 1 ? " scope=\"rowgroup\"" : " scope=\"row\"";
  }
  const bool decimal = !head && cell.align == Align::decimal && slot.columns == 1;
  if (cell.align == Align::left) attributes += " class=\"left\"";
  const std::string content =
      decimal && !text.empty() ? decimal_content(cell, text, column) : svg::escape(text) + raised(cell.stars);
  return fmt::format("<{0}{1}>{2}</{0}>", heading ? "th" : "td", attributes, content);
}

std::string rows_html(const Grid& grid, std::size_t from, std::size_t to, Language language,
                      const std::vector<ColumnWidth>& columns) {
  std::string out;
  for (std::size_t r = from; r < to; ++r) {
    const bool head = r < grid.head_rows;
    out += !head && grid.rows[r]->rule_above ? "<tr class=\"rule\">" : "<tr>";
    for (std::size_t c = 0; c < grid.columns; ++c) {
      const Slot& slot = grid.slots[r][c];
      if (slot.starts()) {
        out += cell_html(slot, head, c == 0, language, columns[c]);
      } else if (slot.cell == nullptr) {
        out += "<td></td>";
      }
    }
    out += "</tr>\n";
  }
  return out;
}

}  // namespace

std::string_view table_css() { return embedded::paper_table_css(); }

std::string table_html(const PaperTable& table, const std::string& languages) {
  const Grid grid = lay_out(table);
  const Language language = cell_language(languages);
  const std::vector<ColumnWidth> columns = measure(grid, language);
  std::string out = "<table class=\"paper-table\">\n<caption>";
  for (const std::string& line : title_lines(table, languages)) out += "<span>" + svg::escape(line) + "</span>";
  out += "</caption>\n";
  if (grid.head_rows > 0) out += "<thead>\n" + rows_html(grid, 0, grid.head_rows, language, columns) + "</thead>\n";
  out += "<tbody>\n" + rows_html(grid, grid.head_rows, grid.rows.size(), language, columns) + "</tbody>\n</table>\n";
  const std::vector<std::string> notes = note_lines(table, languages);
  if (notes.empty()) return out;
  out += "<div class=\"paper-notes\">";
  for (const std::string& line : notes) out += "<p>" + svg::escape(line) + "</p>";
  return out + "</div>\n";
}

std::string table_page(const PaperTable& table, const std::string& languages) {
  const std::vector<std::string> titles = title_lines(table, languages);
  return fmt::format(
      "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
      "content=\"width=device-width, initial-scale=1\">\n<title>{}</title>\n<style>\n"
      "body {{ margin: 32px auto; max-width: 900px; padding: 0 16px; color: #1a1a1a; background: #ffffff; }}\n"
      "main {{ overflow-x: auto; }}\n{}</style>\n</head>\n<body>\n<main>\n{}</main>\n</body>\n</html>\n",
      languages == "en" ? "en" : "zh-CN", svg::escape(titles.empty() ? table.id : titles.front()), table_css(),
      table_html(table, languages));
}

}  // namespace ecoeff
