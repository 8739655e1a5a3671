#include "ecoeff/report/replicate/table_scripts.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "ecoeff/panel/replica.hpp"
#include "ecoeff/report/replicate/r_words.hpp"
#include "ecoeff/report/replicate/stata_words.hpp"
#include "ecoeff/report/tables/score_tables.hpp"
#include "ecoeff/study/tables/unit_years.hpp"

namespace ecoeff {
namespace {

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

}  // namespace

std::string stata_description(const StudyResult& result, const TableResult& table) {
  return fmt::format("tabstat {}, statistics(n mean sd min max) columns(statistics)\n", stata_columns(result, table));
}

std::string r_description(const StudyResult&, const TableResult& table) {
  return fmt::format("describe(\"t{}\", d, {})\n", table.number, replica::r_vector(table.spec.describe_columns));
}

std::string stata_correlations(const StudyResult& result, const TableResult& table) {
  const std::string columns = stata_columns(result, table);
  return "pwcorr " + columns + ", sig\n" +
         (has_ranks(table) ? "* above the diagonal of the table\nspearman " + columns + ", stats(rho p) pw\n" : "");
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
  std::string score = words.name(table.spec.of);
  std::string out;
  if (is_geometric(result, table.spec.of)) {
    score = words.generated("ln_" + table.spec.of, "ln(" + score + ")");
    out += "* the table's means are geometric: the exponents of these\n" + words.take_lines();
  }
  const std::string years = only_years(keys, words.time(), " | ");
  const std::string condition = years.empty() ? "" : " if " + years;
  out += fmt::format("table {} {}{}, statistic(mean {})\n", words.unit(), words.time(), condition, score);
  if (!keys.by.empty())
    out += fmt::format("table {} {}{}, statistic(mean {})\n", words.name(keys.by), words.time(), condition, score);
  return out;
}

std::string r_scores(const StudyResult& result, const TableResult& table) {
  const RWords words(result.panel);
  const UnitYearKeys keys = unit_year_keys(table.spec);
  const std::string years = only_years(keys, r_name(words.time()), " | ");
  const std::string data = years.empty() ? "d" : "subset(d, " + years + ")";
  const std::string geometric = is_geometric(result, table.spec.of) ? ", geometric = TRUE" : "";
  std::string out;
  for (const std::string& by :
       keys.by.empty() ? std::vector<std::string>{words.unit()} : std::vector<std::string>{words.unit(), keys.by})
    out += fmt::format("by_year(\"t{}\", {}, {}, {}, {}{})\n", table.number, data, replica::r_text(table.spec.of),
                       replica::r_text(by), replica::r_text(words.time()), geometric);
  return out;
}

}  // namespace ecoeff
