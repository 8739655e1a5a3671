#include "ecoeff/report/prose/sentences.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "ecoeff/base/counted.hpp"
#include "ecoeff/index/index_method.hpp"
#include "ecoeff/report/figures/figure_data.hpp"
#include "ecoeff/report/figures/slack_means.hpp"
#include "ecoeff/report/focus.hpp"
#include "ecoeff/report/unit_words.hpp"

namespace ecoeff {
namespace {

std::string three(double value) { return format_fixed(value, 3); }
std::string percent(double share, int decimals = 0) { return format_fixed(100 * share, decimals); }

// Slacks that are round-off: of a model that leaves none.
constexpr double kNoSlack = 5e-4;

bool is_latin(char c) { return static_cast<unsigned char>(c) < 0x80; }

bool has_periods(const Panel& panel) { return panel.periods().size() > 1; }

Text span_of(const Panel& panel) {
  if (!has_periods(panel)) return {};
  return {fmt::format(" in {}-{}", panel.periods().front(), panel.periods().back()),
          fmt::format("{}—{} 年，", panel.periods().front(), panel.periods().back())};
}

// "from 0.412 in 2010 to 0.498 in 2023", of the means of the first and the last period that have any value.
std::optional<Text> change_over_time(const Panel& panel, const std::vector<double>& values) {
  if (!has_periods(panel)) return std::nullopt;
  double first = kMissing;
  double last = kMissing;
  std::int32_t first_period = 0;
  std::int32_t last_period = 0;
  for (const std::int32_t period : panel.periods()) {
    const double mean = summarize(values_in(panel, values, period)).mean;
    if (is_missing(mean)) continue;
    if (is_missing(first)) {
      first = mean;
      first_period = period;
    }
    last = mean;
    last_period = period;
  }
  if (is_missing(first) || first_period == last_period) return std::nullopt;
  const bool same = three(first) == three(last);
  const bool up = last > first;
  return Text{fmt::format("its yearly mean {} {} in {} {} {} in {}",
                          same ? "was"
                          : up ? "rose from"
                               : "fell from",
                          three(first), first_period, same ? "and" : "to", three(last), last_period),
              fmt::format("年度均值由 {} 年的 {} {} {} 年的 {}", first_period, three(first),
                          same ? "到"
                          : up ? "升至"
                               : "降至",
                          last_period, three(last))};
}

// "By river section, Upstream is highest (0.512) and Downstream lowest (0.401)".
std::optional<Text> group_extremes(const StudyResult& result, const std::vector<double>& values) {
  const std::vector<Grouping> all = groupings(result);
  if (all.empty()) return std::nullopt;
  const Grouping& grouping = all.front();
  std::vector<std::pair<double, std::string>> means;
  for (std::size_t g = 0; g < grouping.values.size(); ++g) {
    std::vector<double> members;
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (grouping.of_row[i] == static_cast<int>(g)) members.push_back(values[i]);
    }
    const double mean = summarize(members).mean;
    if (!is_missing(mean)) means.emplace_back(mean, grouping.values[g]);
  }
  if (means.size() < 2) return std::nullopt;
  const auto [low, high] = std::minmax_element(means.begin(), means.end());
  const Text by = name_of(result, grouping.column);
  return Text{
      fmt::format("by {}, the mean is highest for {} ({}) and lowest for {} ({})", by.en,
                  value_label(result, high->second, Language::en), three(high->first),
                  value_label(result, low->second, Language::en), three(low->first)),
      fmt::format("按{}分组，{}均值最高（{}），{}最低（{}）", by.zh, value_label(result, high->second, Language::zh),
                  three(high->first), value_label(result, low->second, Language::zh), three(low->first))};
}

}  // namespace

std::string p_text(double p) {
  if (is_missing(p)) return "p = n/a";
  return p < 0.0005 ? "p < 0.001" : "p = " + three(p);
}

std::optional<Text> score_sentence(const StudyResult& result, const ScoreOutcome& outcome) {
  const std::vector<double> scores = scores_of(outcome);
  const Summary all = summarize(scores);
  if (all.n == 0) return std::nullopt;
  const auto efficient =
      std::ranges::count_if(outcome.result.rows.scores(), [](const Scores& row) { return row.efficient; });
  const Text name = name_of(result, outcome.spec.name);
  const Text span = span_of(result.panel);
  const Text units = counted_units(result.study, result.panel.units());
  const double share = static_cast<double>(efficient) / static_cast<double>(all.n);
  Text text{
      fmt::format("The mean {} of the {}{} is {} (standard deviation {}, minimum {}, maximum {}); {} of {} "
                  "observations ({} %) {} on "
                  "the frontier",
                  name.en, units.en, span.en, three(all.mean), three(all.sd), three(all.minimum), three(all.maximum),
                  efficient, all.n, percent(share, 1), agree(static_cast<std::size_t>(efficient), "lies", "lie")),
      fmt::format("{}{}的{}均值为 {}（标准差 {}，最小值 {}，最大值 {}），{} 个观测值中有 {} 个（{}%）位于前沿", span.zh,
                  units.zh, name.zh, three(all.mean), three(all.sd), three(all.minimum), three(all.maximum), all.n,
                  efficient, percent(share, 1))};
  if (const auto change = change_over_time(result.panel, scores)) {
    text.en += "; " + change->en;
    text.zh += "；" + change->zh;
  }
  if (const auto groups = group_extremes(result, scores)) {
    text.en += ". " + sentence_case(groups->en);
    text.zh += "。" + groups->zh;
  }
  text.en += ".";
  text.zh = tidy_chinese(text.zh + "。");
  return text;
}

std::optional<Text> slack_sentence(const StudyResult& result, const ScoreOutcome& outcome) {
  const SlackMeans means = slack_means(result, outcome, [](std::size_t) { return true; });
  if (means.rows == 0 || !(means.total() > kNoSlack)) return std::nullopt;
  const std::vector<std::string> names = features(outcome.result.options);
  std::vector<std::size_t> order(names.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return means.ratio[a] > means.ratio[b]; });
  const std::size_t first = order.front();
  const std::size_t last = order.back();
  const auto label = [&](std::size_t k, Language language) {
    const std::string text = feature_label(result, outcome, names[k], language);
    if (language == Language::en) return lower_first(text);
    return (is_latin(text.front()) ? " " : "") + text + (is_latin(text.back()) ? " " : "");
  };
  const std::string ratio = percent(means.ratio[first], 1);
  const std::string most = percent(means.ratio[first] / means.total(), 1);
  const std::string least = percent(means.ratio[last] / means.total(), 1);
  return Text{
      fmt::format("Over the {} observations below the frontier the largest part of the slacks is in {} ({} % of the "
                  "sum; on average {} % of its "
                  "own value), the smallest in {} ({} %).",
                  means.rows, label(first, Language::en), most, ratio, label(last, Language::en), least),
      tidy_chinese(fmt::format(
          "在前沿以内的 {} 个观测值中，松弛最大的一项是{}（占合计的 {}%，平均为自身取值的 {}%），最小的是{}（{}%）。",
          means.rows, label(first, Language::zh), most, ratio, label(last, Language::zh), least))};
}

std::optional<Text> index_sentence(const StudyResult& result, const IndexOutcome& outcome) {
  std::vector<IndicatorWeight> weights = outcome.result.weights;
  std::erase_if(weights, [](const IndicatorWeight& weight) { return is_missing(weight.weight); });
  if (weights.empty()) return std::nullopt;
  std::stable_sort(weights.begin(), weights.end(),
                   [](const IndicatorWeight& a, const IndicatorWeight& b) { return a.weight > b.weight; });
  const std::size_t shown = std::min<std::size_t>(3, weights.size());
  std::vector<std::string> en;
  std::vector<std::string> zh;
  double sum = 0;
  for (std::size_t i = 0; i < shown; ++i) {
    const Text label = name_of(result, weights[i].indicator.column);
    en.push_back(fmt::format("{} ({})", label.en, three(weights[i].weight)));
    zh.push_back(fmt::format("{}（{}）", label.zh, three(weights[i].weight)));
    sum += weights[i].weight;
  }
  const Text name = name_of(result, outcome.spec.name);
  const IndexMethod& method = index_method(outcome.result.method);
  Text text{fmt::format("Of the {} indicators of {} the heaviest {} {}", weights.size(), name.en,
                        shown == 1 ? "is" : "are", join(en, ", ")),
            fmt::format("{}的 {} 个指标中，权重居前的是{}", name.zh, weights.size(), join(zh, "、"))};
  if (method.weights_sum_to_one) {
    text.en += fmt::format(", together {} % of the weight", percent(sum, 1));
    text.zh += fmt::format("，合计占 {}%", percent(sum, 1));
  }
  if (method.clause != nullptr) {
    const Text clause = method.clause({name, outcome.result, outcome.spec.options});
    text.en += clause.en;
    text.zh += clause.zh;
  }
  if (const auto change = change_over_time(result.panel, outcome.result.score); change && method.has_level) {
    text.en += "; " + change->en;
    text.zh += "；" + name.zh + change->zh;
  }
  text.en += ".";
  text.zh = tidy_chinese(text.zh + "。");
  return text;
}

std::optional<Text> association_sentence(const StudyResult& result, const ScoreOutcome& outcome,
                                         const IndexOutcome& index) {
  const std::vector<double> scores = scores_of(outcome);
  std::vector<double> x, y;
  for (std::size_t i = 0; i < scores.size(); ++i) {
    if (is_missing(scores[i]) || is_missing(index.result.score[i])) continue;
    x.push_back(index.result.score[i]);
    y.push_back(scores[i]);
  }
  const Summary of_x = summarize(x);
  const Summary of_y = summarize(y);
  if (x.size() < 3 || !(of_x.sd > 0) || !(of_y.sd > 0)) return std::nullopt;
  double product = 0;
  for (std::size_t i = 0; i < x.size(); ++i) product += (x[i] - of_x.mean) * (y[i] - of_y.mean);
  const double r = product / (static_cast<double>(x.size() - 1) * of_x.sd * of_y.sd);
  const Text across = name_of(result, index.spec.name);
  const Text up = name_of(result, outcome.spec.name);
  const Text mixes = with_units(
      result.study, {"it mixes differences between units with changes within them and holds nothing constant.",
                     "它混合了单元之间的差异与单元内部的变化，且未控制其他因素。"});
  return Text{fmt::format("Over {} observations the correlation of {} with {} is {}; {}", x.size(), up.en, across.en,
                          three(r), mixes.en),
              tidy_chinese(fmt::format("{} 个观测值中，{}与{}的相关系数为 {}；{}", x.size(), up.zh, across.zh, three(r),
                                       mixes.zh))};
}

}  // namespace ecoeff
