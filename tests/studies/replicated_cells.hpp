// The numbers of tables that are no regressions, as a study printed them, for scripts that must make them again.
#pragma once

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ecoeff/base/file.hpp"
#include "ecoeff/base/number.hpp"
#include "ecoeff/base/text.hpp"

namespace ecoeff::testing {

// One printed number; `value` with all digits where results.json has it.
struct PrintedCell {
  std::string row;     // a variable, a unit, a group, "all"
  std::string column;  // "n" "mean" "sd" "min" "max"; "r" or "rho" and the other variable; a year or "mean"; a head
  std::string text;
  double value = kMissing;
};

using PrintedRows = std::vector<std::vector<std::string>>;

// A number is the same number to a script that reads "01" as 1.
inline std::string label_of(const std::string& text) {
  const std::optional<double> number = parse_number(text);
  return number ? format_shortest(*number) : text;
}

// The text of a cell of Markdown, without stars of significance.
inline std::string cell_text(std::string_view cell) {
  std::string out;
  const std::string plain = replace_all(replace_all(std::string(trim(cell)), "\\*", ""), "&quot;", "\"");
  for (std::size_t i = 0; i < plain.size(); ++i) {
    const bool escape = plain[i] == '\\' && i + 1 < plain.size();
    out += plain[escape ? ++i : i];
  }
  return out;
}

// The body of a table in Markdown: cells without escapes and stars.
inline PrintedRows printed_rows(const std::filesystem::path& file) {
  PrintedRows rows;
  for (const std::string& line : split(read_file(file), '\n')) {
    if (!line.starts_with("| ")) continue;
    std::vector<std::string> cells;
    for (const std::string& part : split(line.substr(1), '|')) cells.push_back(cell_text(part));
    cells.pop_back();
    rows.push_back(std::move(cells));
  }
  // The head and the line below it.
  if (rows.size() > 1) rows.erase(rows.begin() + 1);
  return rows;
}

// As close as the digits of both programs allow, also where a mean is nothing but rounding.
inline bool is_close(double ours, double theirs, double relative) {
  return std::abs(ours - theirs) <= relative * std::max(std::abs(ours), std::abs(theirs)) ||
         (std::abs(ours) < 1e-12 && std::abs(theirs) < 1e-12);
}

inline std::vector<PrintedCell> description_cells(const nlohmann::ordered_json& table, const PrintedRows& rows) {
  std::vector<PrintedCell> cells;
  for (std::size_t i = 0; i < table.at("descriptions").size(); ++i) {
    const auto& one = table.at("descriptions")[i];
    std::size_t k = 1;
    for (const char* key : {"n", "mean", "sd", "min", "max"})
      cells.push_back({one.at("column"), key, rows.at(i + 1).at(k++), one.at(key).template get<double>()});
  }
  return cells;
}

inline std::vector<PrintedCell> correlation_cells(const nlohmann::ordered_json& table, const PrintedRows& rows) {
  std::vector<PrintedCell> cells;
  std::size_t i = 1;
  std::size_t j = 0;
  for (const auto& pair : table.at("values")) {
    const std::string first = pair.at("first");
    const std::string second = pair.at("second");
    cells.push_back({first, "r " + second, rows.at(i + 1).at(j + 1), pair.at("r").template get<double>()});
    cells.push_back({first, "p " + second, "", pair.at("p").template get<double>()});
    if (pair.contains("rho")) {
      cells.push_back({first, "rho " + second, rows.at(j + 1).at(i + 1), pair.at("rho").template get<double>()});
      cells.push_back({first, "rho_p " + second, "", pair.at("rho_p").template get<double>()});
    }
    if (++j == i) {
      ++i;
      j = 0;
    }
  }
  return cells;
}

// Rows of groups and of all are called "东部均值" and "均值".
inline std::vector<PrintedCell> score_cells(const PrintedRows& rows) {
  std::vector<PrintedCell> cells;
  const std::string mean = "均值";
  for (std::size_t i = 1; i < rows.size(); ++i) {
    std::string name = rows[i].front();
    if (name.ends_with(mean)) name.resize(name.size() - mean.size());
    for (std::size_t k = 1; k < rows[i].size(); ++k) {
      const bool last = k + 1 == rows[i].size();
      cells.push_back({name.empty() ? "all" : name, last ? "mean" : rows.front()[k], rows[i][k]});
    }
  }
  return cells;
}

// A row a pair of years or a unit, the last of them all.
inline std::vector<PrintedCell> pair_cells(const PrintedRows& rows) {
  std::vector<PrintedCell> cells;
  for (std::size_t i = 1; i < rows.size(); ++i) {
    for (std::size_t k = 1; k < rows[i].size(); ++k)
      cells.push_back({i + 1 == rows.size() ? "all" : rows[i].front(), rows.front()[k], rows[i][k]});
  }
  return cells;
}

// Of a table of these kinds; none for others. `folder`: where the study's results are.
inline std::vector<PrintedCell> printed_cells(const nlohmann::ordered_json& table,
                                              const std::filesystem::path& folder) {
  const std::string kind = table.at("kind");
  const std::string file =
      "table" + std::to_string(table.at("number").get<int>()) + "_" + table.at("id").get<std::string>() + ".md";
  if (kind != "describe" && kind != "correlation" && kind != "scores" && kind != "productivity") return {};
  const PrintedRows rows = printed_rows(folder / "tables" / file);
  if (kind == "describe") return description_cells(table, rows);
  if (kind == "productivity") return pair_cells(rows);
  return kind == "correlation" ? correlation_cells(table, rows) : score_cells(rows);
}

}  // namespace ecoeff::testing
