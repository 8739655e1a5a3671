// What the regression tables say (sentences.hpp).
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "ecoeff/base/counted.hpp"
#include "ecoeff/report/figures/figure_data.hpp"
#include "ecoeff/report/focus.hpp"
#include "ecoeff/report/prose/sentences.hpp"
#include "ecoeff/report/unit_words.hpp"

namespace ecoeff {
namespace {

std::string three(double value) { return format_fixed(value, 3); }
std::string percent(double share, int decimals = 0) { return format_fixed(100 * share, decimals); }

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
  for (const ArTest& test : gmm.ar) {
    if (!is_missing(test.p)) numbers += fmt::format("AR({}) {}; ", test.order, p_text(test.p));
  }
  if (!is_missing(gmm.hansen.p)) numbers += fmt::format("Hansen {}; ", p_text(gmm.hansen.p));
  const Text units = counted_units(result.study, one.column->estimate->groups);
  return {fmt::format(" [{}{}, {}]", numbers, counted(gmm.instruments, "instrument"), units.en),
          fmt::format("［{}工具变量 {} 个，{}］", replace_all(numbers, "; ", "；"), gmm.instruments, units.zh)};
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

struct Count {
  std::size_t estimated = 0, positive = 0, negative = 0, significant = 0;
};

Count count_of(const StudyResult& result, const std::vector<FocusEstimate>& all) {
  Count count;
  for (const FocusEstimate& one : all) {
    if (is_missing(one.coefficient)) continue;
    ++count.estimated;
    count.positive += one.coefficient > 0 ? 1 : 0;
    count.negative += one.coefficient < 0 ? 1 : 0;
    count.significant += is_missing(significance_level(result, one.p)) ? 0 : 1;
  }
  return count;
}

// "of 4 estimated coefficients of x, all are positive and 3 are significant at the 10 % level. " after the name of what
// holds them.
Text count_sentence(const StudyResult& result, const std::vector<FocusEstimate>& all, const Text& where) {
  const Count count = count_of(result, all);
  const std::size_t n = count.estimated;
  const Text focus = focus_names(result, all);
  const std::string level = level_text(weakest_level(result));
  const auto counted = [&](std::size_t some) {
    if (some == 0) return std::string("none is");
    if (some == n && n > 1) return std::string(n == 2 ? "both are" : "all are");
    return fmt::format("{} {}", some, some == 1 ? "is" : "are");
  };
  const bool all_negative = count.negative == n;
  const bool one_sign = all_negative || count.positive == n;
  const std::string sign = all_negative ? counted(n) + " negative" : counted(count.positive) + " positive";
  Text text{fmt::format("{}: of {} estimated coefficient{} of {}, {} and {} significant at the {} % level. ", where.en,
                        n, n == 1 ? "" : "s", focus.en, sign, counted(count.significant), level),
            fmt::format("{}：{}的 {} 个估计系数", where.zh, focus.zh, n)};
  text.zh += one_sign ? fmt::format("{}为{}，", n > 1 ? "均" : "", all_negative ? "负" : "正")
                      : fmt::format("中，{} 个为正，", count.positive);
  if (count.significant == 0) {
    text.zh += one_sign ? fmt::format("在 {}% 水平上{}不显著。", level, n > 1 ? "均" : "")
                        : fmt::format("没有系数在 {}% 水平上显著。", level);
  } else {
    const std::string some = count.significant == n
                                 ? (n > 1 ? "均" : "")
                                 : fmt::format("{}{} 个", one_sign ? "其中 " : "", count.significant);
    text.zh += fmt::format("{}在 {}% 水平上显著。", some, level);
  }
  return text;
}

// Whether a column is the base model, with its controls or without.
bool is_unchanged(const TableResult& table, const ColumnResult& column) {
  const ColumnSpec& spec = column.spec;
  return column.head.empty() && column.group.empty() && spec.outcome.empty() && spec.formula.empty() &&
         spec.swap.empty() && spec.keep.empty() && !spec.winsor && spec.vce.empty() && spec.weights.empty() &&
         spec.dof.empty() && spec.focus.empty() && spec.estimator == table.columns.front().spec.estimator;
}

Text indirect_sentence(const StudyResult& result, const TableResult& table) {
  if (!table.mechanism || !table.mechanism->indirect) return {};
  const IndirectEffect& indirect = *table.mechanism->indirect;
  const Text through = name_of(result, table.mechanism->mediator);
  const std::string effect = format_estimate(result, indirect.effect);
  std::vector<std::string> en, zh;
  if (!is_missing(indirect.sobel.statistic)) {
    en.push_back(fmt::format("Sobel's z = {}, {}", three(indirect.sobel.statistic), p_text(indirect.sobel.p)));
    zh.push_back(fmt::format("Sobel z = {}，{}", three(indirect.sobel.statistic), p_text(indirect.sobel.p)));
  }
  if (!is_missing(indirect.low)) {
    const std::string low = format_estimate(result, indirect.low), high = format_estimate(result, indirect.high);
    en.push_back(fmt::format("bootstrap 95 % interval {} to {}", low, high));
    zh.push_back(fmt::format("自助法 95% 置信区间 [{}, {}]", low, high));
  }
  const auto bracketed = [](const std::string& inside, const char* open, const char* close) {
    return inside.empty() ? std::string() : open + inside + close;
  };
  return {
      fmt::format(" The indirect effect through {} is {}{}.", through.en, effect, bracketed(join(en, "; "), " (", ")")),
      fmt::format("经由{}的间接效应为 {}{}。", through.zh, effect, bracketed(join(zh, "；"), "（", "）"))};
}

}  // namespace

std::optional<Text> table_sentence(const StudyResult& result, const TableResult& table) {
  if (table.columns.empty() || !result.study.model) return std::nullopt;
  const std::vector<FocusEstimate> all = focus_estimates(result, table);
  const bool any =
      std::any_of(all.begin(), all.end(), [](const FocusEstimate& one) { return !is_missing(one.coefficient); });
  if (!any) return std::nullopt;
  const bool plain = std::all_of(all.begin(), all.end(), [&](const FocusEstimate& one) {
    return is_unchanged(table, *one.column) && !is_missing(one.coefficient);
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
    const Text indirect = indirect_sentence(result, table);
    return Text{text.en + indirect.en, tidy_chinese(text.zh + indirect.zh)};
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
