#include "ecoeff/report/pages/odd_values.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "ecoeff/base/counted.hpp"
#include "ecoeff/report/figures/axis.hpp"
#include "ecoeff/report/figures/figure_data.hpp"
#include "ecoeff/report/figures/svg.hpp"
#include "ecoeff/report/pages/html_parts.hpp"
#include "ecoeff/report/pages/plain_table.hpp"

namespace ecoeff::html {
namespace {

constexpr double kWidth = 820, kAcross = 4, kGap = 14, kPlot = 70, kTitle = 20, kFoot = 18;
constexpr std::string_view kLine = "#7f99bd", kWrong = "#b8442a", kLook = "#b07d12";
constexpr std::size_t kMostRows = 200;  // of the table; odd.csv has all

// One series in a box of the page.
void draw_one(svg::Drawing& drawing, const StudyResult& result, const OddSeries& s, double x, double y, double width) {
  const Language language = drawing.language();
  const std::string title = value_label(result, s.unit, language) + " · " + name_of(result, s.column).in(language);
  drawing.text(x, y + 12, svg::fit_text(title, width, 11, true),
               {.size = 11, .fill = svg::kInk, .bold = true, .full = title});
  double low = 0, high = 0;
  bool any = false;
  for (const double v : s.values) {
    if (is_missing(v)) continue;
    low = any ? std::min(low, v) : v;
    high = any ? std::max(high, v) : v;
    any = true;
  }
  const Scale across{static_cast<double>(s.times.front()), static_cast<double>(s.times.back()), x + 5, x + width - 5};
  const Scale up{low, high, y + kTitle + kPlot - 5, y + kTitle + 5};
  drawing.line(x, y + kTitle + kPlot, x + width, y + kTitle + kPlot, {.color = svg::kGrid});
  svg::Points points;
  for (std::size_t t = 0; t < s.times.size(); ++t) {
    if (!is_missing(s.values[t])) points.emplace_back(across(s.times[t]), up(s.values[t]));
  }
  drawing.path(points, {.color = kLine, .width = 1.5});
  for (std::size_t t = 0; t < s.times.size(); ++t) {
    if (is_missing(s.values[t]) || (!s.wrong[t] && !s.look[t])) continue;
    const std::string hover = fmt::format("{}: {}", s.times[t], format_shortest(s.values[t]));
    if (s.wrong[t]) {
      drawing.circle(across(s.times[t]), up(s.values[t]), 3.5, kWrong, {.width = 0}, hover);
    } else {
      drawing.circle(across(s.times[t]), up(s.values[t]), 3.5, "#ffffff", {.color = kLook, .width = 1.8}, hover);
    }
  }
  drawing.text(x, y + kTitle + kPlot + 13, std::to_string(s.times.front()), {.size = 10});
  drawing.text(x + width, y + kTitle + kPlot + 13, std::to_string(s.times.back()),
               {.size = 10, .anchor = svg::Anchor::end});
}

std::string draw(const StudyResult& result, Language language) {
  const bool zh = language == Language::zh;
  svg::Drawing drawing(kWidth, language, zh ? "含异常值的序列" : "Series with odd values");
  drawing.circle(6, 9, 3.5, kWrong);
  const std::string wrong = zh ? "错误" : "wrong";
  drawing.text(16, 13, wrong, {.size = 12});
  const double next = 16 + svg::text_width(wrong, 12) + 24;
  drawing.circle(next, 9, 3.5, "#ffffff", {.color = kLook, .width = 1.8});
  drawing.text(next + 10, 13, zh ? "待核" : "look at", {.size = 12});
  const double width = (kWidth - (kAcross - 1) * kGap) / kAcross;
  const double height = kTitle + kPlot + kFoot + 8;
  double bottom = 24;
  for (std::size_t i = 0; i < result.odd_series.size(); ++i) {
    const auto column = static_cast<double>(i % static_cast<std::size_t>(kAcross));
    const auto row = static_cast<double>(i / static_cast<std::size_t>(kAcross));
    draw_one(drawing, result, result.odd_series[i], column * (width + kGap), 24 + row * height, width);
    bottom = 24 + (row + 1) * height;
  }
  return drawing.finish(bottom);
}

std::string tier(OddTier of) { return say(of == OddTier::wrong ? Text{"wrong", "错误"} : Text{"look at", "待核"}); }

std::string odd_table(const StudyResult& result) {
  std::string rows;
  for (std::size_t i = 0; i < std::min(result.odd.size(), kMostRows); ++i) {
    const OddFinding& one = result.odd[i];
    const OddRule& rule = *one.rule;
    rows += "<tr>" + cell(tier(one.tier)) + cell(say({std::string(rule.title.en), std::string(rule.title.zh)})) +
            cell(say(name_of(result, one.column))) + cell(say(one.what)) + code_cell(rule.code) + "</tr>\n";
  }
  const std::vector<Text> heads{
      {"verdict", "判断"}, {"rule", "规则"}, {"column", "列"}, {"cells", "单元格"}, {"code", "代码"}};
  return table("odd values", header(heads, heads.size()), rows, true);
}

}  // namespace

Text odd_picture(const StudyResult& result) {
  if (result.odd_series.empty()) return {};
  return {draw(result, Language::en), draw(result, Language::zh)};
}

std::string odd_block(const StudyResult& result) {
  if (result.odd.empty()) return {};
  std::string html = "<h3>" + say({"Odd values", "异常值"}) + "</h3>\n";
  html += reading(
      {"Cells of the file that look wrong, and cells to look at; nothing was changed. All years of the file are looked "
       "at, "
       "before gaps are filled. odd.csv lists every cell, and the page of each code says what its rule is.",
       "文件中疑似有误的单元格与待核的单元格，数据未作改动。检查在插补之前进行，涉及文件的全部年份。odd.csv 逐格列出，"
       "各代码的说明页给出规则。"});
  const Text picture = odd_picture(result);
  if (!picture.empty()) {
    html += "<div class=\"picture\" role=\"group\" tabindex=\"0\" aria-label=\"异常值 Odd values\">" + picture.en +
            picture.zh + "</div>\n";
  }
  return html + odd_table(result);
}

Text odd_sentence(const StudyResult& result) {
  Text cells;
  std::size_t count = 0;
  for (const OddFinding& one : result.odd) {
    if (one.tier != OddTier::wrong) continue;
    count += one.rows.size();
    if (cells.en.size() > 1200) continue;
    const Text name = name_of(result, one.column);
    cells.en += (cells.en.empty() ? "" : "; ") + name.en + ": " + one.what.en;
    cells.zh += (cells.zh.empty() ? "" : "；") + name.in(Language::zh) + "：" + one.what.zh;
  }
  if (count == 0) return {};
  return {fmt::format("{} of the data {} wrong and {} not changed ({}). [To be checked before the paper is sent.]",
                      counted(count, "cell"), agree(count, "looks", "look"), agree(count, "was", "were"), cells.en),
          fmt::format("数据中有 {} 个单元格疑似有误，未作改动（{}）。【投稿前请核对】", count, cells.zh)};
}

}  // namespace ecoeff::html
