// egen: columns from whole groups of rows, `egen [type] name = function(argument) [if] [in] [, by(variables)]`.
//
//   group(a b)   1, 2, ... for the combinations of values that occur, in their order; missing where one is missing
//   tag(a b)     1 in the first row of each combination, 0 in the others
//   count mean sd min max total   of an expression over the rows of a group that have it (total of none is 0)
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "ecoeff/stata/commands.hpp"
#include "ecoeff/stata/expression.hpp"
#include "ecoeff/stata/options.hpp"
#include "ecoeff/stata/refuse.hpp"
#include "ecoeff/stata/variables.hpp"

namespace ecoeff::stata {
namespace {

using Key = std::vector<std::pair<double, std::string>>;  // numbers before texts, each ascending

// The key of every row; `whole` is false where a part is missing.
std::vector<Key> keys_of(const Table& table, const std::vector<std::string>& names, std::vector<bool>& whole) {
  std::vector<Key> keys(table.rows());
  for (const std::string& name : names) {
    const Column& column = table.column(name);
    const std::vector<std::string> texts = table.texts(name);
    for (std::size_t i = 0; i < keys.size(); ++i) {
      const bool missing = column.is_text ? texts[i].empty() : is_missing(column.numbers[i]);
      if (missing) whole[i] = false;
      keys[i].emplace_back(column.is_text || missing ? 0 : column.numbers[i], texts[i]);
    }
  }
  return keys;
}

std::vector<double> group_numbers(const Table& table, const std::vector<std::string>& names, std::vector<bool> chosen) {
  const std::vector<Key> keys = keys_of(table, names, chosen);
  std::map<Key, double> numbers;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (chosen[i]) numbers[keys[i]] = 0;
  }
  double next = 0;
  for (auto& [key, number] : numbers) number = ++next;
  std::vector<double> out(keys.size(), kMissing);
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (chosen[i]) out[i] = numbers[keys[i]];
  }
  return out;
}

std::vector<double> first_rows(const Table& table, const std::vector<std::string>& names, std::vector<bool> chosen) {
  const std::vector<Key> keys = keys_of(table, names, chosen);
  std::set<Key> seen;
  std::vector<double> out(keys.size(), 0);
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (chosen[i] && seen.insert(keys[i]).second) out[i] = 1;
  }
  return out;
}

// Of variables, row by row.
using RowFunction = std::vector<double> (*)(const Table&, const std::vector<std::string>&, std::vector<bool>);

const std::map<std::string, RowFunction>& row_functions() {
  static const std::map<std::string, RowFunction> kFunctions{{"group", group_numbers}, {"tag", first_rows}};
  return kFunctions;
}

double mean_of(const std::vector<double>& x) {
  double sum = 0;
  for (const double v : x) sum += v;
  return x.empty() ? kMissing : sum / static_cast<double>(x.size());
}

double sd_of(const std::vector<double>& x) {
  if (x.size() < 2) return kMissing;
  const double mean = mean_of(x);
  double squares = 0;
  for (const double v : x) squares += (v - mean) * (v - mean);
  return std::sqrt(squares / (static_cast<double>(x.size()) - 1));
}

using Statistic = double (*)(const std::vector<double>&);

const std::map<std::string, Statistic>& statistics() {
  static const std::map<std::string, Statistic> kStatistics{
      {"count", [](const std::vector<double>& x) { return static_cast<double>(x.size()); }},
      {"mean", mean_of},
      {"sd", sd_of},
      {"min",
       [](const std::vector<double>& x) { return x.empty() ? kMissing : *std::min_element(x.begin(), x.end()); }},
      {"max",
       [](const std::vector<double>& x) { return x.empty() ? kMissing : *std::max_element(x.begin(), x.end()); }},
      {"total",
       [](const std::vector<double>& x) { return x.empty() ? 0 : mean_of(x) * static_cast<double>(x.size()); }},
  };
  return kStatistics;
}

std::vector<double> by_group(const Session& session, const std::vector<std::string>& by, const std::string& expression,
                             const std::vector<bool>& chosen, Statistic statistic) {
  const std::vector<double> values = evaluate_numbers(session.panel, session.has_time(), expression);
  std::vector<bool> ignored(values.size(), true);
  const std::vector<Key> keys = keys_of(session.table(), by, ignored);
  std::map<Key, std::vector<double>> groups;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!chosen[i]) continue;
    std::vector<double>& group = groups[keys[i]];
    if (!is_missing(values[i])) group.push_back(values[i]);
  }
  std::map<Key, double> of;
  for (const auto& [key, group] : groups) of[key] = statistic(group);
  std::vector<double> out(values.size(), kMissing);
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (chosen[i]) out[i] = of[keys[i]];
  }
  return out;
}

}  // namespace

Outcome run_egen(Session& session, const Line& line) {
  refuse_weight(line);
  OptionReader options(line);
  const std::string by_text = options.value("by", 2).value_or("");
  options.finish();
  const std::size_t equal = line.body.find('=');
  const std::string right(equal == std::string::npos ? "" : trim(line.body.substr(equal + 1)));
  const std::size_t open = right.find('(');
  if (open == std::string::npos || !right.ends_with(')'))
    refuse("T705", line.body, line.text, {"name = function(argument) is needed", "应写作 变量名 = 函数(参数)"});
  // Numbers are doubles whatever type is asked for.
  const std::string name =
      words_of(line.body.substr(0, equal)).empty() ? "" : words_of(line.body.substr(0, equal)).back();
  const std::string function(trim(right.substr(0, open)));
  const std::string inside(trim(right.substr(open + 1, right.size() - open - 2)));
  require_new_name(session.table(), name, line.text);
  const std::vector<bool> chosen = chosen_rows(session, line);
  std::vector<double> values;
  if (const auto of_rows = row_functions().find(function); of_rows != row_functions().end()) {
    values = of_rows->second(session.table(), expand_variables(session.table(), inside, line.text), chosen);
  } else {
    const auto known = statistics().find(function);
    if (known == statistics().end()) {
      std::vector<std::string> names;
      for (const auto& [word, rows] : row_functions()) names.push_back(word);
      for (const auto& [word, statistic] : statistics()) names.push_back(word);
      refuse("T709", function + "()", line.text, {"egen does not have this function here", "这里的 egen 没有这个函数"},
             nearest(function, names));
    }
    values =
        by_group(session, expand_variables(session.table(), by_text, line.text, false), inside, chosen, known->second);
  }
  session.panel.table.set_numbers(name, std::move(values));
  return {.line = line.text, .quiet = line.quiet};
}

}  // namespace ecoeff::stata
