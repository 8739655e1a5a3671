#include "ecoeff/stata/session.hpp"

#include <fmt/format.h>

#include <cmath>
#include <numeric>
#include <utility>

#include "ecoeff/stata/expression.hpp"
#include "ecoeff/stata/refuse.hpp"
#include "ecoeff/stata/variables.hpp"

namespace ecoeff::stata {
namespace {

const std::string kRow = std::string(kHidden) + "row";
const std::string kPlace = std::string(kHidden) + "place";

// The table as a panel of `unit` and `time`; without a unit every row is its own, without a time rows of a unit are
// numbered as they stand.
Panel make_panel(Table table, const std::string& unit, const std::string& time) {
  if (unit.empty()) {
    std::vector<double> rows(table.rows());
    std::iota(rows.begin(), rows.end(), 1.0);
    table.set_numbers(kRow, std::move(rows));
    return {std::move(table), kRow, ""};
  }
  if (!time.empty()) return {std::move(table), unit, time};
  std::map<std::string, double> seen;
  std::vector<double> place;
  for (const std::string& name : table.texts(unit)) place.push_back(++seen[name]);
  table.set_numbers(kPlace, std::move(place));
  return {std::move(table), unit, kPlace};
}

// "1/10", "5", "-3/l", "f/20": row numbers from 1, l the last, f the first, negative ones from the end.
double row_number(std::string_view word, double rows, const Line& line) {
  if (word == "l" || word == "L") return rows;
  if (word == "f" || word == "F") return 1;
  const std::optional<double> number = parse_number(word);
  if (!number || *number != std::floor(*number) || *number == 0 || std::abs(*number) > rows) {
    refuse("T705", line.range, line.text,
           {fmt::format("in takes row numbers from 1 to {}", rows), fmt::format("in 需要 1 到 {} 之间的行号", rows)});
  }
  return *number < 0 ? rows + *number + 1 : *number;
}

}  // namespace

Session start_session(Table table) { return {.panel = make_panel(std::move(table), "", "")}; }

Session start_session(std::filesystem::path folder, std::filesystem::path data) {
  Table none;
  none.set_numbers(kRow, {1});
  return {.panel = make_panel(std::move(none), "", ""), .folder = std::move(folder), .data = std::move(data)};
}

Panel with_sample(const Session& session, std::string_view text) {
  Panel panel = session.panel;
  if (text.find(kSample) == std::string_view::npos) return panel;
  if (session.sample.size() != panel.rows())
    refuse("T713", kSample, text, {"nothing has been estimated on these rows", "尚未在这些观测上进行估计"});
  panel.table.set_numbers(std::string(kSampleColumn), {session.sample.begin(), session.sample.end()});
  return panel;
}

void set_table(Session& session, Table table) {
  session.sample.clear();
  if (table.rows() == 0 || visible_names(table).empty())
    throw Error(Fault::usage, "T715", {"no observations are left", "没有剩余的观测值"});
  if (!table.has(session.unit)) session.unit.clear();
  if (session.unit.empty() || !table.has(session.time)) session.time.clear();
  session.panel = make_panel(std::move(table), session.unit, session.time);
}

std::vector<bool> chosen_rows(const Session& session, const Line& line) {
  const std::size_t n = session.panel.rows();
  std::vector<bool> chosen(n, true);
  if (line.condition.find(kSample) != std::string::npos) {
    chosen = evaluate_condition(with_sample(session, line.condition), session.has_time(),
                                replace_all(line.condition, kSample, kSampleColumn));
  } else if (!line.condition.empty()) {
    chosen = evaluate_condition(session.panel, session.has_time(), line.condition);
  }
  if (line.range.empty()) return chosen;
  const std::vector<std::string> ends = split(line.range, '/');
  const auto rows = static_cast<double>(n);
  const double first = row_number(trim(ends.front()), rows, line);
  const double last = row_number(trim(ends.back()), rows, line);
  if (ends.size() > 2 || last < first)
    refuse("T705", line.range, line.text, {"in takes a range as 1/10", "in 的范围应写作 1/10"});
  for (std::size_t i = 0; i < n; ++i) {
    const auto row = static_cast<double>(i + 1);
    if (row < first || row > last) chosen[i] = false;
  }
  return chosen;
}

void require_xtset(const Session& session, const Line& line, bool time) {
  if (!session.unit.empty() && (!time || session.has_time())) return;
  refuse("T711", line.command, line.text,
         time ? Text{"this command needs xtset panelvar timevar first", "该命令要求先运行 xtset 个体变量 时间变量"}
              : Text{"this command needs xtset panelvar first", "该命令要求先运行 xtset 个体变量"});
}

const Fitted& last_fit(const Session& session, const Line& line) {
  if (!session.last) refuse("T713", line.command, line.text, {"nothing has been estimated yet", "尚未进行任何估计"});
  return *session.last;
}

}  // namespace ecoeff::stata
