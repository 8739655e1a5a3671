#include "ecoeff/report/replicate/table_scripts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "ecoeff/panel/replica.hpp"
#include "ecoeff/report/replicate/r_words.hpp"
#include "ecoeff/report/replicate/stata_words.hpp"
#include "ecoeff/report/tables/score_tables.hpp"
#include "ecoeff/study/tables/productivity.hpp"
#include "ecoeff/study/tables/unit_years.hpp"

namespace ecoeff {
namespace {

int digits_of(const StudyResult& result, const TableResult& table) {
  return table.spec.digits.value_or(result.study.model ? result.study.model->digits : 3);
}

// A line that shows a matrix to the digits of the table.
std::string shown(const std::string& matrix, int digits) {
  return fmt::format("matrix list {}, format(%{}.{}f)\n", matrix, digits + 9, digits);
}

std::string stata_columns(const StudyResult& result, const TableResult& table) {
  const StataWords words(result.panel);
  std::vector<std::string> names;
  for (const std::string& column : table.spec.describe_columns) names.push_back(words.name(column));
  return join(names, " ");
}

bool has_ranks(const TableResult& table) { return table.values && table.values->has("rho"); }

// The table's years as a condition; empty where it shows all.
std::string only_years(const UnitYearKeys& keys, const std::string& time, const char* sign) {
  std::vector<std::string> parts;
  for (const int year : keys.years) parts.push_back(fmt::format("{} == {}", time, year));
  return join(parts, sign);
}

// A table of a score in Stata: for units, groups and all, the means by period, then the mean of these.
struct ScoreLines {
  StataWords words;
  std::string table;  // "t5"
  std::string score;  // the variable, or its logarithm where means are geometric
  bool geometric;
  std::string asked;  // " & (year == 2010)"
  std::string format;

  // `part` names the variables; `by` is "" for all rows.
  std::string rows(const std::string& part, const std::string& by) {
    const std::string mean = words.reserve(table + "_" + part);
    const std::string row = words.reserve(table + "_" + part + "_mean");
    const std::string once = words.reserve(table + "_" + part + "_once");
    const std::string keys = by.empty() ? words.time() : by + " " + words.time();
    std::string out = fmt::format(
        "egen double {0} = mean({1}) if !missing({1}){2}, by({3})\negen {4} = tag({3}) if !missing({1}){2}\n", mean,
        score, asked, keys, once);
    out +=
        fmt::format("egen double {} = mean({}) if {} == 1{}\n", row, mean, once, by.empty() ? "" : ", by(" + by + ")");
    if (geometric) out += fmt::format("replace {0} = exp({0})\nreplace {1} = exp({1})\n", mean, row);
    const std::string once_only = fmt::format(" if {} == 1", once);
    if (by.empty())
      return out + fmt::format("tabstat {}{}, statistics(mean) by({}) nototal {}\ntabstat {}{}, statistics(mean) {}\n",
                               mean, once_only, words.time(), format, row, once_only, format);
    return out +
           fmt::format(
               "table {} {}{}, statistic(mean {}) nototals n{}\ntabstat {}{}, statistics(mean) by({}) nototal {}\n", by,
               words.time(), once_only, mean, format, row, once_only, by, format);
  }
};

// The index of the table with the means that it prints.
struct PairsOfYears {
  const ProductivityOutcome* index;
  bool by_unit;
  bool geometric;
  ProductivityMeans means;
  Table file;  // productivity_NAME.csv
  std::string path;
};

std::optional<PairsOfYears> pairs_of_years(const StudyResult& result, const TableResult& table) {
  const ProductivityOutcome* index = find_productivity(result, table.spec.of);
  if (index == nullptr) return std::nullopt;
  const bool by_unit = productivity_keys(table.spec).by_unit;
  return PairsOfYears{.index = index,
                      .by_unit = by_unit,
                      .geometric = is_geometric(result, table.spec.of),
                      .means = productivity_means(result.panel, index->result, by_unit),
                      .file = productivity_table(result.panel, index->result),
                      .path = "productivity_" + table.spec.of + ".csv"};
}

// Two years as one number: 20102011.
std::string pair_of_years(const Panel& panel) {
  std::string power = "1";
  for (std::int64_t rest = panel.periods().back(); rest > 0; rest /= 10) power += '0';
  return power + " * from + to";
}

}  // namespace

std::string stata_productivity(const StudyResult& result, const TableResult& table) {
  const auto pairs = pairs_of_years(result, table);
  if (!pairs) return "";
  const std::string name = fmt::format("t{}", table.number);
  const std::string key = pairs->by_unit ? "unit" : "pair";
  std::vector<std::string> names = pairs->file.names();
  std::vector<std::string> texts;
  names.front() = "unit";
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (pairs->file.columns()[i].is_text) texts.push_back(std::to_string(i + 1));
  }
  std::string out = fmt::format(
      "{}preserve\nimport delimited {} using {}, encoding(\"UTF-8\") rowrange(2) asdouble stringcols({}) clear\n",
      pairs->geometric ? "* means are geometric\n" : "", join(names, " "), StataWords::quoted(pairs->path),
      join(texts, " "));
  if (!pairs->by_unit) out += "generate double pair = " + pair_of_years(result.panel) + "\n";
  std::vector<std::string> means;
  std::vector<std::string> of_all;
  for (const std::string& column : pairs->means.columns) {
    means.push_back(name + "_" + column);
    of_all.push_back(means.back() + "_all");
    if (pairs->geometric) out += fmt::format("replace {0} = ln({0})\n", column);
    out += fmt::format("egen double {} = mean({}), by({})\negen double {} = mean({})\n", means.back(), column, key,
                       of_all.back(), column);
    if (!pairs->geometric) continue;
    out += fmt::format("replace {0} = exp({0})\nreplace {1} = exp({1})\n", means.back(), of_all.back());
  }
  const int digits = digits_of(result, table);
  return out + fmt::format(
                   "egen {0}_once = tag({1})\n"
                   "tabstat {2} if {0}_once == 1, statistics(mean) by({1}) nototal format(%{4}.{5}f)\n"
                   "tabstat {3}, statistics(mean) format(%{4}.{5}f)\nrestore\n",
                   name, key, join(means, " "), join(of_all, " "), digits + 9, digits);
}

std::string r_productivity(const StudyResult& result, const TableResult& table) {
  const auto pairs = pairs_of_years(result, table);
  if (!pairs) return "";
  return fmt::format("by_pair(\"t{}\", {}, {}{}{})\n", table.number, replica::r_text(pairs->path),
                     replica::r_vector(pairs->means.columns), pairs->by_unit ? ", by_unit = TRUE" : "",
                     pairs->geometric ? ", geometric = TRUE" : "");
}

std::string stata_description(const StudyResult& result, const TableResult& table) {
  const std::string matrix = fmt::format("t{}", table.number);
  return fmt::format("tabstat {}, statistics(n mean sd min max) columns(statistics) save\nmatrix {} = r(StatTotal)'\n",
                     stata_columns(result, table), matrix) +
         shown(matrix, digits_of(result, table));
}

std::string r_description(const StudyResult&, const TableResult& table) {
  return fmt::format("describe(\"t{}\", d, {})\n", table.number, replica::r_vector(table.spec.describe_columns));
}

std::string stata_correlations(const StudyResult& result, const TableResult& table) {
  const std::string columns = stata_columns(result, table);
  const std::string matrix = fmt::format("t{}", table.number);
  const int digits = digits_of(result, table);
  std::string out = fmt::format("pwcorr {0}, sig\nmatrix {1} = r(C)\nmatrix {1}_p = r(sig)\n", columns, matrix) +
                    shown(matrix, digits);
  if (!has_ranks(table)) return out;
  return out +
         fmt::format(
             "* above the diagonal of the table\nspearman {0}, stats(rho p) pw\nmatrix {1}_rho = r(Rho)\n"
             "matrix {1}_rho_p = r(P)\n",
             columns, matrix) +
         shown(matrix + "_rho", digits);
}

std::string r_correlations(const StudyResult&, const TableResult& table) {
  const std::string columns = replica::r_vector(table.spec.describe_columns);
  return fmt::format("correlate(\"t{}\", d, {}, \"pearson\")\n", table.number, columns) +
         (has_ranks(table) ? fmt::format("# above the diagonal of the table\ncorrelate(\"t{}\", d, {}, \"spearman\")\n",
                                         table.number, columns)
                           : "");
}

std::string stata_scores(const StudyResult& result, const TableResult& table) {
  StataWords words(result.panel);
  const UnitYearKeys keys = unit_year_keys(table.spec);
  const std::string name = fmt::format("t{}", table.number);
  const bool geometric = is_geometric(result, table.spec.of);
  std::string score = words.name(table.spec.of);
  std::string out = "* the means of a row are those of its periods\n";
  if (geometric) {
    out = "* means are geometric\n";
    score = words.generated(name + "_ln", "ln(" + score + ")");
    out += words.take_lines();
  }
  const std::string years = only_years(keys, words.time(), " | ");
  const std::string unit = words.original(result.panel.unit_column());
  const std::string group = keys.by.empty() ? "" : words.original(keys.by);
  const int digits = digits_of(result, table);
  ScoreLines lines{.words = std::move(words),
                   .table = name,
                   .score = score,
                   .geometric = geometric,
                   .asked = years.empty() ? "" : " & (" + years + ")",
                   .format = fmt::format("format(%{}.{}f)", digits + 9, digits)};
  out += lines.rows("unit", unit);
  if (!group.empty()) out += lines.rows("group", group);
  return out + lines.rows("all", "");
}

std::string r_scores(const StudyResult& result, const TableResult& table) {
  const RWords words(result.panel);
  const UnitYearKeys keys = unit_year_keys(table.spec);
  const std::string years = only_years(keys, r_name(words.time()), " | ");
  const std::string data = years.empty() ? "d" : "subset(d, " + years + ")";
  std::vector<std::string> by{words.unit()};
  if (!keys.by.empty()) by.push_back(keys.by);
  return fmt::format("by_year(\"t{}\", {}, {}, {}, {}{})\n", table.number, data, replica::r_text(table.spec.of),
                     replica::r_vector(by), replica::r_text(words.time()),
                     is_geometric(result, table.spec.of) ? ", geometric = TRUE" : "");
}

}  // namespace ecoeff
