#include "ecoeff/data/panel.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>
#include <unordered_map>
#include <utility>

namespace ecoeff {
namespace {

// "2010", "2010年", "2010-12-31" (its year).
std::optional<double> period_from_text(std::string_view text) {
  text = trim(text);
  if (const auto whole = parse_number(text)) return whole;
  if (text.ends_with("年")) return parse_number(text.substr(0, text.size() - std::string_view("年").size()));
  if (text.size() >= 8 && (text[4] == '-' || text[4] == '/')) return parse_number(text.substr(0, 4));
  return std::nullopt;
}

std::int32_t period_at(const Table& table, const Column& column, std::size_t row) {
  const std::optional<double> value =
      column.has_numbers() ? std::optional(column.numbers[row]) : period_from_text(column.text.at(row));
  if (!value || std::floor(*value) != *value || std::abs(*value) > 1e9) {
    throw Error(Fault::data, "D122", {"a period must be a whole number, such as 2010", "时间必须是整数，例如 2010"},
                table.where(row, column.name));
  }
  return static_cast<std::int32_t>(*value);
}

void refuse_missing_key(const Table& table, const Column& column, std::size_t row) {
  const bool named = column.has_names() && column.text.codes[row] >= 0;
  const bool missing = !named && (column.numbers.empty() || is_missing(column.numbers[row]));
  if (missing) {
    throw Error(Fault::data, "D121", {"the unit or the period of this row is missing", "该行缺少单元（地区）或时间"},
                table.where(row, column.name), {"fill the cell or delete the row", "请补全该单元格，或删除该行"});
  }
}

Text no_time_hint() {
  return {
      "no time column is named: a panel needs one (time = in [data], --time); in a cross-section every unit has one "
      "row",
      "没有指明时间列：面板数据需要时间列（[data] 中的 time =，或 --time）；截面数据中每个单元只有一行"};
}

constexpr std::size_t kFewPeriods = 4096;

// Ascending. Sorting every row would cost more than all else where periods are few.
std::vector<std::int32_t> distinct(std::vector<std::int32_t> values) {
  std::vector<std::int32_t> out;
  for (const std::int32_t value : values) {
    const auto at = std::lower_bound(out.begin(), out.end(), value);
    if (at == out.end() || *at != value) out.insert(at, value);
    if (out.size() > kFewPeriods) break;
  }
  if (out.size() <= kFewPeriods) return out;
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
  return values;
}

}  // namespace

Panel::Panel(Table table_, std::string unit_column, std::string time_column)
    : table(std::move(table_)), unit_column_(std::move(unit_column)), time_column_(std::move(time_column)) {
  const std::size_t n = table.rows();
  const Column& units = table.column(unit_column_);
  const Column* times = time_column_.empty() ? nullptr : &table.column(time_column_);
  if (n == 0)
    throw Error(Fault::data, "D123", {"there are no rows", "没有数据行"}, {.file = table.file, .sheet = table.sheet});

  unit_.resize(n);
  time_.assign(n, 0);
  std::unordered_map<std::string, std::int32_t> seen;
  const auto code_of_name = [&](const std::string& name) {
    const auto [at, added] = seen.try_emplace(name, static_cast<std::int32_t>(unit_names_.size()));
    if (added) unit_names_.push_back(name);
    return at->second;
  };
  std::vector<std::int32_t> code_of_level(units.text.levels.size(), -1);
  for (std::size_t i = 0; i < n; ++i) {
    refuse_missing_key(table, units, i);
    if (times != nullptr) {
      refuse_missing_key(table, *times, i);
      time_[i] = period_at(table, *times, i);
    }
    if (units.has_names() && units.text.codes[i] >= 0) {
      std::int32_t& code = code_of_level[static_cast<std::size_t>(units.text.codes[i])];
      if (code < 0) code = code_of_name(std::string(units.text.at(i)));
      unit_[i] = code;
    } else if (i > 0 && !units.has_names() &&
               std::bit_cast<std::uint64_t>(units.numbers[i]) == std::bit_cast<std::uint64_t>(units.numbers[i - 1])) {
      unit_[i] = unit_[i - 1];  // files are mostly sorted by unit
    } else {
      unit_[i] = code_of_name(format_shortest(units.numbers[i]));
    }
  }

  order_.resize(n);
  std::iota(order_.begin(), order_.end(), std::size_t{0});
  const auto before = [&](std::size_t a, std::size_t b) {
    return unit_[a] != unit_[b] ? unit_[a] < unit_[b] : time_[a] < time_[b];
  };
  if (!std::is_sorted(order_.begin(), order_.end(), before)) std::stable_sort(order_.begin(), order_.end(), before);
  begin_.assign(unit_names_.size() + 1, n);
  for (std::size_t i = n; i-- > 0;) begin_[static_cast<std::size_t>(unit_[order_[i]])] = i;
  for (std::size_t i = 1; i < n; ++i) {
    const std::size_t a = order_[i - 1];
    const std::size_t b = order_[i];
    if (unit_[a] == unit_[b] && time_[a] == time_[b]) {
      const std::size_t line_a = a < table.source.size() ? table.source[a] : a + 1;
      const std::size_t line_b = b < table.source.size() ? table.source[b] : b + 1;
      const std::string& name = unit_names_[static_cast<std::size_t>(unit_[a])];
      const std::string period = times != nullptr ? fmt::format(" {}", time_[a]) : std::string();
      throw Error(
          Fault::data, "D120",
          {fmt::format("rows {} and {} are both {}{}", line_a, line_b, name, period),
           fmt::format("第 {} 行与第 {} 行重复：{}{}", line_a, line_b, name, period)},
          {.file = table.file, .sheet = table.sheet, .row = line_b, .column = unit_column_, .value = name},
          times != nullptr
              ? Text{"every unit may appear once in a period; delete or rename one of the two rows; where each row is "
                     "one "
                     "indicator, write [[data.part]] with indicator = HEAD and value = HEAD",
                     "同一单元在同一时期只能出现一次；请删除或改名其中一行；若每行是一个指标，请写 [[data.part]] 及 "
                     "indicator = 列名、value = 列名"}
              : no_time_hint());
    }
  }
  periods_ = distinct(time_);
}

std::size_t Panel::row_of(std::int32_t unit, std::int32_t time) const {
  const auto first = order_.begin() + static_cast<std::ptrdiff_t>(begin_[static_cast<std::size_t>(unit)]);
  const auto last = order_.begin() + static_cast<std::ptrdiff_t>(begin_[static_cast<std::size_t>(unit) + 1]);
  const auto at = std::lower_bound(first, last, time, [&](std::size_t row, std::int32_t t) { return time_[row] < t; });
  return at != last && time_[*at] == time ? *at : kNoRow;
}

Panel Panel::select(const std::vector<std::size_t>& rows) const {
  return {table.select(rows), unit_column_, time_column_};
}

}  // namespace ecoeff
