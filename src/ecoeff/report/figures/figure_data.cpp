#include "ecoeff/report/figures/figure_data.hpp"

#include <algorithm>
#include <cmath>

#include "ecoeff/panel/formula.hpp"
#include "ecoeff/report/tables/term_words.hpp"

namespace ecoeff {
namespace {

Grouping make_grouping(const Panel& panel, const SplitSpec& split) {
  Grouping grouping{.column = split.by, .values = split.order, .of_row = std::vector<int>(panel.rows(), -1)};
  const std::vector<std::string> texts = panel.table.texts(split.by);
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (texts[i].empty()) continue;
    auto at = std::find(grouping.values.begin(), grouping.values.end(), texts[i]);
    if (at == grouping.values.end()) {
      if (!split.order.empty()) continue;  // the study leaves this value out
      grouping.values.push_back(texts[i]);
      at = grouping.values.end() - 1;
    }
    grouping.of_row[i] = static_cast<int>(at - grouping.values.begin());
  }
  std::vector<std::vector<int>> counts(panel.units(), std::vector<int>(grouping.values.size(), 0));
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (grouping.of_row[i] >= 0) {
      ++counts[static_cast<std::size_t>(panel.unit()[i])][static_cast<std::size_t>(grouping.of_row[i])];
    }
  }
  for (const auto& count : counts) {
    const auto most = std::max_element(count.begin(), count.end());
    grouping.of_unit.push_back(most == count.end() || *most == 0 ? -1 : static_cast<int>(most - count.begin()));
  }
  return grouping;
}

}  // namespace

std::vector<Grouping> groupings(const StudyResult& result) {
  std::vector<Grouping> all;
  for (const TableResult& table : result.tables) {
    if (!table.spec.split || !result.panel.table.has(table.spec.split->by)) continue;
    const auto same = [&](const Grouping& grouping) { return grouping.column == table.spec.split->by; };
    if (std::none_of(all.begin(), all.end(), same)) all.push_back(make_grouping(result.panel, *table.spec.split));
  }
  return all;
}

Summary summarize(std::vector<double> values) {
  std::erase_if(values, [](double value) { return is_missing(value); });
  Summary summary{.n = values.size()};
  if (values.empty()) return summary;
  double sum = 0;
  for (const double value : values) sum += value;
  summary.mean = sum / static_cast<double>(values.size());
  double squares = 0;
  for (const double value : values) squares += (value - summary.mean) * (value - summary.mean);
  if (values.size() > 1) summary.sd = std::sqrt(squares / static_cast<double>(values.size() - 1));
  std::sort(values.begin(), values.end());
  summary.minimum = values.front();
  summary.p25 = percentile(values, 25);
  summary.median = percentile(values, 50);
  summary.p75 = percentile(values, 75);
  summary.maximum = values.back();
  return summary;
}

std::vector<double> scores_of(const ScoreOutcome& outcome) {
  std::vector<double> scores;
  scores.reserve(outcome.result.rows.size());
  for (const Scores& row : outcome.result.rows.scores()) scores.push_back(row.score);
  return scores;
}

std::vector<double> unit_means(const Panel& panel, const std::vector<double>& values) {
  std::vector<double> sums(panel.units(), 0);
  std::vector<double> counts(panel.units(), 0);
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (is_missing(values[i])) continue;
    const auto unit = static_cast<std::size_t>(panel.unit()[i]);
    sums[unit] += values[i];
    ++counts[unit];
  }
  for (std::size_t u = 0; u < sums.size(); ++u) sums[u] = counts[u] == 0 ? kMissing : sums[u] / counts[u];
  return sums;
}

std::vector<double> values_in(const Panel& panel, const std::vector<double>& values, std::int32_t period,
                              const Grouping* grouping, int group) {
  std::vector<double> chosen;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (panel.time()[i] != period || is_missing(values[i])) continue;
    if (grouping != nullptr && group >= 0 && grouping->of_row[i] != group) continue;
    chosen.push_back(values[i]);
  }
  return chosen;
}

bool larger_is_better(const ScoreOutcome& outcome) {
  std::vector<double> efficient, others;
  for (const Scores& row : outcome.result.rows.scores()) {
    if (!is_missing(row.score)) (row.efficient ? efficient : others).push_back(row.score);
  }
  return efficient.empty() || others.empty() || summarize(efficient).mean >= summarize(others).mean;
}

namespace {

// The label of a column or a term; inside a sentence every name in it begins with a small letter.
Text labelled(const StudyResult& result, const std::string& column, bool in_sentence) {
  const auto plain = [&](const std::string& name) {
    const Text label = result.label(name);
    const std::string en = label.in(Language::en);
    return Text{in_sentence ? lower_first(en) : en, label.in(Language::zh)};
  };
  const auto is_known = [&](const std::string& name) {
    return result.panel.table.has(name) || result.study.labels.contains(name);
  };
  const std::vector<std::string> leaves = term_leaves(column);
  const bool is_term = !is_known(column) && std::all_of(leaves.begin(), leaves.end(), is_known);
  return is_term ? term_label(column, plain) : plain(column);
}

}  // namespace

Text label_of(const StudyResult& result, const std::string& column) { return labelled(result, column, false); }

std::string lower_first(std::string text) {
  const auto is_upper = [](char c) { return c >= 'A' && c <= 'Z'; };
  if (text.size() > 1 && is_upper(text[0]) && text[1] >= 'a' && text[1] <= 'z')
    text[0] = static_cast<char>(text[0] - 'A' + 'a');
  return text;
}

Text name_of(const StudyResult& result, const std::string& column) {
  const Text label = labelled(result, column, true);
  const auto latin = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
  std::string zh = label.zh;
  if (!zh.empty() && latin(zh.front())) zh = " " + zh;
  if (!zh.empty() && latin(zh.back())) zh += " ";
  return {lower_first(label.en), zh};
}

std::string tidy_chinese(std::string text) {
  for (const std::string mark : {"，", "。", "；", "：", "、", "（", "）", " "}) {
    text = replace_all(replace_all(std::move(text), mark + " ", mark), " " + mark, mark);
  }
  return std::string(trim(text));
}

std::string value_label(const StudyResult& result, const std::string& value, Language language) {
  const auto at = result.study.labels.find(value);
  if (at != result.study.labels.end()) return at->second.in(language);
  return language == Language::en ? replace_all(value, "_", " ") : value;
}

std::string unit_label(const StudyResult& result, std::size_t unit, Language language) {
  const std::string& name = result.panel.unit_names()[unit];
  const auto at = result.study.labels.find(name);
  return at != result.study.labels.end() ? at->second.in(language) : name;
}

std::string feature_label(const StudyResult& result, const ScoreOutcome& outcome, const std::string& column,
                          Language language) {
  if (result.study.labels.contains(column)) return label_of(result, column).in(language);
  for (const TermSpec& term : outcome.spec.terms) {
    if (term.column == column && !term.name.in(language).empty()) return term.name.in(language);
  }
  return label_of(result, column).in(language);
}

std::vector<std::string> features(const ScoreOptions& options) {
  std::vector<std::string> all = options.inputs;
  all.insert(all.end(), options.good.begin(), options.good.end());
  all.insert(all.end(), options.bad.begin(), options.bad.end());
  return all;
}

}  // namespace ecoeff
