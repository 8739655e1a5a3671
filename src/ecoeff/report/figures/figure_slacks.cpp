#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "ecoeff/frontier/score_model.hpp"
#include "ecoeff/report/figures/axis.hpp"
#include "ecoeff/report/figures/figures.hpp"
#include "ecoeff/report/figures/palette.hpp"
#include "ecoeff/report/figures/slack_means.hpp"

namespace ecoeff {
namespace {

constexpr double kBar = 17;
constexpr double kStep = 22;
constexpr double kStepNarrow = 19;
constexpr double kGroupGap = 16;

struct Bar {
  std::string label;
  SlackMeans means;
  bool starts_block = false;
};

std::vector<Bar> bars_of(const StudyResult& result, const ScoreOutcome& outcome, Language language) {
  const Panel& panel = result.panel;
  const bool zh = language == Language::zh;
  std::vector<Bar> bars{{zh ? "全部" : "All", slack_means(result, outcome, [](std::size_t) { return true; })}};
  for (const Grouping& grouping : groupings(result)) {
    if (grouping.values.size() > 12) continue;
    for (std::size_t g = 0; g < grouping.values.size(); ++g) {
      bars.push_back(
          {value_label(result, grouping.values[g], language),
           slack_means(result, outcome, [&](std::size_t i) { return grouping.of_row[i] == static_cast<int>(g); }),
           g == 0});
    }
  }
  if (panel.periods().size() > 1) {
    for (const std::int32_t period : panel.periods()) {
      bars.push_back({std::to_string(period),
                      slack_means(result, outcome, [&](std::size_t i) { return panel.time()[i] == period; }),
                      period == panel.periods().front()});
    }
  }
  std::erase_if(bars, [](const Bar& bar) { return bar.means.rows == 0; });
  return bars;
}

// Lighter and lighter shades of blue-green for inputs, of ochre for good outputs, of red for bad outputs.
std::string feature_color(const ScoreOptions& options, std::size_t k) {
  static constexpr std::array<std::string_view, 5> kInputs{"#1f3b63", "#3f6594", "#7494bd", "#a9bfda", "#d3dfec"};
  static constexpr std::array<std::string_view, 3> kGood{"#c79321", "#dfb85f", "#eed9a6"};
  static constexpr std::array<std::string_view, 3> kBad{"#a8452a", "#cc7a5c", "#e6b5a2"};
  if (k < options.inputs.size()) return std::string(kInputs[k % kInputs.size()]);
  k -= options.inputs.size();
  if (k < options.good.size()) return std::string(kGood[k % kGood.size()]);
  return std::string(kBad[(k - options.good.size()) % kBad.size()]);
}

// "■ energy 26 %": every feature with its share over all rows.
std::vector<KeyEntry> key_of(const std::vector<std::string>& names, const SlackMeans& all,
                             const std::vector<std::string>& colors, Language language) {
  std::vector<KeyEntry> key;
  for (std::size_t k = 0; k < names.size(); ++k)
    key.push_back(
        {.text = names[k] + "  " + percent_text(all.ratio[k] / all.total(), 0, language), .color = colors[k]});
  return key;
}

void draw_bar(svg::Drawing& drawing, const Bar& bar, const std::vector<std::string>& names,
              const std::vector<std::string>& colors, double left, double pixels, double y, bool strong) {
  const bool zh = drawing.language() == Language::zh;
  const double total = bar.means.total();
  double x = left;
  drawing.text(left - 9, y + kBar / 2 + 4, svg::fit_text(bar.label, left - 10, 12, strong),
               {.size = 12, .anchor = svg::Anchor::end, .fill = svg::kInk, .bold = strong, .full = bar.label});
  for (std::size_t k = 0; k < names.size(); ++k) {
    const double share = total > 0 ? bar.means.ratio[k] / total : 0;
    const double width = bar.means.ratio[k] * pixels;
    if (width < 0.2) continue;
    const std::string& color = colors[k];
    drawing.rectangle(
        x, y, std::max(0.2, width - 1), kBar, color,
        fmt::format(fmt::runtime(zh ? "{}，{}：{}（平均松弛占自身 {}）" : "{}, {}: {} (mean slack {} of own value)"),
                    bar.label, names[k], percent_text(share, 1, drawing.language()),
                    percent_text(bar.means.ratio[k], 1, drawing.language())));
    const std::string number = format_fixed(100 * share, 0);
    if (width > svg::text_width(number, 11) + 8) {
      drawing.text(x + width / 2, y + kBar / 2 + 4, number,
                   {.size = 11, .anchor = svg::Anchor::middle, .fill = text_on(color)});
    }
    x += width;
  }
  drawing.text(x + 7, y + kBar / 2 + 4, percent_text(total, 0, drawing.language()), {.size = 11});
}

std::string draw(const StudyResult& result, const ScoreOutcome& outcome, const FigurePage& page, Language language) {
  const bool zh = language == Language::zh;
  const ScoreOptions& options = outcome.result.options;
  std::vector<std::string> names;
  for (const std::string& column : features(options)) names.push_back(feature_label(result, outcome, column, language));
  const std::vector<Bar> bars = bars_of(result, outcome, language);
  double label = 40;
  double largest = 0;
  for (const Bar& bar : bars) {
    label = std::max(label, svg::text_width(bar.label, 12, true));
    largest = std::max(largest, bar.means.total());
  }
  const double left = std::min(label, page.narrow ? 92.0 : 200.0) + 12;
  const double pixels = (page.width - left - 52) / largest;  // of a slack as large as the row's own value
  std::vector<std::string> colors;
  for (std::size_t k = 0; k < names.size(); ++k) colors.push_back(feature_color(options, k));

  svg::Drawing drawing =
      start_drawing(page, language, zh ? "松弛构成：无效率来自哪里" : "Shares of slacks: where the inefficiency is");
  const double start = page.narrow ? 0 : left;
  double y = draw_key(drawing, key_of(names, bars.front().means, colors, language), start, page.width, 12);
  y = 8 + draw_lines(drawing,
                     zh ? "条长：各项松弛占自身取值之比的合计；条内：各项份额（%）"
                        : "length: sum of the slacks, each in % of its own value; in the bars: shares (%)",
                     start, y + 18, page.width - start, {.size = 11});
  const double step = page.narrow ? kStepNarrow : kStep;
  for (std::size_t b = 0; b < bars.size(); ++b) {
    if (bars[b].starts_block) y += page.narrow ? kGroupGap / 2 : kGroupGap;
    draw_bar(drawing, bars[b], names, colors, left, pixels, y, b == 0);
    y += step;
  }
  return drawing.finish(y + 4);
}

// Shares of slack_k / value_k in their sum over k, averaged over rows below the frontier: all, by group, by period.
std::optional<Figure> figure_slacks(const StudyResult& result, const ScoreOutcome& outcome, const FigurePage& page) {
  const SlackMeans means = slack_means(result, outcome, [](std::size_t) { return true; });
  if (means.rows == 0 || !(means.total() > 0)) return std::nullopt;
  const Text name = name_of(result, outcome.spec.name);
  Figure figure;
  const bool all_of_it = score_model(outcome.result.options.model).traits.slack_targets;
  figure.title = all_of_it ? Text{fmt::format("Where the inefficiency is: slacks behind {}", name.en),
                                  fmt::format("无效率的来源：{}的松弛构成", name.zh)}
                           : Text{fmt::format("What remains to be gained: slacks beyond {}", name.en),
                                  fmt::format("剩余的改进空间：{}之外的松弛构成", name.zh)};
  figure.how_to_read = {
      "For rows below the frontier every slack is divided by the row's own value (how far the input or undesirable "
      "output "
      "should fall, or the desirable output rise) and averaged. A bar is as "
      "long as these means together, so longer bars lie further from the frontier; the numbers inside are each one's "
      "share. Slacks need not be unique, so small differences mean little.",
      "对前沿以内的样本，将每项松弛除以自身取值（投入或非期望产出应减少、期望产出应增加的比例）后取平均。条长为各项之和"
      "，越长离前沿越远；条内数字为各项份额。松弛解未必唯一，细小差别不宜解读。"};
  if (!all_of_it) {
    figure.how_to_read.en += " The move that the score measures comes before these slacks and is not among them.";
    figure.how_to_read.zh += "得分所度量的移动先于松弛，不计入图中。";
  }
  figure.svg = {draw(result, outcome, page, Language::en), draw(result, outcome, page, Language::zh)};
  return figure;
}

}  // namespace

constinit const FigureKind kSlackWaterfall{
    .id = "slack-waterfall",
    .part = FigurePart::scores,
    .of = figure_slacks,
    .title = {"Where the inefficiency is", "无效率来源"},
    .shows = {"where the inefficiency is: shares of slacks", "无效率来自哪里：各项松弛的占比"},
    .needs = {"a model with slacks, and rows below the frontier", "有松弛的模型，且有前沿以内的样本"}};

}  // namespace ecoeff
