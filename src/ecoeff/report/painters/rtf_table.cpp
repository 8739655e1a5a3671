#include "ecoeff/report/painters/rtf_table.hpp"

#include <fmt/format.h>

#include "ecoeff/report/painters/page_layout.hpp"
#include "ecoeff/report/painters/painters.hpp"
#include "ecoeff/report/painters/table_grid.hpp"

namespace ecoeff {
namespace {

constexpr const char* kThick = "\\brdrs\\brdrw30";  // twips: 1.5pt
constexpr const char* kThin = "\\brdrs\\brdrw15";   // 0.75pt

std::string code_unit(unsigned unit) {
  return fmt::format("\\u{}?", unit > 32767 ? static_cast<int>(unit) - 65536 : static_cast<int>(unit));
}

class RtfTable {
 public:
  RtfTable(const PaperTable& table, const std::string& languages)
      : table_(table), languages_(languages), grid_(lay_out(table)), language_(cell_language(languages)) {
    page_ = lay_out_page(measure(grid_, language_));
  }

  [[nodiscard]] std::string paint() const {
    std::string out =
        "{\\rtf1\\ansi\\ansicpg936\\deff0\\uc1{\\fonttbl{\\f0\\froman\\fcharset0 Times New "
        "Roman;}{\\f1\\fnil\\fcharset134 "
        "\\u23435?\\u20307?;}}\n";
    if (!table_.provenance.empty()) out += "{\\info{\\doccomm " + escape_rtf(table_.provenance) + "}}\n";
    out += fmt::format("\\paperw{}\\paperh{}\\margl1417\\margr1417\\margt1417\\margb1417{}\n",
                       page_.landscape ? 16838 : 11906, page_.landscape ? 11906 : 16838,
                       page_.landscape ? "\\landscape" : "");
    for (const std::string& line : title_lines(table_, languages_))
      out += "\\pard\\plain\\f0\\fs21\\qc\\keepn\\sa40{\\b " + escape_rtf(line) + "}\\par\n";
    for (std::size_t r = 0; r < grid_.rows.size(); ++r) out += row(r);
    out += "\\pard\\plain\\f0\\fs17\\sb60\n";
    for (const std::string& line : note_lines(table_, languages_))
      out += "\\pard\\plain\\f0\\fs17\\ql\\sb40 " + escape_rtf(line) + "\\par\n";
    return out + "}\n";
  }

 private:
  [[nodiscard]] std::string row(std::size_t r) const {
    std::string definition = "\\trowd\\trgaph57\\trqc\\trkeep";
    if (r < grid_.head_rows) definition += "\\trhdr";
    std::string content;
    int edge = 0;
    for (std::size_t c = 0; c < grid_.columns; ++c) {
      const Slot& slot = grid_.slots[r][c];
      const bool merged_left = slot.cell != nullptr && !slot.first_column;
      if (slot.cell != nullptr && slot.rows > 1) definition += slot.first_row ? "\\clvmgf" : "\\clvmrg";
      if (slot.cell != nullptr && slot.columns > 1) definition += slot.first_column ? "\\clmgf" : "\\clmrg";
      definition += "\\clvertalc" + borders(r);
      edge += page_.twips[c];
      definition += fmt::format("\\cellx{}", edge);
      content += cell(r, c, merged_left);
    }
    return definition + "\n" + content + "\\row\n";
  }

  [[nodiscard]] std::string borders(std::size_t r) const {
    std::string out;
    const bool head = r < grid_.head_rows;
    if (r == 0) out.append("\\clbrdrt").append(kThick);
    if (!head && r > grid_.head_rows && grid_.rows[r]->rule_above) out.append("\\clbrdrt").append(kThin);
    if (head && r + 1 == grid_.head_rows) out.append("\\clbrdrb").append(kThin);
    if (r + 1 == grid_.rows.size()) out.append("\\clbrdrb").append(kThick);
    return out;
  }

  [[nodiscard]] std::string cell(std::size_t r, std::size_t c, bool merged) const {
    const Slot& slot = grid_.slots[r][c];
    const bool head = r < grid_.head_rows;
    std::string start = "\\pard\\plain\\intbl\\f0\\fs18\\sb20\\sa20\\sl-240\\slmult0";
    if (r + 1 < grid_.rows.size() && (grid_.rows.size() <= kRowsKeptTogether || grid_.rows[r]->keep_with_next))
      start += "\\keepn";
    if (!slot.starts() || merged) return start + "\\cell\n";
    const Cell& cell = *slot.cell;
    const std::string text = printed_text(cell, language_);
    if (!head && cell.align == Align::decimal && slot.columns == 1 && page_.points[c] > 0) {
      start += fmt::format("\\ql\\tqdec\\tx{}", page_.points[c]);
    } else {
      start += cell.align == Align::left ? "\\ql" : "\\qc";
    }
    const std::string stars = cell.stars.empty() ? "" : "{\\super\\fs22 " + escape_rtf(cell.stars) + "}";
    return start + " " + escape_rtf(text) + stars + "\\cell\n";
  }

  const PaperTable& table_;
  std::string languages_;
  Grid grid_;
  Language language_;
  PageLayout page_;
};

}  // namespace

std::string escape_rtf(std::string_view text) {
  std::string out;
  bool wide = false;
  for (const char32_t p : to_code_points(text)) {
    const bool is_wide = display_width(from_code_points(std::u32string_view(&p, 1))) > 1;
    if (is_wide != wide) out += is_wide ? "{\\f1 " : "}";
    wide = is_wide;
    if (p == U'\\' || p == U'{' || p == U'}') {
      out += '\\';
      out += static_cast<char>(p);
    } else if (p < 0x80) {
      out += static_cast<char>(p);
    } else if (p < 0x10000) {
      out += code_unit(static_cast<unsigned>(p));
    } else {
      out += code_unit(0xD800U + ((static_cast<unsigned>(p) - 0x10000U) >> 10U));
      out += code_unit(0xDC00U + ((static_cast<unsigned>(p) - 0x10000U) & 0x3FFU));
    }
  }
  return wide ? out + "}" : out;
}

std::string table_rtf(const PaperTable& table, const std::string& languages) {
  return RtfTable(table, languages).paint();
}

constinit const Painter kRtfTable{
    .ending = "rtf", .paints = table_rtf, .shows = {"a table for any word processor", "任何文字处理软件都能打开的表"}};

}  // namespace ecoeff
