#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "ecoeff/report/figures/axis.hpp"
#include "ecoeff/report/figures/figures.hpp"
#include "ecoeff/report/figures/kernel_density.hpp"
#include "ecoeff/report/figures/palette.hpp"

namespace ecoeff {
namespace {

constexpr double kLeft = 42;
constexpr double kTop = 12;
constexpr double kPlotHeight = 270;
constexpr double kPlotHeightNarrow = 200;
constexpr double kLabels = 56;
constexpr std::size_t kMostCurves = 5;
constexpr std::size_t kLeastValues = 10;
constexpr std::size_t kPoints = 161;

struct Curve {
  std::int32_t period = 0;
  KernelDensity density;
  Summary summary;
};

// Evenly spaced over the periods with enough scores, first and last included.
std::vector<std::int32_t> chosen_periods(const StudyResult& result, const std::vector<double>& scores) {
  std::vector<std::int32_t> able;
  for (const std::int32_t period : result.panel.periods()) {
    const Summary summary = summarize(values_in(result.panel, scores, period));
    if (summary.n >= kLeastValues && summary.sd > 0) able.push_back(period);
  }
  if (able.size() <= kMostCurves) return able;
  std::vector<std::int32_t> chosen;
  for (std::size_t k = 0; k < kMostCurves; ++k) {
    const double at = static_cast<double>(k * (able.size() - 1)) / (kMostCurves - 1);
    chosen.push_back(able[static_cast<std::size_t>(std::lround(at))]);
  }
  return chosen;
}

std::vector<Curve> curves_of(const StudyResult& result, const std::vector<double>& scores) {
  std::vector<Curve> curves;
  for (const std::int32_t period : chosen_periods(result, scores)) {
    Curve curve{.period = period};
    const std::vector<double> values = values_in(result.panel, scores, period);
    curve.summary = summarize(values);
    curve.density.bandwidth = silverman_bandwidth(curve.summary);
    curves.push_back(std::move(curve));
  }
  double low = 1e300;
  double high = -1e300;
  for (const Curve& curve : curves) {
    low = std::min(low, curve.summary.minimum - 3 * curve.density.bandwidth);
    high = std::max(high, curve.summary.maximum + 3 * curve.density.bandwidth);
  }
  for (Curve& curve : curves) {
    curve.density =
        kernel_density(values_in(result.panel, scores, curve.period), curve.density.bandwidth, low, high, kPoints);
  }
  return curves;
}

// Early periods light and broken, the last one dark and whole: the order is read from the lines themselves.
std::string curve_color(std::size_t index, std::size_t count) {
  return count == 1 ? std::string(group_color(0))
                    : viridis(0.64 * (1 - static_cast<double>(index) / static_cast<double>(count - 1)));
}

std::string_view curve_dash(std::size_t index, std::size_t count) {
  static constexpr std::array<std::string_view, kMostCurves> kDashes{"", "9 4", "5 4", "2 4", "9 3 2 3"};
  return kDashes[std::min(count - 1 - index, kMostCurves - 1)];
}

void draw_value_axis_below(svg::Drawing& drawing, const Ticks& ticks, const Scale& x, double y) {
  drawing.line(x.from, y, x.to, y);
  for (const double value : ticks.values) {
    if (x(value) < x.from - 0.5 || x(value) > x.to + 0.5) continue;
    drawing.line(x(value), y, x(value), y + 4);
    drawing.text(x(value), y + 17, format_fixed(value, ticks.decimals), {.size = 11, .anchor = svg::Anchor::middle});
  }
}

std::string period_text(const Curve& curve) { return curve.period == 0 ? "" : std::to_string(curve.period); }

void draw_curve(svg::Drawing& drawing, const Curve& curve, const Scale& x, const Scale& y, std::string_view color,
                std::string_view dash) {
  svg::Points points;
  for (std::size_t i = 0; i < curve.density.at.size(); ++i)
    points.emplace_back(x(curve.density.at[i]), y(curve.density.density[i]));
  drawing.path(points, {.color = color, .width = 2, .dash = dash});
  const auto top = std::max_element(curve.density.density.begin(), curve.density.density.end());
  const auto at = static_cast<std::size_t>(top - curve.density.density.begin());
  const bool zh = drawing.language() == Language::zh;
  drawing.mark(0, x(curve.density.at[at]), y(*top), 3.2, color,
               fmt::format(fmt::runtime(zh ? "{}：峰值位于 {}，均值 {}，标准差 {}，{} 个观测值"
                                           : "{}: peak at {}, mean {}, standard deviation {}, {} observations"),
                           curve.period, format_fixed(curve.density.at[at], 3), format_fixed(curve.summary.mean, 3),
                           format_fixed(curve.summary.sd, 3), curve.summary.n));
}

// Beside the plot, one below the other; on a narrow page in a line below it. Returns where the key ends.
double draw_periods(svg::Drawing& drawing, const std::vector<Curve>& curves, const std::vector<std::string>& colors,
                    const Scale& x, double bottom, bool narrow) {
  std::vector<KeyEntry> key;
  for (std::size_t c = 0; c < curves.size(); ++c) {
    key.push_back({.text = period_text(curves[c]),
                   .color = colors[c],
                   .symbol = KeyEntry::Symbol::line,
                   .dash = curve_dash(c, curves.size()),
                   .bold = c + 1 == curves.size()});
  }
  if (curves.size() == 1 && key[0].text.empty()) return bottom;
  if (narrow) return draw_key(drawing, key, kLeft, drawing.width(), bottom + 20) + 4;
  for (std::size_t c = 0; c < key.size(); ++c)
    draw_key(drawing, {key[c]}, x.to + 14, drawing.width(), kTop + 14 + 20 * static_cast<double>(c));
  return bottom;
}

std::string draw(const StudyResult& result, const ScoreOutcome& outcome, const std::vector<Curve>& curves,
                 const FigurePage& page, Language language) {
  const bool zh = language == Language::zh;
  const std::string name = name_of(result, outcome.spec.name).in(language);
  svg::Drawing drawing = start_drawing(page, language, zh ? name + "的核密度曲线" : "Kernel densities of " + name);
  double peak = 0;
  for (const Curve& curve : curves) {
    for (const double value : curve.density.density) peak = std::max(peak, value);
  }
  const Ticks across = round_ticks(curves[0].density.at.front(), curves[0].density.at.back(), page.narrow ? 5 : 9);
  const Ticks up = round_ticks(0, peak, 5);
  const double bottom = kTop + (page.narrow ? kPlotHeightNarrow : kPlotHeight);
  const Scale x{curves[0].density.at.front(), curves[0].density.at.back(), kLeft + 4,
                page.narrow ? page.width - 10 : page.width - kLabels - 30};
  const Scale y{0, up.values.back(), bottom, kTop};
  draw_value_axis(drawing, up, y, kLeft, x.to);
  draw_value_axis_below(drawing, across, x, bottom);
  std::vector<std::string> colors;
  for (std::size_t c = 0; c < curves.size(); ++c) {
    colors.push_back(curve_color(c, curves.size()));
    draw_curve(drawing, curves[c], x, y, colors[c], curve_dash(c, curves.size()));
  }
  draw_lines(drawing, tidy_chinese(name), (x.from + x.to) / 2, bottom + 36, x.to - x.from,
             {.size = 11.5, .anchor = svg::Anchor::middle, .fill = svg::kInk});
  return drawing.finish(draw_periods(drawing, curves, colors, x, bottom + 36, page.narrow) + 10);
}

// Gaussian kernel densities of the scores of up to five periods; bandwidth 0.9 min(sd, IQR/1.34) n^(-1/5) (Silverman
// 1986, eq. 3.31). Nothing when no period has ten scores.
std::optional<Figure> figure_density(const StudyResult& result, const ScoreOutcome& outcome, const FigurePage& page) {
  const std::vector<Curve> curves = curves_of(result, scores_of(outcome));
  if (curves.empty()) return std::nullopt;
  const Text name = name_of(result, outcome.spec.name);
  const bool several = curves.size() > 1;
  Figure figure;
  figure.title = {fmt::format("Kernel density of {}{}", name.en, several ? " by period" : ""),
                  fmt::format("{}的{}核密度", name.zh, several ? "逐年" : "")};
  double narrow = 1e300;
  double wide = 0;
  for (const Curve& curve : curves) {
    narrow = std::min(narrow, curve.density.bandwidth);
    wide = std::max(wide, curve.density.bandwidth);
  }
  const std::string widths = format_fixed(narrow, 3) == format_fixed(wide, 3)
                                 ? format_fixed(wide, 3)
                                 : format_fixed(narrow, 3) + "–" + format_fixed(wide, 3);
  const bool better = larger_is_better(outcome);
  figure.how_to_read = {
      fmt::format("A curve is a smoothed histogram of the units{} with area 1; the dot marks its peak. A curve that "
                  "moves to the right means higher scores{}, a wider one that units differ more, a second hump that "
                  "they fall into groups. Gaussian kernel, Silverman's bandwidth ({}); the tails run a little beyond "
                  "the data.",
                  several ? " in one period" : "", better ? "" : " (further from the frontier)", widths),
      fmt::format("每条曲线是{}各单元得分的平滑直方图，面积为 "
                  "1，圆点为峰值。曲线右移表示{}，变宽表示差异扩大，出现第二个峰表示分化为不同群组。"
                  "高斯核，Silverman 带宽（{}）；曲线两端略超出实际取值范围。",
                  several ? "该年" : "", better ? "整体水平提高" : "得分升高、离前沿更远", widths)};
  figure.svg = {draw(result, outcome, curves, page, Language::en), draw(result, outcome, curves, page, Language::zh)};
  return figure;
}

}  // namespace

constinit const FigureKind kScoreDensity{
    .id = "score-density",
    .part = FigurePart::scores,
    .of = figure_density,
    .title = {"Densities of scores", "得分核密度"},
    .shows = {"kernel densities of up to five periods", "至多五个年份的核密度曲线"},
    .needs = {"a period with ten scores", "至少一期有十个得分"}};

}  // namespace ecoeff
