#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "ecoeff/report/axis.hpp"
#include "ecoeff/report/figures.hpp"
#include "ecoeff/report/palette.hpp"

namespace ecoeff {
namespace {

constexpr double kLeft = 42;   // room for axis values
constexpr double kTitle = 30;  // room for a panel's title
constexpr double kAxis = 26;   // room for periods
constexpr std::size_t kMostGroups = 8;
constexpr std::size_t kMostGroupings = 4;

struct Series {
  std::string label;
  std::vector<double> middle, low, high;  // by period; missing where there is no value
};

struct Box {
  double x, y, width, height;
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

void draw_panel(svg::Drawing& drawing, const StudyResult& result, const Box& box, const std::string& title,
                const std::vector<Series>& series, const Ticks& ticks, bool is_overall) {
  const bool zh = drawing.language() == Language::zh;
  double label_room = 0;
  for (const Series& one : series) label_room = std::max(label_room, svg::text_width(one.label, 12, true));
  label_room = std::min(label_room, box.width * 0.32);
  if (is_overall) label_room = std::max(label_room, svg::text_width(zh ? "中间一半" : "middle half", 11));
  const double bottom = box.y + box.height - kAxis;
  const double top = box.y + kTitle;
  const double right = box.x + box.width - label_room - 14;
  const auto& periods = result.panel.periods();
  const Scale x{static_cast<double>(periods.front()), static_cast<double>(periods.back()), box.x + kLeft + 8,
                right - 6};
  const Scale y{ticks.values.front(), ticks.values.back(), bottom, top};

  drawing.text(box.x, box.y + 13, title, {.size = 13, .fill = svg::kInk, .bold = true});
  draw_value_axis(drawing, ticks, y, box.x + kLeft, right);
  draw_period_axis(drawing, periods, {x.low, x.high, x.from, x.to}, bottom);
  for (std::size_t s = 0; s < series.size(); ++s) {
    draw_band(drawing, result, series[s], x, y, group_color(s), is_overall ? 0.16 : 0.10);
  }
  std::vector<double> ends;
  for (std::size_t s = 0; s < series.size(); ++s) {
    draw_line(drawing, result, series[s], x, y, group_color(s), s);
    ends.push_back(y(last_value(series[s])));
  }
  if (is_overall) {
    const double p75 = series[0].high.back();
    if (!is_missing(p75)) ends.push_back(y((series[0].high.back() + 2 * series[0].middle.back()) / 3) - 12);
  }
  const std::vector<double> places = spread_labels(ends, 15, top + 4, bottom - 2);
  for (std::size_t s = 0; s < series.size(); ++s) {
    drawing.text(right + 6, places[s] + 4, svg::fit_text(series[s].label, label_room + 4, 12, true),
                 {.size = 12, .fill = group_color(s), .bold = true, .full = series[s].label});
  }
  if (places.size() > series.size()) {
    drawing.text(right + 6, places.back() + 4, zh ? "中间一半" : "middle half", {.size = 11});
  }
}

std::string draw(const StudyResult& result, const std::string& column, const std::vector<double>& values,
                 const std::vector<Grouping>& groups, Language language) {
  const bool zh = language == Language::zh;
  std::vector<std::vector<Series>> panels{{overall(result, values, language)}};
  std::vector<std::string> titles{zh ? fmt::format("全部样本（{} 个单元）", result.panel.units())
                                     : fmt::format("All {} units", result.panel.units())};
  for (const Grouping& grouping : groups) {
    panels.push_back(by_group(result, values, grouping, language));
    titles.push_back((zh ? "按" : "By ") + name_of(result, grouping.column).in(language) + (zh ? "分组" : ""));
  }
  double low = 1e300;
  double high = -1e300;
  for (const auto& panel : panels) {
    for (const Series& series : panel) {
      for (const double value : series.low) low = is_missing(value) ? low : std::min(low, value);
      for (const double value : series.high) high = is_missing(value) ? high : std::max(high, value);
    }
  }
  const Ticks ticks = round_ticks(low, high, 5);

  const std::string name = name_of(result, column).in(language);
  svg::Drawing drawing(kFigureWidth, language, zh ? name + "的年度均值" : "Mean of " + name + " by period");
  const double gap = 28;
  const bool side_by_side = panels.size() == 2;
  const double first_width = side_by_side ? (kFigureWidth - gap) / 2 : kFigureWidth;
  const double height = side_by_side ? 290 : 230;
  draw_panel(drawing, result, {0, 0, first_width, height}, titles[0], panels[0], ticks, true);
  double total = height;
  for (std::size_t p = 1; p < panels.size(); ++p) {
    if (side_by_side) {
      draw_panel(drawing, result, {first_width + gap, 0, first_width, height}, titles[p], panels[p], ticks, false);
      break;
    }
    const double width = (kFigureWidth - gap) / 2;
    const double y = height + 24 + static_cast<double>((p - 1) / 2) * 304;
    draw_panel(drawing, result, {(p - 1) % 2 == 0 ? 0 : width + gap, y, width, 280}, titles[p], panels[p], ticks,
               false);
    total = y + 280;
  }
  return drawing.finish(total + 4);
}

std::optional<Figure> trend_of(const StudyResult& result, const std::string& column, const std::vector<double>& values,
                               const char* id) {
  if (result.panel.periods().size() < 2 || summarize(values).n == 0) return std::nullopt;
  std::vector<Grouping> groups = groupings(result);
  std::erase_if(groups, [](const Grouping& g) { return g.values.size() < 2 || g.values.size() > kMostGroups; });
  if (groups.size() > kMostGroupings) groups.resize(kMostGroupings);
  const Text name = name_of(result, column);
  Figure figure{.id = id};
  figure.title = {fmt::format("Mean of {} by period{}", name.en, groups.empty() ? "" : " and group"),
                  fmt::format("{}的年度均值{}", name.zh, groups.empty() ? "" : "及分组变化")};
  figure.how_to_read = {
      "The line is the mean of the units in each period; the grey-blue band holds the middle half of them.",
      "实线为各年均值，浅色带为处于中间一半（第 25 至第 75 百分位）的单元。"};
  if (!groups.empty()) {
    figure.how_to_read.en +=
        " In the panels by group the bands are 95 % intervals of each group's mean: groups whose bands overlap "
        "widely need not differ. All panels share one vertical axis.";
    figure.how_to_read.zh += "分组图中的色带为组均值的 95 % 区间：大幅重叠的组之间未必有差别。各图纵轴相同。";
  }
  figure.svg = {draw(result, column, values, groups, Language::en), draw(result, column, values, groups, Language::zh)};
  return figure;
}

}  // namespace

std::optional<Figure> figure_trend(const StudyResult& result, const ScoreOutcome& outcome) {
  return trend_of(result, outcome.spec.name, scores_of(outcome), "score-trend");
}

std::optional<Figure> figure_index_trend(const StudyResult& result, const IndexOutcome& outcome) {
  return trend_of(result, outcome.spec.name, outcome.result.score, "index-trend");
}

}  // namespace ecoeff
