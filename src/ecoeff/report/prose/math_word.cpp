#include "ecoeff/report/prose/math_word.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "ecoeff/report/figures/svg.hpp"
#include "ecoeff/report/prose/math_tree.hpp"

namespace ecoeff {
namespace {

using Kind = MathNode::Kind;

std::string element(std::string_view name, std::string_view inside) {
  return fmt::format("<m:{0}>{1}</m:{0}>", name, inside);
}

// A run of text; `style`: "p" upright, "b" bold, "nor" plain text, "" italic as letters of a formula are.
std::string run(std::string_view text, std::string_view style) {
  const std::string properties = style.empty()    ? ""
                                 : style == "nor" ? "<m:rPr><m:nor/></m:rPr>"
                                                  : fmt::format("<m:rPr><m:sty m:val=\"{}\"/></m:rPr>", style);
  return "<m:r>" + properties +
         "<w:rPr><w:rFonts w:ascii=\"Cambria Math\" w:hAnsi=\"Cambria Math\" w:eastAsia=\"宋体\"/></w:rPr>"
         "<m:t xml:space=\"preserve\">" +
         svg::escape(text) + "</m:t></m:r>";
}

bool is_sign(const MathNode& node, std::string_view text) { return node.kind == Kind::sign && node.text == text; }
bool is_empty(const MathNode& node) { return node.kind == Kind::row && node.children.empty(); }
bool is_sum(const MathNode& node) {
  return is_sign(node, "∑") || (node.kind == Kind::scripts && is_sign(node.children[0], "∑"));
}

std::string paint(const MathNode& node);
std::string with_scripts(const std::string& base, const MathNode& node);
std::string paint_range(const std::vector<MathNode>& nodes, std::size_t from, std::size_t to);

std::string inside_of(const MathNode& node) {
  return node.kind == Kind::row ? paint_range(node.children, 0, node.children.size()) : paint(node);
}

std::string sum(const MathNode& node, const std::string& operand) {
  const bool scripted = node.kind == Kind::scripts;
  const std::string below = scripted ? inside_of(node.children[1]) : "";
  const std::string above = scripted ? inside_of(node.children[2]) : "";
  return "<m:nary><m:naryPr><m:chr m:val=\"∑\"/><m:limLoc m:val=\"undOvr\"/>" +
         std::string(below.empty() ? "<m:subHide m:val=\"1\"/>" : "") +
         (above.empty() ? "<m:supHide m:val=\"1\"/>" : "") + "</m:naryPr>" + element("sub", below) +
         element("sup", above) + element("e", operand) + "</m:nary>";
}

// A closing bracket, alone or as what carries a script: (a + b)^2.
bool closes(const MathNode& node) {
  return is_sign(node, ")") || (node.kind == Kind::scripts && is_sign(node.children[0], ")"));
}

// The bracket that closes the one at `open`, or npos.
std::size_t closing(const std::vector<MathNode>& nodes, std::size_t open, std::size_t to) {
  int depth = 0;
  for (std::size_t i = open; i < to; ++i) {
    depth += is_sign(nodes[i], "(") ? 1 : closes(nodes[i]) ? -1 : 0;
    if (depth == 0) return i;
  }
  return std::string::npos;
}

// One thing of a row, brackets and sums with what belongs to them; `at` moves behind it.
std::string paint_next(const std::vector<MathNode>& nodes, std::size_t& at, std::size_t to) {
  const MathNode& node = nodes[at++];
  if (is_sign(node, "(")) {
    if (const std::size_t close = closing(nodes, at - 1, to); close != std::string::npos) {
      const std::string inside = element("d", element("e", paint_range(nodes, at, close)));
      at = close + 1;
      return nodes[close].kind == Kind::scripts ? with_scripts(inside, nodes[close]) : inside;
    }
  }
  if (is_sum(node)) {
    while (at < to && nodes[at].kind == Kind::space) ++at;
    const std::string operand = at < to ? paint_next(nodes, at, to) : std::string();
    return sum(node, operand);
  }
  return paint(node);
}

std::string paint_range(const std::vector<MathNode>& nodes, std::size_t from, std::size_t to) {
  std::string out;
  while (from < to) out += paint_next(nodes, from, to);
  return out;
}

// A sign alone as a script (the plus of a slack, the star of a latent outcome) is plain text: LibreOffice looks for its
// operands otherwise.
std::string script(const MathNode& node) {
  if (node.kind == Kind::row && node.children.size() == 1) return script(node.children[0]);
  return node.kind == Kind::sign ? run(node.text, "nor") : inside_of(node);
}

std::string with_scripts(const std::string& base_of, const MathNode& node) {
  const std::string base = element("e", base_of);
  const MathNode& below = node.children[1];
  const MathNode& above = node.children[2];
  if (is_empty(above)) return element("sSub", base + element("sub", script(below)));
  if (is_empty(below)) return element("sSup", base + element("sup", script(above)));
  return element("sSubSup", base + element("sub", script(below)) + element("sup", script(above)));
}

std::string scripts(const MathNode& node) { return with_scripts(inside_of(node.children[0]), node); }

// min, max, ln: names stand upright, letters do not.
bool is_name(const std::string& text) {
  return text.size() > 1 && std::all_of(text.begin(), text.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

std::string_view blank(std::string_view width) {
  return width == "2em" ? "\u2003\u2003" : width == "1em" ? "\u2003" : "\u2009";
}

std::string paint(const MathNode& node) {
  switch (node.kind) {
    case Kind::row: return inside_of(node);
    case Kind::identifier: return run(node.text, is_name(node.text) ? "nor" : "");
    case Kind::bold: return run(node.text, "b");
    case Kind::words: return run(node.text, "nor");
    case Kind::number:
    case Kind::sign: return is_sum(node) ? sum(node, {}) : run(node.text, "p");
    case Kind::space: return run(blank(node.text), "nor");
    case Kind::fraction:
      return element("f", element("num", inside_of(node.children[0])) + element("den", inside_of(node.children[1])));
    case Kind::root:
      return "<m:rad><m:radPr><m:degHide m:val=\"1\"/></m:radPr><m:deg/>" + element("e", inside_of(node.children[0])) +
             "</m:rad>";
    case Kind::scripts: return is_sum(node) ? sum(node, {}) : scripts(node);
    case Kind::accent: {
      const std::string_view mark = node.text == "bar" ? "\u0305" : node.text == "hat" ? "\u0302" : "\u0303";
      return fmt::format("<m:acc><m:accPr><m:chr m:val=\"{}\"/></m:accPr>{}</m:acc>", mark,
                         element("e", inside_of(node.children[0])));
    }
  }
  return {};
}

std::string matrix(const std::vector<std::vector<MathNode>>& rows) {
  std::size_t columns = 0;
  for (const auto& row : rows) columns = std::max(columns, row.size());
  std::string out = "<m:m><m:mPr><m:plcHide m:val=\"1\"/><m:mcs>";
  for (std::size_t c = 0; c < columns; ++c) {
    out += fmt::format("<m:mc><m:mcPr><m:count m:val=\"1\"/><m:mcJc m:val=\"{}\"/></m:mcPr></m:mc>",
                       c == 0 && columns > 1 ? "right" : "left");
  }
  out += "</m:mcs></m:mPr>";
  for (const auto& row : rows) {
    out += "<m:mr>";
    for (std::size_t c = 0; c < columns; ++c) {
      const std::string cell = c < row.size() ? inside_of(row[c]) : "";
      out += element("e", cell.empty() ? run("\u2009", "nor") : cell);  // LibreOffice marks an empty cell as a fault
    }
    out += "</m:mr>";
  }
  return out + "</m:m>";
}

}  // namespace

std::string math_word(std::string_view tex, bool block) {
  const auto rows = parse_math(tex);
  const std::string inside = rows.size() == 1 && rows[0].size() == 1 ? inside_of(rows[0][0]) : matrix(rows);
  const std::string formula = element("oMath", inside);
  return block ? "<m:oMathPara><m:oMathParaPr><m:jc m:val=\"center\"/></m:oMathParaPr>" + formula + "</m:oMathPara>"
               : formula;
}

}  // namespace ecoeff
