// Commands that change the table: xtset, generate, replace, keep, drop, rename, sort; and count.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <utility>

#include "ecoeff/stata/commands.hpp"
#include "ecoeff/stata/expression.hpp"
#include "ecoeff/stata/functions.hpp"
#include "ecoeff/stata/options.hpp"
#include "ecoeff/stata/refuse.hpp"
#include "ecoeff/stata/variables.hpp"

namespace ecoeff::stata {
namespace {

Outcome said(const Line& line, Text output) {
  return {.line = line.text, .quiet = line.quiet, .output = std::move(output)};
}

std::string counted(std::size_t n, const char* one, const char* many) {
  return fmt::format("({} {})\n", n, n == 1 ? one : many);
}

bool is_key(const Session& session, const std::string& name) { return name == session.unit || name == session.time; }

// Missing numbers come last, as the largest.
void sort_by(const Column& column, std::vector<std::size_t>& order) {
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return column.is_text ? column.text.at(a) < column.text.at(b) : compare(column.numbers[a], column.numbers[b]) < 0;
  });
}

// Sorted by unit and time, as xtset leaves the data.
Table sorted(const Table& table, const std::string& unit, const std::string& time) {
  std::vector<std::size_t> order(table.rows());
  std::iota(order.begin(), order.end(), std::size_t{0});
  for (const std::string& name : {time, unit}) {
    if (!name.empty()) sort_by(table.column(name), order);
  }
  return std::is_sorted(order.begin(), order.end()) ? table : table.select(order);
}

Text describe_panel(const Session& session) {
  const Panel& panel = session.panel;
  std::size_t least = panel.rows();
  std::size_t most = 0;
  bool gaps = false;
  for (std::size_t u = 0; u < panel.units(); ++u) {
    const auto unit = static_cast<std::int32_t>(u);
    const std::size_t n = panel.begin(unit + 1) - panel.begin(unit);
    least = std::min(least, n);
    most = std::max(most, n);
    const auto first = panel.time()[panel.by_unit_and_time()[panel.begin(unit)]];
    const auto last = panel.time()[panel.by_unit_and_time()[panel.begin(unit + 1) - 1]];
    gaps = gaps || static_cast<std::size_t>(last - first) + 1 != n;
  }
  const bool balanced = least == most;
  Text out{fmt::format("Panel variable: {} ({})\n", session.unit, balanced ? "balanced" : "unbalanced"),
           fmt::format("面板变量：{}（{}）\n", session.unit, balanced ? "平衡" : "非平衡")};
  if (!session.has_time()) return out;
  const auto first = panel.periods().front();
  const auto last = panel.periods().back();
  out.en += fmt::format(" Time variable: {}, {} to {}{}\n         Delta: 1 unit\n", session.time, first, last,
                        gaps ? ", but with gaps" : "");
  out.zh += fmt::format("时间变量：{}，{} 至 {}{}\n", session.time, first, last, gaps ? "，有间断" : "");
  return out;
}

// The storage type of generate, if the first word is one. Numbers are doubles; a smaller type rounds once.
std::optional<std::string> take_type(std::vector<std::string>& words) {
  static constexpr std::array<std::string_view, 6> kTypes{"byte", "int", "long", "float", "double", "str"};
  if (words.size() < 2) return std::nullopt;
  const std::string& word = words.front();
  const bool text = word.starts_with("str") && word.find_first_not_of("0123456789L", 3) == std::string::npos;
  if (!text && std::find(kTypes.begin(), kTypes.end(), word) == kTypes.end()) return std::nullopt;
  const std::string type = text ? "str" : word;
  words.erase(words.begin());
  return type;
}

double stored_as(const std::string& type, double value) {
  if (is_missing(value) || type == "double" || type.empty()) return value;
  if (type == "float") {
    const auto single = static_cast<float>(value);
    return std::isfinite(single) ? static_cast<double>(single) : kMissing;
  }
  const double limit = type == "byte" ? 100 : type == "int" ? 32740 : 2147483620;
  const double low = type == "byte" ? -127 : type == "int" ? -32767 : -2147483647;
  const double whole = std::trunc(value);
  return whole >= low && whole <= limit ? whole : kMissing;
}

// "name = expression" cut at its equal sign.
std::pair<std::string, std::string> split_assignment(const Line& line) {
  const std::size_t equal = line.body.find('=');
  if (equal == std::string::npos || line.body.substr(equal).starts_with("=="))
    refuse("T705", line.body, line.text, {"name = expression is needed", "应写作 变量名 = 表达式"});
  return {std::string(trim(line.body.substr(0, equal))), std::string(trim(line.body.substr(equal + 1)))};
}

// The expression in every row; e(sample) is a column meanwhile.
Values value_of(const Session& session, const std::string& expression) {
  if (expression.find(kSample) == std::string::npos) return evaluate(session.panel, session.has_time(), expression);
  return evaluate(with_sample(session, expression), session.has_time(),
                  replace_all(expression, kSample, kSampleColumn));
}

// Rows of the table that are kept; says how many went.
Outcome keep_rows(Session& session, const Line& line, const std::vector<bool>& kept) {
  std::vector<std::size_t> rows;
  for (std::size_t i = 0; i < kept.size(); ++i) {
    if (kept[i]) rows.push_back(i);
  }
  const std::size_t gone = kept.size() - rows.size();
  if (rows.empty()) refuse("T715", line.command, line.text, {"no observations are left", "没有剩余的观测值"});
  if (gone > 0) set_table(session, session.table().select(rows));
  return said(line, {counted(gone, "observation deleted", "observations deleted"),
                     fmt::format("（删除 {} 个观测值）\n", gone)});
}

Outcome keep_columns(Session& session, const Line& line, const std::vector<std::string>& kept) {
  const Table& table = session.table();
  Table out;
  out.file = table.file;
  out.sheet = table.sheet;
  out.source = table.source;
  for (const Column& column : table.columns()) {
    if (std::find(kept.begin(), kept.end(), column.name) != kept.end()) out.set(column);
  }
  if (kept.empty()) refuse("T715", line.command, line.text, {"no variables are left", "没有剩余的变量"});
  set_table(session, std::move(out));
  return said(line, {});
}

// keep and drop take either a condition or a list of variables.
bool by_rows(const Line& line) {
  refuse_weight(line);
  refuse_options(line);
  const bool rows = !line.condition.empty() || !line.range.empty();
  if (rows == line.body.empty()) return rows;
  refuse("T705", line.body.empty() ? line.command : line.body, line.text,
         {"either a condition or a list of variables is needed", "需要条件或变量列表之一"});
}

}  // namespace

Outcome run_xtset(Session& session, const Line& line) {
  refuse_rows(line);
  refuse_weight(line);
  OptionReader options(line);
  (void)options.flag("yearly", 1);
  (void)options.flag("generic", 1);
  if (const std::optional<double> delta = options.number("delta", 5); delta && *delta != 1)
    refuse("T704", "delta()", line.text, {"periods are one apart here", "这里的时期间隔为 1"});
  options.finish();
  if (line.body.empty()) {
    require_xtset(session, line, false);
    return said(line, describe_panel(session));
  }
  const std::vector<std::string> names = expand_variables(session.table(), line.body, line.text);
  if (names.size() == 1 && line.command == "tsset")
    refuse("T705", names[0], line.text, {"a panel and a time variable are needed", "需要个体变量与时间变量"});
  if (names.size() > 2)
    refuse("T705", names[2], line.text, {"a panel and a time variable are enough", "只需个体变量与时间变量"});
  Session next = session;
  next.unit = names[0];
  next.time = names.size() > 1 ? names[1] : "";
  set_table(next, sorted(session.table(), next.unit, next.time));
  session = std::move(next);
  return said(line, describe_panel(session));
}

Outcome run_generate(Session& session, const Line& line) {
  refuse_weight(line);
  refuse_options(line);
  const auto [left, expression] = split_assignment(line);
  std::vector<std::string> words = words_of(left);
  const std::string type = take_type(words).value_or("");
  const std::string name = words.size() == 1 ? words.front() : left;
  require_new_name(session.table(), name, line.text);
  Values values = value_of(session, expression);
  if (!type.empty() && (type == "str") != values.is_text)
    refuse("T710", type, line.text, {"the type does not fit the expression", "存储类型与表达式不符"});
  const std::vector<bool> chosen = chosen_rows(session, line);
  std::size_t missing = 0;
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    if (values.is_text) {
      if (!chosen[i]) values.texts[i].clear();
      missing += values.texts[i].empty() ? 1 : 0;
    } else {
      values.numbers[i] = chosen[i] ? stored_as(type, values.numbers[i]) : kMissing;
      missing += is_missing(values.numbers[i]) ? 1 : 0;
    }
  }
  if (values.is_text) {
    session.panel.table.set_text(name, values.texts);
  } else {
    session.panel.table.set_numbers(name, std::move(values.numbers));
  }
  if (missing == 0) return said(line, {});
  return said(line, {counted(missing, "missing value generated", "missing values generated"),
                     fmt::format("（产生 {} 个缺失值）\n", missing)});
}

Outcome run_replace(Session& session, const Line& line) {
  refuse_weight(line);
  refuse_options(line);
  const auto [left, expression] = split_assignment(line);
  const std::string name = find_variable(session.table(), left, line.text);
  const Values values = value_of(session, expression);
  Column column = session.table().column(name);
  if (column.is_text != values.is_text)
    refuse("T710", name, line.text,
           column.is_text ? Text{"this variable is text", "该变量是文本"}
                          : Text{"this variable is a number", "该变量是数值"});
  const std::vector<bool> chosen = chosen_rows(session, line);
  std::size_t changed = 0;
  std::vector<std::string> texts = column.is_text ? session.table().texts(name) : std::vector<std::string>{};
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    if (!chosen[i]) continue;
    if (column.is_text) {
      changed += texts[i] == values.texts[i] ? 0 : 1;
      texts[i] = values.texts[i];
    } else {
      const double was = column.numbers[i];
      changed += was == values.numbers[i] || (is_missing(was) && is_missing(values.numbers[i])) ? 0 : 1;
      column.numbers[i] = values.numbers[i];
    }
  }
  Table table = session.table();
  if (column.is_text) {
    table.set_text(name, texts);
  } else {
    table.set(std::move(column));
  }
  if (is_key(session, name)) {
    set_table(session, std::move(table));
  } else {
    session.panel.table = std::move(table);
  }
  return said(line,
              {counted(changed, "real change made", "real changes made"), fmt::format("（更改 {} 处）\n", changed)});
}

Outcome run_keep(Session& session, const Line& line) {
  if (by_rows(line)) return keep_rows(session, line, chosen_rows(session, line));
  return keep_columns(session, line, expand_variables(session.table(), line.body, line.text));
}

Outcome run_drop(Session& session, const Line& line) {
  if (by_rows(line)) {
    std::vector<bool> kept = chosen_rows(session, line);
    kept.flip();
    return keep_rows(session, line, kept);
  }
  const std::vector<std::string> gone = expand_variables(session.table(), line.body, line.text);
  std::vector<std::string> kept = visible_names(session.table());
  std::erase_if(kept, [&](const std::string& name) { return std::find(gone.begin(), gone.end(), name) != gone.end(); });
  return keep_columns(session, line, kept);
}

Outcome run_rename(Session& session, const Line& line) {
  refuse_rows(line);
  refuse_weight(line);
  refuse_options(line);
  const std::vector<std::string> words = words_of(line.body);
  const auto group = [](const std::string& word) {
    const bool inside = word.starts_with('(') && word.ends_with(')');
    return words_of(inside ? std::string_view(word).substr(1, word.size() - 2) : std::string_view(word));
  };
  const std::vector<std::string> from = words.size() == 2 ? group(words[0]) : std::vector<std::string>{};
  const std::vector<std::string> to = words.size() == 2 ? group(words[1]) : std::vector<std::string>{};
  if (from.empty() || from.size() != to.size())
    refuse(
        "T705", line.body, line.text,
        {"rename takes an old and a new name, or two lists in parentheses", "rename 需要旧名与新名，或两个括号列表"});
  Table table = session.table();
  Session next = session;
  for (std::size_t i = 0; i < from.size(); ++i) {
    const std::string old = find_variable(table, from[i], line.text);
    require_new_name(table, to[i], line.text);
    table.rename(old, to[i]);
    if (next.unit == old) next.unit = to[i];
    if (next.time == old) next.time = to[i];
  }
  set_table(next, std::move(table));
  session = std::move(next);
  return said(line, {});
}

Outcome run_sort(Session& session, const Line& line) {
  refuse_rows(line);
  refuse_weight(line);
  refuse_options(line);
  const Table& table = session.table();
  std::vector<std::string> names = expand_variables(table, line.body, line.text);
  std::reverse(names.begin(), names.end());
  std::vector<std::size_t> order(table.rows());
  std::iota(order.begin(), order.end(), std::size_t{0});
  for (const std::string& name : names) sort_by(table.column(name), order);
  set_table(session, table.select(order));
  return said(line, {});
}

Outcome run_count(Session& session, const Line& line) {
  refuse_weight(line);
  refuse_options(line);
  if (!line.body.empty()) refuse("T705", line.body, line.text, {"count takes no variables", "count 不接受变量"});
  const std::vector<bool> chosen = chosen_rows(session, line);
  const auto n = std::count(chosen.begin(), chosen.end(), true);
  return said(line, both(fmt::format("  {}\n", n)));
}

}  // namespace ecoeff::stata
