#include "ecoeff/report/tables/score_tables.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "ecoeff/frontier/model_words.hpp"
#include "ecoeff/report/tables/table_cells.hpp"
#include "ecoeff/study/tables/productivity.hpp"
#include "ecoeff/study/tables/unit_years.hpp"

namespace ecoeff {
namespace {

int digits_of(const StudyResult& result, const TableResult& table) {
  return table.spec.digits.value_or(result.study.model ? result.study.model->digits : 3);
}

const ProductivityOutcome* find_productivity(const StudyResult& result, const std::string& name) {
  const auto at = std::find_if(result.productivity.begin(), result.productivity.end(),
                               [&](const ProductivityOutcome& one) { return one.spec.name == name; });
  return at == result.productivity.end() ? nullptr : &*at;
}

// What the rows are called: the column of units as the study labels it.
Text unit_head(const StudyResult& result) { return result.label(result.panel.unit_column()); }

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
  return {mean_note(is_geometric(result, table.spec.of))};
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
  return {
      geometric ? Text{"Above 1 is progress.", "大于 1 表示进步。"} : Text{"Above 0 is progress.", "大于 0 表示进步。"},
      mean_note(geometric)};
}

}  // namespace ecoeff
