#include "ecoeff/study/tables/unit_years.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <span>

#include "ecoeff/frontier/model_words.hpp"
#include "ecoeff/study/prepare.hpp"
#include "ecoeff/study/tables/means.hpp"
#include "ecoeff/study/tables/table_kind.hpp"
#include "ecoeff/study/tables/table_kinds.hpp"

namespace ecoeff {
namespace {

// Of the rows of the panel that `belongs` names: a mean a year.
template <class Belongs>
std::vector<double> means_by_year(const Panel& panel, std::span<const double> column, const std::vector<int>& years,
                                  bool geometric, const Belongs& belongs) {
  std::vector<double> means;
  for (const int year : years) {
    std::vector<double> values;
    for (std::size_t row = 0; row < panel.rows(); ++row) {
      if (panel.time()[row] == year && belongs(row)) values.push_back(column[row]);
    }
    means.push_back(mean_of_present(values, geometric));
  }
  return means;
}

// An index of productivity has none in the first year.
bool any_value(const Panel& panel, std::span<const double> column, std::int32_t year) {
  for (std::size_t row = 0; row < panel.rows(); ++row) {
    if (panel.time()[row] == year && !is_missing(column[row])) return true;
  }
  return false;
}

void add_row(std::string name, std::vector<double> values, bool geometric, UnitYears& out) {
  values.push_back(mean_of_present(values, geometric));
  out.rows.push_back(std::move(name));
  out.values.push_back(std::move(values));
}

// The distinct texts of a column, in the order of the data.
std::vector<std::string> groups_of(const std::vector<std::string>& texts) {
  std::vector<std::string> groups;
  for (const std::string& text : texts) {
    if (!text.empty() && std::find(groups.begin(), groups.end(), text) == groups.end()) groups.push_back(text);
  }
  return groups;
}

constexpr TableKey kKeys[] = {{"years",
                               {"the years that are shown", "列出的年份"},
                               {"all", "全部"},
                               [](Section& s, const std::string& key, TableSpec& t, const Vocabulary&) {
                                 UnitYearKeys keys = unit_year_keys(t);
                                 for (const double year : s.numbers(key)) keys.years.push_back(static_cast<int>(year));
                                 t.own = keys;
                               }},
                              {"by",
                               {"a column whose groups get a row of means", "按该列分组，各组另列均值"},
                               {"none", "无"},
                               [](Section& s, const std::string& key, TableSpec& t, const Vocabulary&) {
                                 UnitYearKeys keys = unit_year_keys(t);
                                 keys.by = s.text(key, "");
                                 t.own = keys;
                               }}};

void visit(TableSpec& t, const std::string& key, const NameWalk& walk) {
  UnitYearKeys keys = unit_year_keys(t);
  if (keys.by.empty()) return;
  walk.one(keys.by, NameRole::group, walk.place(key + ".by", t.at));
  t.own = keys;
}

void check(const Study& study, const TableSpec& t) {
  std::vector<std::string> known;
  for (const ScoreSpec& s : study.scores) known.push_back(s.name);
  if (std::find(known.begin(), known.end(), t.of) != known.end()) return;
  refuse_table(study, t, "S107",
               {fmt::format("table \"{}\": of = \"{}\" is not among {}", t.id, t.of, join(known, ", ")),
                fmt::format("表“{}”：of = “{}” 不在 {} 之中", t.id, t.of, join(known, "、"))});
}

// Years that the data have.
void try_on(const Study& study, const Panel& panel, const TableSpec& t) {
  for (const int year : unit_year_keys(t).years) {
    if (std::find(panel.periods().begin(), panel.periods().end(), year) != panel.periods().end()) continue;
    refuse_table(study, t, "S107",
                 {fmt::format("table \"{}\": the data have no year {}", t.id, year),
                  fmt::format("表“{}”：数据中没有 {} 年", t.id, year)});
  }
}

}  // namespace

UnitYearKeys unit_year_keys(const TableSpec& table) {
  const auto* keys = std::any_cast<UnitYearKeys>(&table.own);
  return keys == nullptr ? UnitYearKeys{} : *keys;
}

UnitYears unit_years(const Panel& panel, const std::string& column, const UnitYearKeys& keys, bool geometric) {
  const std::span<const double> values = panel.table.numbers(column);
  UnitYears out;
  for (const std::int32_t year : panel.periods()) {
    const bool listed = std::find(keys.years.begin(), keys.years.end(), year) != keys.years.end();
    if (listed || (keys.years.empty() && any_value(panel, values, year))) out.years.push_back(year);
  }
  for (std::size_t unit = 0; unit < panel.units(); ++unit) {
    std::vector<double> row;
    for (const int year : out.years) {
      const std::size_t at = panel.row_of(static_cast<std::int32_t>(unit), year);
      row.push_back(at == kNoRow ? kMissing : values[at]);
    }
    add_row(panel.unit_names()[unit], std::move(row), geometric, out);
  }
  if (!keys.by.empty()) {
    const std::vector<std::string> texts = panel.table.texts(keys.by);
    for (const std::string& group : groups_of(texts)) {
      const auto inside = [&](std::size_t row) { return texts[row] == group; };
      add_row(group, means_by_year(panel, values, out.years, geometric, inside), geometric, out);
      ++out.groups;
    }
  }
  const auto all = [](std::size_t) { return true; };
  add_row("", means_by_year(panel, values, out.years, geometric, all), geometric, out);
  return out;
}

constinit const TableKind kScoresTable{.id = "scores",
                                       .shows = {"a score by unit and year, with means", "各单元各年的得分及均值"},
                                       .of = {"the score or the index of productivity", "效率得分或生产率指数"},
                                       .keys = kKeys,
                                       .visit = visit,
                                       .check = check,
                                       .try_on = try_on};

}  // namespace ecoeff
