#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "ecoeff/base/text.hpp"
#include "ecoeff/data/intake/cell_words.hpp"
#include "ecoeff/data/intake/china.hpp"
#include "ecoeff/data/intake/crossed_heads.hpp"
#include "ecoeff/data/intake/part.hpp"
#include "ecoeff/data/intake/row_words.hpp"
#include "ecoeff/data/intake/tidy.hpp"
#include "ecoeff/data/intake/titles.hpp"

namespace ecoeff {
namespace {

class Melter {
 public:
  Melter(PartTable& out, const PartSpec& spec, bool only)
      : out_(out), grid_(*out.grid), block_(out.block), spec_(spec), words_(read_titles(grid_, block_, only)) {}

  void melt() {
    if (block_.unit) out_.unit_head = head(*block_.unit);
    if (block_.time) out_.time_head = head(*block_.time);
    part_time_ = time_of_part();
    part_unit_ = unit_of_part();
    if (block_.turned) {
      melt_turned();
    } else if (block_.shape == Shape::long_table && is_crossed(block_)) {
      melt_crossed();
    } else if (block_.shape == Shape::long_table && !spec_.indicator.empty()) {
      melt_tidy();
    } else if (block_.shape == Shape::long_table) {
      melt_long();
    } else {
      melt_years();
    }
    out_.has_unit = out_.units.size() != 1 || !out_.units.front().empty();
    out_.has_time =
        std::any_of(out_.pairs.begin(), out_.pairs.end(), [](const auto& p) { return p.second != kNoTime; });
    apply_names();
    apply_scale();
  }

 private:
  [[nodiscard]] const std::string& head(std::size_t i) const { return block_.columns[i].head; }
  [[nodiscard]] std::size_t at(std::size_t i) const { return block_.columns[i].column; }

  std::optional<std::int32_t> time_of_part() const {
    if (block_.shape != Shape::long_table || block_.time) {
      return std::nullopt;
    }
    const std::string sheet = spec_.time_from == kFromFile ? std::string() : grid_.sheet;
    const std::string file = spec_.time_from == kFromSheet ? std::string() : stem_of(grid_.file);
    for (const std::string& name : {sheet, file}) {
      if (const auto year = only_year_in(name)) return *year;
    }
    if (spec_.time_from.empty()) return std::nullopt;
    throw Error(Fault::data, "D184",
                {fmt::format("there is no one year in the name of the {}", spec_.time_from),
                 fmt::format("{}名中没有唯一的年份", spec_.time_from == kFromSheet ? "工作表" : "文件")},
                {.file = grid_.file, .sheet = grid_.sheet},
                {"rename it, or name the column of years: time = HEAD", "请改名，或用 time = 列名 指明年份列"});
  }

  std::string unit_of_part() const {
    if (block_.unit || block_.turned) return {};
    const auto place_of = [](const std::string& name) {
      const std::string place = china_place_in(name, true);
      return place.empty() ? name : place;
    };
    if (spec_.unit_from == kFromSheet) return place_of(grid_.sheet);
    if (spec_.unit_from == kFromFile) return place_of(stem_of(grid_.file));
    if (spec_.unit_from == kFromNothing) return {};
    if (!words_.place.empty()) return words_.place;
    if (block_.shape != Shape::indicators) return {};
    return is_default_sheet_name(grid_.sheet) ? stem_of(grid_.file) : grid_.sheet;
  }

  std::uint32_t unit_number(const std::string& written, std::size_t row, std::size_t column) {
    const auto [found, added] = numbers_.try_emplace(written, static_cast<std::uint32_t>(out_.units.size()));
    if (added) {
      out_.units.push_back(written);
      out_.unit_cells.emplace_back(static_cast<std::uint32_t>(row), static_cast<std::uint32_t>(column));
    }
    return found->second;
  }

  std::uint32_t column_number(const std::string& own, const std::string& measure, std::size_t grid_column) {
    const auto [found, added] = columns_.try_emplace(own, static_cast<std::uint32_t>(out_.columns.size()));
    if (added) {
      PartColumn column{.name = own, .head = own, .measure = measure, .label = {}, .scale = 1};
      if (column.measure.empty()) column.measure = split_measure(own).measure;
      if (grid_column < grid_.labels.size()) column.label = grid_.labels[grid_column];
      out_.columns.push_back(std::move(column));
    }
    return found->second;
  }

  void add_pair(std::uint32_t unit, std::int32_t time) {
    if (seen_.emplace(unit, time).second) out_.pairs.emplace_back(unit, time);
  }

  void add_cell(std::uint32_t unit, std::int32_t time, std::uint32_t column, std::size_t row, std::size_t cell) {
    if (grid_.empty(row, cell)) return;
    out_.cells.push_back({unit, time, column, static_cast<std::uint32_t>(row), static_cast<std::uint32_t>(cell)});
  }

  [[nodiscard]] bool row_has_values(std::size_t row) const {
    for (std::size_t i = 0; i < block_.columns.size(); ++i) {
      if (i != block_.unit && i != block_.time && !grid_.empty(row, at(i))) return true;
    }
    return false;
  }

  // A row that cannot be taken is a problem, and left out.
  void lacks_key(std::size_t row, std::size_t column) {
    out_.problems.add(
        Error(Fault::data, "D121", {"the unit or the period of this row is missing", "该行缺少单元（地区）或时间"},
              grid_.where(row, column), {"fill the cell or delete the row", "请补全该单元格，或删除该行"}));
  }

  std::optional<std::int32_t> time_in(std::size_t row) {
    if (!block_.time) return part_time_.value_or(kNoTime);
    const std::size_t column = at(*block_.time);
    if (const auto year = grid_.year_in(row, column)) return *year;
    if (grid_.empty(row, column)) {
      lacks_key(row, column);
      return std::nullopt;
    }
    const auto number = grid_.number_in(row, column);
    if (number && *number == static_cast<std::int32_t>(*number)) return static_cast<std::int32_t>(*number);
    out_.problems.add(Error(Fault::data, "D122",
                            {"a period must be a whole number, such as 2010", "时间必须是整数，例如 2010"},
                            grid_.where(row, column)));
    return std::nullopt;
  }

  void melt_long() {
    for (std::size_t n = 0; n < block_.columns.size(); ++n) {
      const HeadColumn& one = block_.columns[n];
      if (n == block_.unit || n == block_.time) continue;
      const std::string name = one.head.empty() ? fmt::format("column_{}", n + 1) : named_with_year(one);
      value_columns_.emplace_back(one.column, column_number(name, one.measure, one.column));
    }
    for (const std::size_t row : block_.data) {
      if (!row_has_values(row)) continue;
      std::uint32_t unit = 0;
      if (block_.unit) {
        const std::string written = grid_.text(row, at(*block_.unit));
        if (written.empty()) {
          lacks_key(row, at(*block_.unit));
          continue;
        }
        unit = unit_number(written, row, at(*block_.unit));
      } else {
        unit = unit_number(part_unit_, row, 0);
      }
      const auto time = time_in(row);
      if (!time) continue;
      add_pair(unit, *time);
      for (const auto& [column, number] : value_columns_) add_cell(unit, *time, number, row, column);
    }
  }

  std::uint32_t place_number(const HeadColumn& column) {
    const std::size_t upper = block_.header.front();
    const bool above = without_inner_blanks(grid_.text(upper, column.column)) == column.place;
    return unit_number(column.place, above ? upper : block_.header.back(), column.column);
  }

  // Years down, places in the header; a column without a place is of all of them.
  void melt_crossed() {
    std::set<std::uint32_t> all;
    for (const HeadColumn& one : block_.columns) {
      if (!one.place.empty()) all.insert(place_number(one));
    }
    for (const std::size_t row : block_.data) {
      if (!row_has_values(row)) continue;
      const auto time = time_in(row);
      if (!time) continue;
      for (const std::uint32_t unit : all) add_pair(unit, *time);
      for (std::size_t n = 0; n < block_.columns.size(); ++n) {
        const HeadColumn& one = block_.columns[n];
        if (n == block_.time || n == block_.indicator || n == block_.measures) continue;
        const std::string label = block_.indicator ? without_inner_blanks(grid_.text(row, at(*block_.indicator))) : "";
        if (block_.indicator && (label.empty() || one.place.empty())) continue;
        const std::string own = one.head.empty() ? fmt::format("column_{}", n + 1) : one.head;
        const std::string of_row =
            block_.measures ? measure_in(grid_.text(row, at(*block_.measures))).value_or("") : one.measure;
        const std::uint32_t number = column_number(block_.indicator ? label : own, of_row, grid_.labels.size());
        const std::set<std::uint32_t> units = one.place.empty() ? all : std::set{place_number(one)};
        for (const std::uint32_t unit : units) add_cell(unit, *time, number, row, one.column);
      }
    }
  }

  // The column of a head; error D110.
  [[nodiscard]] std::size_t column_of(const std::string& wanted) const {
    std::vector<std::string> known;
    for (const HeadColumn& one : block_.columns) {
      if (one.head == without_inner_blanks(wanted)) return one.column;
      known.push_back(one.head);
    }
    throw Error(
        Fault::data, "D110", {fmt::format("the header has no \"{}\"", wanted), fmt::format("列名中没有“{}”", wanted)},
        {.file = grid_.file, .sheet = grid_.sheet, .row = grid_.row_number(block_.header.back()), .column = wanted},
        {"the heads are: " + join(known, ", "), "列名有：" + join(known, "、")});
  }

  // Of several heads the first that there is.
  [[nodiscard]] std::optional<std::size_t> column_among(std::initializer_list<std::string_view> heads) const {
    for (const std::string_view wanted : heads) {
      for (const HeadColumn& one : block_.columns) {
        if (lower_ascii(one.head) == wanted) return one.column;
      }
    }
    return std::nullopt;
  }

  // A row for each place, year and indicator: the labels name the column, one cell holds the value.
  void melt_tidy() {
    std::vector<std::size_t> labels;
    for (const std::string& label : split(spec_.indicator, '\n')) labels.push_back(column_of(label));
    std::optional<std::size_t> usual;
    for (const HeadColumn& one : block_.columns) {
      if (!usual && is_value_word(one.head)) usual = one.column;
    }
    const std::size_t value =
        spec_.value.empty() && usual ? *usual : column_of(spec_.value.empty() ? "value" : spec_.value);
    const std::optional<std::size_t> measures = column_among({"单位", "计量单位", "measure", "unit of measurement"});
    for (const std::size_t row : block_.data) {
      std::vector<std::string> names;
      for (const std::size_t column : labels) names.push_back(without_inner_blanks(grid_.text(row, column)));
      const std::string name = join(names, " ");
      if (grid_.empty(row, value) && trim(name).empty()) continue;
      const std::string written = block_.unit ? grid_.text(row, at(*block_.unit)) : part_unit_;
      if (block_.unit && written.empty()) {
        lacks_key(row, at(*block_.unit));
        continue;
      }
      const std::uint32_t unit = unit_number(written, row, block_.unit ? at(*block_.unit) : 0);
      const auto time = time_in(row);
      if (!time) continue;
      const std::string measure = measures ? measure_in(grid_.text(row, *measures)).value_or("") : "";
      add_pair(unit, *time);
      add_cell(unit, *time, column_number(name, measure, grid_.labels.size()), row, value);
    }
  }

  static std::string named_with_year(const HeadColumn& head) {
    return head.year ? fmt::format("{}{}", head.head, *head.year) : head.head;
  }

  // Years across: wide, indicators, and places with a column of indicators.
  void melt_years() {
    const std::string value = spec_.value.empty() ? words_.value : spec_.value;
    for (const std::size_t row : block_.data) {
      const std::string label = block_.indicator ? without_inner_blanks(grid_.text(row, at(*block_.indicator))) : "";
      const std::string written = block_.unit ? grid_.text(row, at(*block_.unit)) : part_unit_;
      const bool keyless = !block_.indicator && !block_.unit;  // years alone: for all units, or that of the title
      if (!keyless && (block_.indicator ? label.empty() : written.empty())) {
        if (row_has_values(row)) lacks_key(row, at(block_.indicator ? *block_.indicator : *block_.unit));
        continue;
      }
      const std::size_t place = block_.unit ? at(*block_.unit) : 0;
      for (const HeadColumn& one : block_.columns) {
        if (!one.year) continue;
        const std::uint32_t unit = one.place.empty() ? unit_number(written, row, place) : place_number(one);
        const std::string own = block_.indicator ? label : one.head.empty() ? value : one.head;
        const std::string of_row =
            block_.measures ? measure_in(grid_.text(row, at(*block_.measures))).value_or("") : std::string();
        const std::string measure = block_.indicator ? of_row : one.measure.empty() ? words_.measure : one.measure;
        add_pair(unit, *one.year);
        add_cell(unit, *one.year, column_number(own, measure, one.column), row, one.column);
      }
    }
  }

  void melt_turned() {
    const std::string value = spec_.value.empty() ? words_.value : spec_.value;
    const std::uint32_t number = column_number(value, words_.measure, 0);
    for (const std::size_t row : block_.data) {
      const auto time = time_in(row);
      if (!time) continue;
      for (std::size_t n = 0; n < block_.columns.size(); ++n) {
        if (n == block_.time || head(n).empty() || is_subtotal(head(n))) continue;
        const std::uint32_t unit = unit_number(head(n), block_.header.back(), at(n));
        add_pair(unit, *time);
        add_cell(unit, *time, number, row, at(n));
      }
    }
  }

  // Short names go to the column of that very head, else to the one whose head is it without unit of measurement.
  void apply_names() {
    for (const auto& [name, from] : spec_.columns) {
      std::vector<PartColumn*> claims;
      for (const bool exact : {true, false}) {
        if (!claims.empty()) break;
        for (PartColumn& column : out_.columns) {
          if (exact ? column.head == without_inner_blanks(from) : split_measure(column.head).name == from)
            claims.push_back(&column);
        }
      }
      for (PartColumn* column : claims) column->name = name;
      if (claims.size() < 2) continue;
      out_.problems.add(
          Error(Fault::data, "D152",
                {fmt::format("\"{}\" and \"{}\" both claim the column {}", claims[0]->head, claims[1]->head, name),
                 fmt::format("“{}”与“{}”都对应列 {}", claims[0]->head, claims[1]->head, name)},
                {.file = grid_.file, .sheet = grid_.sheet, .column = claims[1]->head},
                {fmt::format("name the whole head in the part: columns = {{ {} = \"{}\" }}", name, claims[0]->head),
                 fmt::format("请在 part 中写出完整列名：columns = {{ {} = \"{}\" }}", name, claims[0]->head)}));
      claims[1]->name = claims[1]->head;
    }
  }

  void apply_scale() {
    for (const auto& [name, factor] : spec_.scale) {
      for (PartColumn& column : out_.columns) {
        if (column.name == name || column.head == name) column.scale = factor;
      }
    }
  }

  PartTable& out_;
  const SheetGrid& grid_;
  const Block& block_;
  const PartSpec& spec_;
  TitleWords words_;
  std::optional<std::int32_t> part_time_;
  std::string part_unit_;
  std::map<std::string, std::uint32_t> numbers_;
  std::map<std::string, std::uint32_t> columns_;
  std::vector<std::pair<std::size_t, std::uint32_t>> value_columns_;
  std::set<std::pair<std::uint32_t, std::int32_t>> seen_;
};

}  // namespace

PartTable part_table(std::shared_ptr<const SheetGrid> grid, Block block, const PartSpec& spec, std::size_t part,
                     bool only) {
  PartTable out;
  out.part = part;
  out.grid = std::move(grid);
  out.block = std::move(block);
  Melter(out, spec, only).melt();
  return out;
}

}  // namespace ecoeff
