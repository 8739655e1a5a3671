#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "ecoeff/frontier/score_model.hpp"
#include "ecoeff/report/figures/axis.hpp"
#include "ecoeff/report/figures/figures.hpp"
#include "ecoeff/report/figures/palette.hpp"
#include "ecoeff/report/unit_words.hpp"

namespace ecoeff {
namespace {

constexpr double kLeft = 42;   // room for axis values
constexpr double kTitle = 30;  // room for a panel's title
constexpr double kAxis = 26;   // room for periods
constexpr std::size_t kMostGroups = 8;
constexpr std::size_t kMostGroupings = 4;
constexpr std::string_view kOverallBand = "#dbe0e6";  // the first group's colour, as thin as its band

struct Series {
  std::string label;
  std::vector<double> middle, low, high;  // by period; missing where there is no value
};

struct Box {
  double x, y, width, height;
};

struct TrendPanel {
  std::string title;
  std::vector<Series> series;
  bool is_overall = false;
};

Series overall(const StudyResult& result, const std::vector<double>& scores, Language language) {
  Series series{.label = language == Language::zh ? "均值" : "mean"};
  for (const std::int32_t period : result.panel.periods()) {
    const Summary summary = summarize(values_in(result.panel, scores, period));
    series.middle.push_back(summary.mean);
    series.low.push_back(summary.p25);
    series.high.push_back(summary.p75);
  }
  return series;
}

std::vector<Series> by_group(const StudyResult& result, const std::vector<double>& scores, const Grouping& grouping,
                             Language language) {
  std::vector<Series> all;
  for (std::size_t g = 0; g < grouping.values.size(); ++g) {
    Series series{.label = value_label(result, grouping.values[g], language)};
    for (const std::int32_t period : result.panel.periods()) {
      const Summary summary = summarize(values_in(result.panel, scores, period, &grouping, static_cast<int>(g)));
      const double half = summary.n > 1 ? 1.96 * summary.sd / std::sqrt(static_cast<double>(summary.n)) : 0;
      series.middle.push_back(summary.mean);
      series.low.push_back(summary.mean - half);
      series.high.push_back(summary.mean + half);
    }
    all.push_back(std::move(series));
  }
  return all;
}

void draw_band(svg::Drawing& drawing, const StudyResult& result, const Series& series, const Scale& x, const Scale& y,
               std::string_view color, double opacity) {
  const auto& periods = result.panel.periods();
  svg::Points upper;
  svg::Points lower;
  const auto flush = [&] {
    upper.insert(upper.end(), lower.rbegin(), lower.rend());
    if (upper.size() > 2) drawing.area(upper, color, opacity);
    upper.clear();
    lower.clear();
  };
  for (std::size_t t = 0; t < periods.size(); ++t) {
    if (is_missing(series.low[t])) {
      flush();
      continue;
    }
    upper.emplace_back(x(periods[t]), y(series.high[t]));
    lower.emplace_back(x(periods[t]), y(series.low[t]));
  }
  flush();
}

void draw_line(svg::Drawing& drawing, const StudyResult& result, const Series& series, const Scale& x, const Scale& y,
               std::string_view color, std::size_t shape) {
  const auto& periods = result.panel.periods();
  svg::Points points;
  for (std::size_t t = 0; t < periods.size(); ++t) {
    if (!is_missing(series.middle[t])) points.emplace_back(x(periods[t]), y(series.middle[t]));
  }
  drawing.path(points, {.color = color, .width = 2});
  for (std::size_t t = 0; t < periods.size(); ++t) {
    if (is_missing(series.middle[t])) continue;
    drawing.mark(shape, x(periods[t]), y(series.middle[t]), 3, color,
                 fmt::format("{} {}: {}", series.label, periods[t], format_fixed(series.middle[t], 3)));
  }
}

double last_value(const Series& series) {
  for (std::size_t t = series.middle.size(); t-- > 0;) {
    if (!is_missing(series.middle[t])) return series.middle[t];
  }
  return kMissing;
}

const char* band_name(Language language) { return language == Language::zh ? "中间一半" : "middle half"; }

// Title, axes, bands and lines in a box; `right` is where the plot ends.
void draw_plot(svg::Drawing& drawing, const StudyResult& result, const Box& box, double right, const TrendPanel& panel,
               const Scale& y, const Ticks& ticks) {
  const auto& periods = result.panel.periods();
  const Scale x{static_cast<double>(periods.front()), static_cast<double>(periods.back()), box.x + kLeft + 8,
                right - 6};
  drawing.text(box.x, box.y + 13, svg::fit_text(panel.title, box.width, 13, true),
               {.size = 13, .fill = svg::kInk, .bold = true, .full = panel.title});
  draw_value_axis(drawing, ticks, y, box.x + kLeft, right);
  draw_period_axis(drawing, periods, {x.low, x.high, x.from, x.to}, y.from);
  for (std::size_t s = 0; s < panel.series.size(); ++s) {
    draw_band(drawing, result, panel.series[s], x, y, group_color(s), panel.is_overall ? 0.16 : 0.10);
  }
  for (std::size_t s = 0; s < panel.series.size(); ++s)
    draw_line(drawing, result, panel.series[s], x, y, group_color(s), s);
}

Scale y_scale(const Box& box, const Ticks& ticks) {
  return {ticks.values.front(), ticks.values.back(), box.y + box.height - kAxis, box.y + kTitle};
}

// Lines named at their ends.
void draw_wide_panel(svg::Drawing& drawing, const StudyResult& result, const Box& box, const TrendPanel& panel,
                     const Ticks& ticks) {
  const std::vector<Series>& series = panel.series;
  const char* band = band_name(drawing.language());
  double label_room = 0;
  for (const Series& one : series) label_room = std::max(label_room, svg::text_width(one.label, 12, true));
  label_room = std::min(label_room, box.width * 0.32);
  if (panel.is_overall) label_room = std::max(label_room, svg::text_width(band, 11));
  const double right = box.x + box.width - label_room - 14;
  const Scale y = y_scale(box, ticks);
  draw_plot(drawing, result, box, right, panel, y, ticks);

  std::vector<double> ends;
  for (const Series& one : series) ends.push_back(y(last_value(one)));
  if (panel.is_overall && !is_missing(series[0].high.back()))
    ends.push_back(y((series[0].high.back() + 2 * series[0].middle.back()) / 3) - 12);
  const std::vector<double> places = spread_labels(ends, 15, y.to + 4, y.from - 2);
  for (std::size_t s = 0; s < series.size(); ++s) {
    drawing.text(right + 6, places[s] + 4, svg::fit_text(series[s].label, label_room + 4, 12, true),
                 {.size = 12, .fill = group_color(s), .bold = true, .full = series[s].label});
  }
  if (places.size() > series.size()) drawing.text(right + 6, places.back() + 4, band, {.size = 11});
}

// Lines named below the plot; returns where the panel ends.
double draw_narrow_panel(svg::Drawing& drawing, const StudyResult& result, const Box& box, const TrendPanel& panel,
                         const Ticks& ticks) {
  draw_plot(drawing, result, box, box.x + box.width - 10, panel, y_scale(box, ticks), ticks);
  std::vector<KeyEntry> key;
  for (std::size_t s = 0; s < panel.series.size(); ++s) {
    key.push_back(
        {.text = panel.series[s].label, .color = group_color(s), .symbol = KeyEntry::Symbol::mark, .shape = s});
  }
  if (panel.is_overall) key.push_back({.text = band_name(drawing.language()), .color = kOverallBand});
  return draw_key(drawing, key, box.x + kLeft, box.x + box.width, box.y + box.height + 12) + 6;
}

double draw_wide(svg::Drawing& drawing, const StudyResult& result, const std::vector<TrendPanel>& panels,
                 const Ticks& ticks) {
  const double gap = 28;
  const bool side_by_side = panels.size() == 2;
  const double half = (drawing.width() - gap) / 2;
  const double height = side_by_side ? 290 : 230;
  draw_wide_panel(drawing, result, {0, 0, side_by_side ? half : drawing.width(), height}, panels[0], ticks);
  if (side_by_side) {
    draw_wide_panel(drawing, result, {half + gap, 0, half, height}, panels[1], ticks);
    return height;
  }
  double total = height;
  for (std::size_t p = 1; p < panels.size(); ++p) {
    const double y = height + 24 + static_cast<double>((p - 1) / 2) * 304;
    draw_wide_panel(drawing, result, {(p - 1) % 2 == 0 ? 0 : half + gap, y, half, 280}, panels[p], ticks);
    total = y + 280;
  }
  return total;
}

double draw_narrow(svg::Drawing& drawing, const StudyResult& result, const std::vector<TrendPanel>& panels,
                   const Ticks& ticks) {
  const double height = panels.size() > 3 ? 150 : 185;
  double y = 0;
  for (const TrendPanel& panel : panels) {
    if (&panel != &panels.front()) y += 20;
    y = draw_narrow_panel(drawing, result, {0, y, drawing.width(), height}, panel, ticks);
  }
  return y;
}

std::string draw(const StudyResult& result, const std::string& column, const std::vector<double>& values,
                 const std::vector<Grouping>& groups, const FigurePage& page, Language language) {
  const bool zh = language == Language::zh;
  const Text units = counted_units(result.study, result.panel.units());
  const std::string name = name_of(result, column).in(language);
  std::vector<TrendPanel> panels{
      {zh ? tidy_chinese(name + "均值（全部 " + units.zh + "）") : sentence_case(name) + ", mean of all " + units.en,
       {overall(result, values, language)},
       true}};
  for (const Grouping& grouping : groups) {
    const std::string by = name_of(result, grouping.column).in(language);
    panels.push_back(
        {zh ? tidy_chinese("按" + by + "分组") : "By " + by, by_group(result, values, grouping, language)});
  }
  double low = 1e300;
  double high = -1e300;
  for (const TrendPanel& panel : panels) {
    for (const Series& series : panel.series) {
      for (const double value : series.low) low = is_missing(value) ? low : std::min(low, value);
      for (const double value : series.high) high = is_missing(value) ? high : std::max(high, value);
    }
  }
  const Ticks ticks = round_ticks(low, high, page.narrow ? 4 : 5);
  svg::Drawing drawing = start_drawing(page, language, zh ? name + "的年度均值" : "Mean of " + name + " by period");
  return drawing.finish((page.narrow ? draw_narrow : draw_wide)(drawing, result, panels, ticks) + 4);
}

std::optional<Figure> trend_of(const StudyResult& result, const std::string& column, const std::vector<double>& values,
                               const FigurePage& page) {
  if (result.panel.periods().size() < 2 || summarize(values).n == 0) return std::nullopt;
  std::vector<Grouping> groups = groupings(result);
  std::erase_if(groups, [](const Grouping& g) { return g.values.size() < 2 || g.values.size() > kMostGroups; });
  if (groups.size() > kMostGroupings) groups.resize(kMostGroupings);
  const Text name = name_of(result, column);
  Figure figure;
  figure.title = {fmt::format("Mean of {} by period{}", name.en, groups.empty() ? "" : " and group"),
                  fmt::format("{}的年度均值{}", name.zh, groups.empty() ? "" : "及分组变化")};
  figure.how_to_read = {
      "The line is the mean of the units in each period; the grey-blue band holds the middle half of them.",
      "实线为各年均值，浅色带为处于中间一半（第 25 至第 75 百分位）的单元。"};
  if (!groups.empty()) {
    figure.how_to_read.en +=
        " In the panels by group the bands are 95 % intervals of each group's mean: groups whose bands overlap "
        "widely need not differ. All panels share one vertical axis.";
    figure.how_to_read.zh += "分组图中的色带为组均值的 95% 区间：大幅重叠的组之间未必有差别。各图纵轴相同。";
  }
  figure.svg = {draw(result, column, values, groups, page, Language::en),
                draw(result, column, values, groups, page, Language::zh)};
  return figure;
}

// Mean score by period with the middle half of the units, and by group with the 95 % interval of each group's mean.
std::optional<Figure> figure_trend(const StudyResult& result, const ScoreOutcome& outcome, const FigurePage& page) {
  return trend_of(result, outcome.spec.name, scores_of(outcome), page);
}

// Cumulated levels of productivity likewise.
std::optional<Figure> figure_level_trend(const StudyResult& result, const ProductivityOutcome& outcome,
                                         const FigurePage& page) {
  if (!outcome.result.options.level) return std::nullopt;
  std::optional<Figure> figure = trend_of(result, outcome.spec.name, outcome.result.level, page);
  if (!figure) return std::nullopt;
  const char* start = score_model(outcome.result.options.model).traits.differences ? "0" : "1";
  figure->how_to_read.en += fmt::format(" Levels are cumulated from {} in the base year.", start);
  figure->how_to_read.zh += fmt::format("水平值自基期（{}）起累积。", start);
  return figure;
}

// The index likewise.
std::optional<Figure> figure_index_trend(const StudyResult& result, const IndexOutcome& outcome,
                                         const FigurePage& page) {
  return trend_of(result, outcome.spec.name, outcome.result.score, page);
}

}  // namespace

constinit const FigureKind kScoreTrend{
    .id = "score-trend",
    .part = FigurePart::scores,
    .of = figure_trend,
    .title = {"Mean score by year", "各年平均效率"},
    .shows = {"mean by period with the middle half of the units, and by group with 95 % bands",
              "年度均值与中间一半单元；分组均值与 95% 区间"},
    .needs = {"a score, two periods", "效率得分，且至少两期"}};

constinit const FigureKind kLevelTrend{
    .id = "level-trend",
    .part = FigurePart::scores,
    .of = figure_level_trend,
    .title = {"Levels of productivity over time", "累积生产率水平趋势"},
    .shows = {"mean level by period with the middle half of the units, and by group with 95 % bands",
              "水平值的年度均值与中间一半单元；分组均值与 95% 区间"},
    .needs = {"an index of productivity with `level`", "带 `level` 的生产率指数"}};

constinit const FigureKind kIndexTrend{
    .id = "index-trend",
    .part = FigurePart::indexes,
    .of = FigureOfIndex{.draw = figure_index_trend, .first_only = true},
    .title = {"The index over time", "指数趋势"},
    .shows = {"mean of the first index by period with the middle half of the units, and by group with 95 % bands",
              "第一个指数的年度均值与中间一半单元；分组均值与 95% 区间"},
    .needs = {"an index, two periods", "综合指数，且至少两期"}};

}  // namespace ecoeff
