#include "ecoeff/data/condition_values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <set>

#include "ecoeff/data/expression_tree.hpp"

namespace ecoeff {
namespace {

using Kind = Expression::Kind;

constexpr std::size_t kFewValues = 50;

bool is_column(const Expression& e) { return e.kind == Kind::column || e.kind == Kind::quoted_column; }
bool is_value(const Expression& e) { return e.kind == Kind::text || e.kind == Kind::number; }
bool is_equality(const Expression& e) { return e.kind == Kind::binary && (e.name == "==" || e.name == "!="); }

// Calls one(column, value) for each pair that is compared for equality.
void each_pair(const Expression& e, const std::function<void(const Expression&, const Expression&)>& one) {
  if (is_equality(e)) {
    for (const int left : {0, 1}) {
      const Expression& column = e.arguments[static_cast<std::size_t>(left)];
      const Expression& value = e.arguments[static_cast<std::size_t>(1 - left)];
      if (is_column(column) && is_value(value)) one(column, value);
    }
  }
  if (e.kind == Kind::in_list && is_column(e.arguments[0])) {
    for (std::size_t i = 1; i < e.arguments.size(); ++i) {
      if (is_value(e.arguments[i])) one(e.arguments[0], e.arguments[i]);
    }
  }
  for (const Expression& inner : e.arguments) each_pair(inner, one);
}

std::vector<std::string> distinct_texts(const Table& table, const std::string& column) {
  const std::vector<std::string> texts = table.texts(column);
  std::set<std::string> values(texts.begin(), texts.end());
  values.erase("");
  return {values.begin(), values.end()};
}

// Values near the one that is not there: a spelling away, or longer or shorter ("西藏" and "西藏自治区"); of numbers
// the two around it.
std::vector<std::string> nearest_values(const std::vector<std::string>& values, const std::string& wanted) {
  if (const std::string near = did_you_mean(wanted, values); !near.empty()) return {near};
  std::vector<std::string> found;
  for (const std::string& value : values) {
    if (value.find(wanted) != std::string::npos || wanted.find(value) != std::string::npos) found.push_back(value);
  }
  if (found.empty()) found = values;
  if (found.size() > 5) found.resize(5);
  return found;
}

std::vector<std::string> nearest_numbers(std::vector<double> values, double wanted) {
  std::sort(values.begin(), values.end());
  const auto at = std::lower_bound(values.begin(), values.end(), wanted);
  std::vector<std::string> found;
  if (at != values.begin()) found.push_back(format_shortest(*(at - 1)));
  if (at != values.end()) found.push_back(format_shortest(*at));
  return found;
}

Note absent_note(const Table& table, const std::string& column, const std::string& value,
                 const std::vector<std::string>& near) {
  return {Severity::warning,
          "D150",
          {fmt::format("no row has {} = \"{}\"; the nearest values are: {}", column, value, join(near, ", ")),
           fmt::format("没有任何行的 {} 为“{}”；相近的取值：{}", column, value, join(near, "、"))},
          {.file = table.file, .sheet = table.sheet, .column = column, .value = value}};
}

class Lookup {
 public:
  Lookup(const Panel& panel, Notes& notes) : panel_(panel), notes_(notes) {}

  void look(const Expression& column, const Expression& value) {
    const bool role = column.kind == Kind::column;
    if (role && column.name == "unit") return look_in(panel_.unit_column(), value);
    if (role && column.name == "time") return look_in_periods(value);
    if (!panel_.table.has(column.name)) return;
    if (column.name == panel_.time_column()) return look_in_periods(value);
    look_in(column.name, value);
  }

 private:
  void look_in_periods(const Expression& value) {
    const auto number = value.kind == Kind::number ? std::optional(value.number) : parse_number(value.name);
    if (!number) return;
    const std::vector<double> periods(panel_.periods().begin(), panel_.periods().end());
    look_up(panel_.time_column(), periods, *number);
  }

  void look_in(const std::string& name, const Expression& value) {
    const Column& column = panel_.table.column(name);
    const bool by_name = column.has_names() && (value.kind == Kind::text || !column.has_numbers());
    if (by_name) {
      const std::string wanted = value.kind == Kind::text ? value.name : format_shortest(value.number);
      const std::vector<std::string> values = distinct_texts(panel_.table, name);
      if (std::find(values.begin(), values.end(), wanted) != values.end()) return;
      if (!column.has_numbers() || !parse_number(wanted)) {
        notes_.push_back(absent_note(panel_.table, name, wanted, nearest_values(values, wanted)));
        return;
      }
    }
    const auto number = value.kind == Kind::number ? std::optional(value.number) : parse_number(value.name);
    if (!number || *number != std::floor(*number)) return;
    std::set<double> values;
    for (const double one : column.numbers) {
      if (is_missing(one)) continue;
      values.insert(one);
      if (one != std::floor(one) || (values.size() > kFewValues && !column.has_names())) return;
    }
    look_up(name, {values.begin(), values.end()}, *number);
  }

  void look_up(const std::string& name, const std::vector<double>& values, double wanted) {
    if (values.empty() || std::find(values.begin(), values.end(), wanted) != values.end()) return;
    notes_.push_back(absent_note(panel_.table, name, format_shortest(wanted), nearest_numbers(values, wanted)));
  }

  const Panel& panel_;
  Notes& notes_;
};

// Names that are used otherwise go to `numbers`.
void sort_names(const Expression& e, bool as_text, std::set<std::string>& texts, std::set<std::string>& numbers) {
  if (is_column(e)) {
    (as_text ? texts : numbers).insert(e.name);
    return;
  }
  const bool with_text = is_equality(e) && (e.arguments[0].kind == Kind::text || e.arguments[1].kind == Kind::text ||
                                            (is_column(e.arguments[0]) && is_column(e.arguments[1])));
  const bool asks = (e.kind == Kind::call && e.name == "missing") || e.kind == Kind::in_list;
  for (std::size_t i = 0; i < e.arguments.size(); ++i)
    sort_names(e.arguments[i], with_text || (asks && i == 0), texts, numbers);
}

}  // namespace

Notes absent_values(const Panel& panel, std::string_view condition) {
  Notes notes;
  Lookup lookup(panel, notes);
  each_pair(parse_expression(condition),
            [&](const Expression& column, const Expression& value) { lookup.look(column, value); });
  return notes;
}

std::vector<std::string> compared_as_text(std::string_view expression) {
  std::set<std::string> texts;
  std::set<std::string> numbers;
  sort_names(parse_expression(expression), false, texts, numbers);
  for (const std::string& name : numbers) texts.erase(name);
  return {texts.begin(), texts.end()};
}

}  // namespace ecoeff
