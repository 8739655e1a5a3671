#include "ecoeff/report/tables/definition_tables.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "ecoeff/index/index_method.hpp"
#include "ecoeff/report/tables/table_cells.hpp"
#include "ecoeff/report/tables/table_style.hpp"

namespace ecoeff {
namespace {

constexpr int kWeightDecimals = 4;

TableRow head_row(const std::vector<Text>& heads) {
  TableRow row;
  for (const Text& head : heads) row.cells.push_back(center_cell(head));
  return row;
}

// Terms as the study wrote them, or made from the lists of columns where it wrote none.
std::vector<TermSpec> terms_of(const StudyResult& result, const ScoreSpec& spec) {
  if (!spec.terms.empty()) return spec.terms;
  std::vector<TermSpec> terms;
  const auto add = [&](const char* role, const std::vector<std::string>& columns) {
    for (const std::string& column : columns) {
      const auto unit = result.study.units.find(column);
      terms.push_back({.role = role, .column = column, .unit = unit == result.study.units.end() ? "" : unit->second});
    }
  };
  add("input", spec.options.inputs);
  add("good", spec.options.good);
  add("bad", spec.options.bad);
  return terms;
}

// What stands for a term: as the study says it, else the header of its column in the data where that tells more than the
// label.
Text meaning_of(const StudyResult& result, const TermSpec& term) {
  if (!term.text.empty()) return term.text;
  const Text label = result.label(term.column);
  for (const auto& [name, header] : result.study.columns) {
    if (name == term.column && header != label.en && header != label.zh && header != name) return both(header);
  }
  return {};
}

Text role_text(const StudyResult& result, const std::string& role) {
  if (role == "input") return {"Input", "投入指标"};
  if (role == "good") return {"Desirable output", "期望产出"};
  if (role == "bad") return {"Undesirable output", "非期望产出"};
  return result.label(role);
}

template <typename Outcome>
const Outcome* find_outcome(const std::vector<Outcome>& all, const std::string& name) {
  const auto at = std::find_if(all.begin(), all.end(), [&](const Outcome& one) { return one.spec.name == name; });
  return at == all.end() ? nullptr : &*at;
}

// How many rows from r on carry the same text in columns 0..c of `leading`.
std::size_t run_length(const std::vector<std::vector<Text>>& leading, std::size_t r, std::size_t c) {
  std::size_t length = 1;
  while (r + length < leading.size() &&
         std::equal(leading[r].begin(), leading[r].begin() + static_cast<std::ptrdiff_t>(c) + 1,
                    leading[r + length].begin())) {
    ++length;
  }
  return length;
}

}  // namespace

std::vector<Text> level_heads(std::size_t depth) {
  const std::vector<Text> names{
      {"Dimension", "维度"}, {"First level", "一级指标"}, {"Second level", "二级指标"}, {"Third level", "三级指标"}};
  std::vector<Text> heads;
  for (std::size_t i = 0; i < depth; ++i) {
    const std::size_t level = std::min(i, names.size() - 1);
    heads.push_back(names[level]);
  }
  return heads;
}

std::vector<TableRow> with_spans(const std::vector<std::vector<Text>>& leading) {
  std::vector<TableRow> rows(leading.size());
  const std::size_t depth = leading.empty() ? 0 : leading.front().size();
  for (std::size_t c = 0; c < depth; ++c) {
    for (std::size_t r = 0; r < leading.size();) {
      const std::size_t length = run_length(leading, r, c);
      Cell cell = label_cell(leading[r][c]);
      cell.rows = static_cast<int>(length);
      rows[r].cells.push_back(std::move(cell));
      r += length;
    }
  }
  return rows;
}

PaperTable score_definition(const StudyResult& result, const TableResult& table) {
  PaperTable out;
  const ScoreOutcome* outcome = find_outcome(result.scores, table.spec.of);
  if (outcome == nullptr) return out;
  const std::vector<TermSpec> terms = terms_of(result, outcome->spec);
  // A column in which no term has anything is left out.
  const bool meanings =
      std::any_of(terms.begin(), terms.end(), [&](const TermSpec& t) { return !meaning_of(result, t).empty(); });
  const bool units = std::any_of(terms.begin(), terms.end(), [](const TermSpec& t) { return !t.unit.empty(); });
  std::vector<Text> heads{{"Role", "指标类型"}, {"Indicator", "指标"}};
  if (meanings) heads.push_back({"Meaning", "指标含义"});
  if (units) heads.push_back({"Unit", "单位"});
  out.head.push_back(head_row(heads));
  std::vector<std::vector<Text>> roles;
  for (const TermSpec& term : terms) roles.push_back({role_text(result, term.role)});
  out.body = with_spans(roles);
  for (std::size_t i = 0; i < terms.size(); ++i) {
    const TermSpec& term = terms[i];
    auto& cells = out.body[i].cells;
    cells.push_back(label_cell(term.name.empty() ? result.label(term.column) : term.name));
    if (meanings) cells.push_back(label_cell(meaning_of(result, term)));
    if (units) cells.push_back(center_cell(result.label(term.unit)));
  }
  return out;
}

PaperTable index_definition(const StudyResult& result, const TableResult& table) {
  PaperTable out;
  const IndexOutcome* outcome = find_outcome(result.indexes, table.spec.of);
  if (outcome == nullptr) return out;
  const std::vector<IndicatorWeight>& weights = outcome->result.weights;
  std::size_t depth = 0;
  for (const IndicatorWeight& line : weights) depth = std::max(depth, line.indicator.group.size());
  std::vector<Text> heads = level_heads(depth);
  heads.insert(
      heads.end(),
      {{"Indicator", "指标"}, {"Unit", "单位"}, {"Direction", "属性"}, index_method(outcome->result.method).weight});
  out.head.push_back(head_row(heads));

  std::vector<std::vector<Text>> groups;
  for (const IndicatorWeight& line : weights) {
    std::vector<Text>& row = groups.emplace_back();
    for (std::size_t i = 0; i < depth; ++i)
      row.push_back(i < line.indicator.group.size() ? result.label(line.indicator.group[i]) : Text{});
  }
  out.body = with_spans(groups);
  for (std::size_t i = 0; i < weights.size(); ++i) {
    auto& cells = out.body[i].cells;
    cells.push_back(label_cell(result.label(weights[i].indicator.column)));
    cells.push_back(center_cell(result.label(weights[i].indicator.unit)));
    cells.push_back(center_cell(both(weights[i].indicator.positive ? "+" : "−")));
    cells.push_back(number_cell(weights[i].weight, kWeightDecimals));
  }
  return out;
}

PaperTable description_table(const StudyResult& result, const TableResult& table) {
  const int digits = result.study.model ? result.study.model->digits : 3;
  const TableStyle style = style_of(result, table);
  PaperTable out;
  out.head.push_back(head_row({{"Variable", "变量"},
                               {"N", "样本量"},
                               {"Mean", "均值"},
                               {"SD", "标准差"},
                               {"Min", "最小值"},
                               {"Max", "最大值"}}));
  for (const Description& one : table.descriptions) {
    TableRow row;
    row.cells = {label_cell(variable_label(result, style, one.column)),
                 count_cell(one.n),
                 number_cell(one.mean, digits),
                 number_cell(one.sd, digits),
                 number_cell(one.minimum, digits),
                 number_cell(one.maximum, digits)};
    out.body.push_back(std::move(row));
  }
  return out;
}

}  // namespace ecoeff
