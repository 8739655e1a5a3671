#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "ecoeff/report/figures/axis.hpp"
#include "ecoeff/report/figures/figures.hpp"
#include "ecoeff/report/figures/palette.hpp"
#include "ecoeff/report/figures/unit_grid.hpp"
#include "ecoeff/report/unit_words.hpp"

namespace ecoeff {
namespace {

constexpr std::size_t kMostUnits = 900;  // more are thinned out
constexpr std::size_t kMostUnitsNarrow = 400;
constexpr std::size_t kMostHovers = 20000;  // cells that say their value when pointed at
constexpr double kLegend = 40;
constexpr double kLegendNarrow = 66;

struct ColorRange {
  double low = 0;
  double high = 1;
  bool cut = false;  // a few values lie above `high`
};

// From the smallest score to the largest, unless a few super-efficient rows would take the colours from all the others.
ColorRange color_range(const std::vector<double>& scores) {
  std::vector<double> present;
  std::copy_if(scores.begin(), scores.end(), std::back_inserter(present), [](double v) { return !is_missing(v); });
  const Summary summary = summarize(present);
  const double usual = percentile(present, 98);
  ColorRange range{.low = std::floor(summary.minimum * 10) / 10, .high = std::ceil(summary.maximum * 10) / 10};
  if (summary.maximum > 1.35 * usual) {
    range.high = std::ceil(usual * 10) / 10;
    range.cut = true;
  }
  if (range.high <= range.low) range.high = range.low + 0.1;
  return range;
}

// Values printed below the colours. Where they are cut off, the end says so in place of what would touch it.
std::vector<double> legend_values(const ColorRange& range, const Ticks& ticks, const Scale& x) {
  std::vector<double> values;
  for (const double value : ticks.values) {
    const bool inside = value > range.low - 1e-9 && value < range.high + 1e-9;
    if (inside && (!range.cut || x(range.high) - x(value) > 44)) values.push_back(value);
  }
  if (range.cut) values.push_back(range.high);
  return values;
}

void draw_legend(svg::Drawing& drawing, const ColorRange& range, bool narrow) {
  const bool zh = drawing.language() == Language::zh;
  constexpr double kWidth = 190;
  constexpr double kLeft = 10;
  constexpr int kSteps = 38;
  for (int i = 0; i < kSteps; ++i) {
    drawing.rectangle(kLeft + i * kWidth / kSteps, 4, kWidth / kSteps + 0.8, 10, viridis((i + 0.5) / kSteps));
  }
  const Scale x{range.low, range.high, kLeft, kLeft + kWidth};
  const Ticks ticks = round_ticks(range.low, range.high, 4);
  for (const double value : legend_values(range, ticks, x)) {
    const bool last = range.cut && value == range.high;
    drawing.line(x(value), 14, x(value), 18);
    drawing.text(x(value), 29, (last ? "≥" : "") + format_fixed(value, std::max(ticks.decimals, last ? 1 : 0)),
                 {.size = 10.5, .anchor = svg::Anchor::middle});
  }
  const std::string frontier = zh ? "位于前沿" : "on the frontier";
  double at = narrow ? kLeft : kLeft + kWidth + 28;
  const double y = narrow ? 38 : 3;
  drawing.rectangle(at, y, 13, 12, viridis(0.93));
  drawing.circle(at + 6.5, y + 6, 2.2, "#1a1a1a");
  drawing.text(at + 18, y + 10, frontier, {.size = 11});
  at += 18 + svg::text_width(frontier, 11) + 20;
  drawing.rectangle(at, y, 13, 12, "#ececec");
  drawing.text(at + 18, y + 10, zh ? "无效率值" : "no score", {.size = 11});
}

// Units by group and then by descending mean; every k-th only when there are too many.
std::vector<GridLine> grid_lines(const StudyResult& result, const std::vector<double>& scores, const Grouping* grouping,
                                 std::size_t every, Language language) {
  const std::vector<double> means = unit_means(result.panel, scores);
  std::vector<std::size_t> order(result.panel.units());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto sortable = [&](std::size_t u) { return is_missing(means[u]) ? -1e300 : means[u]; };
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return sortable(a) > sortable(b); });

  std::vector<GridLine> lines;
  const int groups = grouping == nullptr ? 0 : static_cast<int>(grouping->values.size());
  for (int g = grouping == nullptr ? -1 : 0; g <= groups; ++g) {  // the last: units of no group
    std::vector<std::size_t> members;
    double sum = 0;
    double count = 0;
    for (const std::size_t u : order) {
      if (grouping != nullptr && grouping->of_unit[u] != (g == groups ? -1 : g)) continue;
      members.push_back(u);
      if (is_missing(means[u])) continue;
      sum += means[u];
      ++count;
    }
    if (members.empty() || (grouping == nullptr && g == 0)) continue;
    if (grouping != nullptr) {
      const bool none = g == groups;
      const std::string name = none ? (language == Language::zh ? "未分组" : "no group")
                                    : value_label(result, grouping->values[static_cast<std::size_t>(g)], language);
      lines.push_back({.text = fmt::format("{} ({})", name, members.size()),
                       .right = count > 0 ? format_fixed(sum / count, 2) : "",
                       .heading = true});
    }
    for (std::size_t i = 0; i < members.size(); i += every) {
      lines.push_back({.text = unit_label(result, members[i], language),
                       .right = format_fixed(means[members[i]], 2),
                       .unit = members[i]});
    }
  }
  return lines;
}

GridOptions grid_options(const FigurePage& page, Language language) {
  const bool zh = language == Language::zh;
  GridOptions options{
      .right_room = 36, .right_title = zh ? "均值" : "mean", .continued = zh ? "（续）" : " (continued)"};
  if (page.narrow) {
    options.columns = 1;
    options.least_row = 2;
    options.type_size = 10.5;
    options.label_share = 0.36;
  }
  return options;
}

std::string draw(const StudyResult& result, const ScoreOutcome& outcome, const Grouping* grouping, std::size_t every,
                 const FigurePage& page, Language language) {
  const Panel& panel = result.panel;
  const bool zh = language == Language::zh;
  const std::vector<double> scores = scores_of(outcome);
  const ColorRange range = color_range(scores);
  const std::vector<GridLine> lines = grid_lines(result, scores, grouping, every, language);
  const bool hovers = panel.rows() <= kMostHovers;
  const std::string name = name_of(result, outcome.spec.name).in(language);

  svg::Drawing drawing =
      start_drawing(page, language, zh ? name + "热力图：单元 × 年份" : "Heatmap of " + name + ": unit by period");
  draw_legend(drawing, range, page.narrow);
  const auto cell = [&](std::size_t unit, std::size_t t, double x, double y, double width, double height) {
    const std::int32_t period = panel.periods()[t];
    const std::size_t row = panel.row_of(static_cast<std::int32_t>(unit), period);
    if (row == kNoRow) return;
    const Scores& answer = outcome.result.rows.scores()[row];
    const std::string who = hovers ? fmt::format("{} {}", unit_label(result, unit, language), period) : std::string();
    if (is_missing(answer.score)) {
      const std::string& reason = outcome.result.rows.reason(row).in(language);
      drawing.rectangle(x, y, width, height, "#ececec",
                        hovers ? who + ": " + (reason.empty() ? word(answer.status) : reason) : who);
      return;
    }
    drawing.rectangle(x, y, width, height, viridis((answer.score - range.low) / (range.high - range.low)),
                      hovers ? who + ": " + format_fixed(answer.score, 3) : who);
    if (answer.efficient) {
      const std::string color = viridis((answer.score - range.low) / (range.high - range.low));
      drawing.circle(x + width / 2, y + height / 2, std::min({2.2, width * 0.28, height * 0.28}), text_on(color));
    }
  };
  const GridOptions options = grid_options(page, language);
  const double top = page.narrow ? kLegendNarrow : kLegend;
  const double bottom = draw_unit_grid(drawing, lines, panel.periods(), top, options, cell);
  return drawing.finish(bottom + 4);
}

// One cell a unit and period, units grouped by the first split column and sorted by their mean.
std::optional<Figure> figure_heatmap(const StudyResult& result, const ScoreOutcome& outcome, const FigurePage& page) {
  if (summarize(scores_of(outcome)).n == 0) return std::nullopt;
  const std::vector<Grouping> all = groupings(result);
  const Grouping* grouping = all.empty() || all.front().values.size() > 12 ? nullptr : &all.front();
  const std::size_t most = page.narrow ? kMostUnitsNarrow : kMostUnits;
  const std::size_t every = (result.panel.units() + most - 1) / most;

  const Text name = name_of(result, outcome.spec.name);
  Figure figure;
  const Text where = with_units(result.study, {"every unit", "各单元"});
  figure.title = {fmt::format("{} of {} in every period", sentence_case(name.en), where.en),
                  fmt::format("{}各年的{}", where.zh, name.zh)};
  const bool better = larger_is_better(outcome);
  figure.how_to_read = {
      std::string("One row a unit, one column a period: the lighter the cell, the higher the score") +
          (better ? "" : ", and the further the unit is from the frontier") +
          ". A dot marks a unit on the frontier. Units are sorted by their mean over the periods (right).",
      std::string("一行一个单元，一列一个年份：颜色越亮，") + (better ? "效率越高" : "得分越高，离前沿越远") +
          "；圆点表示该年位于前沿。各单元按历年均值（右列）由高到低排列。"};
  if (grouping != nullptr) {
    const Text by = name_of(result, grouping->column);
    figure.how_to_read.en += fmt::format(" Groups are those of “{}”, with the number of units in parentheses.", by.en);
    figure.how_to_read.zh += fmt::format("分组依据为“{}”，括号内为单元数。", by.zh);
  }
  if (every > 1) {
    figure.how_to_read.en +=
        fmt::format(" There are {} units: every {}th of each group is drawn.", result.panel.units(), every);
    figure.how_to_read.zh += fmt::format("共 {} 个单元，每组每 {} 个画 1 个。", result.panel.units(), every);
  }
  if (thins_names(grid_lines(result, scores_of(outcome), grouping, every, Language::en),
                  grid_options(page, Language::en))) {
    figure.how_to_read.en += " As many units are named as there is room for.";
    figure.how_to_read.zh += "限于版面，只标出部分单元的名称。";
  }
  figure.svg = {draw(result, outcome, grouping, every, page, Language::en),
                draw(result, outcome, grouping, every, page, Language::zh)};
  return figure;
}

}  // namespace

constinit const FigureKind kScoreHeatmap{.id = "score-heatmap",
                                         .part = FigurePart::scores,
                                         .of = figure_heatmap,
                                         .title = {"Every unit in every year", "单元与年份热图"},
                                         .shows = {"every unit in every period, by group", "每个单元每一年，分组排列"},
                                         .needs = {"a score", "效率得分"}};

}  // namespace ecoeff
