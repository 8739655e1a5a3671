#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "ecoeff/report/figures/axis.hpp"
#include "ecoeff/report/figures/figures.hpp"
#include "ecoeff/report/figures/palette.hpp"
#include "ecoeff/report/focus.hpp"
#include "ecoeff/report/prose/sentences.hpp"

namespace ecoeff {
namespace {

constexpr double kRow = 22;
constexpr double kHeading = 30;
constexpr double kLabelLine = 13;
constexpr double kTop = 30;

// How a coefficient is put on the common axis: times sd(focus) / sd(outcome) when columns differ in either.
struct Scaling {
  bool standardised = false;

  [[nodiscard]] double factor(const StudyResult& result, const FocusEstimate& one) const {
    if (!standardised) return 1;
    const double outcome = spread_of(result, one.column->outcome);
    return outcome > 0 ? spread_of(result, one.focus) / outcome : kMissing;
  }
};

struct Row {
  FocusEstimate estimate;
  double at = kMissing;  // on the axis
  double low = kMissing;
  double high = kMissing;
};

bool columns_differ(const std::vector<FocusEstimate>& all) {
  return std::any_of(all.begin(), all.end(), [&](const FocusEstimate& one) {
    return one.column->outcome != all.front().column->outcome || one.focus != all.front().focus;
  });
}

std::vector<Row> rows_of(const StudyResult& result, const Scaling& scaling) {
  std::vector<Row> rows;
  for (const FocusEstimate& estimate : focus_estimates(result)) {
    const double factor = scaling.factor(result, estimate);
    rows.push_back({estimate, estimate.coefficient * factor, estimate.low * factor, estimate.high * factor});
  }
  return rows;
}

// The axis covers every interval unless a few would squeeze the others: it ends at fifteen times the median reach, and
// what goes beyond is cut with an arrow.
Ticks axis_ticks(const std::vector<Row>& rows, int wanted) {
  std::vector<double> reaches;
  for (const Row& row : rows) {
    if (!is_missing(row.at)) reaches.push_back(std::max(std::abs(row.low), std::abs(row.high)));
  }
  const double limit = reaches.empty() ? 1 : 15 * percentile(reaches, 50);
  double low = 0;
  double high = 0;
  for (const Row& row : rows) {
    if (is_missing(row.at)) continue;
    low = std::min(low, std::max(row.low, -limit));
    high = std::max(high, std::min(row.high, limit));
  }
  return round_ticks(low, high, wanted);
}

void arrow(svg::Drawing& drawing, double x, double y, bool to_right, std::string_view color) {
  const double back = to_right ? x - 7 : x + 7;
  drawing.area({{x, y}, {back, y - 4}, {back, y + 4}}, color, 1);
}

std::string numbers_text(const StudyResult& result, const FocusEstimate& one) {
  return fmt::format("{}{}", format_estimate(result, one.coefficient), one.stars);
}

std::string interval_text(const StudyResult& result, const FocusEstimate& one) {
  return fmt::format("[{}, {}]", format_estimate(result, one.low), format_estimate(result, one.high));
}

void draw_estimate(svg::Drawing& drawing, const StudyResult& result, const Row& row, const Scale& x, double y,
                   double radius) {
  const bool significant = row.estimate.p < weakest_level(result);
  const std::string_view color = significant ? group_color(0) : std::string_view{"#6b6b6b"};
  const double left = std::min(x.from, x.to);
  const double right = std::max(x.from, x.to);
  const double from = std::clamp(x(row.low), left, right);
  const double to = std::clamp(x(row.high), left, right);
  drawing.line(from, y, to, y, {.color = color, .width = 1.8});
  if (x(row.low) < left - 0.5) arrow(drawing, left - 4, y, false, color);
  if (x(row.high) > right + 0.5) arrow(drawing, right + 4, y, true, color);
  const double at = x(row.at);
  if (at < left || at > right) return;  // the arrow and the number at the right say it
  const FocusEstimate& one = row.estimate;
  drawing.circle(at, y, radius, significant ? color : std::string_view{"#ffffff"}, {.color = color, .width = 1.6},
                 fmt::format("{}: {}{} {}, {}", one.focus, format_estimate(result, one.coefficient), one.stars,
                             interval_text(result, one), p_text(one.p)));
}

// Where the parts of a row stand: label, plot, coefficient and, on a wide page, the interval in numbers.
struct RowLayout {
  double indent = 14;
  double label = 0;  // width
  double label_size = 12;
  std::size_t most_lines = 2;  // of a label
  double plot_from = 0;
  double plot_to = 0;
  double number_end = 0;  // right edge
  double radius = 4;      // of the dot
  bool intervals = true;
};

std::string label_text(const Row& row, Language language) {
  return fmt::format("({}) {}", row.estimate.number, row.estimate.label.in(language));
}

RowLayout lay_out(const StudyResult& result, const std::vector<Row>& rows, const FigurePage& page, Language language) {
  RowLayout layout;
  if (page.narrow) {
    layout.indent = 6;
    layout.label_size = 10.5;
    layout.radius = 3;
    layout.intervals = false;
  }
  double label = page.narrow ? 60 : 120;
  double interval = 70;
  double number = 50;
  for (const Row& row : rows) {
    label = std::max(label, svg::text_width(label_text(row, language), layout.label_size));
    if (is_missing(row.at)) continue;
    interval = std::max(interval, svg::text_width(interval_text(result, row.estimate), 11));
    number = std::max(number, svg::text_width(numbers_text(result, row.estimate), layout.label_size, true));
  }
  layout.label = std::min(label, page.narrow ? 124.0 : 260.0);
  layout.plot_from = layout.indent + layout.label + (page.narrow ? 12 : 16);
  layout.number_end = layout.intervals ? page.width - interval - 12 : page.width;
  layout.plot_to = layout.number_end - number - (page.narrow ? 14 : 22);
  return layout;
}

// The label on as many lines as the layout allows; what is longer is cut.
std::vector<std::string> label_lines(const std::string& text, const RowLayout& layout) {
  std::vector<std::string> lines = svg::wrap_text(text, layout.label, layout.label_size);
  if (lines.size() > layout.most_lines) {
    std::string rest;
    for (std::size_t i = layout.most_lines - 1; i < lines.size(); ++i) rest += (rest.empty() ? "" : " ") + lines[i];
    lines.resize(layout.most_lines);
    lines.back() = svg::fit_text(rest, layout.label, layout.label_size);
  }
  return lines;
}

double row_height(const std::vector<std::string>& lines) {
  return kRow + kLabelLine * (static_cast<double>(lines.size()) - 1);
}

void draw_row(svg::Drawing& drawing, const StudyResult& result, const Row& row, const RowLayout& layout,
              const std::vector<std::string>& label, const Scale& x, double middle) {
  const Language language = drawing.language();
  const std::string whole = label_text(row, language);
  double base = middle + 4 - kLabelLine * (static_cast<double>(label.size()) - 1) / 2;
  for (const std::string& line : label) {
    drawing.text(layout.indent, base, line, {.size = layout.label_size, .fill = svg::kInk, .full = whole});
    base += kLabelLine;
  }
  if (is_missing(row.at)) {
    drawing.text(x.from, middle + 4, language == Language::zh ? "未能估计" : "not estimated",
                 {.size = 11, .italic = true, .halo = true});
    return;
  }
  draw_estimate(drawing, result, row, x, middle, layout.radius);
  drawing.text(
      layout.number_end, middle + 4, numbers_text(result, row.estimate),
      {.size = layout.label_size, .anchor = svg::Anchor::end, .fill = svg::kInk, .bold = !row.estimate.stars.empty()});
  if (layout.intervals) {
    drawing.text(drawing.width(), middle + 4, interval_text(result, row.estimate),
                 {.size = 11, .anchor = svg::Anchor::end});
  }
}

std::size_t tables_in(const std::vector<Row>& rows) {
  std::size_t count = 0;
  const TableResult* table = nullptr;
  for (const Row& row : rows) {
    count += row.estimate.table != table ? 1 : 0;
    table = row.estimate.table;
  }
  return count;
}

void draw_axis(svg::Drawing& drawing, const Ticks& ticks, const Scale& x, double bottom) {
  for (const double value : ticks.values) {
    drawing.line(x(value), kTop, x(value), bottom,
                 {.color = value == 0 ? svg::kQuiet : svg::kGrid, .width = value == 0 ? 1.2 : 1});
    drawing.text(x(value), bottom + 17, format_fixed(value, ticks.decimals),
                 {.size = 11, .anchor = svg::Anchor::middle});
  }
}

std::string axis_name(const std::string& focus, const Scaling& scaling, bool zh) {
  if (!scaling.standardised) return zh ? tidy_chinese(focus + "的系数") : "coefficient of " + focus;
  return zh ? "解释变量增加 1 个标准差时，被解释变量的变化（以其标准差计）"
            : "change of the outcome, in its standard deviations, for one standard deviation of the focus";
}

std::string draw(const StudyResult& result, const std::vector<Row>& rows, const Scaling& scaling,
                 const FigurePage& page, Language language) {
  const bool zh = language == Language::zh;
  const std::string focus = name_of(result, result.study.model->focus).in(language);
  const RowLayout layout = lay_out(result, rows, page, language);
  const Ticks ticks = axis_ticks(rows, page.narrow ? 4 : 6);
  const Scale x{ticks.values.front(), ticks.values.back(), layout.plot_from, layout.plot_to};
  svg::Drawing drawing = start_drawing(
      page, language, zh ? focus + "的系数与 95% 置信区间" : "Coefficients of " + focus + " with 95 % intervals");
  std::vector<std::vector<std::string>> labels;
  double bottom = kTop + static_cast<double>(tables_in(rows)) * kHeading + 4;
  for (const Row& row : rows) {
    labels.push_back(label_lines(label_text(row, language), layout));
    bottom += row_height(labels.back());
  }
  draw_axis(drawing, ticks, x, bottom);
  drawing.text(layout.number_end, 14, zh ? "系数" : "coefficient", {.size = 11, .anchor = svg::Anchor::end});
  if (layout.intervals)
    drawing.text(page.width, 14, zh ? "95% 区间" : "95 % interval", {.size = 11, .anchor = svg::Anchor::end});
  const TableResult* table = nullptr;
  double y = kTop;
  for (std::size_t r = 0; r < rows.size(); ++r) {
    const Row& row = rows[r];
    if (row.estimate.table != table) {
      table = row.estimate.table;
      y += kHeading;
      const std::string heading = zh ? fmt::format("表 {}  {}", table->number, table->spec.title.in(language))
                                     : fmt::format("Table {}  {}", table->number, table->spec.title.in(language));
      drawing.text(0, y - 9, svg::fit_text(heading, page.width, 12, true),
                   {.size = 12, .fill = svg::kInk, .bold = true, .full = heading, .halo = true});
    }
    const double height = row_height(labels[r]);
    draw_row(drawing, result, row, layout, labels[r], x, y + height / 2);
    y += height;
  }
  const double middle = page.narrow ? page.width / 2 : (x.from + x.to) / 2;
  const double end = draw_lines(drawing, axis_name(focus, scaling, zh), middle, bottom + 36,
                                page.narrow ? page.width : 2 * std::min(middle, page.width - middle),
                                {.size = 11.5, .anchor = svg::Anchor::middle, .fill = svg::kInk});
  return drawing.finish(end + 10);
}

// The focus coefficient of every column of every regression table with its 95 % interval. Columns that differ in
// outcome or focus variable are put on one axis by scaling: standard deviations of the outcome for one standard
// deviation of the focus.
std::optional<Figure> figure_coefficients(const StudyResult& result, const FigurePage& page) {
  const std::vector<FocusEstimate> all = focus_estimates(result);
  const bool any =
      std::any_of(all.begin(), all.end(), [](const FocusEstimate& one) { return !is_missing(one.coefficient); });
  if (!any) return std::nullopt;
  const Scaling scaling{.standardised = columns_differ(all)};
  const std::vector<Row> rows = rows_of(result, scaling);
  const Text focus = name_of(result, result.study.model->focus);
  Figure figure;
  figure.title = {fmt::format("Coefficients of {} in all tables", focus.en), fmt::format("各表中{}的系数", focus.zh)};
  const std::string level = format_fixed(100 * weakest_level(result), 0);
  figure.how_to_read = {
      fmt::format("Dot: estimate; bar: 95 % interval; a bar that crosses the vertical line at zero is not significant "
                  "at the 5 % level. "
                  "Hollow dots are not significant at the {} % level. Arrows: the interval goes on beyond the axis.",
                  level),
      fmt::format("圆点为估计值，横线为 95% 置信区间；跨过零线者在 5% 水平上不显著，空心点在 {}% "
                  "水平上不显著；箭头表示区间超出坐标轴。",
                  level)};
  if (scaling.standardised) {
    figure.how_to_read.en +=
        " Because outcomes and measures differ in their units, the axis is in standard deviations; the numbers at the "
        "right "
        "are the coefficients as printed in the tables.";
    figure.how_to_read.zh += "由于各列的被解释变量或解释变量量纲不同，横轴统一以标准差计；右侧数字为表中原始系数。";
  }
  figure.svg = {draw(result, rows, scaling, page, Language::en), draw(result, rows, scaling, page, Language::zh)};
  return figure;
}

}  // namespace

constinit const FigureKind kCoefficientPlot{
    .id = "coefplot",
    .part = FigurePart::models,
    .of = figure_coefficients,
    .title = {"Coefficients of all columns", "全部系数"},
    .shows = {"the focus coefficient of every column of every table", "各表各列的核心系数"},
    .needs = {"a regression table", "回归表"}};

}  // namespace ecoeff
