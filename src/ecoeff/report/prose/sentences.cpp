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

std::string level_text(double level) {
  return percent(level, std::abs(100 * level - std::round(100 * level)) > 1e-9 ? 1 : 0);
}

// "positive and significant at the 5 % level"; "positive, but not significant at the 10 % level".
Text verdict(const StudyResult& result, const FocusEstimate& one) {
  const double level = significance_level(result, one.p);
  const bool positive = one.coefficient > 0;
  const bool zero = one.coefficient == 0;
  const std::string en = zero ? "zero" : positive ? "positive" : "negative";
  const std::string zh = zero ? "为零" : positive ? "为正" : "为负";
  if (is_missing(level)) {
    const std::string weakest = level_text(weakest_level(result));
    return {fmt::format("{}, but not significant at the {} % level", en, weakest),
            fmt::format("{}，但在 {}% 水平上不显著", zh, weakest)};
  }
  return {fmt::format("{} and significant at the {} % level", en, level_text(level)),
          fmt::format("在 {}% 水平上显著{}", level_text(level), zh)};
}

std::string statistic_name(const FocusEstimate& one) { return std::isfinite(one.column->estimate->df_r) ? "t" : "z"; }

std::string statistic_text(const FocusEstimate& one) {
  return fmt::format("{} = {}, {}", statistic_name(one), three(one.statistic), p_text(one.p));
}

std::string statistic_text_zh(const FocusEstimate& one) { return replace_all(statistic_text(one), ", ", "，"); }

// One column in full: estimate, statistic, interval, verdict, and the size in standard deviations.
Text full_sentence(const StudyResult& result, const FocusEstimate& one) {
  const Text focus = name_of(result, one.focus);
  const Text outcome = name_of(result, one.column->outcome);
  const std::string value = format_estimate(result, one.coefficient);
  const std::string low = format_estimate(result, one.low);
  const std::string high = format_estimate(result, one.high);
  const Text judged = verdict(result, one);
  Text text{fmt::format(
                "In column ({}) of Table {} the coefficient of {} on {} is {} ({}; 95 % interval {} to {}): {}.",
                one.number, one.table->number, focus.en, outcome.en, value, statistic_text(one), low, high, judged.en),
            fmt::format("表 {} 列（{}）中，{}对{}的系数为 {}（{}；95% 置信区间 [{}, {}]），{}。", one.table->number,
                        one.number, focus.zh, outcome.zh, value, statistic_text_zh(one), low, high, judged.zh)};
  if (is_missing(significance_level(result, one.p))) return text;  // no size for what may be zero
  const Table& table = result.panel.table;
  if (!table.has(one.focus) || !table.has(one.column->outcome)) return text;
  if (!moves_alone(*one.column->estimate, one.focus)) return text;
  const auto x = table.numbers(one.focus);
  const auto y = table.numbers(one.column->outcome);
  const double sd_x = summarize({x.begin(), x.end()}).sd;
  const double sd_y = summarize({y.begin(), y.end()}).sd;
  if (!(sd_x > 0) || !(sd_y > 0)) return text;
  const double moved = one.coefficient * sd_x;
  text.en += fmt::format(
      " One standard deviation more of {} ({}) goes with {} {} of {}, {} % of its standard deviation.", focus.en,
      three(sd_x), three(std::abs(moved)), moved < 0 ? "less" : "more", outcome.en, percent(std::abs(moved) / sd_y, 1));
  text.zh +=
      fmt::format("{}每提高 1 个标准差（{}），{}平均{} {}，相当于其标准差的 {}%。", focus.zh, three(sd_x), outcome.zh,
                  moved < 0 ? "降低" : "提高", three(std::abs(moved)), percent(std::abs(moved) / sd_y, 1));
  return text;
}

Text listed(const StudyResult& result, const FocusEstimate& one) {
  if (is_missing(one.coefficient)) {
    const Text reason =
        one.column->refused ? one.column->refused->message : Text{"the coefficient was omitted", "该系数被剔除"};
    return {fmt::format("({}) {}: not estimated ({})", one.number, one.label.in(Language::en), reason.in(Language::en)),
            fmt::format("（{}）{}：未能估计（{}）", one.number, one.label.in(Language::zh), reason.in(Language::zh))};
  }
  const Text judged = verdict(result, one);
  return {fmt::format("({}) {}: {} ({}), {}", one.number, one.label.in(Language::en),
                      format_estimate(result, one.coefficient), statistic_text(one), judged.en),
          fmt::format("（{}）{}：{}（{}），{}", one.number, one.label.in(Language::zh),
                      format_estimate(result, one.coefficient), statistic_text_zh(one), judged.zh)};
}

// What a GMM column must be judged by.
Text gmm_clause(const StudyResult& result, const FocusEstimate& one) {
  if (!one.column->estimate || !one.column->estimate->gmm) return {};
  const GmmReport& gmm = *one.column->estimate->gmm;
  std::string numbers;
  for (const ArTest& test : gmm.ar) numbers += fmt::format("AR({}) {}; ", test.order, p_text(test.p));
  numbers += fmt::format("Hansen {}", p_text(gmm.hansen.p));
  const Text units = counted_units(result.study, one.column->estimate->groups);
  return {fmt::format(" [{}; {}, {}]", numbers, counted(gmm.instruments, "instrument"), units.en),
          fmt::format("［{}；工具变量 {} 个，{}］", replace_all(numbers, "; ", "；"), gmm.instruments, units.zh)};
}

Text equality_sentence(const StudyResult& result, const GroupComparison& comparison) {
  const TestResult& test = comparison.equal;
  if (is_missing(test.p)) return {};
  const bool differ = !is_missing(significance_level(result, test.p));
  const std::string numbers = is_missing(test.df2)
                                  ? fmt::format("chi2({}) = {}", test.df, three(test.statistic))
                                  : fmt::format("F({}, {}) = {}", test.df, test.df2, three(test.statistic));
  const std::string level = level_text(differ ? significance_level(result, test.p) : weakest_level(result));
  return {fmt::format(" Equality of the coefficients across groups is {} at the {} % level ({}, {}).",
                      differ ? "rejected" : "not rejected", level, numbers, p_text(test.p)),
          fmt::format("组间系数相等的原假设在 {}% 水平上{}（{}，{}）。", level, differ ? "被拒绝" : "不能被拒绝",
                      numbers, p_text(test.p))};
}

// The focus variable and, where columns have others in its place, those.
Text focus_names(const StudyResult& result, const std::vector<FocusEstimate>& all) {
  std::vector<std::string> en, zh;
  for (const FocusEstimate& one : all) {
    if (is_missing(one.coefficient)) continue;
    const Text name = name_of(result, one.focus);
    if (std::find(en.begin(), en.end(), name.en) != en.end()) continue;
    en.push_back(name.en);
    zh.push_back(name.zh);
  }
  return {join(en, " or "), join(zh, "或")};
}

// "of 4 estimated coefficients of x, all are positive and 3 are significant at the 10 % level. " after the name of what
// holds them.
Text count_sentence(const StudyResult& result, const std::vector<FocusEstimate>& all, const Text& where) {
  std::size_t estimated = 0;
  std::size_t positive = 0;
  std::size_t significant = 0;
  for (const FocusEstimate& one : all) {
    if (is_missing(one.coefficient)) continue;
    ++estimated;
    positive += one.coefficient > 0 ? 1 : 0;
    significant += is_missing(significance_level(result, one.p)) ? 0 : 1;
  }
  const Text focus = focus_names(result, all);
  const std::string level = level_text(weakest_level(result));
  const auto counted = [&](std::size_t n) {
    if (n == 0) return std::string("none is");
    if (n == estimated && n > 1) return std::string(n == 2 ? "both are" : "all are");
    return fmt::format("{} {}", n, n == 1 ? "is" : "are");
  };
  return {fmt::format("{}: of {} estimated coefficient{} of {}, {} positive and {} significant at the {} % level. ",
                      where.en, estimated, estimated == 1 ? "" : "s", focus.en, counted(positive), counted(significant),
                      level),
          fmt::format("{}：{}的 {} 个估计系数中，{} 个为正，{}在 {}% 水平上显著。", where.zh, focus.zh, estimated,
                      positive, significant == 0 ? std::string("没有系数") : fmt::format("{} 个", significant), level)};
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
  if (means.rows == 0 || !(means.total() > 0)) return std::nullopt;
  const std::vector<std::string> names = features(outcome.result.options);
  std::vector<std::size_t> order(names.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return means.ratio[a] > means.ratio[b]; });
  const std::size_t first = order.front();
  const std::size_t last = order.back();
  const auto label = [&](std::size_t k, Language language) {
    const std::string text = feature_label(result, outcome, names[k], language);
    return language == Language::en ? lower_first(text) : text;
  };
  const std::string ratio = percent(means.ratio[first], 1);
  const std::string most = percent(means.ratio[first] / means.total(), 1);
  const std::string least = percent(means.ratio[last] / means.total(), 1);
  return Text{
      fmt::format("Over the {} observations below the frontier the largest part of the slacks is in {} ({} % of the "
                  "sum; on average {} % of its "
                  "own value), the smallest in {} ({} %).",
                  means.rows, label(first, Language::en), most, ratio, label(last, Language::en), least),
      fmt::format(
          "在前沿以内的 {} 个观测值中，松弛最大的一项是{}（占合计的 {}%，平均为自身取值的 {}%），最小的是{}（{}%）。",
          means.rows, label(first, Language::zh), most, ratio, label(last, Language::zh), least)};
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

std::optional<Text> table_sentence(const StudyResult& result, const TableResult& table) {
  if (table.columns.empty() || !result.study.model) return std::nullopt;
  const std::vector<FocusEstimate> all = focus_estimates(result, table);
  const bool any =
      std::any_of(all.begin(), all.end(), [](const FocusEstimate& one) { return !is_missing(one.coefficient); });
  if (!any) return std::nullopt;
  const bool plain = std::all_of(all.begin(), all.end(), [&](const FocusEstimate& one) {
    return one.column->head.empty() && one.column->spec.outcome.empty() && one.column->group.empty() &&
           one.column->spec.estimator == table.columns.front().spec.estimator && !is_missing(one.coefficient);
  });
  Text text;
  if (plain) {  // variants of the base model: the last in full, the first beside it
    const ColumnResult* last = all.back().column;
    for (const FocusEstimate& one : all) {
      if (one.column != last) continue;
      const Text sentence = full_sentence(result, one);
      text.en += (text.en.empty() ? "" : " ") + sentence.en;
      text.zh += sentence.zh;
    }
    if (all.front().column != last) {
      const Text first = listed(result, all.front());
      text.en += " Beside it, " + first.en + ".";
      text.zh += "对照：" + first.zh + "。";
    }
    text.zh = tidy_chinese(text.zh);
    return text;
  }
  const bool other_outcomes =
      std::all_of(all.begin(), all.end(), [](const FocusEstimate& one) { return !one.column->spec.outcome.empty(); });
  const Text where{fmt::format("Table {}", table.number), fmt::format("表 {}", table.number)};
  // Signs are counted of one variable, not of it and its square or lags.
  const bool one_each =
      std::all_of(all.begin(), all.end(), [](const FocusEstimate& one) { return one.focus == one.column->focus; });
  if (!other_outcomes && one_each) text = count_sentence(result, all, where);
  if (!other_outcomes && !one_each) text = {where.en + ": ", where.zh + "："};
  for (std::size_t i = 0; i < all.size(); ++i) {
    const bool last = i + 1 == all.size();
    if (other_outcomes && !is_missing(all[i].coefficient)) {
      const Text one = full_sentence(result, all[i]);
      text.en += (i > 0 ? " " : "") + one.en;
      text.zh += one.zh;
      continue;
    }
    const Text one = listed(result, all[i]);
    const bool of_column = last || all[i + 1].column != all[i].column;  // once a column, behind its last coefficient
    const Text gmm = of_column ? gmm_clause(result, all[i]) : Text{};
    text.en += one.en + gmm.en + (last ? "." : "; ");
    text.zh += one.zh + gmm.zh + (last ? "。" : "；");
  }
  if (table.comparison) {
    const Text equality = equality_sentence(result, *table.comparison);
    text.en += equality.en;
    text.zh += equality.zh;
  }
  text.zh = tidy_chinese(text.zh);
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

std::optional<Text> all_columns_sentence(const StudyResult& result) {
  std::vector<FocusEstimate> all = focus_estimates(result);
  std::erase_if(all, [&](const FocusEstimate& one) { return !is_main_focus(result, one); });
  const bool any =
      std::any_of(all.begin(), all.end(), [](const FocusEstimate& one) { return !is_missing(one.coefficient); });
  if (!any) return std::nullopt;
  const Text text = count_sentence(result, all, {"All tables", "各表合计"});
  return Text{std::string(trim(text.en)), tidy_chinese(text.zh)};
}

}  // namespace ecoeff
