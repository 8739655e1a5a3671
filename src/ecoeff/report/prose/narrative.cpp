#include "ecoeff/report/prose/narrative.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "ecoeff/base/counted.hpp"
#include "ecoeff/panel/estimator.hpp"
#include "ecoeff/report/figures/figure_data.hpp"
#include "ecoeff/report/focus.hpp"
#include "ecoeff/report/prose/sentences.hpp"
#include "ecoeff/report/tables/regression_notes.hpp"
#include "ecoeff/report/tables/warning_words.hpp"
#include "ecoeff/report/unit_words.hpp"

namespace ecoeff {
namespace {

std::string three(double value) { return format_fixed(value, 3); }

Text period_span(const Panel& panel) {
  const auto& periods = panel.periods();
  if (periods.size() < 2) return {};
  return {fmt::format(" from {} to {}", periods.front(), periods.back()),
          fmt::format(" {}—{} 年", periods.front(), periods.back())};
}

// A message inside a sentence: without its full stop.
std::string without_stop(std::string text) {
  for (const std::string stop : {"。", "."}) {
    if (text.ends_with(stop)) text.resize(text.size() - stop.size());
  }
  return text;
}

// What an estimate warns of, and few clusters where its estimator has no note of its own for them.
std::vector<Text> warnings_of(const StudyResult& result, const Estimate& estimate) {
  std::vector<Text> all;
  bool few_said = false;
  for (const Note& note : estimate.notes) {
    if (note.severity != Severity::warning) continue;
    all.push_back(warning_words(result, estimate, note));
    few_said = few_said || note.code == "P523";
  }
  if (!few_said && estimate.clusters > 0 && estimate.clusters < kFewClusters) {
    all.push_back({fmt::format("{} clusters are few: cluster-robust inference is fragile", estimate.clusters),
                   fmt::format("仅 {} 个聚类，聚类稳健推断不可靠", estimate.clusters)});
  }
  return all;
}

// How the verdicts of many columns agree with the base result.
struct Tally {
  std::size_t estimated = 0;
  std::size_t same_sign = 0;
  std::size_t significant = 0;  // and of the same sign
};

Tally tally(const StudyResult& result, const std::vector<FocusEstimate>& all, const FocusEstimate& base) {
  Tally count;
  for (const FocusEstimate& one : all) {
    if (is_missing(one.coefficient)) continue;
    ++count.estimated;
    if ((one.coefficient > 0) != (base.coefficient > 0)) continue;
    ++count.same_sign;
    count.significant += is_missing(significance_level(result, one.p)) ? 0 : 1;
  }
  return count;
}

// Whether a column shows the base model, with its controls or without: nothing of it is changed.
bool is_base_column(const FocusEstimate& one) {
  const ColumnSpec& spec = one.column->spec;
  const bool changed = !spec.outcome.empty() || !spec.formula.empty() || !spec.swap.empty() || !spec.keep.empty() ||
                       spec.winsor || !estimator(spec.estimator).traits.base_form;
  const bool of_steps = one.table->mechanism && one.number > 1;
  return !changed && !one.table->spec.split && !one.table->moderation && !of_steps;
}

// The last estimated column of the base model in the first table that has one.
std::optional<FocusEstimate> base_estimate(const StudyResult& result) {
  for (const TableResult& table : result.tables) {
    const std::vector<FocusEstimate> all = focus_estimates(result, table);
    for (auto one = all.rbegin(); one != all.rend(); ++one) {
      if (!is_missing(one->coefficient) && is_main_focus(result, *one) && is_base_column(*one)) return *one;
    }
  }
  return std::nullopt;
}

Text direction(const StudyResult& result, const FocusEstimate& one) {
  const double level = significance_level(result, one.p);
  const bool positive = one.coefficient > 0;
  if (is_missing(level)) {
    const std::string weakest = format_shortest(100 * weakest_level(result));
    return {fmt::format("the association is not significant at the {} % level", weakest),
            fmt::format("二者的关联在 {}% 水平上不显著", weakest)};
  }
  const std::string percent = format_shortest(100 * level);
  return {fmt::format("the association is {} and significant at the {} % level", positive ? "positive" : "negative",
                      percent),
          fmt::format("二者在 {}% 水平上显著{}相关", percent, positive ? "正" : "负")};
}

void add(Text& to, const Text& more) {
  to.en += (to.en.empty() ? "" : " ") + more.en;
  to.zh += more.zh;
}

Text base_part(const StudyResult& result, const FocusEstimate& base) {
  const Text focus = name_of(result, base.focus);
  const Text outcome = name_of(result, base.column->outcome);
  const Text judged = direction(result, base);
  return {fmt::format("In the base model the coefficient of {} on {} is {} ({}): {}.", focus.en, outcome.en,
                      format_estimate(result, base.coefficient), p_text(base.p), judged.en),
          fmt::format("基准模型中，{}对{}的系数为 {}（{}），{}。", focus.zh, outcome.zh,
                      format_estimate(result, base.coefficient), p_text(base.p), judged.zh)};
}

// Variants of the base model: other samples, measures, estimators; not other outcomes and not groups.
Text variants_part(const StudyResult& result, const FocusEstimate& base) {
  std::vector<FocusEstimate> variants;
  for (const TableResult& table : result.tables) {
    if (table.spec.split) continue;
    for (const FocusEstimate& one : focus_estimates(result, table)) {
      const bool same_outcome = one.column->outcome == base.column->outcome;
      if (same_outcome && is_main_focus(result, one) && !is_base_column(one)) variants.push_back(one);
    }
  }
  const Tally count = tally(result, variants, base);
  if (count.estimated == 0) return {};
  const std::string level = format_shortest(100 * weakest_level(result));
  const auto number = [](std::size_t n) { return n == 0 ? std::string("none") : std::to_string(n); };
  const std::string gives = count.same_sign <= 1 ? "gives" : "give";
  Text text{fmt::format("Of {} variant{} of the model {} {} the same sign", count.estimated,
                        count.estimated == 1 ? "" : "s", number(count.same_sign), gives),
            count.same_sign == 0 ? fmt::format("{} 个稳健性设定均与之符号相反", count.estimated)
                                 : fmt::format("{} 个稳健性设定中有 {} 个符号一致", count.estimated, count.same_sign)};
  if (count.same_sign > 0) {
    text.en += fmt::format(", {} of them significantly at the {} % level", number(count.significant), level);
    text.zh += count.significant == 0 ? fmt::format("，但均未在 {}% 水平上显著", level)
                                      : fmt::format("，其中 {} 个在 {}% 水平上显著", count.significant, level);
  }
  return {text.en + ".", text.zh + "。"};
}

Text groups_part(const StudyResult& result) {
  Text text;
  for (const TableResult& table : result.tables) {
    if (!table.comparison || is_missing(table.comparison->equal.p)) continue;
    const bool differ = !is_missing(significance_level(result, table.comparison->equal.p));
    const Text by = name_of(result, table.spec.split->by);
    add(text, {fmt::format("Between groups by {} equality of the coefficients {} ({}).", by.en,
                           differ ? "is rejected" : "is not rejected", p_text(table.comparison->equal.p)),
               fmt::format("按{}分组，组间系数相等的原假设{}（{}）。", by.zh, differ ? "被拒绝" : "不能被拒绝",
                           p_text(table.comparison->equal.p))});
  }
  return text;
}

Text limits_part(const StudyResult& result) {
  Text text = with_units(
      result.study,
      {"These are associations: fixed effects remove what is constant in a unit or common to a period, but not what "
       "changes with both.",
       "以上结果为相关关系：固定效应剔除了不随时间变化的个体因素与各期共同因素，但无法剔除同时随二者变化的因素。"});
  if (!result.study.data.source.empty()) {
    add(text, {result.study.data.source.in(Language::en) + ".", result.study.data.source.in(Language::zh) + "。"});
    text.en = replace_all(text.en, "..", ".");
    text.zh = replace_all(text.zh, "。。", "。");
  }
  return text;
}

}  // namespace

Text data_paragraph(const StudyResult& result) {
  const Panel& panel = result.panel;
  const Text span = period_span(panel);
  const bool balanced = panel.rows() == panel.units() * panel.periods().size();
  const Text units = counted_units(result.study, panel.units());
  Text text{fmt::format("The sample holds {}{}, {} ({} panel).", units.en, span.en,
                        counted(panel.rows(), "observation"), balanced ? "a balanced" : "an unbalanced"),
            fmt::format("样本为 {}{}的{}面板数据，共 {} 个观测值。", units.zh, span.zh, balanced ? "平衡" : "非平衡",
                        panel.rows())};
  if (!result.filled.empty()) {
    add(text, with_units(result.study,
                         {fmt::format("{} filled by linear interpolation inside {} unit and listed in filled.csv.",
                                      counted(result.filled.size(), "missing cell was", "missing cells were"),
                                      result.filled.size() == 1 ? "its" : "their"),
                          fmt::format("{} 个缺失值按单元内线性插值补齐，清单见 filled.csv。", result.filled.size())}));
  }
  if (!result.study.data.source.empty()) {
    add(text, {without_stop(result.study.data.source.in(Language::en)) + ".",
               without_stop(result.study.data.source.in(Language::zh)) + "。"});
  }
  text.zh = tidy_chinese(text.zh);
  return text;
}

std::optional<Text> table_warnings(const StudyResult& result, const TableResult& table) {
  std::vector<std::pair<Text, std::vector<std::string>>> said;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    if (!table.columns[i].estimate) continue;
    for (const Text& message : warnings_of(result, *table.columns[i].estimate)) {
      auto at = std::find_if(said.begin(), said.end(), [&](const auto& one) { return one.first == message; });
      if (at == said.end()) at = said.insert(said.end(), {message, {}});
      at->second.push_back(fmt::format("({})", i + 1));
    }
  }
  if (said.empty()) return std::nullopt;
  Text text;
  for (const auto& [message, columns] : said) {
    const bool all = columns.size() == table.columns.size();
    add(text, {fmt::format("Caution{}: {}.",
                           all ? std::string()
                               : fmt::format(" for column{} {}", columns.size() == 1 ? "" : "s", join(columns, ", ")),
                           without_stop(message.in(Language::en))),
               fmt::format("需注意{}：{}。", all ? std::string() : "，列 " + join(columns, "、"),
                           without_stop(message.in(Language::zh)))});
  }
  return text;
}

std::optional<Text> score_warnings(const StudyResult& result, const ScoreOutcome& outcome) {
  std::size_t infeasible = 0, unbounded = 0, bad = 0, other = 0;
  for (const Scores& row : outcome.result.rows.scores()) {
    if (!is_missing(row.score)) continue;
    (row.status == RowStatus::infeasible  ? infeasible
     : row.status == RowStatus::unbounded ? unbounded
     : row.status == RowStatus::bad_data  ? bad
                                          : other) += 1;
  }
  const std::size_t all = infeasible + unbounded + bad + other;
  if (all == 0) return std::nullopt;
  std::vector<std::string> en, zh;
  if (infeasible > 0) {
    en.push_back(fmt::format("{} because their super-efficiency program has no solution", infeasible));
    zh.push_back(fmt::format("{} 个因超效率规划无可行解", infeasible));
  }
  if (unbounded > 0) {
    en.push_back(fmt::format("{} because their measure has no bound", unbounded));
    zh.push_back(fmt::format("{} 个因测度无界", unbounded));
  }
  if (bad > 0) {
    en.push_back(fmt::format("{} because an input or output is missing or unusable", bad));
    zh.push_back(fmt::format("{} 个因投入或产出缺失或无法使用", bad));
  }
  if (other > 0) {
    en.push_back(fmt::format("{} because the result could not be certified", other));
    zh.push_back(fmt::format("{} 个因结果未获验证", other));
  }
  const Text name = name_of(result, outcome.spec.name);
  return Text{fmt::format("Caution: {} of {} rows ha{} no {}: {}; means, figures and regressions leave them out.", all,
                          outcome.result.rows.size(), all == 1 ? "s" : "ve", name.en, join(en, ", ")),
              tidy_chinese(fmt::format("需注意：{} 个观测值中有 {} 个没有{}（{}），均值、图和回归均不含这些样本。",
                                       outcome.result.rows.size(), all, name.zh, join(zh, "，")))};
}

std::optional<Text> description_sentence(const StudyResult& result, const TableResult& table) {
  Text text;
  for (const Description& one : table.descriptions) {
    const bool named = result.study.model && (one.column == result.study.model->focus ||
                                              result.study.model->formula.starts_with(one.column + " ~"));
    if (!named || one.n == 0) continue;
    const Text name = name_of(result, one.column);
    add(text, {fmt::format("{} has mean {}, standard deviation {} and ranges from {} to {} ({} observations).",
                           sentence_case(name.en), three(one.mean), three(one.sd), three(one.minimum),
                           three(one.maximum), one.n),
               fmt::format("{}的均值为 {}，标准差为 {}，取值介于 {} 与 {} 之间（{} 个观测值）。", name.zh,
                           three(one.mean), three(one.sd), three(one.minimum), three(one.maximum), one.n)});
  }
  if (text.empty()) return std::nullopt;
  text.zh = tidy_chinese(text.zh);
  return text;
}

std::optional<Text> conclusion(const StudyResult& result) {
  if (!result.study.model) return std::nullopt;
  const std::optional<FocusEstimate> base = base_estimate(result);
  if (!base) return std::nullopt;
  Text text;
  for (const ScoreOutcome& outcome : result.scores) {
    const Summary all = summarize(scores_of(outcome));
    if (all.n == 0) continue;
    const Text name = name_of(result, outcome.spec.name);
    add(text, {fmt::format("The mean {} is {} over {} observations.", name.en, three(all.mean), all.n),
               fmt::format("{}均值为 {}（{} 个观测值）。", name.zh, three(all.mean), all.n)});
  }
  add(text, base_part(result, *base));
  for (const Text& part : {variants_part(result, *base), groups_part(result), limits_part(result)}) {
    if (!part.empty()) add(text, part);
  }
  text.zh = tidy_chinese(text.zh);
  return text;
}

}  // namespace ecoeff
