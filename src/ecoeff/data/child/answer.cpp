#include "ecoeff/data/child/answer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>

#include "ecoeff/data/limits.hpp"
#include "ecoeff/data/xls/little_endian.hpp"
#include "ecoeff/data/xlsx_address.hpp"

namespace ecoeff {
namespace {

constexpr std::string_view kBegin = "EA1";
constexpr std::size_t kMostCells = 200'000'000;
constexpr std::size_t kLongestName = 4096;

class Speaker {
 public:
  explicit Speaker(const Say& say) : say_(say) {}
  void byte(std::uint8_t value) { say_(std::string_view(reinterpret_cast<const char*>(&value), 1)); }
  void u32(std::size_t value) { number(static_cast<std::uint32_t>(value), 4); }
  void u64(std::uint64_t value) { number(value, 8); }
  void f64(double value) { number(std::bit_cast<std::uint64_t>(value), 8); }
  void text(std::string_view value) {
    u32(value.size());
    say_(value);
  }
  void begin(char kind) {
    say_(kBegin);
    byte(static_cast<std::uint8_t>(kind));
  }
  void end() { byte('Z'); }

 private:
  void number(std::uint64_t value, unsigned bytes) {
    char out[8];
    for (unsigned i = 0; i < bytes; ++i) out[i] = static_cast<char>(value >> (8U * i) & 0xFFU);
    say_(std::string_view(out, bytes));
  }
  const Say& say_;
};

class Listener {
 public:
  Listener(std::string_view bytes, const std::string& file) : bytes_(bytes), file_(file) {}

  [[noreturn]] void refuse() const {
    throw Error(
        Fault::data, "D213",
        {"what was read from this file is not sound: the file is broken", "从该文件读出的内容不可靠：文件已损坏"},
        {.file = file_},
        {"open it in the program that made it and save it as xlsx, dta or csv",
         "请用原程序打开，另存为 xlsx、dta 或 csv"});
  }
  void require(bool sound) const {
    if (!sound) refuse();
  }
  std::string_view take(std::size_t count) {
    require(count <= bytes_.size() - at_);
    at_ += count;
    return bytes_.substr(at_ - count, count);
  }
  std::uint8_t byte() { return byte_at(take(1), 0); }
  std::size_t u32() { return u32_at(take(4), 0); }
  std::uint64_t u64() { return u64_at(take(8), 0); }
  double f64() { return f64_at(take(8), 0); }
  // A count of things that need `least` bytes each.
  std::size_t count(std::size_t least) {
    const std::size_t n = u32();
    require(n <= (bytes_.size() - at_) / least);
    return n;
  }
  std::string text(std::size_t longest) {
    const std::size_t length = u32();
    require(length <= longest);
    return std::string(take(length));
  }
  // A text that is UTF-8.
  std::string utf8(std::size_t longest) {
    std::string out = text(longest);
    require(is_utf8(out) && out.find('\0') == std::string::npos);
    return out;
  }
  double finite() {
    const double value = f64();
    require(std::isfinite(value));
    return value;
  }
  // The error that stands in place of the content, if one does.
  void begin(char kind) {
    require(take(kBegin.size()) == kBegin);
    const auto said = static_cast<char>(byte());
    if (said == 'E') throw error();
    require(said == kind);
  }
  void end() {
    require(byte() == 'Z');
    require(at_ == bytes_.size());
  }

 private:
  Error error() {
    const std::string code = text(4);
    const bool known = code.size() == 4 && code[0] == 'D' &&
                       std::all_of(code.begin() + 1, code.end(), [](char c) { return c >= '0' && c <= '9'; });
    require(known);
    std::vector<std::string> texts;
    for (int i = 0; i < 7; ++i) texts.push_back(utf8(kLongestName));
    const std::size_t row = u32();
    end();
    return {Fault::data,
            code,
            {texts[0], texts[1]},
            {.file = file_, .sheet = texts[4], .row = row, .column = texts[5], .value = texts[6]},
            {texts[2], texts[3]}};
  }

  std::string_view bytes_;
  const std::string& file_;
  std::size_t at_ = 0;
};

XlsxCell hear_cell(Listener& from) {
  XlsxCell cell{.column = from.u32()};
  from.require(cell.column < kMostSheetColumns);
  const std::uint8_t kind = from.byte();
  from.require(kind <= 1);
  cell.is_text = kind == 1;
  if (cell.is_text) {
    cell.text = from.utf8(kLongestCell);
    from.require(!trim(cell.text).empty());
  } else {
    cell.number = from.finite();
  }
  return cell;
}

XlsxRow hear_row(Listener& from, std::size_t after) {
  XlsxRow row{.number = from.u32(), .cells = {}};
  from.require(row.number > after && row.number <= kMostSheetRows);
  const std::size_t cells = from.count(6);
  from.require(cells > 0);
  for (std::size_t i = 0; i < cells; ++i) {
    XlsxCell cell = hear_cell(from);
    from.require(row.cells.empty() || row.cells.back().column < cell.column);
    row.cells.push_back(std::move(cell));
  }
  return row;
}

XlsxRange hear_range(Listener& from) {
  XlsxRange range{.top = from.u32(), .left = from.u32(), .bottom = from.u32(), .right = from.u32(), .text = {}};
  from.require(range.top >= 1 && range.top <= range.bottom && range.bottom <= kMostSheetRows &&
               range.left <= range.right && range.right < kMostSheetColumns);
  range.text =
      fmt::format("{}{}:{}{}", column_letters(range.left), range.top, column_letters(range.right), range.bottom);
  return range;
}

void hear_numbers(Listener& from, RawColumn& column, std::size_t rows) {
  column.numbers.reserve(rows);
  for (std::size_t i = 0; i < rows; ++i) {
    const double value = from.f64();
    column.numbers.push_back(std::isfinite(value) ? value : kMissing);
  }
}

void hear_texts(Listener& from, RawColumn& column, std::size_t rows) {
  const std::size_t levels = from.count(4);
  for (std::size_t i = 0; i < levels; ++i) column.text.levels.push_back(from.text(kLongestCell));
  column.text.codes.reserve(rows);
  for (std::size_t i = 0; i < rows; ++i) {
    const auto code = static_cast<std::int32_t>(static_cast<std::uint32_t>(from.u32()));
    from.require(code >= -1 && code < static_cast<std::int32_t>(levels));
    column.text.codes.push_back(code);
  }
}

}  // namespace

void say_error(const Error& error, const Say& say) {
  Speaker out(say);
  out.begin('E');
  out.text(error.code);
  for (const std::string* text : {&error.message.en, &error.message.zh, &error.hint.en, &error.hint.zh,
                                  &error.where.sheet, &error.where.column, &error.where.value})
    out.text(is_utf8(*text) && text->size() <= kLongestName ? *text : "");
  out.u32(error.where.row);
  out.end();
}

void say_sheets(const std::vector<XlsSheet>& sheets, const Say& say) {
  Speaker out(say);
  out.begin('S');
  out.u32(sheets.size());
  for (const XlsSheet& sheet : sheets) {
    out.text(sheet.name);
    out.byte(sheet.hidden ? 1 : 0);
    out.u32(sheet.cells.rows.size());
    for (const XlsxRow& row : sheet.cells.rows) {
      out.u32(row.number);
      out.u32(row.cells.size());
      for (const XlsxCell& cell : row.cells) {
        out.u32(cell.column);
        out.byte(cell.is_text ? 1 : 0);
        if (cell.is_text) {
          out.text(cell.text);
        } else {
          out.f64(cell.number);
        }
      }
    }
    out.u32(sheet.cells.merged.size());
    for (const XlsxRange& range : sheet.cells.merged) {
      for (const std::size_t side : {range.top, range.left, range.bottom, range.right}) out.u32(side);
    }
    out.u32(sheet.cells.dates.size());
    for (const auto& [column, any] : sheet.cells.dates) out.u32(column);
  }
  out.end();
}

std::vector<XlsSheet> hear_sheets(std::string_view answer, const std::string& file) {
  Listener from(answer, file);
  from.begin('S');
  std::vector<XlsSheet> out;
  for (std::size_t left = from.count(17); left > 0; --left) {
    XlsSheet sheet{.name = from.utf8(kLongestName), .hidden = from.byte() != 0, .cells = {}};
    std::size_t last = 0;
    for (std::size_t rows = from.count(14); rows > 0; --rows) {
      sheet.cells.rows.push_back(hear_row(from, last));
      last = sheet.cells.rows.back().number;
    }
    for (std::size_t ranges = from.count(16); ranges > 0; --ranges) sheet.cells.merged.push_back(hear_range(from));
    for (std::size_t dates = from.count(4); dates > 0; --dates) {
      const std::size_t column = from.u32();
      from.require(column < kMostSheetColumns);
      sheet.cells.dates[column] = true;
    }
    out.push_back(std::move(sheet));
  }
  from.end();
  return out;
}

void say_columns(const ReadStatColumns& columns, const Say& say) {
  Speaker out(say);
  out.begin('C');
  out.text(columns.encoding);
  out.u64(columns.user_missing);
  out.u32(columns.raw.rows);
  out.u32(columns.raw.columns.size());
  for (const RawColumn& column : columns.raw.columns) {
    for (const std::string* text : {&column.name, &column.label, &column.labels}) out.text(*text);
    out.f64(column.day);
    out.f64(column.first_day);
    out.byte(column.is_text ? 1 : 0);
    if (column.is_text) {
      out.u32(column.text.levels.size());
      for (const std::string& level : column.text.levels) out.text(level);
      for (const std::int32_t code : column.text.codes) out.u32(static_cast<std::uint32_t>(code));
    } else {
      for (const double value : column.numbers) out.f64(value);
    }
  }
  out.u32(columns.raw.labels.size());
  for (const auto& [set, labels] : columns.raw.labels) {
    out.text(set);
    out.u32(labels.size());
    for (const auto& [value, label] : labels) {
      out.f64(value);
      out.text(label);
    }
  }
  out.end();
}

ReadStatColumns hear_columns(std::string_view answer, const std::string& file) {
  Listener from(answer, file);
  from.begin('C');
  ReadStatColumns out{.encoding = from.utf8(64), .user_missing = static_cast<std::size_t>(from.u64())};
  out.raw.rows = from.u32();
  const std::size_t columns = from.count(33);
  from.require(out.raw.rows <= kMostTableRows && columns <= kMostTableColumns &&
               (columns == 0 || out.raw.rows <= kMostCells / columns));
  for (std::size_t i = 0; i < columns; ++i) {
    RawColumn column{
        .name = from.text(kLongestName), .label = from.text(kLongestCell), .labels = from.text(kLongestName)};
    column.day = from.finite();
    column.first_day = from.finite();
    const std::uint8_t kind = from.byte();
    from.require(kind <= 1 && column.day >= 0);
    column.is_text = kind == 1;
    if (column.is_text) {
      hear_texts(from, column, out.raw.rows);
    } else {
      hear_numbers(from, column, out.raw.rows);
    }
    out.raw.columns.push_back(std::move(column));
  }
  for (std::size_t sets = from.count(8); sets > 0; --sets) {
    auto& labels = out.raw.labels[from.text(kLongestName)];
    for (std::size_t left = from.count(12); left > 0; --left) {
      const double value = from.finite();
      labels[value] = from.text(kLongestCell);
    }
  }
  from.end();
  return out;
}

std::string ask_child(const std::function<void(const Say&)>& reader, std::size_t size, const std::string& file) {
  const std::size_t memory = (std::size_t{1} << 30U) + 64 * size;
  const ChildLimits limits{.memory = memory};
  ChildAnswer answer = run_in_child(
      [&](const Say& say) {
        try {
          reader(say);
        } catch (const Error& error) {
          say_error(error, say);
        }
      },
      limits);
  if (answer.end == ChildEnd::answered) return std::move(answer.bytes);
  Text why{"its reader ended on it", "读取程序因该文件而中止"};
  if (answer.end == ChildEnd::out_of_memory)
    why = {fmt::format("reading it needs more than {} MiB", memory >> 20U),
           fmt::format("读取该文件所需内存超过 {} MiB", memory >> 20U)};
  if (answer.end == ChildEnd::out_of_time)
    why = {fmt::format("reading it takes more than {} seconds", limits.processor_seconds),
           fmt::format("读取该文件超过 {} 秒", limits.processor_seconds)};
  if (answer.end == ChildEnd::too_long) why = {"it holds more than can be read", "内容超出可读取的上限"};
  if (answer.end == ChildEnd::not_started) why = {"the system starts no further process", "系统无法再启动进程"};
  throw Error(Fault::data, "D212", {"the file cannot be read: " + why.en, "无法读取该文件：" + why.zh}, {.file = file},
              {"open it in the program that made it and save it as xlsx, dta or csv",
               "请用原程序打开，另存为 xlsx、dta 或 csv"});
}

}  // namespace ecoeff
