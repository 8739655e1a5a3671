#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "ecoeff/index/index_method.hpp"
#include "ecoeff/report/figures/axis.hpp"
#include "ecoeff/report/figures/figures.hpp"
#include "ecoeff/report/figures/palette.hpp"

namespace ecoeff {
namespace {

constexpr double kBar = 15;
constexpr double kStep = 23;
constexpr double kStepNarrow = 19;

struct WeightBar {
  std::string label;
  std::string dimension;  // first level
  std::string path;       // the levels below it
  double weight = 0;
  bool positive = true;
};

std::vector<WeightBar> sorted_bars(const StudyResult& result, const IndexOutcome& outcome, Language language) {
  std::vector<WeightBar> bars;
  for (const IndicatorWeight& weight : outcome.result.weights) {
    if (is_missing(weight.weight)) continue;
    const std::vector<std::string>& group = weight.indicator.group;
    WeightBar bar{.label = label_of(result, weight.indicator.column).in(language),
                  .weight = weight.weight,
                  .positive = weight.indicator.positive};
    if (!group.empty()) bar.dimension = value_label(result, group.front(), language);
    for (std::size_t i = 1; i < group.size(); ++i) {
      bar.path += (i > 1 ? " / " : "") + value_label(result, group[i], language);
    }
    bars.push_back(std::move(bar));
  }
  std::stable_sort(bars.begin(), bars.end(),
                   [](const WeightBar& a, const WeightBar& b) { return a.weight > b.weight; });
  return bars;
}

std::vector<std::string> dimensions_of(const StudyResult& result, const IndexOutcome& outcome, Language language) {
  std::vector<std::string> all;
  for (const IndicatorWeight& weight : outcome.result.weights) {
    if (weight.indicator.group.empty()) continue;
    const std::string name = value_label(result, weight.indicator.group.front(), language);
    if (std::find(all.begin(), all.end(), name) == all.end()) all.push_back(name);
  }
  return all;
}

// "■ dimension 61.4 %": every dimension, with the sum of its weights where weights sum to one.
std::vector<KeyEntry> key_of(const std::vector<WeightBar>& bars, const std::vector<std::string>& dimensions,
                             bool shares, Language language) {
  std::vector<KeyEntry> key;
  for (std::size_t d = 0; d < dimensions.size(); ++d) {
    double sum = 0;
    for (const WeightBar& bar : bars) sum += bar.dimension == dimensions[d] ? bar.weight : 0;
    key.push_back({.text = shares ? dimensions[d] + "  " + percent_text(sum, 1, language) : dimensions[d],
                   .color = group_color(d),
                   .bold = true});
  }
  return key;
}

std::string name_and_sign(const WeightBar& bar, bool zh) {
  return bar.label + (bar.positive ? "" : zh ? "（−）" : " (−)");
}

std::string draw(const StudyResult& result, const IndexOutcome& outcome, const FigurePage& page, Language language) {
  const bool zh = language == Language::zh;
  const bool shares = index_method(outcome.result.method).weights_sum_to_one;
  const std::vector<WeightBar> bars = sorted_bars(result, outcome, language);
  const std::vector<std::string> dimensions = dimensions_of(result, outcome, language);
  const double size = page.narrow ? 10.5 : 12;
  double label = 0;
  double path = 0;
  double low = 0;
  double high = 0;
  for (const WeightBar& bar : bars) {
    label = std::max(label, svg::text_width(name_and_sign(bar, zh), size));
    path = std::max(path, svg::text_width(bar.path, 10.5));
    low = std::min(low, bar.weight);
    high = std::max(high, bar.weight);
  }
  label = std::min(label, page.narrow ? 148.0 : 230.0);
  path = page.narrow ? 0 : std::min(path, 200.0);  // the levels between are in the table
  const double left = label + 12;
  const double number = 46;
  const double right = page.width - path - (path > 0 ? 16 : 0) - number;
  const std::string name = name_of(result, outcome.spec.name).in(language);
  svg::Drawing drawing = start_drawing(page, language, zh ? name + "的指标权重" : "Indicator weights of " + name);
  double y =
      dimensions.empty() ? 10 : draw_key(drawing, key_of(bars, dimensions, shares, language), 0, page.width, 12) + 24;
  const Scale x{low, high == low ? low + 1 : high, left + (low < 0 ? number : 0), right};
  const double top = y - 4;
  const double step = page.narrow ? kStepNarrow : kStep;
  for (const WeightBar& bar : bars) {
    const auto d = std::find(dimensions.begin(), dimensions.end(), bar.dimension) - dimensions.begin();
    const double base = y + kBar / 2 + 4;
    const std::string text = name_and_sign(bar, zh);
    const std::string value = format_fixed(bar.weight, 3);
    drawing.text(label, base, svg::fit_text(text, label, size),
                 {.size = size, .anchor = svg::Anchor::end, .fill = svg::kInk, .full = text});
    drawing.rectangle(std::min(x(0), x(bar.weight)), y, std::max(0.8, std::abs(x(bar.weight) - x(0))), kBar,
                      group_color(static_cast<std::size_t>(d)), text + ": " + value);
    drawing.text(bar.weight < 0 ? x(bar.weight) - 6 : x(bar.weight) + 6, base, value,
                 {.size = 11, .anchor = bar.weight < 0 ? svg::Anchor::end : svg::Anchor::start, .fill = svg::kInk});
    if (path > 0) {
      drawing.text(page.width, base, svg::fit_text(bar.path, path, 10.5),
                   {.size = 10.5, .anchor = svg::Anchor::end, .full = bar.path});
    }
    y += step;
  }
  drawing.line(x(0), top, x(0), y - 4);
  return drawing.finish(y + 2);
}

// Index weights, sorted, coloured by dimension.
std::optional<Figure> figure_weights(const StudyResult& result, const IndexOutcome& outcome, const FigurePage& page) {
  const bool any = std::any_of(outcome.result.weights.begin(), outcome.result.weights.end(),
                               [](const IndicatorWeight& weight) { return !is_missing(weight.weight); });
  if (!any) return std::nullopt;
  const IndexMethod& how = index_method(outcome.result.method);
  const Text name = name_of(result, outcome.spec.name);
  Figure figure;
  const Text& method = how.about.title;
  const auto unless_said = [](const std::string& before, const std::string& words, const std::string& brackets) {
    return before.find(words) == std::string::npos ? brackets : std::string();  // a label may say its method
  };
  figure.title = {
      fmt::format("Indicator weights of {}{}", name.en, unless_said(name.en, method.en, " (" + method.en + ")")),
      fmt::format("{}的指标权重{}", name.zh, unless_said(name.zh, method.zh, "（" + method.zh + "）"))};
  figure.how_to_read = how.how_to_read;
  figure.svg = {draw(result, outcome, page, Language::en), draw(result, outcome, page, Language::zh)};
  return figure;
}

}  // namespace

constinit const FigureKind kWeightsFigure{.id = "weights",
                                          .part = FigurePart::indexes,
                                          .of = FigureOfIndex{figure_weights},
                                          .title = {"Weights of the index", "指数权重"},
                                          .shows = {"index weights, sorted, by dimension", "指标权重，按维度着色排序"},
                                          .needs = {"an index", "综合指数"}};

}  // namespace ecoeff
