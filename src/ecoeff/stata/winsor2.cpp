// winsor2 (Lian Yujun): values outside two percentiles are set to them, or to missing with `trim`; percentiles by
// Stata's _pctile over the rows that if and in choose, within by() groups.
#include <fmt/format.h>

#include <cmath>
#include <map>

#include "ecoeff/data/clean.hpp"
#include "ecoeff/stata/commands.hpp"
#include "ecoeff/stata/options.hpp"
#include "ecoeff/stata/refuse.hpp"
#include "ecoeff/stata/variables.hpp"

namespace ecoeff::stata {
namespace {

struct Cuts {
  double low = 1;
  double high = 99;
};

Cuts read_cuts(const std::string& inside, const Line& line) {
  const std::vector<std::string> words = words_of(replace_all(inside, ",", " "));
  const std::optional<double> low = words.size() == 2 ? parse_number(words[0]) : std::nullopt;
  const std::optional<double> high = words.size() == 2 ? parse_number(words[1]) : std::nullopt;
  if (!low || !high || *low < 0 || *high > 100 || *low >= *high)
    refuse("T704", "cuts(" + inside + ")", line.text,
           {"cuts takes two percentages, the lower first", "cuts 需要两个百分位，先低后高"});
  if (*high <= 1) {
    refuse("T704", "cuts(" + inside + ")", line.text,
           {"cuts takes percentages from 0 to 100", "cuts 需要 0 到 100 的百分位"},
           {fmt::format("did you mean cuts({:.6g} {:.6g})?", 100 * *low, 100 * *high),
            fmt::format("您是不是要写 cuts({:.6g} {:.6g})？", 100 * *low, 100 * *high)});
  }
  return {*low, *high};
}

// The rows of each group; one group without by().
std::map<std::vector<std::string>, std::vector<std::size_t>> groups_of(const Table& table,
                                                                       const std::vector<std::string>& by,
                                                                       const std::vector<bool>& chosen) {
  std::vector<std::vector<std::string>> keys;
  for (const std::string& name : by) keys.push_back(table.texts(name));
  std::map<std::vector<std::string>, std::vector<std::size_t>> groups;
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    if (!chosen[i]) continue;
    std::vector<std::string> key;
    for (const auto& column : keys) key.push_back(column[i]);
    groups[key].push_back(i);
  }
  return groups;
}

std::size_t cut_group(const std::vector<std::size_t>& rows, const Cuts& cuts, bool trim, std::vector<double>& values) {
  std::vector<double> group;
  group.reserve(rows.size());
  for (const std::size_t row : rows) group.push_back(values[row]);
  const Winsorized cut = winsorize(group, cuts.low, cuts.high);
  std::size_t changed = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (is_missing(group[i]) || cut.values[i] == group[i]) continue;
    values[rows[i]] = trim ? kMissing : cut.values[i];
    ++changed;
  }
  return changed;
}

}  // namespace

Outcome run_winsor2(Session& session, const Line& line) {
  refuse_weight(line);
  OptionReader options(line);
  const auto inside = options.value("cuts", 1);
  const bool replace = options.flag("replace", 3);
  const bool trim = options.flag("trim", 1);
  const std::string suffix = options.value("suffix", 1).value_or(trim ? "_tr" : "_w");
  const std::string by_text = options.value("by", 2).value_or("");
  (void)options.flag("label", 1);  // labels are not shown anywhere
  options.finish();
  const Cuts cuts = inside ? read_cuts(*inside, line) : Cuts{};
  const Table& table = session.table();
  const std::vector<std::string> by = expand_variables(table, by_text, line.text, false);
  const auto groups = groups_of(table, by, chosen_rows(session, line));

  Outcome outcome{.line = line.text, .quiet = line.quiet};
  std::vector<std::pair<std::string, std::vector<double>>> made;
  for (const std::string& name : expand_variables(table, line.body, line.text)) {
    if (name == session.unit || name == session.time)
      refuse("T705", name, line.text, {"this is the panel or time variable", "这是面板变量或时间变量"});
    const auto column = table.numbers(name);
    std::vector<double> values(column.begin(), column.end());
    std::size_t changed = 0;
    for (const auto& [key, rows] : groups) changed += cut_group(rows, cuts, trim, values);
    const std::string to = replace ? name : name + suffix;
    if (!replace) require_new_name(table, to, line.text);
    outcome.output.en += fmt::format("{}: {} value(s) {}\n", to, changed, trim ? "set to missing" : "changed");
    outcome.output.zh += fmt::format("{}：{} {} 个值\n", to, trim ? "设为缺失" : "缩尾", changed);
    made.emplace_back(to, std::move(values));
  }
  for (auto& [name, values] : made) session.panel.table.set_numbers(name, std::move(values));
  return outcome;
}

}  // namespace ecoeff::stata
