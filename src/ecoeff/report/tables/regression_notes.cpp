#include "ecoeff/report/tables/regression_notes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <optional>

#include "ecoeff/base/number.hpp"
#include "ecoeff/method/text.hpp"
#include "ecoeff/panel/estimator.hpp"
#include "ecoeff/panel/weights.hpp"
#include "ecoeff/report/focus.hpp"
#include "ecoeff/report/prose/condition_words.hpp"
#include "ecoeff/report/tables/error_words.hpp"
#include "ecoeff/report/tables/table_style.hpp"
#include "ecoeff/report/tables/warning_words.hpp"
#include "ecoeff/report/unit_words.hpp"

namespace ecoeff {
namespace {

// What is said of every column: once when all agree, else "(1), (2): x; (3): y". Columns without it are left out.
Text by_column(const TableResult& table, const std::function<std::optional<Text>(const ColumnResult&)>& say) {
  std::vector<std::pair<Text, std::vector<std::string>>> said;
  std::size_t estimated = 0;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    if (table.columns[i].estimate) ++estimated;
    const std::optional<Text> text = say(table.columns[i]);
    if (!text) continue;
    const auto at = std::find_if(said.begin(), said.end(), [&](const auto& one) { return one.first == *text; });
    auto& numbers = at == said.end() ? said.emplace_back(*text, std::vector<std::string>{}).second : at->second;
    numbers.push_back(fmt::format("({})", i + 1));
  }
  if (said.size() == 1 && said.front().second.size() == estimated) return said.front().first;
  Text out;
  for (const auto& [text, numbers] : said) {
    if (!out.empty()) {
      out.en += "; ";
      out.zh += "；";
    }
    out.en += join(numbers, ", ") + " " + text.en;
    const bool latin = !text.zh.empty() && static_cast<unsigned char>(text.zh.front()) < 0x80 && text.zh.front() != ' ';
    out.zh += join(numbers, "、") + " 列" + (latin ? " " : "") + text.zh;
  }
  return out;
}

Text stars_text(std::vector<double> levels) {
  std::sort(levels.rbegin(), levels.rend());
  std::vector<std::string> stars, percents, english;
  for (std::size_t i = 0; i < levels.size(); ++i) {
    stars.emplace_back(i + 1, '*');
    percents.push_back(fmt::format("{:g}%", 100 * levels[i]));
    english.push_back(fmt::format("{} p < {:g}", stars.back(), levels[i]));
  }
  if (levels.empty()) return {};
  return {"; " + join(english, ", ") + ".", fmt::format("；{} {}表示在 {} 水平上显著。", join(stars, "、"),
                                                        levels.size() > 1 ? "分别" : "", join(percents, "、"))};
}

Text weights_words(Weights::Kind kind) {
  switch (kind) {
    case Weights::Kind::frequency: return {"frequencies", "频数权重"};
    case Weights::Kind::probability: return {"probability weights", "概率权重"};
    case Weights::Kind::analytic:
    case Weights::Kind::none: break;
  }
  return {"analytic weights", "分析权重"};
}

std::optional<Text> weights_text(const StudyResult& result, const TableStyle& style, const ColumnResult& column) {
  if (!column.estimate || column.estimate->weights.empty()) return std::nullopt;
  const Text by = variable_label(result, style, column.estimate->weights.substr(3));
  const Text kind = weights_words(parse_weights(column.estimate->weights).kind);
  return Text{kind.en + ", " + by.in(Language::en), close_up("以 " + by.in(Language::zh) + " 为" + kind.zh)};
}

// One number, or, where coefficients have their own, those of the coefficients that the column shows.
std::optional<Text> degrees_text(const StudyResult& result, const TableStyle& style, const ColumnResult& column) {
  if (!column.estimate || is_missing(column.estimate->df_r)) return std::nullopt;
  if (column.estimate->df.size() > 0) {
    std::vector<std::string> en, zh;
    for (const std::string& name : shown_of(column)) {
      const double own = column.estimate->degrees_of(name);
      if (is_missing(own)) continue;
      const Text label = variable_label(result, style, name);
      en.push_back(fmt::format("{} of {}", format_fixed(own, 1), label.in(Language::en)));
      zh.push_back(fmt::format("{}（{}）", format_fixed(own, 1), label.in(Language::zh)));
    }
    if (!en.empty()) return Text{join(en, ", "), " " + join(zh, "、")};
  }
  if (std::isinf(column.estimate->df_r)) return Text{"normal", "用正态分布"};
  const std::string degrees = fmt::format("{:g}", column.estimate->df_r);
  return Text{degrees, " " + degrees};
}

Text sentence(Text text) {
  if (text.empty()) return text;
  text.en += ".";
  text.zh += "。";
  return text;
}

bool prints_r2(const TableStyle& style) {
  return std::any_of(style.rows.begin(), style.rows.end(),
                     [](const std::string& word) { return table_row_kind(word).is_r2; });
}

Text errors_note(const StudyResult& result, const TableStyle& style, const TableResult& table) {
  const Text vce = by_column(table, [&](const ColumnResult& column) {
    return column.estimate ? std::optional<Text>(errors_said(result, *column.estimate)) : std::nullopt;
  });
  const Text degrees =
      by_column(table, [&](const ColumnResult& column) { return degrees_text(result, style, column); });
  Text out;
  const Text methods =
      with_units(result.study, by_column(table, [&](const ColumnResult& column) -> std::optional<Text> {
                   if (!column.estimate) return std::nullopt;
                   const auto label = [&](const std::string& name) { return variable_label(result, style, name); };
                   const Text said = method_said(*column.estimate, label);
                   return said.empty() ? std::nullopt : std::optional<Text>(said);
                 }));
  if (!methods.empty()) out = {"Estimation: " + methods.en + ". ", "估计方法：" + methods.zh + "。"};
  if (!vce.empty()) {
    out.en += "Standard errors: " + vce.en + ". ";
    out.zh += "标准误：" + vce.zh + "。";
  }
  if (!degrees.empty()) {
    out.en += "Degrees of freedom of t: " + std::string(trim(degrees.en)) + ". ";
    out.zh += "t 检验自由度：" + std::string(trim(degrees.zh)) + "。";
  }
  const Text weights =
      by_column(table, [&](const ColumnResult& column) { return weights_text(result, style, column); });
  if (!weights.empty()) {
    out.en += "Rows are weighted: " + weights.en + ". ";
    out.zh += "加权回归：" + weights.zh + "。";
  }
  const bool any_r2 = std::any_of(table.columns.begin(), table.columns.end(), [&](const ColumnResult& column) {
    return column.estimate && column.estimate->r2.contains(result.study.model->r2);
  });
  if (any_r2 && prints_r2(style)) {
    const Text r2 = sentence(r2_kind(result.study.model->r2).note.text());
    out.en += r2.en;
    out.zh += r2.zh;
  }
  out.en = std::string(trim(out.en));
  return out;
}

// Which regressors a "yes" in the row of controls stands for; nothing where the table prints them.
Text controls_note(const StudyResult& result, const TableStyle& style, const TableResult& table) {
  if (style.show_controls) return {};
  return by_column(table, [&](const ColumnResult& column) -> std::optional<Text> {
    if (!column.estimate || column.controls.empty()) return std::nullopt;
    std::vector<std::string> en, zh;
    for (const std::string& name : column.controls) {
      const Text label = variable_label(result, style, name);
      en.push_back(label.in(Language::en));
      zh.push_back(label.in(Language::zh));
    }
    return Text{"controls: " + join(en, ", "), (style.labels ? "控制变量为" : "控制变量为 ") + join(zh, "、")};
  });
}

Text swaps_note(const StudyResult& result, const TableStyle& style, const TableResult& table) {
  return by_column(table, [&](const ColumnResult& column) -> std::optional<Text> {
    if (!column.estimate || column.spec.swap.empty()) return std::nullopt;
    std::vector<std::string> en, zh;
    for (const auto& [from, to] : column.spec.swap) {
      const Text was = variable_label(result, style, from);
      const Text is = variable_label(result, style, to);
      en.push_back(fmt::format("{} in place of {}", is.in(Language::en), was.in(Language::en)));
      zh.push_back(style.labels ? fmt::format("以{}替换{}", is.in(Language::zh), was.in(Language::zh))
                                : fmt::format("以 {} 替换 {}", is.in(Language::zh), was.in(Language::zh)));
    }
    return Text{join(en, ", "), join(zh, "、")};
  });
}

// Columns of other rows, or of values pulled in: "(2) CEE winsorized at percentiles 1 and 99".
Text samples_note(const StudyResult& result, const TableStyle& style, const TableResult& table) {
  return by_column(table, [&](const ColumnResult& column) -> std::optional<Text> {
    if (!column.estimate) return std::nullopt;
    Text said;
    const auto add = [&](const std::string& en, const std::string& zh) {
      said.en += (said.en.empty() ? "" : "; ") + en;
      said.zh += (said.zh.empty() ? "" : "；") + zh;
    };
    if (column.spec.winsor) {
      std::vector<std::string> en, zh;
      for (const std::string& name : column.spec.winsor->columns) {
        en.push_back(variable_label(result, style, name).in(Language::en));
        zh.push_back(variable_label(result, style, name).in(Language::zh));
      }
      const double low = column.spec.winsor->low, high = column.spec.winsor->high;
      add(fmt::format("{} winsorized at percentiles {:g} and {:g}", join(en, ", "), low, high),
          close_up(fmt::format("{} 按第 {:g} 与第 {:g} 百分位缩尾", join(zh, "、"), low, high)));
    }
    if (!column.spec.keep.empty()) {
      const Text rows = condition_words(result, column.spec.keep);
      add("rows with " + rows.en, close_up("样本限于 " + rows.zh));
    }
    return said.empty() ? std::nullopt : std::optional<Text>(said);
  });
}

// Messages end without a full stop, or with one.
std::string stopped(std::string text, std::string_view stop) { return text.ends_with(stop) ? text : text.append(stop); }

using Warnings = std::vector<std::pair<Text, std::vector<std::string>>>;  // each with the columns that it is of

void column_warnings(const StudyResult& result, const ColumnResult& column, std::size_t number, Warnings& warnings) {
  const auto add = [&](const Text& said) {
    auto at = std::find_if(warnings.begin(), warnings.end(), [&](const auto& one) { return one.first == said; });
    if (at == warnings.end()) at = warnings.insert(warnings.end(), {said, {}});
    at->second.push_back(fmt::format("({})", number));
  };
  if (column.refused) {
    const Text& why = column.refused->message;
    add(with_units(result.study, {"not estimated: " + why.in(Language::en), "未能估计：" + why.in(Language::zh)}));
  }
  if (!column.estimate) return;
  for (const Note& note : column.estimate->notes) {
    if (note.severity == Severity::warning && note.code != "P523") add(warning_words(result, *column.estimate, note));
  }
}

Text clusters_note(const TableResult& table) {
  const Text said = by_column(table, [](const ColumnResult& column) -> std::optional<Text> {
    if (!column.estimate || column.estimate->clusters == 0 || column.estimate->clusters >= kFewClusters)
      return std::nullopt;
    return Text{fmt::format("{} clusters, fewer than {}: cluster-robust inference is fragile",
                            column.estimate->clusters, kFewClusters),
                fmt::format("仅 {} 个聚类，少于 {} 个，聚类稳健推断不可靠", column.estimate->clusters, kFewClusters)};
  });
  return said.empty() ? said : Text{said.en + ".", said.zh + "。"};
}

// Whether a row of the estimator stands in the table.
bool prints_rows(const TableStyle& style, const Estimate& estimate) {
  const Estimator& method = estimator_of(estimate);
  if (method.rows == nullptr) return false;
  const std::vector<EstimatorRow> rows = method.rows(estimate);
  return std::any_of(rows.begin(), rows.end(), [&](const EstimatorRow& row) {
    return row.word.empty() || !chooses_owed_rows(style) ||
           std::find(style.rows.begin(), style.rows.end(), row.word) != style.rows.end();
  });
}

// Below rows that the study lists or an estimator owes, each note once.
std::vector<Text> rows_notes(const ModelSpec& model, const TableStyle& style, const TableResult& table) {
  std::vector<Text> notes;
  for (const std::string& word : style.rows) {
    const TableRowKind& row = table_row_kind(word);
    const Words& note = row.note;
    if (note.in_both() && has_row(style, table, model, row) &&
        std::find(notes.begin(), notes.end(), note.text()) == notes.end())
      notes.push_back(note.text());
  }
  for (const ColumnResult& column : table.columns) {
    if (!column.estimate || !prints_rows(style, *column.estimate)) continue;
    const Text& note = estimator_of(*column.estimate).rows_note;
    if (!note.empty() && std::find(notes.begin(), notes.end(), note) == notes.end()) notes.push_back(note);
  }
  return notes;
}

}  // namespace

std::vector<Text> regression_notes(const StudyResult& result, const TableResult& table) {
  std::vector<Text> notes;
  if (!result.study.model) return notes;
  const ModelSpec& model = *result.study.model;
  const TableStyle style = style_of(result, table);
  const Text brackets_text = below_kind(style.below).note.text();
  const Text stars = stars_text(model.stars);
  notes.push_back(
      {brackets_text.en + (stars.empty() ? "." : stars.en), brackets_text.zh + (stars.empty() ? "。" : stars.zh)});
  const auto add = [&](Text note) {
    if (note.empty()) return;
    note.en[0] = note.en[0] >= 'a' && note.en[0] <= 'z' ? static_cast<char>(note.en[0] - 'a' + 'A') : note.en[0];
    notes.push_back(std::move(note));
  };
  add(errors_note(result, style, table));
  add(sentence(controls_note(result, style, table)));
  add(sentence(swaps_note(result, style, table)));
  add(sentence(samples_note(result, style, table)));
  for (const Text& note : rows_notes(model, style, table)) add(note);
  if (table.comparison && !table.comparison->pairs.empty()) {
    add({"Equal coefficients: Wald test in the fully interacted model; differences with z for independent samples.",
         "系数相等检验为全交互模型的 Wald 检验；组间差异的 z 值按独立样本计算。"});
  }
  if (table.comparison && !table.comparison->pairs.empty() &&
      !is_missing(table.comparison->pairs.front().resampled.permutation_p)) {
    const ResampledDifference& drawn = table.comparison->pairs.front().resampled;
    add({fmt::format(
             "Permutation: Fisher's test, whole clusters dealt to the groups anew ({} times); bootstrap: clusters "
             "drawn inside each group ({} times).",
             drawn.permutations, drawn.bootstraps),
         fmt::format("置换检验：Fisher 组合检验，以聚类为单位重新分组（{} 次）；自助法：组内按聚类重复抽样（{} 次）。",
                     drawn.permutations, drawn.bootstraps)});
  }
  if (table.mechanism && table.mechanism->indirect) {
    add(
        {"Indirect effect: the effect of the focus on the mediator times that of the mediator on the outcome, all "
         "columns "
         "on the same rows; the bootstrap draws whole clusters.",
         "间接效应为关注变量对中介变量的系数乘以中介变量对被解释变量的系数，各列样本相同；自助法以聚类为单位抽样。"});
  }
  if (table.moderation) {
    add(
        {"The moderator enters less its mean over the rows used; effects of the focus at its mean and one standard "
         "deviation below and above.",
         "调节变量减去其样本均值后进入回归；报告关注变量在调节变量均值及其上下一个标准差处的效应。"});
  }
  return notes;
}

std::vector<Text> regression_cautions(const StudyResult& result, const TableResult& table) {
  std::vector<Text> cautions;
  if (!result.study.model) return cautions;
  if (Text few = clusters_note(table); !few.empty()) {
    few.en = sentence_case(few.en);
    cautions.push_back(std::move(few));
  }
  Warnings warnings;
  for (std::size_t i = 0; i < table.columns.size(); ++i) column_warnings(result, table.columns[i], i + 1, warnings);
  for (const auto& [said, columns] : warnings) {
    cautions.push_back({join(columns, ", ") + " " + stopped(said.in(Language::en), "."),
                        join(columns, "、") + " 列：" + stopped(said.in(Language::zh), "。")});
  }
  return cautions;
}

}  // namespace ecoeff
