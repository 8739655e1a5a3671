// table row column, statistic(mean x) [nformat(%9.3f) nototals]: one number a cell, the means of rows and columns beside
// and below.
#include <algorithm>
#include <map>

#include "ecoeff/stata/commands.hpp"
#include "ecoeff/stata/number_format.hpp"
#include "ecoeff/stata/options.hpp"
#include "ecoeff/stata/print.hpp"
#include "ecoeff/stata/refuse.hpp"
#include "ecoeff/stata/variables.hpp"

namespace ecoeff::stata {
namespace {

using Level = std::pair<double, std::string>;

std::vector<Level> levels_of(const Table& table, const std::string& name) {
  const Column& column = table.column(name);
  const std::vector<std::string> texts = table.texts(name);
  std::vector<Level> out;
  for (std::size_t i = 0; i < texts.size(); ++i) out.emplace_back(column.is_text ? 0 : column.numbers[i], texts[i]);
  return out;
}

struct Mean {
  double sum = 0;
  double n = 0;
  void add(double value) {
    sum += value;
    ++n;
  }
  [[nodiscard]] double value() const { return n > 0 ? sum / n : kMissing; }
};

struct CrossTable {
  std::map<Level, std::map<Level, Mean>> cells;
  std::map<Level, Mean> rows;
  std::map<Level, Mean> columns;
  Mean all;

  void add(const Level& row, const Level& column, double value) {
    cells[row][column].add(value);
    rows[row].add(value);
    columns[column].add(value);
    all.add(value);
  }
};

struct Layout {
  bool totals = true;
  std::optional<int> digits;  // after the point

  [[nodiscard]] std::string cell(double value) const {
    return pad_left(digits ? stata_fixed(value, *digits) : stata_number(value), 11);
  }
};

std::string painted(const CrossTable& table, const Layout& layout, const std::string& total) {
  std::size_t width = 12;
  for (const auto& [level, mean] : table.rows) width = std::max(width, display_width(level.second) + 1);
  std::string out = pad_left("", width) + " |";
  for (const auto& [level, mean] : table.columns) out += pad_left(level.second, 11);
  out += (layout.totals ? pad_left(total, 11) : "") + "\n";
  for (const auto& [level, mean] : table.rows) {
    out += pad_left(level.second, width) + " |";
    const auto& row = table.cells.at(level);
    for (const auto& [column, ignored] : table.columns) {
      const auto at = row.find(column);
      out += at == row.end() ? pad_left("", 11) : layout.cell(at->second.value());
    }
    out += (layout.totals ? layout.cell(mean.value()) : "") + "\n";
  }
  if (!layout.totals) return out;
  out += pad_left(total, width) + " |";
  for (const auto& [level, mean] : table.columns) out += layout.cell(mean.value());
  return out + layout.cell(table.all.value()) + "\n";
}

}  // namespace

Outcome run_table(Session& session, const Line& line) {
  refuse_weight(line);
  OptionReader options(line);
  const std::vector<std::string> asked = words_of(options.value("statistic", 4).value_or(""));
  const std::optional<std::string> format = options.value("nformat", 4);
  Layout layout{.totals = !options.flag("nototals", 8)};
  options.finish();
  if (format) layout.digits = digits_of_format(*format, line);
  const Table& data = session.table();
  const std::vector<std::string> names = expand_variables(data, line.body, line.text);
  if (names.size() != 2 || asked.size() != 2 || asked[0] != "mean")
    refuse("T717", line.body, line.text,
           {"table takes a variable for rows, one for columns and statistic(mean x) here",
            "此处的 table 应给出行变量、列变量与 statistic(mean x)"});
  const std::span<const double> values = data.numbers(find_variable(data, asked[1], line.text));
  const std::vector<Level> rows = levels_of(data, names[0]);
  const std::vector<Level> columns = levels_of(data, names[1]);
  const std::vector<bool> chosen = chosen_rows(session, line);
  CrossTable table;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!chosen[i] || is_missing(values[i]) || rows[i].second.empty() || columns[i].second.empty()) continue;
    table.add(rows[i], columns[i], values[i]);
  }
  return {.line = line.text,
          .quiet = line.quiet,
          .output = {painted(table, layout, "Total"), painted(table, layout, "合计")}};
}

}  // namespace ecoeff::stata
