#include "ecoeff/report/prose/math_markup.hpp"

#include "ecoeff/report/figures/svg.hpp"
#include "ecoeff/report/prose/math_tree.hpp"

namespace ecoeff {
namespace {

using Kind = MathNode::Kind;

std::string element(std::string_view name, std::string_view inside) {
  return "<" + std::string(name) + ">" + std::string(inside) + "</" + std::string(name) + ">";
}

std::string paint(const MathNode& node);

std::string paint_all(const std::vector<MathNode>& nodes) {
  std::string out;
  for (const MathNode& node : nodes) out += paint(node);
  return out;
}

bool is_empty(const MathNode& node) { return node.kind == Kind::row && node.children.empty(); }

std::string paint_scripts(const MathNode& node) {
  const std::string base = paint(node.children[0]);
  const MathNode& below = node.children[1];
  const MathNode& above = node.children[2];
  if (is_empty(above)) return element(node.limits ? "munder" : "msub", base + paint(below));
  if (is_empty(below)) return element(node.limits ? "mover" : "msup", base + paint(above));
  return element(node.limits ? "munderover" : "msubsup", base + paint(below) + paint(above));
}

std::string_view accent_mark(std::string_view name) { return name == "bar" ? "¯" : name == "hat" ? "^" : "~"; }

std::string paint(const MathNode& node) {
  switch (node.kind) {
    case Kind::row: return element("mrow", paint_all(node.children));
    case Kind::identifier: return element("mi", svg::escape(node.text));
    case Kind::bold: return "<mi mathvariant=\"bold\">" + svg::escape(node.text) + "</mi>";
    case Kind::number: return element("mn", node.text);
    case Kind::sign: return element("mo", svg::escape(node.text));
    case Kind::words: return element("mtext", svg::escape(node.text));
    case Kind::space: return "<mspace width=\"" + node.text + "\"></mspace>";
    case Kind::fraction: return element("mfrac", paint_all(node.children));
    case Kind::root: return element("msqrt", paint_all(node.children));
    case Kind::scripts: return paint_scripts(node);
    case Kind::accent:
      return "<mover accent=\"true\">" + paint(node.children[0]) + element("mo", accent_mark(node.text)) + "</mover>";
  }
  return {};
}

}  // namespace

std::string math_markup(std::string_view tex, bool block) {
  const auto rows = parse_math(tex);
  std::string inside;
  if (rows.size() == 1 && rows[0].size() == 1) {
    inside = paint(rows[0][0]);
  } else {
    inside = "<mtable displaystyle=\"true\" columnalign=\"left\">";
    for (const auto& row : rows) {
      inside += "<mtr>";
      for (const MathNode& cell : row) inside += "<mtd>" + paint_all(cell.children) + "</mtd>";
      inside += "</mtr>";
    }
    inside += "</mtable>";
  }
  return std::string("<math") + (block ? " display=\"block\"" : "") + "><semantics>" + inside +
         "<annotation encoding=\"application/x-tex\">" + svg::escape(tex) + "</annotation></semantics></math>";
}

}  // namespace ecoeff
