#include "ecoeff/report/painters/markdown_table.hpp"

#include <algorithm>

#include "ecoeff/report/painters/painters.hpp"
#include "ecoeff/report/painters/table_grid.hpp"

namespace ecoeff {
namespace {

// Every character that Markdown or the HTML inside it could take for markup.
std::string escape(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '<') {
      out += "&lt;";
    } else if (c == '&') {
      out += "&amp;";
    } else {
      if (std::string_view("\\`*_[]|#~>!$").find(c) != std::string_view::npos) out += '\\';
      out += c;
    }
  }
  return out;
}

std::string content(const Slot& slot, Language language) {
  if (!slot.starts()) return {};
  return escape(cell_text(*slot.cell, language)) + escape(slot.cell->stars);
}

}  // namespace

std::string table_markdown(const PaperTable& table, const std::string& languages) {
  const Grid grid = lay_out(table);
  const Language language = cell_language(languages);
  std::vector<std::vector<std::string>> texts;
  for (std::size_t r = 0; r < grid.slots.size(); ++r) {
    std::vector<std::string>& row = texts.emplace_back();
    for (const Slot& slot : grid.slots[r]) {
      std::string text = content(slot, language);
      if (r > 0 && r < grid.head_rows && !text.empty()) text = "**" + text + "**";
      row.push_back(std::move(text));
    }
  }
  if (grid.head_rows == 0) texts.insert(texts.begin(), std::vector<std::string>(grid.columns));
  std::vector<std::size_t> widths(grid.columns, 3);
  for (const auto& row : texts) {
    for (std::size_t c = 0; c < grid.columns; ++c) widths[c] = std::max(widths[c], display_width(row[c]));
  }
  std::string out;
  for (const std::string& line : title_lines(table, languages)) out += "**" + escape(line) + "**\n\n";
  const auto line = [&](const std::vector<std::string>& row) {
    out += "|";
    for (std::size_t c = 0; c < grid.columns; ++c)
      out += " " + row[c] + std::string(widths[c] - display_width(row[c]), ' ') + " |";
    out += "\n";
  };
  line(texts.front());
  out += "|";
  for (std::size_t c = 0; c < grid.columns; ++c)
    out += c == 0 ? " :" + std::string(widths[c] - 1, '-') + " |" : " :" + std::string(widths[c] - 2, '-') + ": |";
  out += "\n";
  for (std::size_t r = 1; r < texts.size(); ++r) line(texts[r]);
  for (const std::string& note : note_lines(table, languages)) out += "\n" + escape(note) + "\n";
  // Without < and > the comment can neither end early nor hold an element, whatever a group is called.
  const std::string made = replace_all(replace_all(table.provenance, "<", "&lt;"), ">", "&gt;");
  if (!made.empty()) out += "\n<!-- " + replace_all(made, "--", "- -") + " -->\n";
  return out;
}

constinit const Painter kMarkdownTable{
    .ending = "md", .paints = table_markdown, .shows = {"a pipe table", "Markdown 表"}};

}  // namespace ecoeff
