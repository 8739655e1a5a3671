#include "ecoeff/data/intake/join.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "ecoeff/base/counted.hpp"
#include "ecoeff/base/text.hpp"
#include "ecoeff/data/intake/join_columns.hpp"
#include "ecoeff/data/intake/join_losses.hpp"
#include "ecoeff/data/intake/place_changes.hpp"
#include "ecoeff/data/intake/row_words.hpp"

namespace ecoeff {
namespace {

using Key = std::pair<std::size_t, std::int32_t>;  // place and time

std::string place_of(const PartTable& table, std::uint32_t row, std::uint32_t cell) {
  const SheetGrid& grid = *table.grid;
  return fmt::format("{}{}{}!{}", grid.file, grid.sheet.empty() ? "" : " ", grid.sheet, grid.address(row, cell));
}

class Joiner {
 public:
  Joiner(const PartsRead& parts, const JoinSpec& spec) : parts_(parts), spec_(spec), places_(spec.names) {}

  Joined join() {
    problems_.append(parts_.problems);
    number_places();
    try {
      collect_rows();
    } catch (const Error&) {
      problems_.throw_all();  // what could not be read may be what is missing here
      throw;
    }
    collect_columns();
    build();
    problems_.throw_all();
    say_names();
    out_.place_of = places_of_cells(parts_, std::move(columns_));
    return std::move(out_);
  }

 private:
  void number_places() {
    for (const PartTable& table : parts_.tables) {
      if (!table.has_unit) continue;
      for (std::size_t i = 0; i < table.units.size(); ++i)
        places_.add(table.units[i], table.grid->where(table.unit_cells[i].first, table.unit_cells[i].second));
    }
    places_.settle(problems_);
    for (const PartTable& table : parts_.tables) {
      std::vector<std::size_t> numbers;
      for (const std::string& unit : table.units) numbers.push_back(table.has_unit ? places_.number(unit) : 0);
      place_of_unit_.push_back(std::move(numbers));
    }
  }

  [[nodiscard]] bool has_times() const {
    return std::any_of(parts_.tables.begin(), parts_.tables.end(), [](const PartTable& t) { return t.has_time; });
  }

  void collect_rows() {
    timed_ = !spec_.time.empty();
    if (timed_ && !has_times()) {
      throw Error(Fault::data, "D188",
                  {"no part has a time: no column of years and no years among the heads",
                   "各部分都没有时间：既无年份列，列名中也无年份"},
                  spec_.at,
                  {"time = HEAD or time_from = \"sheet\" or \"file\" in a part; for a cross-section leave `time` out "
                   "of [data] and write shape = \"long\"",
                   "在 part 中写 time = 列名，或 time_from = \"sheet\"、\"file\"；截面数据请去掉 [data] 中的 "
                   "time，并写 shape = \"long\""});
    }
    const std::size_t count = parts_.tables.empty() ? 0 : parts_.tables.back().part + 1;
    reach_.resize(count);
    for (std::size_t t = 0; t < parts_.tables.size(); ++t) {
      const PartTable& table = parts_.tables[t];
      PartReach& reach = reach_[table.part];
      if (reach.file.empty()) reach.file = table.grid->file;
      for (const auto& [unit, time] : table.pairs) {
        const std::size_t place = place_of_unit_[t][unit];
        if (table.has_unit) reach.units.insert(place);
        if (time != kNoTime) reach.times.insert(time);
        if (table.has_unit && (time != kNoTime || !timed_)) reach.pairs.emplace(place, timed_ ? time : 0);
      }
    }
    refuse_strangers();
    std::set<Key> keys;
    for (std::size_t p = 0; p < reach_.size(); ++p) {
      if (spec_.rows != JoinRows::first || keys.empty()) keys.insert(reach_[p].pairs.begin(), reach_[p].pairs.end());
    }
    if (spec_.rows == JoinRows::common) {
      for (const PartReach& part : reach_) {
        if (!part.pairs.empty()) std::erase_if(keys, [&](const Key& key) { return !part.pairs.contains(key); });
      }
    }
    if (keys.empty()) refuse_no_rows();
    for (const Key& key : keys) {
      rows_[key] = row_keys_.size();
      row_keys_.push_back(key);
    }
  }

  [[noreturn]] void refuse_no_rows() const {
    throw Error(Fault::data, "D156", {"the parts have no row in common", "各部分没有共同的行"}, spec_.at,
                {"rows = \"all\" keeps the rows of every part; [data.names] match = \"china\" joins 山西 and 山西省",
                 "rows = \"all\" 保留各部分的所有行；[data.names] 中 match = \"china\" 可把山西与山西省视为同一地区"});
  }

  // A part with columns of its own that shares no unit, or no time, with the parts before it.
  void refuse_strangers() const {
    std::set<std::string> columns;
    std::set<std::size_t> units;
    std::set<std::int32_t> times;
    for (std::size_t p = 0; p < reach_.size(); ++p) {
      bool stacks = false;
      std::set<std::string> own;
      for (const PartTable& table : parts_.tables) {
        if (table.part != p) continue;
        for (const PartColumn& column : table.columns) {
          stacks = stacks || columns.contains(column.name);
          own.insert(column.name);
        }
      }
      const auto shares = [](const auto& mine, const auto& others) {
        return mine.empty() || others.empty() ||
               std::any_of(mine.begin(), mine.end(), [&](const auto& one) { return others.contains(one); });
      };
      const bool with_units = shares(reach_[p].units, units);
      if (!stacks && !(with_units && shares(reach_[p].times, times))) refuse_stranger(reach_[p], with_units);
      columns.insert(own.begin(), own.end());
      units.insert(reach_[p].units.begin(), reach_[p].units.end());
      times.insert(reach_[p].times.begin(), reach_[p].times.end());
    }
  }

  [[noreturn]] void refuse_stranger(const PartReach& part, bool times) const {
    const std::string example = part.units.empty() ? "" : places_.names()[*part.units.begin()];
    throw Error(Fault::data, "D156",
                {fmt::format("this part has no {} in common with the parts before it", times ? "period" : "unit"),
                 fmt::format("该部分与前面的部分没有共同的{}", times ? "时期" : "单元（地区）")},
                {.file = part.file, .value = times ? "" : example},
                {"name the right column of the part (unit, time), or join spellings in [data.names]: match = "
                 "\"china\", rename = { ... }",
                 "请在 part 中指明正确的列（unit、time），或在 [data.names] 中写 match = \"china\"、rename = { ... }"});
  }

  void collect_columns() {
    for (std::uint32_t t = 0; t < parts_.tables.size(); ++t) {
      const PartTable& table = parts_.tables[t];
      std::vector<std::size_t> to;
      for (const PartColumn& column : table.columns) to.push_back(column_number(t, column));
      for (const PartCell& cell : table.cells) place_cell(t, cell, columns_[to[cell.column]]);
    }
    if (!differ_.empty()) problems_.add(*differ_.front(), differing_cells_);
  }

  std::size_t column_number(std::uint32_t t, const PartColumn& column) {
    std::string name = column.name;
    if (name == spec_.unit || name == spec_.time) name += "_";
    const auto [at, added] = numbers_.try_emplace(name, columns_.size());
    if (added) {
      columns_.push_back(
          {name, column.head, column.measure, column.label, t, std::vector<CellSource>(row_keys_.size())});
      return at->second;
    }
    JoinedColumn& known = columns_[at->second];
    if (known.measure.empty()) known.measure = column.measure;
    if (column.measure.empty() || known.measure == column.measure) return at->second;
    const SheetGrid& grid = *parts_.tables[t].grid;
    problems_.add(Error(
        Fault::data, "D157",
        {fmt::format("the column \"{}\" has two units of measurement: {} and {}", name, known.measure, column.measure),
         fmt::format("列“{}”有两个计量单位：{} 与 {}", name, known.measure, column.measure)},
        {.file = grid.file, .sheet = grid.sheet, .column = column.head},
        {"give one of the two its own name in the part's `columns`, or a name and `scale`",
         "请在其中一个 part 的 columns 中另取列名，换算写入 scale"}));
    return at->second;
  }

  // All rows of the panel that an observation speaks of.
  template <class One>
  void each_row(std::uint32_t t, const PartCell& cell, const One& one) {
    const PartTable& table = parts_.tables[t];
    const std::size_t place = place_of_unit_[t][cell.unit];
    if (table.has_unit && (cell.time != kNoTime || !timed_)) {
      const auto at = rows_.find({place, timed_ ? cell.time : 0});
      if (at != rows_.end()) one(at->second);
      return;
    }
    if (table.has_unit) {
      for (auto at = rows_.lower_bound({place, kNoTime}); at != rows_.end() && at->first.first == place; ++at)
        one(at->second);
      return;
    }
    for (std::size_t row = 0; row < row_keys_.size(); ++row) {
      if (row_keys_[row].second == cell.time) one(row);
    }
  }

  void place_cell(std::uint32_t t, const PartCell& cell, JoinedColumn& column) {
    const PartTable& table = parts_.tables[t];
    each_row(t, cell, [&](std::size_t row) {
      CellSource& here = column.cells[row];
      if (here.table == kNoTable) {
        here = {t, cell.row, cell.cell};
        return;
      }
      const PartTable& other = parts_.tables[here.table];
      if (here.table == t) {
        stands_twice(t, cell, here, row);
        return;
      }
      if (missing_at(other, here.row, here.cell, spec_.marks)) {
        here = {t, cell.row, cell.cell};
      } else if (!missing_at(table, cell.row, cell.cell, spec_.marks) && !same(t, cell, here, column)) {
        differ(t, cell, here, column, row);
      }
    });
  }

  [[nodiscard]] std::string key_text(std::size_t row) const {
    const auto& [place, time] = row_keys_[row];
    const std::string name = places_.names().empty() ? "" : places_.names()[place];
    return timed_ ? fmt::format("{} {}", name, time) : name;
  }

  void stands_twice(std::uint32_t t, const PartCell& cell, const CellSource& here, std::size_t row) {
    if (!twice_.emplace(t, row).second) return;
    const PartTable& table = parts_.tables[t];
    problems_.add(
        Error(Fault::data, "D154",
              {fmt::format("{} stands twice in one table: {} and {}", key_text(row),
                           table.grid->address(here.row, here.cell), table.grid->address(cell.row, cell.cell)),
               fmt::format("{} 在同一表中出现两次：{} 与 {}", key_text(row), table.grid->address(here.row, here.cell),
                           table.grid->address(cell.row, cell.cell))},
              table.grid->where(cell.row, cell.cell),
              {"delete one of the two; name the column that tells them apart (unit, time); or undo the joining of "
               "names in [data.names]",
               "请删去其中一处；或用 unit、time 指明能区分两者的列；或在 [data.names] 中取消名称合并"}));
  }

  [[nodiscard]] std::string text_at(const PartTable& table, std::uint32_t row, std::uint32_t cell) const {
    return table.grid->text(row, cell);
  }

  [[nodiscard]] bool same(std::uint32_t t, const PartCell& cell, const CellSource& here,
                          const JoinedColumn& column) const {
    const auto a = parts_.tables[here.table].grid->number_in(here.row, here.cell);
    const auto b = parts_.tables[t].grid->number_in(cell.row, cell.cell);
    if (a && b)
      return *a * scale_of(parts_.tables[here.table], column.name) == *b * scale_of(parts_.tables[t], column.name);
    return text_at(parts_.tables[here.table], here.row, here.cell) == text_at(parts_.tables[t], cell.row, cell.cell);
  }

  void differ(std::uint32_t t, const PartCell& cell, const CellSource& here, const JoinedColumn& column,
              std::size_t row) {
    const PartTable& a = parts_.tables[here.table];
    const PartTable& b = parts_.tables[t];
    const std::string en =
        fmt::format("{} {}: {} has {}, {} has {}", column.name, key_text(row), place_of(a, here.row, here.cell),
                    text_at(a, here.row, here.cell), place_of(b, cell.row, cell.cell), text_at(b, cell.row, cell.cell));
    const std::string zh =
        fmt::format("{} {}：{} 为 {}，{} 为 {}", column.name, key_text(row), place_of(a, here.row, here.cell),
                    text_at(a, here.row, here.cell), place_of(b, cell.row, cell.cell), text_at(b, cell.row, cell.cell));
    differing_cells_.emplace_back(Fault::data, "D155",
                                  Text{"two parts give different values: " + en, "两个部分的数值不同：" + zh},
                                  b.grid->where(cell.row, cell.cell));
    if (differ_.empty()) {
      differ_.push_back(std::make_unique<Error>(
          Fault::data, "D155", Text{"two parts give different values: " + en, "两个部分的数值不同：" + zh},
          b.grid->where(cell.row, cell.cell),
          Text{"mend one of the two, or give the column of one part its own name in `columns`",
               "请改正其中一处，或在其中一个 part 的 columns 中另取列名"}));
      return;
    }
    if (++differing_ >= kCellsSaid) return;
    differ_.front()->hint.en += "\nalso " + en;
    differ_.front()->hint.zh += "\n还有 " + zh;
  }

  void build() {
    Table& table = out_.table;
    set_keys();
    MarksSeen marks;
    std::vector<BadCell> bad;
    for (JoinedColumn& column : columns_) {
      if (!spec_.bad_cells_are_text) collect_bad_cells(parts_, column, spec_.marks, bad);
      if (!bad.empty()) continue;
      MarksSeen its;
      table.set(typed_column(parts_, column, spec_.marks, its));
      if (!its.none()) marks.merge(its, where(column, its.first_row()));
      if (!column.measure.empty()) out_.measures[column.name] = column.measure;
      const std::string label = column.label.empty() ? column.head : column.label;
      if (label != column.name) out_.labels[column.name] = label;
    }
    if (!bad.empty()) problems_.add(bad_cells_error(bad), errors_of(bad));
    marks.say(out_.notes);
    std::set<std::size_t> units;
    std::set<std::int32_t> times;
    for (const auto& [place, time] : row_keys_) {
      units.insert(place);
      if (timed_) times.insert(time);
    }
    out_.losses = losses_of_join(reach_, places_.names(), units, times, out_.notes);
  }

  void set_keys() {
    Column unit;
    unit.name = spec_.unit;
    unit.is_text = true;
    std::vector<double> times;
    for (const auto& [place, time] : row_keys_) {
      unit.text.push_back(places_.names()[place]);
      times.push_back(time);
    }
    const PartTable& first = parts_.tables.front();
    out_.table.file = first.grid->file;
    out_.table.sheet = parts_.tables.size() == 1 ? first.grid->sheet : "";
    out_.table.set(std::move(unit));
    if (timed_) out_.table.set_numbers(spec_.time, std::move(times));
  }

  [[nodiscard]] Where where(const JoinedColumn& column, std::size_t row) const {
    const CellSource& from = column.cells[row];
    return from.table == kNoTable ? Where{} : parts_.tables[from.table].grid->where(from.row, from.cell);
  }

  // The years of a unit in the panel, and the last of the panel.
  [[nodiscard]] YearsOfPlace years_of(std::size_t place) const {
    YearsOfPlace out;
    for (const auto& [own, year] : row_keys_) {
      if (!timed_) continue;
      out.panel_last = std::max(out.panel_last.value_or(year), year);
      if (own == place) out.last = std::max(out.last.value_or(year), year);
    }
    return out;
  }

  void say_names() {
    std::vector<std::string> written, name, file, sheet, change;
    std::vector<double> row;
    std::size_t joined = 0;
    std::string example;
    for (const PlaceNames::Spelling& one : places_.spellings()) {
      const std::string& as = places_.names()[places_.number(one.written)];
      written.push_back(one.written);
      name.push_back(as);
      file.push_back(one.first.file);
      sheet.push_back(one.first.sheet);
      row.push_back(static_cast<double>(one.first.row));
      change.push_back(one.change == nullptr ? "" : describe(*one.change).en);
      if (one.change != nullptr)
        say_change(one.written, *one.change, years_of(places_.number(one.written)), one.first, out_.notes);
      if (as != one.written && joined++ == 0) example = one.written + " → " + as;
    }
    out_.names.set_text("written", written);
    out_.names.set_text("name", name);
    out_.names.set_text("file", file);
    out_.names.set_text("sheet", sheet);
    out_.names.set_numbers("row", row);
    out_.names.set_text("change", change);
    if (joined > 0) {
      out_.notes.push_back({Severity::info,
                            "D181",
                            {fmt::format("{} {} joined with another name ({})", counted(joined, "spelling"),
                                         agree(joined, "was", "were"), example),
                             fmt::format("{} 个写法与其他名称视为同一单元（{}）", joined, example)},
                            {.file = out_.table.file}});
    }
    say_twins(places_.names(), out_.table.file, out_.notes);
  }

  const PartsRead& parts_;
  const JoinSpec& spec_;
  PlaceNames places_;
  std::vector<std::vector<std::size_t>> place_of_unit_;  // by table and unit
  std::vector<PartReach> reach_;
  std::map<Key, std::size_t> rows_;
  std::vector<Key> row_keys_;
  std::vector<JoinedColumn> columns_;
  std::map<std::string, std::size_t> numbers_;
  std::vector<std::unique_ptr<Error>> differ_;
  std::size_t differing_ = 0;
  std::vector<Error> differing_cells_;
  std::set<std::pair<std::uint32_t, std::size_t>> twice_;  // table and row of the panel
  Problems problems_;
  bool timed_ = true;
  Joined out_;
};

}  // namespace

Joined join_parts(const PartsRead& parts, const JoinSpec& spec) { return Joiner(parts, spec).join(); }

}  // namespace ecoeff
