#include "ecoeff/report/latex_table.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "ecoeff/report/table_grid.hpp"

namespace ecoeff {
namespace {

constexpr std::size_t kRowsOnAPage = 40;
constexpr double kLineWidth = 88;  // half ems of \small text on a line

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
      bool left = false;
      for (std::size_t r = grid_.head_rows; r < grid_.slots.size(); ++r) {
        const Slot& slot = grid_.slots[r][c];
        left = left || (slot.starts() && slot.columns == 1 && slot.cell->align == Align::left);
      }
      left_.push_back(left);
    }
    double natural = 0;
    for (const ColumnWidth& column : columns_) natural += column.natural;
    wraps_ = natural > kLineWidth;
  }

  [[nodiscard]] std::string paint() const {
    std::string out = "% \\usepackage{ctex,array,booktabs,multirow,longtable}\n";
    if (table_.number > 0) out += fmt::format("\\setcounter{{table}}{{{}}}\n", table_.number - 1);
    const std::string head = rows(0, grid_.head_rows);
    const std::string body = rows(grid_.head_rows, grid_.rows.size());
    if (grid_.rows.size() <= kRowsOnAPage) {
      return out + "\\begin{table}[htbp]\n\\centering\n" + caption() + "\\par\\smallskip\n\\small\n\\begin{tabular}{" +
             column_types() + "}\n\\toprule\n" + head + "\\midrule\n" + body + "\\bottomrule\n\\end{tabular}\n" +
             notes("\\linewidth") + "\\end{table}\n";
    }
    return out + "{\\small\n\\begin{longtable}{" + column_types() + "}\n" + long_caption() + "\\toprule\n" + head +
           "\\midrule\n\\endfirsthead\n\\toprule\n" + head + "\\midrule\n\\endhead\n\\bottomrule\n\\endfoot\n" + body +
           "\\end{longtable}\n" + notes("\\linewidth") + "}\n";
  }

 private:
  [[nodiscard]] std::string column_types() const {
    std::string types;
    for (std::size_t c = 0; c < grid_.columns; ++c) {
      if (decimal_[c]) {
        types += "r@{}l";
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
      out += fmt::format("\\multicolumn{{{}}}{{c}}{{Table~\\thetable. {}}}\\\\\n", places(0, grid_.columns),
                         escape_latex(printable(table_.title.in(Language::en))));
    }
    return out;
  }

  // LaTeX columns that columns [from, from + count) of the grid take.
  [[nodiscard]] std::size_t places(std::size_t from, std::size_t count) const {
    return count +
           static_cast<std::size_t>(std::count(decimal_.begin() + static_cast<std::ptrdiff_t>(from),
                                               decimal_.begin() + static_cast<std::ptrdiff_t>(from + count), true));
  }

  [[nodiscard]] std::string content(const Slot& slot, std::size_t column, bool head) const {
    const Cell& cell = *slot.cell;
    const std::string text = cell_text(cell, language_);
    const std::string stars = cell.stars.empty() ? "" : "$^{" + escape_latex(cell.stars) + "}$";
    if (!head && slot.columns == 1 && slot.rows == 1 && decimal_[column] && cell.align == Align::decimal) {
      const DecimalParts parts = split_decimal(text);
      return number(parts.whole) + "&" + escape_latex(parts.part) + stars;
    }
    std::string out = escape_latex(text) + stars;
    if (slot.rows > 1) out = fmt::format("\\multirow{{{}}}{{*}}{{{}}}", slot.rows, out);
    const std::size_t wide = places(column, slot.columns);
    if (wide > 1 || (head && left_[column] && column > 0))
      out = fmt::format("\\multicolumn{{{}}}{{{}}}{{{}}}", wide, cell.align == Align::left && !head ? "l" : "c", out);
    return out;
  }

  [[nodiscard]] static std::string number(const std::string& whole) {
    return replace_all(escape_latex(whole), "-", "$-$");
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
        } else if (places(c, wide) > 1) {
          out += fmt::format("\\multicolumn{{{}}}{{c}}{{}}", places(c, wide));
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

}  // namespace ecoeff
