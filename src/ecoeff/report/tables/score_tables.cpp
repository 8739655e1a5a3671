#include "ecoeff/report/tables/score_tables.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "ecoeff/frontier/model_words.hpp"
#include "ecoeff/method/text.hpp"
#include "ecoeff/report/tables/table_cells.hpp"
#include "ecoeff/report/unit_words.hpp"
#include "ecoeff/study/tables/productivity.hpp"
#include "ecoeff/study/tables/unit_years.hpp"

namespace ecoeff {
namespace {

int digits_of(const StudyResult& result, const TableResult& table) {
  return table.spec.digits.value_or(result.study.model ? result.study.model->digits : 3);
}

// What the rows are called: the column of units as the study labels it, else the word for a unit.
Text unit_head(const StudyResult& result) {
  const std::string& column = result.panel.unit_column();
  if (result.study.labels.contains(column)) return result.label(column);
  const UnitWords words = unit_words(result.study);
  return {sentence_case(words.one.en), words.one.zh};
}

bool has_gaps(const std::vector<std::vector<double>>& values) {
  return std::any_of(values.begin(), values.end(), [](const std::vector<double>& row) {
    return std::any_of(row.begin(), row.end(), [](double value) { return is_missing(value); });
  });
}

TableRow number_row(Text name, const std::vector<double>& values, int digits, bool rule) {
  TableRow row{.rule_above = rule};
  row.cells.push_back(label_cell(std::move(name)));
  for (const double value : values) row.cells.push_back(is_missing(value) ? dash_cell() : number_cell(value, digits));
  return row;
}

Text mean_note(bool geometric) {
  return geometric ? Text{"Means are geometric.", "均值为几何平均。"}
                   : Text{"Means are arithmetic.", "均值为算术平均。"};
}

}  // namespace

const ProductivityOutcome* find_productivity(const StudyResult& result, const std::string& name) {
  const auto at = std::find_if(result.productivity.begin(), result.productivity.end(),
                               [&](const ProductivityOutcome& one) { return one.spec.name == name; });
  return at == result.productivity.end() ? nullptr : &*at;
}

bool is_geometric(const StudyResult& result, const std::string& name) {
  const ProductivityOutcome* index = find_productivity(result, name);
  return index != nullptr && is_ratio_index(index->result.options.model);
}

PaperTable scores_paper(const StudyResult& result, const TableResult& table) {
  const UnitYears scores =
      unit_years(result.panel, table.spec.of, unit_year_keys(table.spec), is_geometric(result, table.spec.of));
  PaperTable out;
  TableRow head;
  head.cells.push_back(center_cell(unit_head(result)));
  for (const int year : scores.years) head.cells.push_back(center_cell(both(std::to_string(year))));
  head.cells.push_back(center_cell({"Mean", "均值"}));
  out.head.push_back(std::move(head));
  const int digits = digits_of(result, table);
  const std::size_t units = scores.rows.size() - scores.groups - 1;
  for (std::size_t i = 0; i < scores.rows.size(); ++i) {
    const std::string& name = scores.rows[i];
    const Text mean =
        name.empty() ? Text{"Mean", "均值"} : Text{"Mean of " + result.label(name).en, result.label(name).zh + "均值"};
    out.body.push_back(number_row(i < units ? result.label(name) : mean, scores.values[i], digits, i == units));
  }
  return out;
}

std::vector<Text> scores_notes(const StudyResult& result, const TableResult& table) {
  const bool geometric = is_geometric(result, table.spec.of);
  std::vector<Text> notes{mean_note(geometric)};
  if (!has_gaps(unit_years(result.panel, table.spec.of, unit_year_keys(table.spec), geometric).values)) return notes;
  const std::string file =
      find_productivity(result, table.spec.of) != nullptr ? "productivity_" + table.spec.of + ".csv" : "scores.csv";
  notes.push_back({"—: no value, for which " + file + " gives the reason; means leave it out.",
                   "“—”表示无取值，原因见 " + file + "；均值不含这些样本。"});
  return notes;
}

PaperTable productivity_paper(const StudyResult& result, const TableResult& table) {
  PaperTable out;
  const ProductivityOutcome* index = find_productivity(result, table.spec.of);
  if (index == nullptr) return out;
  const bool by_unit = productivity_keys(table.spec).by_unit;
  const ProductivityMeans means = productivity_means(result.panel, index->result, by_unit);
  TableRow head;
  head.cells.push_back(center_cell(by_unit ? unit_head(result) : Text{"Period", "时期"}));
  for (const Text& one : means.heads) head.cells.push_back(center_cell(one));
  out.head.push_back(std::move(head));
  const int digits = digits_of(result, table);
  for (std::size_t i = 0; i < means.rows.size(); ++i) {
    const bool last = i + 1 == means.rows.size();
    out.body.push_back(
        number_row(last ? Text{"Mean", "均值"} : result.label(means.rows[i]), means.values[i], digits, last));
  }
  return out;
}

std::vector<Text> productivity_notes(const StudyResult& result, const TableResult& table) {
  const bool geometric = is_geometric(result, table.spec.of);
  std::vector<Text> notes{
      geometric ? Text{"Above 1 is progress.", "大于 1 表示进步。"} : Text{"Above 0 is progress.", "大于 0 表示进步。"},
      mean_note(geometric)};
  const ProductivityOutcome* index = find_productivity(result, table.spec.of);
  if (index == nullptr) return notes;
  const std::vector<ProductivityRow>& rows = index->result.rows;
  const auto without =
      std::count_if(rows.begin(), rows.end(), [](const ProductivityRow& row) { return is_missing(row.index); });
  if (without > 0) {
    notes.push_back(
        {fmt::format("{} of {} pairs of years have no index (productivity_{}.csv gives the reason); each mean "
                     "is over the pairs that have the number.",
                     without, rows.size(), table.spec.of),
         fmt::format("{} 对相邻年份中有 {} 对没有指数（原因见 productivity_{}.csv）；各列均值仅含有取值者。",
                     rows.size(), without, table.spec.of)});
  }
  return notes;
}

}  // namespace ecoeff
