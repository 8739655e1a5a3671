#include "ecoeff/report/painters/latex_table.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "ecoeff/report/painters/minus.hpp"
#include "ecoeff/report/painters/painters.hpp"
#include "ecoeff/report/painters/table_grid.hpp"

namespace ecoeff {
namespace {

constexpr std::size_t kRowsOnAPage = 40;
const char* const kNumbers = "\\sisetup{group-digits=none,table-align-text-pre=false,table-align-text-post=false}\n";
constexpr double kLineWidth = 88;  // half ems of \small text on a line

// A decimal cell as siunitx reads it: "(" "-2.411" ")"; no number where other words stand around it.
struct NumberParts {
  std::string before;
  std::string number;
  std::string after;
};

NumberParts split_number(const std::string& text) {
  const std::size_t from = std::min(text.find_first_of("-0123456789"), text.size());
  std::size_t to = std::min(text.find_first_not_of('-', from), text.size());
  to = std::min(text.find_first_not_of("0123456789", to), text.size());
  if (to + 1 < text.size() && text[to] == '.') to = std::min(text.find_first_not_of("0123456789", to + 1), text.size());
  if (from > 1 || text.find_first_not_of("0123456789.,-)] ", to) != std::string::npos) return {};
  return {text.substr(0, from), text.substr(from, to - from), text.substr(to)};
}

// What an S column must hold: the longest of each part of its decimal cells.
struct NumberFormat {
  bool negative = false;
  std::size_t whole = 1;
  std::size_t part = 0;
  std::string before;
  std::string after;

  void add(const std::string& text, const std::string& stars) {
    const NumberParts parts = split_number(text);
    if (parts.number.empty()) return;
    const bool minus = parts.number[0] == '-';
    negative = negative || minus;
    const std::size_t point = std::min(parts.number.find('.'), parts.number.size());
    whole = std::max(whole, point - (minus ? 1 : 0));
    part = std::max(part, parts.number.size() - std::min(point + 1, parts.number.size()));
    if (parts.before.size() > before.size()) before = parts.before;
    if (parts.after.size() + stars.size() > after.size()) after = parts.after + stars;
  }
  [[nodiscard]] std::string column() const {
    std::string out = fmt::format("S[table-format={}{}.{}", negative ? "-" : "", whole, part);
    if (!before.empty()) out += ",table-space-text-pre={" + escape_latex(before) + "}";
    if (!after.empty()) out += ",table-space-text-post={" + escape_latex(after) + "}";
    return out + "]";
  }
};

class LatexTable {
 public:
  LatexTable(const PaperTable& table, const std::string& languages)
      : table_(table),
        languages_(languages),
        grid_(lay_out(table)),
        language_(cell_language(languages)),
        columns_(measure(grid_, language_)),
        widths_(share_width(columns_, kLineWidth)) {
    for (std::size_t c = 0; c < grid_.columns; ++c) {
      decimal_.push_back(columns_[c].part > 0);
      NumberFormat format;
      bool left = false;
      for (std::size_t r = grid_.head_rows; r < grid_.slots.size(); ++r) {
        const Slot& slot = grid_.slots[r][c];
        left = left || (slot.starts() && slot.columns == 1 && slot.cell->align == Align::left);
        if (is_number(slot)) format.add(cell_text(*slot.cell, language_), slot.cell->stars);
      }
      left_.push_back(left);
      formats_.push_back(format);
    }
    double natural = 0;
    for (const ColumnWidth& column : columns_) natural += column.natural;
    wraps_ = natural > kLineWidth;
  }

  [[nodiscard]] std::string paint() const {
    std::string out = "% \\usepackage{ctex,array,booktabs,multirow,longtable,siunitx}\n";
    if (table_.number > 0) out += fmt::format("\\setcounter{{table}}{{{}}}\n", table_.number - 1);
    const std::string head = rows(0, grid_.head_rows);
    const std::string body = rows(grid_.head_rows, grid_.rows.size());
    if (grid_.rows.size() <= kRowsOnAPage) {
      return out + "\\begin{table}[htbp]\n\\centering\n" + caption() + "\\par\\smallskip\n\\small\n" + kNumbers +
             "\\begin{tabular}{" + column_types() + "}\n\\toprule\n" + head + "\\midrule\n" + body +
             "\\bottomrule\n\\end{tabular}\n" + notes("\\linewidth") + "\\end{table}\n";
    }
    return out + "{\\small\n" + kNumbers + "\\begin{longtable}{" + column_types() + "}\n" + long_caption() +
           "\\toprule\n" + head + "\\midrule\n\\endfirsthead\n\\toprule\n" + head +
           "\\midrule\n\\endhead\n\\bottomrule\n\\endfoot\n" + body + "\\end{longtable}\n" + notes("\\linewidth") +
           "}\n";
  }

 private:
  [[nodiscard]] std::string column_types() const {
    std::string types;
    for (std::size_t c = 0; c < grid_.columns; ++c) {
      if (decimal_[c]) {
        types += formats_[c].column();
      } else if (wraps_ && columns_[c].natural > widths_[c]) {
        types +=
            fmt::format(">{{\\raggedright\\arraybackslash}}p{{{:.3f}\\linewidth}}", 0.92 * widths_[c] / kLineWidth);
      } else {
        types += left_[c] || c == 0 ? "l" : "c";
      }
    }
    return types;
  }

  [[nodiscard]] std::string label() const {
    std::string plain;
    for (const char c : table_.id) {
      if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_')
        plain += c;
    }
    return "\\label{tab:" + plain + "}";
  }

  // The class prints the number of the first title; the English line repeats it.
  [[nodiscard]] std::string caption() const {
    const Language first = languages_ == "en" ? Language::en : Language::zh;
    std::string out = "\\caption{" + escape_latex(printable(table_.title.in(first))) + "}" + label() + "\n";
    if (languages_ == "zh+en")
      out += "{\\small Table~\\thetable. " + escape_latex(printable(table_.title.in(Language::en))) + "}\n";
    return out;
  }

  [[nodiscard]] std::string long_caption() const {
    const Language first = languages_ == "en" ? Language::en : Language::zh;
    std::string out = "\\caption{" + escape_latex(printable(table_.title.in(first))) + "}" + label() + "\\\\\n";
    if (languages_ == "zh+en") {
      out += fmt::format("\\multicolumn{{{}}}{{c}}{{Table~\\thetable. {}}}\\\\\n", grid_.columns,
                         escape_latex(printable(table_.title.in(Language::en))));
    }
    return out;
  }

  // A cell that an S column aligns on its point.
  [[nodiscard]] static bool is_number(const Slot& slot) {
    return slot.starts() && slot.columns == 1 && slot.rows == 1 && slot.cell->align == Align::decimal;
  }

  [[nodiscard]] std::string content(const Slot& slot, std::size_t column, bool head) const {
    const Cell& cell = *slot.cell;
    const std::string text = cell_text(cell, language_);
    const std::string stars = cell.stars.empty() ? "" : "$^{" + escape_latex(cell.stars) + "}$";
    if (!head && decimal_[column] && is_number(slot)) {
      const NumberParts parts = split_number(text);
      const auto braced = [](const std::string& words) { return words.empty() ? words : "{" + words + "}"; };
      if (!parts.number.empty())
        return braced(escape_latex(parts.before)) + parts.number + braced(escape_latex(parts.after) + stars);
    }
    std::string out = escape_latex(with_minus(text)) + stars;
    if (slot.rows > 1) out = fmt::format("\\multirow{{{}}}{{*}}{{{}}}", slot.rows, out);
    if (slot.columns > 1 || (head && left_[column] && column > 0)) {
      const char* const align = cell.align == Align::left && !head ? "l" : "c";
      return fmt::format("\\multicolumn{{{}}}{{{}}}{{{}}}", slot.columns, align, out);
    }
    return decimal_[column] && !out.empty() ? "{" + out + "}" : out;
  }

  [[nodiscard]] std::string rows(std::size_t from, std::size_t to) const {
    std::string out;
    for (std::size_t r = from; r < to; ++r) {
      if (grid_.rows[r]->rule_above && r > from) out += "\\midrule\n";
      for (std::size_t c = 0; c < grid_.columns;) {
        const Slot& slot = grid_.slots[r][c];
        const std::size_t wide = slot.cell == nullptr ? 1 : slot.columns;
        if (c > 0) out += " & ";
        if (slot.starts()) {
          const std::string text = content(slot, c, r < grid_.head_rows);
          // At the start of a row these would be read as arguments of the line break or the rule before it.
          if (c == 0 && (text.starts_with('[') || text.starts_with('*') || text.starts_with('('))) out += "{}";
          out += text;
        } else if (wide > 1) {
          out += fmt::format("\\multicolumn{{{}}}{{c}}{{}}", wide);
        }
        c += wide;
      }
      out += grid_.rows[r]->keep_with_next && grid_.rows.size() > kRowsOnAPage ? " \\\\*\n" : " \\\\\n";
    }
    return out;
  }

  [[nodiscard]] std::string notes(const char* width) const {
    const std::vector<std::string> lines = note_lines(table_, languages_);
    if (lines.empty()) return {};
    std::string out = fmt::format("\\par\\smallskip\n\\begin{{minipage}}{{{}}}\\footnotesize\n", width);
    for (const std::string& line : lines) out += "\\noindent " + escape_latex(line) + "\\par\n";
    return out + "\\end{minipage}\n";
  }

  const PaperTable& table_;
  std::string languages_;
  Grid grid_;
  Language language_;
  std::vector<ColumnWidth> columns_;
  std::vector<double> widths_;
  std::vector<bool> decimal_;
  std::vector<NumberFormat> formats_;
  std::vector<bool> left_;
  bool wraps_ = false;
};

}  // namespace

std::string escape_latex(std::string_view text) {
  std::string out;
  for (const char32_t p : to_code_points(text)) {
    switch (p) {
      case U'\\': out += "\\textbackslash{}"; break;
      case U'^': out += "\\textasciicircum{}"; break;
      case U'~': out += "\\textasciitilde{}"; break;
      case U'<': out += "\\textless{}"; break;
      case U'>': out += "\\textgreater{}"; break;
      case U'|': out += "\\textbar{}"; break;
      case U'"': out += "\\symbol{34}"; break;
      case U'{':
      case U'}':
      case U'$':
      case U'&':
      case U'#':
      case U'_':
      case U'%':
        out += '\\';
        out += static_cast<char>(p);
        break;
      case U'²': out += "$^{2}$"; break;
      case U'χ': out += "$\\chi$"; break;
      case U'∞': out += "$\\infty$"; break;
      case U'≥': out += "$\\geq$"; break;
      case U'≤': out += "$\\leq$"; break;
      case U'−': out += "$-$"; break;
      default: out += from_code_points(std::u32string_view(&p, 1));
    }
  }
  return out;
}

std::string table_latex(const PaperTable& table, const std::string& languages) {
  const std::string made = table.provenance.empty() ? "" : "% " + printable(table.provenance) + "\n";
  return made + LatexTable(table, languages).paint();
}

constinit const Painter kLatexTable{.ending = "tex",
                                    .paints = table_latex,
                                    .shows = {"a table to \\input, with booktabs", "供 \\input 的三线表（booktabs）"}};

}  // namespace ecoeff
