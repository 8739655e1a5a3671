// table row column, statistic(mean x): one number a cell, the means of rows and columns beside and below.
#include <algorithm>
#include <map>

#include "ecoeff/stata/commands.hpp"
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

}  // namespace

Outcome run_table(Session& session, const Line& line) {
  refuse_weight(line);
  OptionReader options(line);
  const std::vector<std::string> asked = words_of(options.value("statistic", 4).value_or(""));
  options.finish();
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
  std::map<Level, std::map<Level, Mean>> cells;
  std::map<Level, Mean> row_means;
  std::map<Level, Mean> column_means;
  Mean all;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!chosen[i] || is_missing(values[i]) || rows[i].second.empty() || columns[i].second.empty()) continue;
    cells[rows[i]][columns[i]].add(values[i]);
    row_means[rows[i]].add(values[i]);
    column_means[columns[i]].add(values[i]);
    all.add(values[i]);
  }
  std::size_t width = 12;
  for (const auto& [level, mean] : row_means) width = std::max(width, display_width(level.second) + 1);
  const auto paint = [&](const std::string& total) {
    std::string out = pad_left("", width) + " |";
    for (const auto& [level, mean] : column_means) out += pad_left(level.second, 11);
    out += pad_left(total, 11) + "\n";
    for (const auto& [level, mean] : row_means) {
      out += pad_left(level.second, width) + " |";
      for (const auto& [column, ignored] : column_means) {
        const auto at = cells[level].find(column);
        out += pad_left(at == cells[level].end() ? "" : stata_number(at->second.value()), 11);
      }
      out += pad_left(stata_number(mean.value()), 11) + "\n";
    }
    out += pad_left(total, width) + " |";
    for (const auto& [level, mean] : column_means) out += pad_left(stata_number(mean.value()), 11);
    return out + pad_left(stata_number(all.value()), 11) + "\n";
  };
  return {.line = line.text, .quiet = line.quiet, .output = {paint("Total"), paint("合计")}};
}

}  // namespace ecoeff::stata
