// summarize and tabstat. With `save`, tabstat leaves a matrix a group in r(Stat1), r(Stat2), ... and that of all rows in
// r(StatTotal): statistics by row, variables by column.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "ecoeff/data/clean.hpp"
#include "ecoeff/panel/describe.hpp"
#include "ecoeff/stata/commands.hpp"
#include "ecoeff/stata/number_format.hpp"
#include "ecoeff/stata/options.hpp"
#include "ecoeff/stata/print.hpp"
#include "ecoeff/stata/refuse.hpp"
#include "ecoeff/stata/variables.hpp"

namespace ecoeff::stata {
namespace {

std::vector<double> values_of(const Table& table, const std::string& name, const std::vector<bool>& chosen) {
  const Column& column = table.column(name);
  std::vector<double> out;
  if (column.is_text) return out;  // as Stata: no observations
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    if (chosen[i] && !is_missing(column.numbers[i])) out.push_back(column.numbers[i]);
  }
  return out;
}

Description describe_one(const std::string& name, const std::vector<double>& values) {
  Table table;
  table.set_numbers(name, values);
  return describe_columns(table, {name}).front();
}

// The mean of (x - mean)^k.
double moment(const std::vector<double>& values, double mean, int k) {
  double total = 0;
  for (const double v : values) total += std::pow(v - mean, k);
  return total / static_cast<double>(values.size());
}

std::string summary_row(const Description& d, std::size_t width) {
  return pad_left(d.column, width) + " |" + pad_left(std::to_string(d.n), 11) + pad_left(stata_number(d.mean), 12) +
         pad_left(stata_number(d.sd), 12) + pad_left(stata_number(d.minimum), 11) +
         pad_left(stata_number(d.maximum), 11) + "\n";
}

std::string summary_table(const std::vector<Description>& all, Language language) {
  std::size_t width = 12;
  for (const Description& d : all) width = std::max(width, display_width(d.column));
  const bool zh = language == Language::zh;
  std::string out = pad_left(zh ? "变量" : "Variable", width) + " |" + pad_left(zh ? "观测值" : "Obs", 11) +
                    pad_left(zh ? "均值" : "Mean", 12) + pad_left(zh ? "标准差" : "Std. dev.", 12) +
                    pad_left(zh ? "最小值" : "Min", 11) + pad_left(zh ? "最大值" : "Max", 11) + "\n" +
                    std::string(width + 1, '-') + "+" + std::string(57, '-') + "\n";
  for (const Description& d : all) out += summary_row(d, width);
  return out;
}

// summarize, detail: percentiles, the four smallest and largest, variance, skewness m3/m2^1.5, kurtosis m4/m2^2.
std::string detail(const Description& d, std::vector<double> values, Language language) {
  const bool zh = language == Language::zh;
  std::string out = d.column + "\n" + std::string(60, '-') + "\n";
  std::sort(values.begin(), values.end());
  for (const double p : {1.0, 5.0, 10.0, 25.0, 50.0, 75.0, 90.0, 95.0, 99.0})
    out += pad_left(fmt::format("{}%", p), 5) + pad_left(stata_number(percentile(values, p)), 14) + "\n";
  const auto ends = [&](bool largest) {
    std::string text;
    const std::size_t n = std::min<std::size_t>(4, values.size());
    for (std::size_t i = 0; i < n; ++i)
      text += pad_left(stata_number(largest ? values[values.size() - n + i] : values[i]), 12);
    return text + "\n";
  };
  const double m2 = values.empty() ? kMissing : moment(values, d.mean, 2);
  const auto fact = [&](const char* en, const char* name_zh, double value) {
    return pad_right(zh ? name_zh : en, 14) + stata_number(value) + "\n";
  };
  out += pad_right(zh ? "最小的四个" : "Smallest", 14) + ends(false);
  out += pad_right(zh ? "最大的四个" : "Largest", 14) + ends(true);
  out += pad_right(zh ? "观测值" : "Obs", 14) + std::to_string(d.n) + "\n";
  out += fact("Mean", "均值", d.mean) + fact("Std. dev.", "标准差", d.sd) + fact("Variance", "方差", d.sd * d.sd);
  out += fact("Skewness", "偏度", values.empty() ? kMissing : moment(values, d.mean, 3) / std::pow(m2, 1.5));
  out += fact("Kurtosis", "峰度", values.empty() ? kMissing : moment(values, d.mean, 4) / (m2 * m2));
  return out;
}

// One statistic of tabstat.
double statistic(const std::string& name, const std::vector<double>& values, const Description& d) {
  if (name == "n" || name == "count") return static_cast<double>(d.n);
  if (name == "mean") return d.mean;
  if (name == "sd") return d.sd;
  if (name == "variance" || name == "var") return d.sd * d.sd;
  if (name == "cv") return d.sd / d.mean;
  if (name == "semean") return d.sd / std::sqrt(static_cast<double>(d.n));
  if (name == "min") return d.minimum;
  if (name == "max") return d.maximum;
  if (name == "range") return d.maximum - d.minimum;
  if (name == "median") return d.median;
  if (name == "iqr") return d.p75 - d.p25;
  if (name == "sum") return d.n == 0 ? 0 : d.mean * static_cast<double>(d.n);
  if (name == "skewness") return moment(values, d.mean, 3) / std::pow(moment(values, d.mean, 2), 1.5);
  if (name == "kurtosis") return moment(values, d.mean, 4) / std::pow(moment(values, d.mean, 2), 2);
  return percentile(values, *parse_number(name.substr(1)));
}

NamedMatrix statistics_of(const Table& table, const std::vector<std::string>& names,
                          const std::vector<std::string>& statistics, const std::vector<bool>& rows) {
  NamedMatrix out{.columns = names};
  static const std::map<std::string, std::string> kTitles{{"n", "N"}, {"count", "N"}};
  for (const std::string& s : statistics) out.rows.push_back(kTitles.contains(s) ? kTitles.at(s) : s);
  out.values.resize(statistics.size());
  for (const std::string& name : names) {
    const std::vector<double> values = values_of(table, name, rows);
    const Description d = describe_one(name, values);
    for (std::size_t s = 0; s < statistics.size(); ++s) out.values[s].push_back(statistic(statistics[s], values, d));
  }
  return out;
}

// A title and its rows.
using Part = std::pair<std::string, std::vector<bool>>;

// Groups in ascending order, then all rows.
std::vector<Part> parts_of(const Table& table, const std::string& group, const std::vector<bool>& chosen, bool all) {
  std::vector<Part> parts;
  if (!group.empty()) {
    const std::vector<std::string> texts = table.texts(group);
    const bool is_text = table.column(group).is_text;
    std::map<std::pair<double, std::string>, std::vector<bool>> levels;
    for (std::size_t i = 0; i < chosen.size(); ++i) {
      if (!chosen[i] || texts[i].empty()) continue;
      auto& rows = levels[{is_text ? 0 : table.column(group).numbers[i], texts[i]}];
      rows.resize(chosen.size());
      rows[i] = true;
    }
    for (const auto& [level, rows] : levels) parts.emplace_back(group + "=" + level.second, rows);
  }
  if (all || group.empty()) parts.emplace_back("", chosen);
  return parts;
}

void require_statistic(const std::string& name, const Line& line) {
  static const std::vector<std::string> kNames{
      "n",   "count",    "mean",     "sd", "variance", "var", "cv",  "semean", "min", "max", "range", "median", "iqr",
      "sum", "skewness", "kurtosis", "p1", "p5",       "p10", "p25", "p50",    "p75", "p90", "p95",   "p99"};
  if (std::find(kNames.begin(), kNames.end(), name) != kNames.end()) return;
  refuse("T704", name, line.text, {"this statistic is not known here", "这里没有这个统计量"}, nearest(name, kNames));
}

}  // namespace

Outcome run_summarize(Session& session, const Line& line) {
  refuse_weight(line);
  OptionReader options(line);
  const bool detailed = options.flag("detail", 1);
  const bool mean_only = options.flag("meanonly", 5);
  options.finish();
  std::vector<std::string> names = expand_variables(session.table(), line.body, line.text, false);
  if (names.empty()) names = visible_names(session.table());
  const std::vector<bool> chosen = chosen_rows(session, line);
  std::vector<Description> all;
  Outcome outcome{.line = line.text, .quiet = line.quiet};
  for (const std::string& name : names) {
    const std::vector<double> values = values_of(session.table(), name, chosen);
    all.push_back(describe_one(name, values));
    if (!detailed) continue;
    outcome.output.en += detail(all.back(), values, Language::en);
    outcome.output.zh += detail(all.back(), values, Language::zh);
  }
  const Description& last = all.back();
  session.returned_matrices.clear();
  session.returned = {
      {"N", static_cast<double>(last.n)}, {"mean", last.mean}, {"min", last.minimum}, {"max", last.maximum}};
  if (!mean_only) session.returned.insert({{"sd", last.sd}, {"Var", last.sd * last.sd}});
  if (mean_only) {
    outcome.output = {};
  } else if (!detailed) {
    outcome.output = {summary_table(all, Language::en), summary_table(all, Language::zh)};
  }
  return outcome;
}

Outcome run_tabstat(Session& session, const Line& line) {
  refuse_weight(line);
  OptionReader options(line);
  const std::optional<std::string> statistics_option = options.value("statistics", 1);
  const std::string asked = options.value("stats", 5).value_or(statistics_option.value_or("mean"));
  const std::string by = options.value("by", 2).value_or("");
  const bool all = !options.flag("nototal", 3);
  const std::string columns = options.value("columns", 1).value_or("");
  const std::optional<std::string> format = options.value("format", 1);
  const bool kept = options.flag("save", 2);
  options.finish();
  const std::optional<int> digits = format ? std::optional<int>(digits_of_format(*format, line)) : std::optional<int>();
  if (!columns.empty() && !abbreviates(columns, "statistics", 1) && !abbreviates(columns, "variables", 1))
    refuse("T704", "columns(" + columns + ")", line.text,
           {"columns are statistics or variables", "columns 只能是 statistics 或 variables"});
  const Table& table = session.table();
  const std::vector<std::string> names = expand_variables(table, line.body, line.text);
  const std::vector<std::string> statistics = words_of(lower_ascii(asked));
  for (const std::string& name : statistics) require_statistic(name, line);
  const std::vector<bool> chosen = chosen_rows(session, line);

  const std::vector<Part> parts = parts_of(table, by.empty() ? by : find_variable(table, by, line.text), chosen, all);

  // One row a variable, one column a statistic.
  std::size_t width = 12;
  for (const std::string& name : names) width = std::max(width, display_width(name));
  std::string head = pad_left("", width) + " |";
  for (const std::string& name : statistics) head += pad_left(name, 12);
  head += "\n" + std::string(width + 1, '-') + "+" + std::string(12 * statistics.size(), '-') + "\n";
  Outcome outcome{.line = line.text, .quiet = line.quiet};
  std::map<std::string, NamedMatrix> matrices;
  for (const auto& [title, rows] : parts) {
    const bool total = title.empty() && parts.size() > 1;
    NamedMatrix numbers = statistics_of(table, names, statistics, rows);
    std::string block;
    for (std::size_t i = 0; i < names.size(); ++i) {
      block += pad_left(names[i], width) + " |";
      for (const auto& row : numbers.values)
        block += pad_left(digits ? stata_fixed(row[i], *digits) : stata_number(row[i]), 12);
      block += "\n";
    }
    matrices[title.empty() ? "StatTotal" : fmt::format("Stat{}", matrices.size() + 1)] = std::move(numbers);
    outcome.output.en += (total ? "Total\n" : title.empty() ? "" : title + "\n") + head + block;
    outcome.output.zh += (total ? "合计\n" : title.empty() ? "" : title + "\n") + head + block;
  }
  session.returned.clear();
  session.returned_matrices = kept ? std::move(matrices) : std::map<std::string, NamedMatrix>{};
  return outcome;
}

}  // namespace ecoeff::stata
