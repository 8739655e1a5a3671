// The method section: the blocks of method_text.hpp as HTML, formulas as MathML, and the references.
#include <fmt/format.h>

#include "ecoeff/report/figures/figure_data.hpp"
#include "ecoeff/report/figures/svg.hpp"
#include "ecoeff/report/pages/html_parts.hpp"
#include "ecoeff/report/prose/math_markup.hpp"
#include "ecoeff/report/prose/method_text.hpp"

namespace ecoeff::html {
namespace {

std::string formula(const std::string& tex, int number) {
  return fmt::format(
      "<div class=\"formula\" role=\"group\" tabindex=\"0\" aria-label=\"公式 Formula ({0})\"><div>{1}</div><span "
      "class=\"equation-number\">({0})</span></div>\n",
      number, math_markup(tex, true));
}

std::string paragraph(const std::string& text) {
  std::string html;
  for (const MethodPiece& piece : cut_paragraph(text)) {
    if (piece.kind == MethodPiece::Kind::formula) {
      html += math_markup(piece.text);
    } else if (piece.kind == MethodPiece::Kind::code) {
      html += "<span class=\"code\">" + svg::escape(piece.text) + "</span>";
    } else {
      html += svg::escape(piece.text);
    }
  }
  return html;
}

std::string paint(const MethodBlock& block) {
  const std::string& en = block.text.in(Language::en);
  const std::string zh = tidy_chinese(block.text.in(Language::zh));
  switch (block.kind) {
    case MethodBlock::Kind::heading: return "<h3>" + say(block.text) + "</h3>\n";
    case MethodBlock::Kind::paragraph: return say_html({paragraph(en), paragraph(zh)}, "p");
    case MethodBlock::Kind::formula:
      return en == zh ? formula(en, block.number)
                      : say_html({formula(en, block.number), formula(zh, block.number)}, "div");
  }
  return {};
}

std::string references_list(const Sources& sources) {
  std::string items;
  for (const Source& one : sorted(sources)) items += "<li>" + svg::escape(std::string(one.text)) + "</li>\n";
  if (items.empty()) return items;
  return "<h3>" + say({"References", "参考文献"}) + "</h3>\n<ul class=\"references\">" + items + "</ul>\n";
}

}  // namespace

Section method_section(const StudyResult& result) {
  Section section{"method", {"Method", "方法"}, {}};
  const MethodText text = method_text(result);
  for (const MethodBlock& block : text.blocks) section.html += paint(block);
  section.html += references_list(text.sources);
  return section;
}

}  // namespace ecoeff::html
