#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "ecoeff/report/figures/axis.hpp"
#include "ecoeff/report/figures/figures.hpp"
#include "ecoeff/report/figures/palette.hpp"
#include "ecoeff/report/prose/sentences.hpp"

namespace ecoeff {
namespace {

constexpr double kLeft = 46;
constexpr double kPlotHeight = 330;
constexpr double kPlotHeightNarrow = 240;
constexpr std::size_t kMostRows = 1500;  // beyond, a mark stands for a unit's mean
constexpr std::size_t kMostGroups = 8;

struct Point {
  double x = 0;
  double y = 0;
  int group = -1;
  std::size_t unit = 0;
  std::int32_t period = 0;
};

std::vector<Point> points_of(const StudyResult& result, const std::vector<double>& x, const std::vector<double>& y,
                             const Grouping* grouping, bool means) {
  std::vector<Point> points;
  const Panel& panel = result.panel;
  if (means) {
    const std::vector<double> at_x = unit_means(panel, x);
    const std::vector<double> at_y = unit_means(panel, y);
    for (std::size_t u = 0; u < panel.units(); ++u) {
      if (is_missing(at_x[u]) || is_missing(at_y[u])) continue;
      points.push_back({at_x[u], at_y[u], grouping == nullptr ? -1 : grouping->of_unit[u], u, 0});
    }
    return points;
  }
  for (std::size_t i = 0; i < panel.rows(); ++i) {
    if (is_missing(x[i]) || is_missing(y[i])) continue;
    points.push_back({x[i], y[i], grouping == nullptr ? -1 : grouping->of_row[i],
                      static_cast<std::size_t>(panel.unit()[i]), panel.time()[i]});
  }
  return points;
}

struct Line {
  double slope = kMissing;
  double intercept = kMissing;
  double correlation = kMissing;
};

Line fit(const std::vector<Point>& points) {
  const auto n = static_cast<double>(points.size());
  double mx = 0, my = 0, xx = 0, yy = 0, xy = 0;
  for (const Point& p : points) {
    mx += p.x / n;
    my += p.y / n;
  }
  for (const Point& p : points) {
    xx += (p.x - mx) * (p.x - mx);
    yy += (p.y - my) * (p.y - my);
    xy += (p.x - mx) * (p.y - my);
  }
  if (!(xx > 0) || !(yy > 0)) return {};
  return {xy / xx, my - xy / xx * mx, xy / std::sqrt(xx * yy)};
}

std::vector<KeyEntry> key_of(const StudyResult& result, const Grouping* grouping, Language language) {
  std::vector<KeyEntry> key;
  if (grouping == nullptr) return key;
  for (std::size_t g = 0; g < grouping->values.size(); ++g) {
    key.push_back({.text = value_label(result, grouping->values[g], language),
                   .color = group_color(g),
                   .symbol = KeyEntry::Symbol::mark,
                   .shape = g});
  }
  return key;
}

void draw_marks(svg::Drawing& drawing, const StudyResult& result, const std::vector<Point>& points,
                const Grouping* grouping, const Scale& x, const Scale& y, double radius) {
  for (const Point& p : points) {
    const auto group = static_cast<std::size_t>(std::max(0, p.group));
    const bool none = grouping != nullptr && p.group < 0;
    const std::string who =
        unit_label(result, p.unit, drawing.language()) + (p.period == 0 ? "" : fmt::format(" {}", p.period));
    drawing.mark(group, x(p.x), y(p.y), radius, none ? svg::kRule : group_color(group),
                 fmt::format("{}: {}, {}", who, format_fixed(p.x, 3), format_fixed(p.y, 3)));
  }
}

void draw_line(svg::Drawing& drawing, const Line& line, const Scale& x, const Scale& y) {
  if (is_missing(line.slope)) return;
  double from = x.low;
  double to = x.high;
  if (line.slope != 0) {  // cut where the line leaves the plot
    const double a = (y.low - line.intercept) / line.slope;
    const double b = (y.high - line.intercept) / line.slope;
    from = std::max(from, std::min(a, b));
    to = std::min(to, std::max(a, b));
  }
  if (!(to > from)) return;
  drawing.line(x(from), y(line.intercept + line.slope * from), x(to), y(line.intercept + line.slope * to),
               {.color = svg::kInk, .width = 1.4, .dash = "6 4"});
}

std::string draw(const StudyResult& result, const Text& x_name, const Text& y_name, const std::vector<Point>& points,
                 const Grouping* grouping, const FigurePage& page, Language language) {
  const bool zh = language == Language::zh;
  const std::string across = tidy_chinese(x_name.in(language));
  const std::string up = tidy_chinese(y_name.in(language));
  svg::Drawing drawing =
      start_drawing(page, language, zh ? across + "与" + up + "的散点图" : up + " against " + across);
  const std::vector<KeyEntry> key = key_of(result, grouping, language);
  const svg::TextStyle axis_name{.size = 11.5, .fill = svg::kInk};
  const bool turned = !key.empty() && !page.narrow;  // the name of the vertical axis, beside it
  double top = 14;
  if (turned) {
    top = draw_key(drawing, key, kLeft, page.width, 14) + 20;
  } else {
    top = draw_lines(drawing, up, 0, 14, page.width, axis_name) + 20;
  }
  double low_x = 1e300, high_x = -1e300, low_y = 1e300, high_y = -1e300;
  for (const Point& p : points) {
    low_x = std::min(low_x, p.x);
    high_x = std::max(high_x, p.x);
    low_y = std::min(low_y, p.y);
    high_y = std::max(high_y, p.y);
  }
  const Ticks ticks_x = round_ticks(low_x, high_x, page.narrow ? 4 : 8);
  const Ticks ticks_y = round_ticks(low_y, high_y, page.narrow ? 5 : 6);
  const double bottom = top + (page.narrow ? kPlotHeightNarrow : kPlotHeight);
  const Scale x{ticks_x.values.front(), ticks_x.values.back(), kLeft + 6, page.width - 14};
  const Scale y{ticks_y.values.front(), ticks_y.values.back(), bottom, top};
  draw_value_axis(drawing, ticks_y, y, kLeft, page.width);
  drawing.line(kLeft, bottom, page.width, bottom);
  for (const double value : ticks_x.values) {
    drawing.line(x(value), bottom, x(value), bottom + 4);
    drawing.text(x(value), bottom + 17, format_fixed(value, ticks_x.decimals),
                 {.size = 11, .anchor = svg::Anchor::middle});
  }
  const double radius = points.size() > 600 ? 2.2 : 2.8;
  draw_marks(drawing, result, points, grouping, x, y, page.narrow ? 0.8 * radius : radius);
  draw_line(drawing, fit(points), x, y);
  svg::TextStyle at_end = axis_name;
  at_end.anchor = svg::Anchor::end;
  double end = draw_lines(drawing, across, page.width, bottom + 36, page.width - kLeft, at_end);
  if (turned) {
    svg::TextStyle beside = axis_name;
    beside.anchor = svg::Anchor::middle;
    beside.turn = -90;
    drawing.text(12, (top + bottom) / 2, svg::fit_text(up, bottom, 11.5), beside);
  } else if (!key.empty()) {
    end = draw_key(drawing, key, kLeft, page.width, end + 20);
  }
  return drawing.finish(end + 10);
}

// Scores against an index: a mark a row (a unit's mean when there are many rows), shaped and coloured by the first
// grouping, with the least-squares line. Nothing when fewer than three points have both.
std::optional<Figure> figure_scatter(const StudyResult& result, const ScoreOutcome& outcome, const IndexOutcome& index,
                                     const FigurePage& page) {
  const std::vector<double> scores = scores_of(outcome);
  std::size_t both_there = 0;
  for (std::size_t i = 0; i < scores.size(); ++i) {
    both_there += is_missing(scores[i]) || is_missing(index.result.score[i]) ? 0 : 1;
  }
  const bool means = both_there > kMostRows;
  std::vector<Grouping> all = groupings(result);
  std::erase_if(all, [](const Grouping& g) { return g.values.size() < 2 || g.values.size() > kMostGroups; });
  const Grouping* grouping = all.empty() ? nullptr : &all.front();
  const std::vector<Point> points = points_of(result, index.result.score, scores, grouping, means);
  if (points.size() < 3) return std::nullopt;
  const Text x = name_of(result, index.spec.name);
  const Text y = name_of(result, outcome.spec.name);
  const std::string r = format_fixed(fit(points).correlation, 3);
  Figure figure;
  figure.title = {fmt::format("{} against {}", sentence_case(y.en), x.en), fmt::format("{}与{}的散点图", x.zh, y.zh)};
  figure.how_to_read = {
      fmt::format("A mark is {}; the broken line is the least-squares line of all marks (correlation {}). It mixes "
                  "differences between units with changes within them and holds nothing constant: the regressions "
                  "below do.",
                  means ? "the mean of a unit over all periods" : "a unit in a period", r),
      fmt::format("每个点为{}；虚线为全部点的最小二乘拟合线（相关系数 "
                  "{}）。它混合了单元之间的差异与单元内部的变化，且未控制其他因素，因果与控制见回归结果。",
                  means ? "一个单元各期的均值" : "一个单元一期的取值", r)};
  figure.svg = {draw(result, x, y, points, grouping, page, Language::en),
                draw(result, x, y, points, grouping, page, Language::zh)};
  return figure;
}

}  // namespace

constinit const FigureKind kScoreIndex{
    .id = "score-index",
    .part = FigurePart::association,
    .of = figure_scatter,
    .title = {"Score against index", "得分与指数"},
    .shows = {"scores against the first index, by group; beyond 1,500 rows a mark is a unit's mean",
              "得分与第一个指数的散点图，按组区分；超过 1500 行时每点为单元均值"},
    .needs = {"a score and an index", "得分与指数各一"}};

}  // namespace ecoeff
