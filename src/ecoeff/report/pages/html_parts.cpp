#include "ecoeff/report/pages/html_parts.hpp"

#include <fmt/format.h>

#include "ecoeff/report/figures/figure_data.hpp"
#include "ecoeff/report/figures/svg.hpp"
#include "ecoeff/report/painters/minus.hpp"

namespace ecoeff::html {

std::string say_html(const Text& html, std::string_view element) {
  const std::string& en = html.in(Language::en);
  const std::string zh = tidy_chinese(html.in(Language::zh));
  if (en == zh) return element == "span" ? en : fmt::format("<{0}>{1}</{0}>", element, en);
  return fmt::format("<{0} lang=\"en\">{1}</{0}><{0} lang=\"zh-CN\">{2}</{0}>", element, en, zh);
}

std::string say(const Text& text, std::string_view element) {
  return say_html({svg::escape(with_minus(text.in(Language::en))), svg::escape(with_minus(text.in(Language::zh)))},
                  element);
}

std::string reading(const Text& text) {
  return fmt::format("<div class=\"reading\"><strong>{}</strong> {}</div>\n", say({"How to read it.", "读法："}),
                     say(text));
}

std::string copyable(const Text& sentence) {
  const auto one = [](const std::string& text, const char* language, const char* button, const char* done) {
    return fmt::format(
        "<div lang=\"{0}\"><p>{1}</p><button type=\"button\" class=\"copy\" data-done=\"{3}\">{2}</button></div>",
        language, svg::escape(with_minus(text)), button, done);
  };
  return "<div class=\"sentence\">" + one(sentence.in(Language::en), "en", "Copy", "Copied") +
         one(tidy_chinese(sentence.in(Language::zh)), "zh-CN", "复制", "已复制") + "</div>\n";
}

std::string fact_table(const std::vector<Fact>& facts) {
  std::string rows;
  for (const Fact& fact : facts)
    rows += "<tr><th scope=\"row\">" + say(fact.name) + "</th><td>" + fact.value + "</td></tr>\n";
  return "<table class=\"plain facts-table\"><tbody>" + rows + "</tbody></table>\n";
}

std::string big_numbers(const std::vector<Fact>& facts) {
  std::string items;
  for (const Fact& fact : facts) items += "<div><dt>" + say(fact.name) + "</dt><dd>" + fact.value + "</dd></div>\n";
  return "<dl class=\"facts\">" + items + "</dl>\n";
}

std::string scroll_box(const std::string& name, const std::string& inside) {
  return fmt::format("<div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-label=\"{}\">{}</div>\n",
                     svg::escape(name), inside);
}

}  // namespace ecoeff::html
