#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>

#include "ecoeff/report/figures/figure_data.hpp"
#include "ecoeff/report/figures/svg.hpp"
#include "ecoeff/report/figures/unit_grid.hpp"
#include "ecoeff/report/pages/html_parts.hpp"
#include "ecoeff/report/pages/odd_values.hpp"
#include "ecoeff/report/prose/narrative.hpp"
#include "ecoeff/report/unit_words.hpp"

namespace ecoeff::html {
namespace {

constexpr std::string_view kComplete = "#7f99bd";
constexpr std::string_view kFilled = "#e3b04b";
constexpr std::string_view kMissingCell = "#b8442a";

bool missing_at(const Table& table, const std::string& name, std::size_t row) {
  const Column* column = table.find(name);
  if (column == nullptr) return false;
  return column->is_text ? column->text.codes[row] < 0 : is_missing(column->numbers[row]);
}

// Cells still missing after filling, by row, over the columns that the study uses.
std::vector<std::size_t> missing_by_row(const StudyResult& result) {
  std::vector<std::size_t> counts(result.panel.rows(), 0);
  for (const std::string& name : result.used_columns) {
    for (std::size_t i = 0; i < counts.size(); ++i) counts[i] += missing_at(result.panel.table, name, i) ? 1 : 0;
  }
  return counts;
}

void draw_key(svg::Drawing& drawing, const std::vector<std::pair<std::string_view, std::string>>& keys) {
  double x = 0;
  for (const auto& [color, text] : keys) {
    drawing.rectangle(x, 2, 12, 12, color);
    drawing.text(x + 18, 12, text, {.size = 12});
    x += 18 + svg::text_width(text, 12) + 22;
  }
}

std::string draw_coverage(const StudyResult& result, Language language) {
  const Panel& panel = result.panel;
  const bool zh = language == Language::zh;
  const std::vector<std::size_t> missing = missing_by_row(result);
  std::vector<std::size_t> filled(panel.rows(), 0);
  for (const FilledCell& cell : result.filled) {
    if (cell.row < filled.size()) ++filled[cell.row];
  }
  std::vector<GridLine> lines;
  const std::size_t every = (panel.units() + 599) / 600;
  for (std::size_t u = 0; u < panel.units(); u += every)
    lines.push_back({.text = unit_label(result, u, language), .unit = u});

  svg::Drawing drawing(820, language, zh ? "数据覆盖：单元 × 年份" : "Coverage of the data: unit by period");
  std::vector<std::pair<std::string_view, std::string>> keys{{kComplete, zh ? "完整" : "complete"}};
  if (!result.filled.empty()) keys.emplace_back(kFilled, zh ? "有插补值" : "with filled cells");
  const bool any = std::any_of(missing.begin(), missing.end(), [](std::size_t count) { return count > 0; });
  if (any) keys.emplace_back(kMissingCell, zh ? "仍有缺失" : "with missing cells");
  if (panel.rows() < panel.units() * panel.periods().size()) keys.emplace_back("#f0f0f0", zh ? "无此行" : "no row");
  draw_key(drawing, keys);
  const std::size_t columns = lines.size() <= 12 ? 1 : lines.size() <= 24 ? 2 : lines.size() <= 90 ? 3 : 4;
  const double row = lines.size() <= 90 ? 15 : lines.size() <= 300 ? 12 : 11;
  const double bottom = draw_unit_grid(
      drawing, lines, panel.periods(), 20, {.columns = columns, .row_height = row, .most_cell_width = 26},
      [&](std::size_t unit, std::size_t t, double x, double y, double width, double height) {
        const std::size_t at = panel.row_of(static_cast<std::int32_t>(unit), panel.periods()[t]);
        if (at == kNoRow) {
          drawing.rectangle(x, y, width, height, "#f0f0f0");
          return;
        }
        const std::string_view color = missing[at] > 0 ? kMissingCell : filled[at] > 0 ? kFilled : kComplete;
        const bool plain = missing[at] + filled[at] == 0;
        drawing.rectangle(
            x, y, width, height, color,
            plain ? std::string()
                  : fmt::format(fmt::runtime(zh ? "{} {}：插补 {}，缺失 {}" : "{} {}: {} filled, {} missing"),
                                unit_label(result, unit, language), panel.periods()[t], filled[at], missing[at]));
      });
  return drawing.finish(bottom + 4);
}

Text missing_policy(MissingPolicy policy) {
  switch (policy) {
    case MissingPolicy::linear:
      return {"linear interpolation inside a unit; edges stay missing", "单元内线性插值，两端缺失保留"};
    case MissingPolicy::linear_and_edges:
      return {"linear interpolation inside a unit; edges carry the nearest value", "单元内线性插值，两端以最近值补齐"};
    case MissingPolicy::keep: break;
  }
  return {"nothing is filled", "不做填补"};
}

std::string years_text(const Panel& panel) {
  const auto& periods = panel.periods();
  if (periods.size() == 1) return periods[0] == 0 ? "—" : std::to_string(periods[0]);
  return fmt::format("{}–{}", periods.front(), periods.back());
}

// "energy (Energy use)": the name in the study, and what stands for it: its label, else its header in the data.
std::string named_column(const StudyResult& result, const std::string& column) {
  const std::string name = "<span class=\"code\">" + svg::escape(column) + "</span>";
  Text meaning = label_of(result, column);
  for (const auto& [short_name, header] : result.study.columns) {
    if (short_name == column && !result.study.labels.contains(column)) meaning = both(header);
  }
  if (meaning.en == column && meaning.zh == column) return name;
  const auto shown = [&](const std::string& text, const char* open, const char* close) {
    return name + (text == column ? std::string() : open + svg::escape(text) + close);
  };
  return say_html({shown(meaning.in(Language::en), " (", ")"), shown(meaning.in(Language::zh), "（", "）")});
}

std::string small(const Text& text) { return "<small>" + say(text) + "</small>"; }

std::string headline(const StudyResult& result) {
  const Panel& panel = result.panel;
  const UnitWords words = unit_words(result.study);
  const std::size_t full = panel.units() * panel.periods().size();
  const std::vector<std::size_t> missing = missing_by_row(result);
  std::size_t still = 0;
  for (const std::size_t count : missing) still += count;
  const std::size_t cells = panel.rows() * result.used_columns.size();
  const bool balanced = panel.rows() == full;
  const std::string& column = panel.unit_column();
  const std::string unit_column = column == words.one.en || column == words.one.zh ? "" : small(both(column));
  const auto share = [&](std::size_t n) {
    return cells == 0 ? std::string("0") : format_fixed(100.0 * static_cast<double>(n) / static_cast<double>(cells), 2);
  };
  return big_numbers({{{words.many, words.one.zh}, std::to_string(panel.units()) + unit_column},
                      {{"periods", "时期"},
                       years_text(panel) + small({fmt::format("{} periods", panel.periods().size()),
                                                  fmt::format("共 {} 期", panel.periods().size())})},
                      {{"rows", "样本量"},
                       std::to_string(panel.rows()) +
                           small(balanced ? Text{"balanced panel", "平衡面板"}
                                          : Text{fmt::format("unbalanced: {} of {} unit-periods", panel.rows(), full),
                                                 fmt::format("非平衡面板：应有 {} 行", full)})},
                      {{"filled cells", "插补单元格"},
                       std::to_string(result.filled.size()) +
                           small({fmt::format("{} % of {} cells used", share(result.filled.size()), cells),
                                  fmt::format("占所用 {} 个单元格的 {}%", cells, share(result.filled.size()))})},
                      {{"cells still missing", "仍缺失"},
                       std::to_string(still) + small({fmt::format("{} % of cells used", share(still)),
                                                      fmt::format("占 {}%", share(still))})}});
}

// Coverage and gaps elsewhere, from panel.csv.
std::string data_fold(const StudyResult& result) {
  const std::string& unit = result.study.data.unit;
  const std::string& time = result.study.data.time;
  const std::string stata =
      "import delimited \"panel.csv\", encoding(\"UTF-8\") varnames(1) case(preserve) clear\n" +
      fmt::format("egen unit_id = group({})\nxtset unit_id{}\n", unit, time.empty() ? "" : " " + time) +
      (time.empty() ? "" : "xtdescribe\n") + "misstable summarize\n";
  const std::string r = "d <- read.csv(\"panel.csv\", fileEncoding = \"UTF-8-BOM\", check.names = FALSE)\ndim(d)\n" +
                        (time.empty() ? fmt::format("table(d[[\"{}\"]])\n", unit)
                                      : fmt::format("table(d[[\"{}\"]], d[[\"{}\"]])\n", unit, time)) +
                        "colSums(is.na(d))\n";
  return script_fold(result, stata, r);
}

}  // namespace

Text coverage_picture(const StudyResult& result) {
  return {draw_coverage(result, Language::en), draw_coverage(result, Language::zh)};
}

Section data_section(const StudyResult& result) {
  const DataSpec& data = result.study.data;
  Section section{"data", {"Data", "数据"}, headline(result)};
  std::vector<Fact> facts{{{"file", "文件"}, svg::escape(std::filesystem::path(result.data_file).filename().string())}};
  if (!result.data_sheet.empty()) facts.push_back({{"sheet", "工作表"}, svg::escape(result.data_sheet)});
  facts.push_back({{"SHA-256", "SHA-256"}, "<span class=\"hash\">" + svg::escape(result.data_sha256) + "</span>"});
  facts.push_back({{"rows read", "读入行数"}, std::to_string(result.rows_read)});
  if (!data.keep.empty())
    facts.push_back({{"rows kept where", "保留条件"}, "<span class=\"code\">" + svg::escape(data.keep) + "</span>"});
  facts.push_back({{"missing values", "缺失值"}, say(with_units(result.study, missing_policy(data.missing)))});
  if (!result.filled.empty()) {
    std::map<std::string, std::size_t> counts;
    for (const FilledCell& cell : result.filled) ++counts[cell.column];
    std::string list;
    for (const auto& [column, count] : counts)
      list += (list.empty() ? "" : "; ") + named_column(result, column) + fmt::format(": {}", count);
    facts.push_back({{"filled cells by column", "各列插补数"}, list});
  }
  section.html += scroll_box("data", fact_table(facts));
  section.html += copyable(data_paragraph(result));
  section.html += data_fold(result);
  const Text svg = coverage_picture(result);
  section.html += "<h3>" + say({"Coverage", "数据覆盖"}) + "</h3>\n";
  section.html += reading(with_units(
      result.study, {"One row a unit, one column a period. A cell is complete when every column that the study "
                     "uses has a value there.",
                     "一行一个单元，一列一个时期；研究所用各列均有取值时为“完整”。"}));
  section.html += "<div class=\"picture small\" role=\"group\" tabindex=\"0\" aria-label=\"数据覆盖 Coverage\">" +
                  svg.en + svg.zh + "</div>\n";
  section.html += odd_block(result);
  return section;
}

}  // namespace ecoeff::html
