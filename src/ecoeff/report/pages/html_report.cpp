#include "ecoeff/report/pages/html_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <string_view>

#include "ecoeff/base/version.hpp"
#include "ecoeff/panel/estimator.hpp"
#include "ecoeff/report/figures/figure_data.hpp"
#include "ecoeff/report/figures/svg.hpp"
#include "ecoeff/report/focus.hpp"
#include "ecoeff/report/pages/html_parts.hpp"
#include "ecoeff/report/painters/html_table.hpp"
#include "ecoeff/report/painters/painters.hpp"
#include "ecoeff/report/prose/narrative.hpp"
#include "ecoeff/report/prose/sentences.hpp"
#include "ecoeff/report/replicate/replicate.hpp"
#include "ecoeff/report/replicate/script_model.hpp"
#include "ecoeff/report/replicate/stata_words.hpp"
#include "ecoeff/report/tables/table_papers.hpp"
#include "ecoeff/report/tables/table_style.hpp"
#include "ecoeff/report/unit_words.hpp"

namespace ecoeff {

namespace embedded {
std::string_view report_css();
std::string_view report_js();
}  // namespace embedded

namespace {

using html::say;
using html::Section;

std::string figure_html(const Figure& figure) {
  const Text caption{fmt::format("<b>Figure {}</b>{}", figure.number, svg::escape(figure.title.en)),
                     fmt::format("<b>图 {}</b>{}", figure.number, svg::escape(figure.title.zh))};
  const auto picture = [&](Language language, const char* tag) {
    return fmt::format(
        "<div class=\"picture{}\" lang=\"{}\" role=\"group\" tabindex=\"0\" aria-label=\"{}\">{}</div>\n",
        figure.page.narrow ? " column" : "", tag, svg::escape(figure.title.in(language)), figure.svg.in(language));
  };
  return fmt::format("<figure id=\"figure-{}\"><figcaption>{}</figcaption>\n", svg::escape(figure.id),
                     html::say_html(caption)) +
         picture(Language::en, "en") + picture(Language::zh, "zh-CN") + html::reading(figure.how_to_read) +
         "</figure>\n";
}

std::string table_block(const StudyResult& result, const PaperTable& table) {
  const bool bilingual = result.study.language == "zh+en";
  const auto one = [&](const char* tag, const std::string& languages, const std::string& title) {
    return fmt::format("<div lang=\"{}\">{}</div>", tag, html::scroll_box(title, table_html(table, languages)));
  };
  return fmt::format("<div class=\"paper-table-box\" id=\"table-{}\">", svg::escape(table.id)) +
         one("en", "en", fmt::format("Table {}: {}", table.number, table.title.in(Language::en))) +
         one("zh-CN", bilingual ? "zh+en" : "zh",
             fmt::format("表 {}：{}", table.number, table.title.in(Language::zh))) +
         "</div>\n";
}

const TableResult* result_of(const StudyResult& result, const PaperTable& table) {
  for (const TableResult& one : result.tables) {
    if (one.spec.id == table.id) return &one;
  }
  return nullptr;
}

bool is_in(const StudyResult& result, const PaperTable& table, TablePlace place) {
  const TableResult* one = result_of(result, table);
  return one != nullptr ? stands_in(*one, place) : place == TablePlace::models;
}

std::string tables_in(const StudyResult& result, const std::vector<PaperTable>& tables, TablePlace place,
                      std::string_view of = {}) {
  std::string blocks;
  for (const PaperTable& table : tables) {
    const TableResult* one = result_of(result, table);
    if (!is_in(result, table, place) || (!of.empty() && (one == nullptr || one->spec.of != of))) continue;
    blocks += table_block(result, table);
  }
  return blocks;
}

// The figures of a part, and of a column where one is named.
std::string figures_of(const std::vector<Figure>& figures, FigurePart part, const std::string& column = {}) {
  std::string blocks;
  for (const Figure& figure : figures) {
    if (figure.kind->part == part && (column.empty() || figure.of == column)) blocks += figure_html(figure);
  }
  return blocks;
}

Text joined(Text sentence, const std::optional<Text>& more) {
  if (!more) return sentence;
  return {sentence.en + " " + more->en, sentence.zh + more->zh};
}

Section describe_part(const StudyResult& result, const std::vector<PaperTable>& tables) {
  Section section{
      "describe", {"Descriptive statistics", "描述性统计"}, tables_in(result, tables, TablePlace::describe)};
  if (!section.html.empty()) {
    const bool described = std::any_of(result.tables.begin(), result.tables.end(),
                                       [](const TableResult& one) { return !one.descriptions.empty(); });
    if (described)
      section.html =
          html::reading({"Mean, spread and range of every variable as estimated, after filling and derivation.",
                         "各变量（插补与派生之后）的均值、离散程度与取值范围。"}) +
          section.html;
    for (const TableResult& one : result.tables) {
      if (!stands_in(one, TablePlace::describe)) continue;
      if (const auto sentence = description_sentence(result, one)) section.html += html::copyable(*sentence);
      section.html += html::script_fold(result, stata_lines(result, one), r_lines(result, one));
    }
  }
  return section;
}

// The figures of a computed column in other programs, from panel.csv.
std::string column_fold(const StudyResult& result, const std::string& column) {
  const std::string& time = result.study.data.time;
  std::string stata = fmt::format("summarize {}, detail\n", column);
  std::string r = fmt::format("summary(d[[\"{}\"]])\n", column);
  if (!time.empty()) {
    stata +=
        fmt::format("tabstat {0}, by({1}) statistics(mean p25 p50 p75 n)\ngraph box {0}, over({1})\n", column, time);
    r += fmt::format("aggregate(d[[\"{0}\"]], d[\"{1}\"], mean)\nboxplot(d[[\"{0}\"]] ~ d[[\"{1}\"]])\n", column, time);
  }
  for (const Grouping& grouping : groupings(result)) {
    if (time.empty()) break;
    stata += fmt::format("table {} {}, statistic(mean {})\n", time, grouping.column, column);
    r += fmt::format("tapply(d[[\"{}\"]], d[c(\"{}\", \"{}\")], mean)\n", column, time, grouping.column);
  }
  stata += fmt::format("kdensity {}\n", column);
  r += fmt::format("plot(density(d[[\"{}\"]], na.rm = TRUE))\n", column);
  return html::script_fold(result, stata, r);
}

Text heading_of(const StudyResult& result, const std::string& column) {
  const Text label = label_of(result, column);
  return {sentence_case(label.en), label.zh};
}

Section score_part(const StudyResult& result, const std::vector<PaperTable>& tables,
                   const std::vector<Figure>& figures) {
  Section section{"scores", {"Efficiency scores", "效率测算结果"}, {}};
  for (const ScoreOutcome& outcome : result.scores) {
    if (result.scores.size() > 1) section.html += "<h3>" + say(heading_of(result, outcome.spec.name)) + "</h3>\n";
    section.html += tables_in(result, tables, TablePlace::score, outcome.spec.name);
    if (const auto sentence = score_sentence(result, outcome))
      section.html += html::copyable(joined(*sentence, score_warnings(result, outcome)));
    section.html += figures_of(figures, FigurePart::scores, outcome.spec.name);
    if (const auto sentence = slack_sentence(result, outcome)) section.html += html::copyable(*sentence);
    section.html += column_fold(result, outcome.spec.name);
  }
  for (const ProductivityOutcome& outcome : result.productivity) {
    const std::string blocks = tables_in(result, tables, TablePlace::score, outcome.spec.name) +
                               figures_of(figures, FigurePart::scores, outcome.spec.name);
    if (!blocks.empty()) section.html += "<h3>" + say(heading_of(result, outcome.spec.name)) + "</h3>\n" + blocks;
  }
  return section;
}

Section index_part(const StudyResult& result, const std::vector<PaperTable>& tables,
                   const std::vector<Figure>& figures) {
  Section section{"index", {"Index and weights", "综合指数与权重"}, {}};
  for (const IndexOutcome& outcome : result.indexes) {
    if (result.indexes.size() > 1) section.html += "<h3>" + say(heading_of(result, outcome.spec.name)) + "</h3>\n";
    section.html += tables_in(result, tables, TablePlace::index, outcome.spec.name);
    section.html += figures_of(figures, FigurePart::indexes, outcome.spec.name);
    if (const auto sentence = index_sentence(result, outcome)) section.html += html::copyable(*sentence);
    section.html += column_fold(result, outcome.spec.name);
  }
  return section;
}

Text how_to_read(const StudyResult& result, const TableResult& table) {
  const Words& statistic = below_kind(style_of(result, table).below).plural;
  Text text{fmt::format("Each column is one regression; below the coefficient stand its {}.", statistic.en),
            fmt::format("每列为一个回归，系数下方括号内为 {}。", statistic.zh)};
  if (table.spec.split) {
    text.en +=
        " Compare groups by the test of equal coefficients, not by counting stars: one significant and one "
        "insignificant coefficient need not differ.";
    text.zh += "比较各组应看系数相等检验，而非比较星号多少：一显著一不显著的两个系数未必有差异。";
  }
  for (const Estimator* method : estimators().all()) {
    const bool used = std::any_of(table.columns.begin(), table.columns.end(), [&](const ColumnResult& column) {
      return column.estimate && &estimator_of(*column.estimate) == method;
    });
    if (!used || method->how_to_read.empty() || text.en.find(method->how_to_read.en) != std::string::npos) continue;
    text.en += " " + method->how_to_read.en;
    text.zh += method->how_to_read.zh;
  }
  return text;
}

// The scatter of a score against an index elsewhere.
std::string scatter_fold(const StudyResult& result, const std::string& y, const std::string& x) {
  return html::script_fold(result, fmt::format("twoway (scatter {0} {1}) (lfit {0} {1})\ncorrelate {0} {1}\n", y, x),
                           fmt::format("plot(d[[\"{1}\"]], d[[\"{0}\"]])\nabline(lm(d[[\"{0}\"]] ~ d[[\"{1}\"]]))\n"
                                       "cor(d[[\"{0}\"]], d[[\"{1}\"]], use = \"complete.obs\")\n",
                                       y, x));
}

// All columns on one axis elsewhere, from the estimates that the lines of the tables store.
std::string coefficients_fold(const StudyResult& result) {
  std::vector<std::string> stored, names;
  StataWords words(result.panel);
  for (const FocusEstimate& one : focus_estimates(result)) {
    if (is_missing(one.coefficient)) continue;
    const std::string model = fmt::format("t{}c{}", one.table->number, one.number);
    if (std::find(stored.begin(), stored.end(), model) == stored.end()) stored.push_back(model);
    const std::string name = in_levels(one.column->spec) ? words.regressor(one.focus) : words.term(one.focus);
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  }
  if (stored.empty()) return {};
  return html::script_fold(
      result,
      fmt::format("* needs: ssc install coefplot; coefficients as estimated, not in standard deviations\n"
                  "coefplot {}, keep({}) xline(0)\n",
                  join(stored, " "), join(names, " ")),
      fmt::format("# with the models of fixest: coefplot(list({}), keep = \"{}\")\n", join(stored, ", "),
                  names.front()));
}

Section model_part(const StudyResult& result, const std::vector<PaperTable>& tables,
                   const std::vector<Figure>& figures) {
  Section section{"models", {"Regression results", "回归结果"}, {}};
  for (const ScoreOutcome& outcome : result.scores) {
    const std::string scatter = figures_of(figures, FigurePart::association, outcome.spec.name);
    if (scatter.empty()) continue;
    section.html += scatter;
    if (const auto sentence = association_sentence(result, outcome, result.indexes.front()))
      section.html += html::copyable(*sentence);
    section.html += scatter_fold(result, outcome.spec.name, result.indexes.front().spec.name);
  }
  for (const PaperTable& table : tables) {
    if (!is_in(result, table, TablePlace::models)) continue;
    const TableResult* one = result_of(result, table);
    section.html += "<h3>" + say(table.title) + "</h3>\n" + table_block(result, table);
    if (one == nullptr) continue;
    section.html += html::reading(how_to_read(result, *one));
    if (const auto sentence = table_sentence(result, *one))
      section.html += html::copyable(joined(*sentence, table_warnings(result, *one)));
    section.html += html::script_fold(result, stata_lines(result, *one), r_lines(result, *one));
  }
  const std::string plot = figures_of(figures, FigurePart::models);
  if (!plot.empty()) {
    section.html += "<h3>" + say({"All columns on one axis", "全部系数一览"}) + "</h3>\n" + plot;
    if (const auto sentence = all_columns_sentence(result)) section.html += html::copyable(*sentence);
    section.html += coefficients_fold(result);
  }
  if (const auto text = conclusion(result)) {
    section.html += "<h3>" + say({"Conclusion, a draft", "结论（草稿）"}) + "</h3>\n" + html::copyable(*text);
  }
  return section;
}

// The number of the first table that stands in a part; a large one where none does.
int first_table(const StudyResult& result, TablePlace place) {
  int first = std::numeric_limits<int>::max();
  for (const TableResult& one : result.tables) {
    if (stands_in(one, place)) first = std::min(first, one.number);
  }
  return first;
}

// The parts that hold tables, so that a reader meets tables by number; parts without tables stay where they are read.
std::vector<Section> parts_with_tables(const StudyResult& result, const std::vector<PaperTable>& tables,
                                       const std::vector<Figure>& figures) {
  struct Part {
    int first;
    Section section;
  };
  std::vector<Part> parts{{first_table(result, TablePlace::score), score_part(result, tables, figures)},
                          {first_table(result, TablePlace::index), index_part(result, tables, figures)},
                          {first_table(result, TablePlace::describe), describe_part(result, tables)},
                          {first_table(result, TablePlace::models), model_part(result, tables, figures)}};
  // A part without a table goes with the one before it.
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (parts[i].first == std::numeric_limits<int>::max()) parts[i].first = i == 0 ? 0 : parts[i - 1].first;
  }
  std::stable_sort(parts.begin(), parts.end(), [](const Part& a, const Part& b) { return a.first < b.first; });
  std::vector<Section> sections;
  for (Part& part : parts) sections.push_back(std::move(part.section));
  return sections;
}

std::string contents(const std::vector<Section>& sections) {
  std::string items;
  for (const Section& section : sections)
    items += fmt::format("<li><a href=\"#{}\">{}</a></li>\n", section.id, say(section.heading));
  const auto list = [&](const char* kind) {
    return fmt::format("<nav class=\"contents-{}\" aria-label=\"{}\">", kind,
                       kind[0] == 'w' ? "目录 Contents" : "目录 Contents (folded)");
  };
  return list("narrow") + "<details><summary>" + say({"Contents", "目录"}) + "</summary><ol>" + items +
         "</ol></details></nav>\n" + list("wide") + "<ol>" + items + "</ol></nav>\n";
}

std::string head(const StudyResult& result, bool zh) {
  const std::string title_en = svg::escape(result.study.title.in(Language::en));
  const std::string title_zh = svg::escape(result.study.title.in(Language::zh));
  return fmt::format(
             "<!DOCTYPE html>\n<html lang=\"{0}\" data-show=\"{1}\" data-title-en=\"{2}\" "
             "data-title-zh=\"{3}\">\n<head>\n<meta charset=\"utf-8\">\n"
             "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"generator\" "
             "content=\"ecoeff {4}\">\n"
             "<title>{5}</title>\n<link rel=\"icon\" href=\"data:,\">\n<style>\n",
             zh ? "zh-CN" : "en", zh ? "zh" : "en", title_en, title_zh, kVersion, zh ? title_zh : title_en) +
         std::string(embedded::report_css()) + std::string(table_css()) + "</style>\n</head>\n";
}

std::string top(bool zh) {
  const auto button = [&](const char* language, const char* text, bool pressed) {
    return fmt::format("<button type=\"button\" data-choose=\"{}\" aria-pressed=\"{}\">{}</button>", language,
                       pressed ? "true" : "false", text);
  };
  return "<a class=\"skip\" href=\"#main\">" + say({"Skip to the report", "跳到正文"}) +
         "</a>\n<header class=\"top\"><div class=\"bar\"><span>ecoeff · " + say({"report of a study", "研究报告"}) +
         "</span><div class=\"switch\" role=\"group\" aria-label=\"语言 Language\">" + button("zh", "中文", zh) +
         button("en", "English", !zh) + "</div></div></header>\n";
}

std::string title_block(const StudyResult& result) {
  std::string html =
      "<h1>" + say(result.study.title.empty() ? Text{"A study", "一项研究"} : result.study.title) + "</h1>\n";
  const auto& periods = result.panel.periods();
  Text line = counted_units(result.study, result.panel.units());
  if (periods.size() > 1) {
    line.en += fmt::format(", {}–{}", periods.front(), periods.back());
    line.zh += fmt::format("，{}—{} 年", periods.front(), periods.back());
  }
  html += "<p class=\"subtitle\">" + say(line) + "</p>\n";
  const Text& source = result.study.data.source;
  if (!source.empty()) {
    const bool simulated =
        source.en.find("imulated") != std::string::npos || source.zh.find("模拟") != std::string::npos;
    html += std::string("<div class=\"banner") + (simulated ? " simulated" : "") + "\" role=\"note\">" +
            (simulated ? "" : "<strong>" + say({"Data source.", "数据来源："}) + "</strong> ") + say(source) +
            "</div>\n";
  }
  return html;
}

}  // namespace

std::string html_report(const StudyResult& result, const std::vector<PaperTable>& tables,
                        const std::vector<Figure>& figures) {
  const bool zh = !result.study.language.starts_with("en");
  std::vector<Section> sections{html::data_section(result)};
  for (Section& part : parts_with_tables(result, tables, figures)) sections.push_back(std::move(part));
  for (Section& last : std::vector<Section>{html::diagnostics_section(result), html::method_section(result),
                                            html::replicate_section(result), html::manifest_section(result)})
    sections.push_back(std::move(last));
  std::erase_if(sections, [](const Section& section) { return section.html.empty(); });
  std::string page = head(result, zh) + "<body>\n" + top(zh) + "<div class=\"page\">\n" + contents(sections) +
                     "<main id=\"main\" tabindex=\"-1\">\n" + title_block(result);
  for (const Section& section : sections) {
    page += fmt::format("<section id=\"{0}\" aria-labelledby=\"{0}-heading\">\n<h2 id=\"{0}-heading\">{1}</h2>\n",
                        section.id, say(section.heading)) +
            section.html + "</section>\n";
  }
  page += "<footer>" +
          say({"Made by ecoeff " + std::string(kVersion) + ". This page needs no network.",
               "由 ecoeff " + std::string(kVersion) + " 生成，离线可用。"}) +
          "</footer>\n</main>\n</div>\n<script>\n" + std::string(embedded::report_js()) +
          "</script>\n</body>\n</html>\n";
  return page;
}

namespace {

std::string paint(const ReportToPaint& report) { return html_report(report.result, report.tables, report.figures); }

}  // namespace

constinit const Painter kHtmlReport{
    .ending = "html",
    .paints = paint,
    .always = true,
    .shows = {"everything in one page that opens offline", "全部结果，单个网页，离线可用"}};

}  // namespace ecoeff
