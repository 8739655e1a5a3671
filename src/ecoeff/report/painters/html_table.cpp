#include "ecoeff/report/painters/html_table.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "ecoeff/report/figures/svg.hpp"
#include "ecoeff/report/painters/painters.hpp"
#include "ecoeff/report/painters/table_grid.hpp"

namespace ecoeff {

namespace embedded {
std::string_view paper_table_css();
}  // namespace embedded

namespace {

constexpr std::size_t kPrintedRows = 36;  // of an A4 page, title and notes beside them

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
  const std::string text = printed_text(cell, language);
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

// May a page end above this row: no cell reaches over the line, and no coefficient is parted from its statistic.
bool may_break(const Grid& grid, std::size_t r) {
  if (grid.rows[r - 1]->keep_with_next) return false;
  return std::all_of(grid.slots[r].begin(), grid.slots[r].end(),
                     [](const Slot& slot) { return slot.cell == nullptr || slot.first_row; });
}

// Where a table that is longer than a printed page goes on: the first rows of its parts.
std::vector<std::size_t> page_starts(const Grid& grid) {
  std::vector<std::size_t> starts{grid.head_rows};
  for (std::size_t r = grid.head_rows + 1; r < grid.rows.size(); ++r) {
    if (r - starts.back() >= kPrintedRows && may_break(grid, r)) starts.push_back(r);
  }
  return starts;
}

// The head of a part on a further page; the style sheet shows it in print alone.
std::string continued_head(const PaperTable& table, const Grid& grid, Language language,
                           const std::vector<ColumnWidth>& columns) {
  const std::string title = language == Language::zh ? fmt::format("续表 {}", table.number)
                                                     : fmt::format("Table {} (continued)", table.number);
  return fmt::format(
             "<tbody class=\"continued\" aria-hidden=\"true\">\n<tr class=\"title\"><td colspan=\"{}\">{}</td></tr>\n",
             grid.columns, title) +
         rows_html(grid, 0, grid.head_rows, language, columns) + "</tbody>\n";
}

}  // namespace

std::string_view table_css() { return embedded::paper_table_css(); }

std::string table_html(const PaperTable& table, const std::string& languages) {
  const Grid grid = lay_out(table);
  const Language language = cell_language(languages);
  const std::vector<ColumnWidth> columns = measure(grid, language);
  const std::vector<std::size_t> starts = page_starts(grid);
  std::string out =
      starts.size() > 1 ? "<table class=\"paper-table long\">\n<caption>" : "<table class=\"paper-table\">\n<caption>";
  for (const std::string& line : title_lines(table, languages)) out += "<span>" + svg::escape(line) + "</span>";
  out += "</caption>\n";
  if (grid.head_rows > 0) out += "<thead>\n" + rows_html(grid, 0, grid.head_rows, language, columns) + "</thead>\n";
  for (std::size_t part = 0; part < starts.size(); ++part) {
    if (part > 0) out += continued_head(table, grid, language, columns);
    const std::size_t end = part + 1 < starts.size() ? starts[part + 1] : grid.rows.size();
    out += "<tbody>\n" + rows_html(grid, starts[part], end, language, columns) + "</tbody>\n";
  }
  out += "</table>\n";
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
      "content=\"width=device-width, initial-scale=1\">\n{}<title>{}</title>\n<style>\n"
      "body {{ margin: 32px auto; max-width: 900px; padding: 0 16px; color: #1a1a1a; background: #ffffff; }}\n"
      "main {{ overflow-x: auto; }}\n{}</style>\n</head>\n<body>\n<main>\n{}</main>\n</body>\n</html>\n",
      languages == "en" ? "en" : "zh-CN",
      table.provenance.empty() ? std::string()
                               : "<meta name=\"description\" content=\"" + svg::escape(table.provenance) + "\">\n",
      svg::escape(titles.empty() ? table.id : titles.front()), table_css(), table_html(table, languages));
}

constinit const Painter kHtmlTable{
    .ending = "html", .paints = table_page, .shows = {"a table as a page of its own", "单独成页的表"}};

}  // namespace ecoeff
