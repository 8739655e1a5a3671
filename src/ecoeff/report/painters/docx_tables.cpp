#include "ecoeff/report/painters/docx_tables.hpp"

#include <fmt/format.h>

#include <string_view>

#include "ecoeff/report/figures/svg.hpp"
#include "ecoeff/report/painters/docx_frame.hpp"
#include "ecoeff/report/painters/page_layout.hpp"
#include "ecoeff/report/painters/painters.hpp"
#include "ecoeff/report/painters/table_grid.hpp"
#include "ecoeff/report/painters/zip_archive.hpp"

namespace ecoeff {
namespace {

constexpr std::size_t kLandscapeRows = 26;  // what a page that lies on its side has room for

class DocxTable {
 public:
  DocxTable(const PaperTable& table, const std::string& languages)
      : table_(table), languages_(languages), grid_(lay_out(table)), language_(cell_language(languages)) {
    page_ = lay_out_page(measure(grid_, language_));
    has_notes_ = !note_lines(table, languages).empty();
  }

  [[nodiscard]] bool landscape() const { return page_.landscape; }

  [[nodiscard]] std::string paint() const {
    std::string out;
    const std::vector<std::string> titles = title_lines(table_, languages_);
    for (std::size_t i = 0; i < titles.size(); ++i)
      out += docx_paragraph(i == 0 ? "TableTitle" : "TableTitleBelow", titles[i], true);
    out += fmt::format(
        "<w:tbl><w:tblPr><w:tblW w:w=\"{0}\" w:type=\"dxa\"/><w:jc w:val=\"center\"/><w:tblLayout w:type=\"fixed\"/>"
        "<w:tblCellMar><w:left w:w=\"{1}\" w:type=\"dxa\"/><w:right w:w=\"{1}\" w:type=\"dxa\"/></w:tblCellMar>"
        "</w:tblPr><w:tblGrid>",
        page_.landscape ? kLandscapeTwips : kPortraitTwips, kCellMarginTwips);
    for (const int width : page_.twips) out += fmt::format("<w:gridCol w:w=\"{}\"/>", width);
    out += "</w:tblGrid>\n";
    for (std::size_t r = 0; r < grid_.rows.size(); ++r) out += row(r);
    out += "</w:tbl>\n";
    const std::vector<std::string> notes = note_lines(table_, languages_);
    const bool together = !page_.landscape || grid_.rows.size() + 2 * notes.size() <= kLandscapeRows;
    for (std::size_t i = 0; i < notes.size(); ++i)
      out += docx_paragraph("TableNote", notes[i], together && i + 1 < notes.size());
    // Word joins tables that no paragraph separates.
    return has_notes_ ? out : out + docx_paragraph("TableGap", "");
  }

 private:
  [[nodiscard]] std::string row(std::size_t r) const {
    std::string out = "<w:tr><w:trPr><w:cantSplit/>";
    if (r < grid_.head_rows) out += "<w:tblHeader/>";
    out += "</w:trPr>";
    for (std::size_t c = 0; c < grid_.columns;) {
      const std::size_t wide = grid_.slots[r][c].cell == nullptr ? 1 : grid_.slots[r][c].columns;
      out += cell(r, c, wide);
      c += wide;
    }
    return out + "</w:tr>\n";
  }

  [[nodiscard]] std::string cell(std::size_t r, std::size_t c, std::size_t wide) const {
    const Slot& slot = grid_.slots[r][c];
    int width = 0;
    for (std::size_t i = c; i < c + wide; ++i) width += page_.twips[i];
    std::string out = fmt::format("<w:tc><w:tcPr><w:tcW w:w=\"{}\" w:type=\"dxa\"/>", width);
    if (wide > 1) out += fmt::format("<w:gridSpan w:val=\"{}\"/>", wide);
    if (slot.cell != nullptr && slot.rows > 1) out += slot.first_row ? "<w:vMerge w:val=\"restart\"/>" : "<w:vMerge/>";
    out += borders(r) + "<w:vAlign w:val=\"center\"/></w:tcPr>";
    return out + content(slot, r, c) + "</w:tc>";
  }

  // Rules in eighths of a point: 1.5 pt is 12, 0.75 pt is 6.
  [[nodiscard]] std::string borders(std::size_t r) const {
    const bool head = r < grid_.head_rows;
    int top = 0;
    int bottom = 0;
    if (r == 0) top = 12;
    if (!head && r > grid_.head_rows && grid_.rows[r]->rule_above) top = 6;
    if (head && r + 1 == grid_.head_rows) bottom = 6;
    if (r + 1 == grid_.rows.size()) bottom = 12;
    if (top == 0 && bottom == 0) return {};
    const auto edge = [](const char* side, int size) {
      return size == 0
                 ? std::string()
                 : fmt::format("<w:{} w:val=\"single\" w:sz=\"{}\" w:space=\"0\" w:color=\"000000\"/>", side, size);
    };
    return "<w:tcBorders>" + edge("top", top) + edge("bottom", bottom) + "</w:tcBorders>";
  }

  [[nodiscard]] std::string content(const Slot& slot, std::size_t r, std::size_t c) const {
    const bool head = r < grid_.head_rows;
    const bool small = grid_.rows.size() <= kRowsKeptTogether;
    // The last row is kept with the notes below it.
    const bool keep = head || small || grid_.rows[r]->keep_with_next;
    std::string properties = "<w:pStyle w:val=\"TableCell\"/>";
    if (keep && (r + 1 < grid_.rows.size() || has_notes_)) properties += "<w:keepNext/>";
    if (!slot.starts()) return "<w:p><w:pPr>" + properties + "</w:pPr></w:p>";
    const Cell& cell = *slot.cell;
    if (!head && cell.align == Align::decimal && slot.columns == 1 && page_.points[c] > 0) {
      properties += fmt::format("<w:tabs><w:tab w:val=\"decimal\" w:pos=\"{}\"/></w:tabs>", page_.points[c]);
    } else if (cell.align != Align::left) {
      properties += "<w:jc w:val=\"center\"/>";
    }
    return "<w:p><w:pPr>" + properties + "</w:pPr>" + docx_run(printed_text(cell, language_)) +
           docx_run(printable(cell.stars), "<w:sz w:val=\"22\"/><w:vertAlign w:val=\"superscript\"/>") + "</w:p>";
  }

  const PaperTable& table_;
  std::string languages_;
  Grid grid_;
  Language language_;
  PageLayout page_;
  bool has_notes_ = false;
};

}  // namespace

Text caution_of_table(const PaperTable& table, const Text& caution) {
  const bool of_columns = caution.zh.starts_with("(");
  return {fmt::format("Table {}: {}", table.number, caution.in(Language::en)),
          fmt::format("表 {}{}{}", table.number, of_columns ? " 第 " : "：", caution.in(Language::zh))};
}

DocxTableBlock docx_table(const PaperTable& table, const std::string& languages) {
  const DocxTable painter(table, languages);
  return {painter.paint(), painter.landscape()};
}

namespace {

// What tables warn of, where that stands after all of them.
std::string cautions_at_end(const std::vector<PaperTable>& tables, Language language) {
  std::string body;
  for (const PaperTable& table : tables) {
    for (const Text& one : table.cautions) {
      body += docx_paragraph("TableNote", printable(caution_of_table(table, one).in(language)));
    }
  }
  return body;
}

}  // namespace

std::string tables_docx(const std::vector<PaperTable>& tables, const std::string& languages) {
  std::string body;
  bool landscape = false;
  for (std::size_t i = 0; i < tables.size(); ++i) {
    const DocxTableBlock table = docx_table(tables[i], languages);
    if (i > 0 && table.landscape != landscape) {
      body += "<w:p><w:pPr><w:pStyle w:val=\"TableGap\"/>" + docx_section(landscape) + "</w:pPr></w:p>\n";
    }
    landscape = table.landscape;
    body += table.xml;
  }
  body += cautions_at_end(tables, cell_language(languages));
  body += docx_section(landscape);
  const std::string title = languages == "en" ? "Tables" : "表格";
  std::vector<std::string> made;
  for (const PaperTable& table : tables) {
    if (!table.provenance.empty()) made.push_back(table.provenance);
  }
  return zip_bytes(docx_entries({.body = body, .title = title, .description = join(made, "\n")}, languages));
}

namespace {

std::string one_table(const PaperTable& table, const std::string& languages) { return tables_docx({table}, languages); }

}  // namespace

constinit const Painter kDocxTable{.ending = "docx", .paints = one_table, .shows = {"a table for Word", "Word 表"}};
constinit const Painter kDocxTables{
    .ending = "docx", .paints = tables_docx, .shows = {"all tables in one document", "全部表，合为一个文档"}};

}  // namespace ecoeff
