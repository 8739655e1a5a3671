#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "ecoeff/report/figures/axis.hpp"
#include "ecoeff/report/figures/figures.hpp"
#include "ecoeff/report/figures/palette.hpp"
#include "ecoeff/report/unit_words.hpp"

namespace ecoeff {
namespace {

constexpr double kLeft = 42;
constexpr double kPlotHeight = 250;
constexpr double kPlotHeightNarrow = 220;
constexpr double kNameLine = 13;
constexpr double kMostNameSize = 10.5;
constexpr double kLeastNameSize = 9;
constexpr std::size_t kMostNames = 6;  // a period; the others are counted

struct Frontier {
  std::vector<std::string> names;  // best first
  std::size_t more = 0;
};

// The names of the units on the frontier in each period.
std::vector<Frontier> frontier_names(const StudyResult& result, const ScoreOutcome& outcome, Language language,
                                     std::size_t most) {
  const Panel& panel = result.panel;
  std::vector<Frontier> all;
  for (const std::int32_t period : panel.periods()) {
    std::vector<std::size_t> rows;
    for (std::size_t i = 0; i < panel.rows(); ++i) {
      if (panel.time()[i] == period && outcome.result.rows[i].efficient) rows.push_back(i);
    }
    const auto score = [&](std::size_t i) {
      return is_missing(outcome.result.rows[i].score) ? -1e300 : outcome.result.rows[i].score;
    };
    std::stable_sort(rows.begin(), rows.end(), [&](std::size_t a, std::size_t b) { return score(a) > score(b); });
    Frontier frontier;
    const std::size_t shown = rows.size() > most ? most - 1 : rows.size();
    for (std::size_t k = 0; k < shown; ++k) {
      frontier.names.push_back(unit_label(result, static_cast<std::size_t>(panel.unit()[rows[k]]), language));
    }
    frontier.more = rows.size() - shown;
    all.push_back(std::move(frontier));
  }
  return all;
}

// The type in which every name fits its slot, within limits.
double name_size(const std::vector<Frontier>& frontier, double slot) {
  double widest = 1;
  for (const Frontier& one : frontier) {
    for (const std::string& name : one.names) widest = std::max(widest, svg::text_width(name, 1));
  }
  return std::clamp(std::floor(2 * slot / widest) / 2, kLeastNameSize, kMostNameSize);
}

void draw_box(svg::Drawing& drawing, const Summary& summary, double x, double half, const Scale& y, double low,
              double high, const std::string& hover) {
  const std::string_view blue = group_color(0);
  drawing.line(x, y(low), x, y(summary.p25), {.color = blue});
  drawing.line(x, y(summary.p75), x, y(high), {.color = blue});
  const double height = std::max(0.5, y(summary.p25) - y(summary.p75));
  drawing.rectangle(x - half, y(summary.p75), 2 * half, height, "#dfe6ef", hover);
  drawing.frame(x - half, y(summary.p75), 2 * half, height, {.color = blue});
  drawing.line(x - half, y(summary.median), x + half, y(summary.median), {.color = blue, .width = 2});
}

void draw_period(svg::Drawing& drawing, const StudyResult& result, const ScoreOutcome& outcome, std::int32_t period,
                 double x, double half, const Scale& y) {
  const std::vector<double> scores = scores_of(outcome);
  const Summary summary = summarize(values_in(result.panel, scores, period));
  if (summary.n == 0) return;
  const double reach = 1.5 * (summary.p75 - summary.p25);
  double low = summary.p25;
  double high = summary.p75;
  for (const double value : values_in(result.panel, scores, period)) {
    if (value >= summary.p25 - reach) low = std::min(low, value);
    if (value <= summary.p75 + reach) high = std::max(high, value);
  }
  const bool zh = drawing.language() == Language::zh;
  draw_box(drawing, summary, x, half, y, low, high,
           fmt::format(fmt::runtime(zh ? "{}：中位数 {}，中间一半 {} 至 {}，{} 个观测值"
                                       : "{}: median {}, middle half {} to {}, {} observations"),
                       period, format_fixed(summary.median, 3), format_fixed(summary.p25, 3),
                       format_fixed(summary.p75, 3), summary.n));
  for (std::size_t i = 0; i < result.panel.rows(); ++i) {
    const double value = scores[i];
    if (result.panel.time()[i] != period || is_missing(value)) continue;
    const bool efficient = outcome.result.rows[i].efficient;
    if (!efficient && value >= low && value <= high) continue;
    const std::string who = fmt::format(
        "{} {}: {}", unit_label(result, static_cast<std::size_t>(result.panel.unit()[i]), drawing.language()), period,
        format_fixed(value, 3));
    if (efficient) {
      drawing.mark(0, x, y(value), 3.2, group_color(1), who);
    } else {
      drawing.circle(x, y(value), 2.2, "#ffffff", {.color = svg::kRule}, who);
    }
  }
}

constexpr double kNarrowNameSize = 10.5;
constexpr std::size_t kMostNamesNarrow = 3;

// Names in a line above each period; the lines end above `top`.
void draw_names_above(svg::Drawing& drawing, const std::vector<Frontier>& frontier, double slot, double top) {
  const double size = name_size(frontier, slot - 3);
  for (std::size_t t = 0; t < frontier.size(); ++t) {
    const double x = kLeft + (static_cast<double>(t) + 0.5) * slot;
    const double lines = static_cast<double>(frontier[t].names.size() + (frontier[t].more > 0 ? 1 : 0));
    double base = top - 14 - (lines - 1) * kNameLine;
    for (const std::string& who : frontier[t].names) {
      drawing.text(x, base, svg::fit_text(who, slot - 3, size),
                   {.size = size, .anchor = svg::Anchor::middle, .fill = svg::kInk, .full = who});
      base += kNameLine;
    }
    if (frontier[t].more > 0)
      drawing.text(x, base, fmt::format("+{}", frontier[t].more), {.size = size, .anchor = svg::Anchor::middle});
  }
}

// "2010 Dongying, Luoyang +2" for each period, one after the other on as many lines as they need; returns the last
// base.
double draw_names_below(svg::Drawing& drawing, const StudyResult& result, const std::vector<Frontier>& frontier,
                        double base) {
  const bool zh = drawing.language() == Language::zh;
  double x = 0;
  for (std::size_t t = 0; t < frontier.size(); ++t) {
    if (frontier[t].names.empty()) continue;
    const std::int32_t period = result.panel.periods()[t];
    const std::string when = period == 0 ? std::string() : std::to_string(period);
    const double room = when.empty() ? 0 : svg::text_width(when, kNarrowNameSize, true) + 5;
    std::string who = join(frontier[t].names, zh ? "、" : ", ");
    if (frontier[t].more > 0) who += fmt::format(" +{}", frontier[t].more);
    const std::string shown = svg::fit_text(who, drawing.width() - room, kNarrowNameSize);
    const double width = room + svg::text_width(shown, kNarrowNameSize);
    if (x > 0 && x + width > drawing.width()) {
      x = 0;
      base += 15;
    }
    drawing.text(x, base, when, {.size = kNarrowNameSize, .fill = svg::kInk, .bold = true});
    drawing.text(x + room, base, shown, {.size = kNarrowNameSize, .fill = svg::kInk, .full = who});
    x += width + 14;
  }
  return base;
}

void draw_periods(svg::Drawing& drawing, const std::vector<std::int32_t>& periods, double slot, double base) {
  if (periods.size() == 1 && periods[0] == 0) return;  // a cross-section
  double free_from = 0;
  for (std::size_t t = 0; t < periods.size(); ++t) {
    const double x = kLeft + (static_cast<double>(t) + 0.5) * slot;
    const std::string period = std::to_string(periods[t]);
    const double half = svg::text_width(period, 11) / 2;
    if (x - half < free_from || x + half > drawing.width()) continue;
    drawing.text(x, base, period, {.size = 11, .anchor = svg::Anchor::middle});
    free_from = x + half + 6;
  }
}

std::string draw(const StudyResult& result, const ScoreOutcome& outcome, const FigurePage& page, Language language) {
  const Panel& panel = result.panel;
  const bool zh = language == Language::zh;
  const std::string name = name_of(result, outcome.spec.name).in(language);
  svg::Drawing drawing = start_drawing(page, language, zh ? name + "各年箱线图" : "Box plot of " + name + " by period");

  const std::vector<Frontier> frontier =
      frontier_names(result, outcome, language, page.narrow ? kMostNamesNarrow : kMostNames);
  std::size_t lines = 0;
  for (const Frontier& one : frontier) lines = std::max(lines, one.names.size() + (one.more > 0 ? 1 : 0));
  const double names_top = 22;
  const double top = lines == 0 || page.narrow ? 12 : names_top + static_cast<double>(lines) * kNameLine + 14;
  const double bottom = top + (page.narrow ? kPlotHeightNarrow : kPlotHeight);

  const Summary all = summarize(scores_of(outcome));
  const Ticks ticks = round_ticks(all.minimum, all.maximum, page.narrow ? 5 : 6);
  const Scale y{ticks.values.front(), ticks.values.back(), bottom, top};
  draw_value_axis(drawing, ticks, y, kLeft, page.width);
  drawing.line(kLeft, bottom, page.width, bottom);

  const double slot = (page.width - kLeft) / static_cast<double>(panel.periods().size());
  for (std::size_t t = 0; t < panel.periods().size(); ++t) {
    const double x = kLeft + (static_cast<double>(t) + 0.5) * slot;
    draw_period(drawing, result, outcome, panel.periods()[t], x, std::min(13.0, slot * 0.3), y);
  }
  draw_periods(drawing, panel.periods(), slot, bottom + 17);
  if (lines == 0) return drawing.finish(bottom + 26);
  const svg::TextStyle heading{.size = 12, .fill = group_color(1), .bold = true};
  const std::string on_frontier =
      with_units(result.study, {"Units on the frontier", "位于前沿的单元"}).in(zh ? Language::zh : Language::en);
  if (page.narrow) {
    drawing.text(0, bottom + 38, on_frontier, heading);
    return drawing.finish(draw_names_below(drawing, result, frontier, bottom + 55) + 5);
  }
  drawing.text(0, 11, on_frontier, heading);
  draw_names_above(drawing, frontier, slot, top);
  return drawing.finish(bottom + 26);
}

// A box for each period; units on the frontier are named above it, or below the plot on a narrow page.
std::optional<Figure> figure_box(const StudyResult& result, const ScoreOutcome& outcome, const FigurePage& page) {
  if (summarize(scores_of(outcome)).n == 0) return std::nullopt;
  const Text name = name_of(result, outcome.spec.name);
  Figure figure;
  figure.title = {fmt::format("Distribution of {} by period", name.en), fmt::format("{}的逐年分布", name.zh)};
  figure.how_to_read = {
      "The box holds the middle half of the units, the bar is the median, the whiskers reach to the last value within "
      "1.5 box "
      "lengths; hollow dots lie beyond. Filled dots are units on the frontier, named by period, best first.",
      "箱体为中间一半单元，横线为中位数，须线延伸至 1.5 "
      "倍箱长以内的最远值，空心点为其外的值；实心点为位于前沿的单元，其名称按年列出，由高到低。"};
  figure.svg = {draw(result, outcome, page, Language::en), draw(result, outcome, page, Language::zh)};
  return figure;
}

}  // namespace

constinit const FigureKind kScoreBox{
    .id = "score-box",
    .part = FigurePart::scores,
    .of = figure_box,
    .title = {"Boxes by year", "各年箱线图"},
    .shows = {"a box for each period, the units on the frontier named", "逐年箱线图，标出位于前沿的单元"},
    .needs = {"a score", "效率得分"}};

}  // namespace ecoeff
