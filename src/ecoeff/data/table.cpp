#include "ecoeff/data/table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <functional>
#include <stdexcept>
#include <unordered_map>
#include <utility>

namespace ecoeff {

namespace {

using Texts = std::vector<std::string>;

std::size_t slot_of(const TextColumn& text, std::string_view value) {
  const std::size_t mask = text.slots.size() - 1;
  std::size_t at = std::hash<std::string_view>{}(value)&mask;
  while (text.slots[at] >= 0 && text.levels[static_cast<std::size_t>(text.slots[at])] != value) at = (at + 1) & mask;
  return at;
}

void rebuild_slots(TextColumn& text) {
  text.slots.assign(std::bit_ceil(text.levels.size() * 4 + 16), -1);
  for (std::size_t i = 0; i < text.levels.size(); ++i) {
    text.slots[slot_of(text, text.levels[i])] = static_cast<std::int32_t>(i);
  }
}

}  // namespace

void TextColumn::push_back(std::string_view value) {
  if (value.empty()) {
    codes.push_back(-1);
    return;
  }
  // Runs of equal values are the usual case, so the last code is tried first.
  if (!codes.empty() && codes.back() >= 0 && levels[static_cast<std::size_t>(codes.back())] == value) {
    codes.push_back(codes.back());
    return;
  }
  if (levels.size() * 2 >= slots.size()) rebuild_slots(*this);
  std::int32_t& slot = slots[slot_of(*this, value)];
  if (slot < 0) {
    levels.emplace_back(value);
    slot = static_cast<std::int32_t>(levels.size() - 1);
  }
  codes.push_back(slot);
}

std::vector<std::string> Table::names() const {
  std::vector<std::string> out;
  for (const Column& c : columns_) out.push_back(c.name);
  return out;
}

const Column* Table::find(std::string_view name) const {
  for (const Column& c : columns_) {
    if (c.name == name) return &c;
  }
  return nullptr;
}

const Column& Table::column(std::string_view name) const {
  if (const Column* found = find(name)) return *found;
  std::vector<std::string> known;
  for (const Column& c : columns_) {
    if (c.of_file) known.push_back(c.name);
  }
  throw Error(Fault::data, "D110",
              {fmt::format("there is no column \"{}\"", name), fmt::format("没有名为“{}”的列", name)},
              {.file = file, .sheet = sheet, .column = std::string(name)}, hint_for(name, known));
}

Text Table::hint_for(std::string_view absent, const std::vector<std::string>& known) const {
  if (const std::vector<std::string> sheets = elsewhere ? elsewhere(absent) : Texts{}; !sheets.empty()) {
    const std::string first = sheets.front();
    return {fmt::format("the sheet \"{}\" has it: name that sheet (--sheet, or sheet = in [data])", first),
            fmt::format("工作表“{}”中有该列：请指明该工作表（--sheet，或 [data] 中的 sheet =）", first)};
  }
  const std::string_view base = trim(absent.substr(0, absent.find('^')));
  if (base.size() < absent.size() && std::find(known.begin(), known.end(), base) != known.end()) {
    return {fmt::format("a power is a column of its own: in [derive] {0}2 = \"{0}^2\", in lines of Stata c.{0}#c.{0}",
                        base),
            fmt::format("幂次需另成一列：在 [derive] 中写 {0}2 = \"{0}^2\"，Stata 命令行中写 c.{0}#c.{0}", base)};
  }
  if (const std::string near = did_you_mean(absent, known); !near.empty())
    return {fmt::format("did you mean \"{}\"?", near), fmt::format("您是不是要找“{}”？", near)};
  return {fmt::format("the columns are: {}", join(known, ", ")), fmt::format("现有列：{}", join(known, "、"))};
}

std::span<const double> Table::numbers(std::string_view name) const {
  const Column& c = column(name);
  if (c.has_numbers()) return c.numbers;
  const auto first = [&](auto is_bad) {
    std::size_t row = 0;
    while (row < rows_ && (c.text.codes[row] < 0 || !is_bad(c.text.at(row)))) ++row;
    return row;
  };
  std::size_t bad = first([](std::string_view cell) {
    const auto number = parse_number(cell);
    return number ? loses_digits(cell, *number) : !means_missing(cell);
  });
  // Where semicolons separate the cells, a comma may be a decimal comma, so such a cell was not read as a number.
  if (bad == rows_) bad = first([](std::string_view cell) { return cell.find(',') != std::string_view::npos; });
  const bool no_numbers = std::none_of(c.text.levels.begin(), c.text.levels.end(),
                                       [](const std::string& level) { return parse_number(level).has_value(); });
  throw Error(Fault::data, "D111", {"this cell is not a number", "该单元格不是数字"}, where(bad, name),
              no_numbers ? Text{"the column is text: it can name groups, or be compared with a text in quotes",
                                "该列是文本：可用作分组，或与引号中的文本比较"}
                         : Text{"correct the cell, or leave it empty if the value is missing",
                                "请改正该单元格；若数据缺失请留空"});
}

std::vector<std::string> Table::texts(std::string_view name) const {
  const Column& c = column(name);
  std::vector<std::string> out;
  out.reserve(rows_);
  for (std::size_t i = 0; i < rows_; ++i) {
    const bool named = c.has_names() && (c.text.codes[i] >= 0 || c.numbers.empty());
    out.push_back(named ? std::string(c.text.at(i)) : format_shortest(c.numbers[i]));
  }
  return out;
}

void Table::set(Column column) {
  if (columns_.empty()) rows_ = column.size();
  if (column.size() != rows_) throw std::logic_error("column " + column.name + " has the wrong length");
  for (Column& c : columns_) {
    if (c.name == column.name) {
      c = std::move(column);
      return;
    }
  }
  columns_.push_back(std::move(column));
}

void Table::set_numbers(std::string name, std::vector<double> values) {
  Column c;
  c.name = std::move(name);
  c.numbers = std::move(values);
  set(std::move(c));
}

void Table::set_text(std::string name, const std::vector<std::string>& values) {
  Column c;
  c.name = std::move(name);
  c.is_text = true;
  std::unordered_map<std::string_view, std::int32_t> seen;
  for (const std::string& value : values) {
    if (value.empty()) {
      c.text.codes.push_back(-1);
      continue;
    }
    const auto [at, added] = seen.try_emplace(value, static_cast<std::int32_t>(c.text.levels.size()));
    if (added) c.text.levels.push_back(value);
    c.text.codes.push_back(at->second);
  }
  set(std::move(c));
}

void Table::rename(std::string_view name, std::string new_name) {
  (void)column(name);
  for (Column& c : columns_) {
    if (c.name == name) {
      c.name = std::move(new_name);
      return;
    }
  }
}

void Table::show_names(std::string_view name) {
  if (column(name).is_text || !column(name).has_names()) return;
  const std::vector<std::string> texts = this->texts(name);
  for (Column& c : columns_) {
    if (c.name != name) continue;
    c.is_text = true;
    c.text = {};
    for (const std::string& text : texts) c.text.push_back(text);
  }
}

Table Table::select(const std::vector<std::size_t>& rows) const {
  Table out;
  out.file = file;
  out.sheet = sheet;
  out.elsewhere = elsewhere;
  for (const Column& c : columns_) {
    Column kept;
    kept.name = c.name;
    kept.label = c.label;
    kept.of_file = c.of_file;
    kept.is_text = c.is_text;
    if (c.has_names()) {
      kept.text.levels = c.text.levels;
      for (const std::size_t r : rows) kept.text.codes.push_back(c.text.codes[r]);
    }
    if (!c.numbers.empty()) {
      for (const std::size_t r : rows) kept.numbers.push_back(c.numbers[r]);
    }
    out.set(std::move(kept));
  }
  if (!source.empty()) {
    for (const std::size_t r : rows) out.source.push_back(source[r]);
  }
  out.rows_ = rows.size();
  return out;
}

Where Table::where(std::size_t row, std::string_view name) const {
  Where place{.file = file, .sheet = sheet, .row = row < source.size() ? source[row] : 0, .column = std::string(name)};
  if (const Column* c = find(name); c != nullptr && row < rows_) {
    place.value = c->is_text ? std::string(c->text.at(row)) : format_shortest(c->numbers[row]);
  }
  return place;
}

}  // namespace ecoeff
