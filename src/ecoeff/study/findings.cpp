#include "ecoeff/study/findings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "ecoeff/base/text.hpp"
#include "ecoeff/data/intake/cell_words.hpp"
#include "ecoeff/data/intake/crossed_heads.hpp"
#include "ecoeff/data/intake/keys.hpp"
#include "ecoeff/data/intake/row_words.hpp"
#include "ecoeff/data/intake/side_by_side.hpp"
#include "ecoeff/data/intake/tidy.hpp"
#include "ecoeff/data/intake/titles.hpp"

namespace ecoeff {
namespace {

namespace fs = std::filesystem;

FoundTable found_table(const PartTable& table) {
  FoundTable out{.file = fs::path(table.grid->file).filename().string(),
                 .sheet = table.grid->sheet,
                 .shape = table.block.shape,
                 .unit = table.unit_head,
                 .time = table.time_head,
                 .units = table.has_unit ? table.units.size() : 0,
                 .years = {},
                 .columns = {}};
  for (const auto& [unit, time] : table.pairs) {
    if (time == kNoTime) continue;
    if (!out.years) out.years = {time, time};
    out.years->first = std::min(out.years->first, time);
    out.years->second = std::max(out.years->second, time);
  }
  std::vector<std::size_t> others(table.columns.size());
  for (const PartColumn& column : table.columns)
    out.columns.push_back({.name = column.name, .measure = column.measure});
  for (const PartCell& cell : table.cells) {
    if (is_mark_at(*table.grid, cell.row, cell.cell, {})) continue;
    ++out.columns[cell.column].filled;
    others[cell.column] += table.grid->number_in(cell.row, cell.cell) ? 0U : 1U;
  }
  for (std::size_t i = 0; i < out.columns.size(); ++i) {
    out.columns[i].missing = table.pairs.size() - std::min(table.pairs.size(), out.columns[i].filled);
    out.columns[i].numbers = others[i] * 2 < out.columns[i].filled;
  }
  return out;
}

bool is_plain(const SheetGrid& grid, const Block& block) {
  return block.shape == Shape::long_table && !block.turned && !is_crossed(block) && block.header.size() == 1 &&
         block.header[0] == 0 && !block.unit_row && block.titles.empty() && block.notes.empty() &&
         block.subtotals.empty() && block.skipped.empty() && block.filled_down + block.filled_merged == 0 &&
         std::none_of(block.columns.begin(), block.columns.end(), [](const HeadColumn& h) { return h.head.empty(); }) &&
         grid.merged().empty();
}

class Looker {
 public:
  explicit Looker(std::string sheet) : sheet_(std::move(sheet)) {}

  void look(const fs::path& file) {
    Workbook book = read_workbook(file, {});
    decimal_ = decimal_ || book.decimal_commas;
    append(out_.notes, book.notes);
    parts_.hashes.emplace_back(book.file, book.sha256);
    require_sheet(book);
    const bool several = book.sheets.size() > 1;
    for (SheetGrid& grid : book.sheets) {
      if (!sheet_.empty() && grid.sheet != sheet_) continue;
      look(std::move(grid), several || !sheet_.empty());
    }
  }

  Findings finish() {
    if (parts_.tables.empty()) {
      throw Error(Fault::data, "D151",
                  {"no table can be told in any sheet: no row of heads with numbers below",
                   "各工作表中都找不到表格：没有其下为数字的标题行"},
                  {.file = parts_.hashes.empty() ? "" : parts_.hashes.front().first},
                  {"write the study.toml by hand: [[data.part]] with header = ROW and shape",
                   "请自行编写 study.toml：在 [[data.part]] 中写 header = 行号 和 shape"});
    }
    name_keys();
    join();
    out_.plain = plain_ && parts_.tables.size() == 1 && sheet_.empty() && !decimal_ && out_.match == NameMatch::trim;
    return std::move(out_);
  }

 private:
  void require_sheet(const Workbook& book) const {
    if (sheet_.empty()) return;
    std::vector<std::string> names;
    for (const SheetGrid& grid : book.sheets) names.push_back(grid.sheet);
    if (std::find(names.begin(), names.end(), sheet_) != names.end()) return;
    const std::string near = did_you_mean(sheet_, names);
    throw Error(Fault::data, "D109",
                {fmt::format("there is no sheet \"{}\" that holds data", sheet_),
                 fmt::format("没有含数据的工作表“{}”", sheet_)},
                {.file = book.file, .sheet = sheet_},
                near.empty()
                    ? Text{"the sheets are: " + join_words(names, ", "), "工作表有：" + join_words(names, "、")}
                    : Text{fmt::format("did you mean \"{}\"?", near), fmt::format("是否应为“{}”？", near)});
  }
  static std::string join_words(const std::vector<std::string>& words, std::string_view by) {
    return ecoeff::join(words, by);
  }

  void look(SheetGrid sheet, bool name_sheet) {
    PartSpec spec;
    spec.file = fs::path(sheet.file).filename().string();
    const std::string name = sheet.sheet;
    std::vector<std::pair<std::shared_ptr<const SheetGrid>, Block>> blocks;
    std::vector<SheetGrid> grids = side_by_side(std::move(sheet));
    const bool alone = grids.size() == 1;
    for (SheetGrid& grid : grids) {
      const std::vector<Block> found = find_blocks(grid, {});
      const auto shared = std::make_shared<const SheetGrid>(std::move(grid));
      for (const Block& block : found) blocks.emplace_back(shared, block);
    }
    if (blocks.empty()) {
      out_.without_table.emplace_back(spec.file, name);
      return;
    }
    if (name_sheet && !name.empty()) spec.sheets = {name};
    spec.shape = blocks.front().second.shape;
    const bool one_shape =
        std::all_of(blocks.begin(), blocks.end(), [&](const auto& b) { return b.second.shape == spec.shape; });
    if (!one_shape) spec.shape.reset();
    bool guessed = false;
    if (blocks.size() == 1) guessed = fill_spec(*blocks.front().first, blocks.front().second, spec);
    const std::size_t number = out_.parts.size();
    for (const auto& [grid, block] : blocks) {
      plain_ = alone && is_plain(*grid, block) && spec.indicator.empty();
      parts_.tables.push_back(part_table(grid, block, spec, number, blocks.size() == 1));
      out_.tables.push_back(found_table(parts_.tables.back()));
    }
    out_.parts.push_back(std::move(spec));
    out_.value_is_guess.push_back(guessed);
  }

  // The keys of a part with one block; whether `value` was taken from somewhere that is hardly its name.
  static bool fill_spec(const SheetGrid& grid, const Block& block, PartSpec& spec) {
    for (const std::size_t r : block.header) spec.header.push_back(grid.row_number(r));
    const auto head = [&](const std::optional<std::size_t>& key) {
      return key ? block.columns[*key].head : std::string();
    };
    spec.unit = block.turned ? "" : head(block.unit);
    spec.time = block.turned || block.shape == Shape::long_table ? head(block.time) : "";
    spec.indicator = head(block.indicator);
    const TitleWords words = read_titles(grid, block, true);
    if (const auto tidy = find_tidy(grid, block)) {
      spec.indicator = tidy->indicator;
      if (!is_value_word(tidy->value)) spec.value = tidy->value;
    }
    if (block.shape == Shape::long_table && !block.time) {
      const bool in_sheet = only_year_in(grid.sheet).has_value();
      if (in_sheet || only_year_in(stem_of(grid.file))) spec.time_from = in_sheet ? "sheet" : "file";
    }
    if (block.shape != Shape::wide && !block.unit && !is_crossed(block) && words.place.empty())
      spec.unit_from = is_default_sheet_name(grid.sheet) ? "file" : "sheet";
    const bool one_value = block.shape == Shape::wide && !block.indicator &&
                           (block.turned || std::any_of(block.columns.begin(), block.columns.end(),
                                                        [](const HeadColumn& h) { return h.year && h.head.empty(); }));
    if (!one_value || words.from == kFromSheet) return false;
    spec.value = words.value;
    return true;
  }

  // The name of a key column that is no column of values.
  void name_keys() {
    bool chinese = false;
    for (const PartTable& table : parts_.tables) {
      if (out_.unit.empty()) out_.unit = table.unit_head;
      if (out_.time.empty()) out_.time = table.time_head;
      for (const std::string& unit : table.units) {
        chinese = chinese ||
                  std::any_of(unit.begin(), unit.end(), [](char c) { return static_cast<unsigned char>(c) >= 0xE3; });
      }
    }
    const bool timed =
        std::any_of(parts_.tables.begin(), parts_.tables.end(), [](const PartTable& t) { return t.has_time; });
    if (out_.unit.empty()) out_.unit = chinese ? "地区" : "unit";
    if (out_.time.empty() && timed) out_.time = chinese ? "年份" : "year";
  }

  void join() {
    JoinSpec spec{.unit = out_.unit, .time = out_.time, .rows = JoinRows::all, .names = {}, .marks = {}, .at = {}};
    spec.bad_cells_are_text = true;
    std::set<std::string> all;
    for (const PartTable& table : parts_.tables) {
      for (const std::string& unit : table.units) all.insert(without_inner_blanks(unit));
    }
    if (!twin_spellings({all.begin(), all.end()}).empty()) out_.match = NameMatch::china;
    spec.names.match = out_.match;
    out_.joined = join_parts(parts_, spec);
    append(out_.notes, out_.joined.notes);
  }

  std::string sheet_;
  PartsRead parts_;
  Findings out_;
  bool plain_ = false;
  bool decimal_ = false;
};

// Cut to a width, so that a line fits a terminal of 80 columns.
std::string cut(const std::string& text, std::size_t width) {
  if (display_width(text) <= width) return text;
  std::u32string out;
  for (const char32_t c : to_code_points(text)) {
    if (display_width(from_code_points(out + c)) + 1 > width) break;
    out += c;
  }
  return from_code_points(out) + "…";
}

std::string padded(const std::string& text, std::size_t width) {
  const std::string shown = cut(text, width - 1);
  return shown + std::string(width - display_width(shown), ' ');
}

Text role_of(const FoundColumn& column, const RoleWords& words) {
  const NameAndMeasure parts = split_measure(column.name);
  const ColumnRole role = words.guess(parts.name, column.measure.empty() ? parts.measure : column.measure).role;
  if (role == ColumnRole::code) return role_text(role);
  return column.numbers ? role_text(role) : Text{"text", "文本"};
}

std::string columns_line(const FoundTable& table, const RoleWords& words, Language language) {
  std::string out;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const FoundColumn& column = table.columns[i];
    if (i == 30) {
      const std::size_t more = table.columns.size() - i;
      out += Text{fmt::format("    ... and {} more columns\n", more), fmt::format("    ……另有 {} 列\n", more)}.in(
          language);
      break;
    }
    const Text gaps{fmt::format("{} missing", column.missing), fmt::format("缺 {}", column.missing)};
    const std::string line = "    " + padded(column.name, 34) + padded(role_of(column, words).in(language), 13) +
                             padded(column.measure.empty() ? "-" : column.measure, 14) +
                             (column.missing == 0 ? "" : cut(gaps.in(language), 15));
    out += line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
  }
  return out;
}

// Sheets of one file that differ in their years alone (a year a sheet) are one entry.
std::vector<FoundTable> gathered(const std::vector<FoundTable>& tables) {
  std::vector<FoundTable> out;
  std::vector<std::size_t> count;
  const auto names = [](const FoundTable& t) {
    std::vector<std::string> all{t.file, t.unit, t.time, shape_word(t.shape)};
    for (const FoundColumn& c : t.columns) all.push_back(c.name + "\n" + c.measure);
    return all;
  };
  for (const FoundTable& table : tables) {
    const bool same = !out.empty() && !table.sheet.empty() && names(out.back()) == names(table) && table.years &&
                      out.back().years && out.back().years != table.years;
    if (!same) {
      out.push_back(table);
      count.push_back(1);
      continue;
    }
    FoundTable& all = out.back();
    all.sheet = (count.back() == 1 ? all.sheet : all.sheet.substr(0, all.sheet.find(" ... "))) + " ... " + table.sheet;
    all.years = {std::min(all.years->first, table.years->first), std::max(all.years->second, table.years->second)};
    all.units = std::max(all.units, table.units);
    for (std::size_t i = 0; i < all.columns.size(); ++i) {
      all.columns[i].missing += table.columns[i].missing;
      all.columns[i].numbers = all.columns[i].numbers && table.columns[i].numbers;
    }
    ++count.back();
  }
  return out;
}

}  // namespace

Findings look_at_files(const std::vector<fs::path>& files, const std::string& sheet) {
  Looker looker(sheet);
  for (const fs::path& file : files) looker.look(file);
  return looker.finish();
}

Text describe(const Findings& findings, const RoleWords& words) {
  Text out;
  for (const FoundTable& table : gathered(findings.tables)) {
    const std::string place = cut(table.file + (table.sheet.empty() ? "" : " / " + table.sheet), 80);
    const std::string years = table.years ? fmt::format("{}-{}", table.years->first, table.years->second) : "-";
    const std::string unit = table.unit.empty() ? "-" : cut(table.unit, 16);
    const std::string time = table.time.empty() ? "-" : cut(table.time, 12);
    out.en += fmt::format("{}\n  shape {}; unit {} ({}); time {} ({})\n", place, shape_word(table.shape), unit,
                          table.units, time, years);
    out.zh += fmt::format("{}\n  形状 {}；单元 {}（{} 个）；时间 {}（{}）\n", place, shape_word(table.shape), unit,
                          table.units, time, years);
    out.en += columns_line(table, words, Language::en);
    out.zh += columns_line(table, words, Language::zh);
  }
  for (const auto& [file, sheet] : findings.without_table) {
    out.en += fmt::format("{}: no table found, not read\n", cut(file + " / " + sheet, 54));
    out.zh += fmt::format("{}：未找到表格，不读取\n", cut(file + " / " + sheet, 54));
  }
  return out;
}

}  // namespace ecoeff
