#include "ecoeff/study/tables/productivity.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "ecoeff/frontier/model_words.hpp"
#include "ecoeff/study/tables/means.hpp"
#include "ecoeff/study/tables/table_kind.hpp"
#include "ecoeff/study/tables/table_kinds.hpp"

namespace ecoeff {
namespace {

struct Part {
  double ProductivityRow::*member;
  Text head;
  const char* column;
};

const std::vector<Part>& parts() {
  static const std::vector<Part> all{
      {&ProductivityRow::index, {"Index", "指数"}, "index"},
      {&ProductivityRow::ec, {"Efficiency change", "效率变化"}, "ec"},
      {&ProductivityRow::tc, {"Technical change", "技术变化"}, "tc"},
      {&ProductivityRow::pec, {"Pure efficiency change", "纯效率变化"}, "pec"},
      {&ProductivityRow::sec, {"Scale efficiency change", "规模效率变化"}, "sec"},
      {&ProductivityRow::scale, {"Scale change", "规模变化"}, "scale"},
  };
  return all;
}

using Rows = std::vector<const ProductivityRow*>;

double mean_of(const Rows& rows, double ProductivityRow::*member, bool geometric) {
  std::vector<double> values;
  for (const ProductivityRow* row : rows) values.push_back(row->*member);
  return mean_of_present(values, geometric);
}

void add_row(std::string name, const Rows& rows, const std::vector<Part>& columns, bool geometric,
             ProductivityMeans& out) {
  std::vector<double> values;
  for (const Part& part : columns) values.push_back(mean_of(rows, part.member, geometric));
  out.rows.push_back(std::move(name));
  out.values.push_back(std::move(values));
  out.pairs.push_back(static_cast<std::size_t>(
      std::count_if(rows.begin(), rows.end(), [](const ProductivityRow* row) { return !is_missing(row->index); })));
}

constexpr TableKey kKeys[] = {
    {"by",
     {"a row a pair of years (`period`) or a row a unit (`unit`)", "各行为相邻年份（`period`）或单元（`unit`）"},
     {"`period`", "`period`"},
     [](Section& s, const std::string& key, TableSpec& t, const Vocabulary&) {
       t.own = ProductivityKeys{.by_unit = s.choice(key, "period", {"period", "unit"}) == "unit"};
     }}};

void check(const Study& study, const TableSpec& t) {
  std::vector<std::string> known;
  for (const ScoreSpec& s : study.scores) {
    if (is_productivity(s.options.model)) known.push_back(s.name);
  }
  if (std::find(known.begin(), known.end(), t.of) != known.end()) return;
  const std::string list = known.empty() ? "-" : join(known, ", ");
  refuse_table(
      study, t, "S107",
      {fmt::format("table \"{}\": of = \"{}\" is no index of productivity of this study ({})", t.id, t.of, list),
       fmt::format("表“{}”：of = “{}” 不是本研究的生产率指数（{}）", t.id, t.of, list)});
}

}  // namespace

ProductivityKeys productivity_keys(const TableSpec& table) {
  const auto* keys = std::any_cast<ProductivityKeys>(&table.own);
  return keys == nullptr ? ProductivityKeys{} : *keys;
}

ProductivityMeans productivity_means(const Panel& panel, const ProductivityResult& result, bool by_unit) {
  const bool geometric = is_ratio_index(result.options.model);
  std::vector<Part> columns;
  for (const Part& part : parts()) {
    if (std::any_of(result.rows.begin(), result.rows.end(),
                    [&](const ProductivityRow& row) { return !is_missing(row.*part.member); }))
      columns.push_back(part);
  }
  ProductivityMeans out;
  for (const Part& part : columns) {
    out.heads.push_back(part.head);
    out.columns.emplace_back(part.column);
  }
  Rows all;
  std::map<std::pair<std::int32_t, std::int32_t>, Rows> groups;  // by unit, or by the two years
  for (const ProductivityRow& row : result.rows) {
    all.push_back(&row);
    const std::pair years{panel.time()[row.from], panel.time()[row.to]};
    groups[by_unit ? std::pair{panel.unit()[row.to], 0} : years].push_back(&row);
  }
  for (const auto& [key, rows] : groups) {
    const std::string name =
        by_unit ? panel.unit_names()[static_cast<std::size_t>(key.first)] : fmt::format("{}–{}", key.first, key.second);
    add_row(name, rows, columns, geometric, out);
  }
  add_row("", all, columns, geometric, out);
  return out;
}

constinit const TableKind kProductivityTable{.id = "productivity",
                                             .shows = {"an index of productivity with its parts", "生产率指数及其分解"},
                                             .of = {"the index of productivity", "生产率指数"},
                                             .keys = kKeys,
                                             .check = check};

}  // namespace ecoeff
