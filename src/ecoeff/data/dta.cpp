#include "ecoeff/data/dta.hpp"

#include <fmt/format.h>
#include <readstat.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstring>
#include <map>
#include <memory>
#include <optional>
#include <utility>

#include "ecoeff/data/column_builder.hpp"
#include "ecoeff/data/encoding.hpp"
#include "ecoeff/data/headers.hpp"
#include "ecoeff/data/limits.hpp"

namespace ecoeff {
namespace {

struct RawColumn {
  std::string name;
  std::string label;
  std::string format;
  std::string labels;  // the name of its value labels
  bool is_text = false;
  std::vector<double> numbers;
  TextColumn text;
};

// What ReadStat hands over, text still in the bytes of the file.
struct RawFile {
  std::string_view bytes;
  std::size_t at = 0;
  long version = 0;
  std::size_t rows = 0;
  std::vector<RawColumn> columns;
  std::map<std::string, std::map<double, std::string>> labels;
  std::string complaint;
};

RawFile& raw_of(void* context) { return *static_cast<RawFile*>(context); }
std::string_view view_of(const char* text) { return text == nullptr ? std::string_view() : std::string_view(text); }

ssize_t read_bytes(void* target, std::size_t wanted, void* context) {
  RawFile& raw = raw_of(context);
  const std::size_t given = std::min(wanted, raw.bytes.size() - raw.at);
  std::memcpy(target, raw.bytes.data() + raw.at, given);
  raw.at += given;
  return static_cast<ssize_t>(given);
}

readstat_off_t seek_bytes(readstat_off_t offset, readstat_io_flags_t whence, void* context) {
  RawFile& raw = raw_of(context);
  const auto size = static_cast<readstat_off_t>(raw.bytes.size());
  readstat_off_t from = 0;
  if (whence == READSTAT_SEEK_CUR) from = static_cast<readstat_off_t>(raw.at);
  if (whence == READSTAT_SEEK_END) from = size;
  if (offset > size - from || offset < -from) return -1;
  raw.at = static_cast<std::size_t>(from + offset);
  return from + offset;
}

int take_metadata(readstat_metadata_t* metadata, void* context) {
  RawFile& raw = raw_of(context);
  raw.version = readstat_get_file_format_version(metadata);
  // A broken count must not ask for more rows than the file could hold at a byte each.
  const int rows = readstat_get_row_count(metadata);
  if (rows < 0 || static_cast<std::size_t>(rows) > raw.bytes.size()) return READSTAT_HANDLER_ABORT;
  raw.rows = static_cast<std::size_t>(rows);
  return READSTAT_HANDLER_OK;
}

// ReadStat hands over the field of the file itself, which a broken file need not end with a zero byte.
std::string_view label_set_of(const char* field, long version) {
  if (field == nullptr) return {};
  const std::size_t width = version >= 118 ? 129 : version >= 111 ? 33 : 9;
  return {field, strnlen(field, width)};
}

int take_variable(int index, readstat_variable_t* variable, const char* value_labels, void* context) {
  RawFile& raw = raw_of(context);
  raw.columns.resize(std::max(raw.columns.size(), static_cast<std::size_t>(index) + 1));
  RawColumn& column = raw.columns[static_cast<std::size_t>(index)];
  column.name = view_of(readstat_variable_get_name(variable));
  column.label = view_of(readstat_variable_get_label(variable));
  column.format = view_of(readstat_variable_get_format(variable));
  column.labels = label_set_of(value_labels, raw.version);
  column.is_text = readstat_variable_get_type_class(variable) == READSTAT_TYPE_CLASS_STRING;
  return READSTAT_HANDLER_OK;
}

double number_of(readstat_value_t value) {
  if (readstat_value_is_system_missing(value) || readstat_value_is_tagged_missing(value)) return kMissing;
  switch (readstat_value_type(value)) {
    case READSTAT_TYPE_INT8: return readstat_int8_value(value);
    case READSTAT_TYPE_INT16: return readstat_int16_value(value);
    case READSTAT_TYPE_INT32: return readstat_int32_value(value);
    // The shortest text of the float is what the user typed: 0.1f is 0.1, not 0.10000000149.
    case READSTAT_TYPE_FLOAT: return parse_number(fmt::format("{}", readstat_float_value(value))).value_or(kMissing);
    case READSTAT_TYPE_DOUBLE: return readstat_double_value(value);
    default: return kMissing;
  }
}

int take_value(int, readstat_variable_t* variable, readstat_value_t value, void* context) {
  RawFile& raw = raw_of(context);
  RawColumn& column = raw.columns[static_cast<std::size_t>(readstat_variable_get_index(variable))];
  if (column.is_text) {
    column.text.push_back(trim(view_of(readstat_string_value(value))));
  } else {
    column.numbers.push_back(number_of(value));
  }
  return READSTAT_HANDLER_OK;
}

int take_label(const char* set, readstat_value_t value, const char* label, void* context) {
  if (const double number = number_of(value); !is_missing(number)) raw_of(context).labels[set][number] = view_of(label);
  return READSTAT_HANDLER_OK;
}

RawFile read_raw(std::string_view bytes, const std::string& file) {
  RawFile raw{.bytes = bytes};
  const std::unique_ptr<readstat_parser_t, void (*)(readstat_parser_t*)> parser(readstat_parser_init(),
                                                                                readstat_parser_free);
  readstat_set_open_handler(parser.get(), [](const char*, void*) { return 0; });
  readstat_set_close_handler(parser.get(), [](void*) { return 0; });
  readstat_set_seek_handler(parser.get(), seek_bytes);
  readstat_set_read_handler(parser.get(), read_bytes);
  readstat_set_update_handler(parser.get(), [](long, readstat_progress_handler, void*, void*) { return READSTAT_OK; });
  readstat_set_io_ctx(parser.get(), &raw);
  readstat_set_metadata_handler(parser.get(), take_metadata);
  readstat_set_variable_handler(parser.get(), take_variable);
  readstat_set_value_handler(parser.get(), take_value);
  readstat_set_value_label_handler(parser.get(), take_label);
  // No transliteration: text passes through untouched and is decoded by the rule of dta.hpp.
  readstat_set_handler_character_encoding(parser.get(), nullptr);
  const readstat_error_t result = readstat_parse_dta(parser.get(), file.c_str(), &raw);
  const bool complete = std::all_of(raw.columns.begin(), raw.columns.end(), [&](const RawColumn& c) {
    return (c.is_text ? c.text.codes.size() : c.numbers.size()) == raw.rows;
  });
  if (result != READSTAT_OK || !complete) {
    const std::string why = result == READSTAT_OK ? "rows are missing" : readstat_error_message(result);
    throw Error(Fault::data, "D104",
                {"the Stata file is cut off or broken: " + why, "Stata 文件被截断或已损坏：" + why}, {.file = file},
                {"save it again from Stata", "请用 Stata 重新保存"});
  }
  return raw;
}

template <typename Visit>
void for_each_text(RawFile& raw, Visit visit) {
  for (RawColumn& column : raw.columns) {
    visit(column.name, column.name);
    visit(column.label, column.name);
    visit(column.labels, column.name);
    for (std::string& level : column.text.levels) visit(level, column.name);
  }
}

// What the texts of an old file are, with its note; true when some are UTF-8 and some are not.
bool find_encoding(RawFile& raw, const std::string& file, std::optional<Encoding>& found, Notes& notes) {
  bool utf8 = true;
  std::size_t surely = 0;
  std::string first;
  const auto see = [&](const std::string& text, const std::string& column) {
    if (!is_utf8(text) && utf8) first = is_utf8(column) ? column : "";
    utf8 = utf8 && is_utf8(text);
    surely += surely_utf8(text) ? 1U : 0U;
  };
  for_each_text(raw, see);
  for (const auto& [set, labels] : raw.labels) {
    see(set, "");
    for (const auto& [value, label] : labels) see(label, "");
  }
  found = utf8 ? Encoding::utf8 : Encoding::gb18030;
  const bool mixed = !utf8 && surely > 0;
  if (mixed) {
    notes.push_back(
        {Severity::warning,
         "D145",
         {fmt::format("the file mixes two encodings: {} texts are UTF-8, the others were read as GB18030", surely),
          fmt::format("文件混有两种编码：{} 处文本为 UTF-8，其余按 GB18030 读取", surely)},
         {.file = file, .column = first}});
  } else if (!utf8) {
    notes.push_back(gb18030_note(file));
  }
  return mixed;
}

void decode(RawFile& raw, const std::string& file, const std::string& encoding, Notes& notes) {
  std::optional<Encoding> wanted = named_encoding(encoding);
  if (raw.version >= 118) wanted = Encoding::utf8;
  const bool mixed = !wanted && find_encoding(raw, file, wanted, notes);
  const auto convert = [&](const std::string& text, const std::string& column) {
    std::string out;
    if (to_utf8(text, mixed && surely_utf8(text) ? Encoding::utf8 : *wanted, out)) return out;
    throw Error(Fault::data, "D105", {"a text of the Stata file is in another encoding", "Stata 文件中有文本编码不符"},
                {.file = file, .column = is_utf8(column) ? column : ""},
                {"name the encoding: utf-8, gb18030 or windows-1252", "请指明编码：utf-8、gb18030 或 windows-1252"});
  };
  for_each_text(raw, [&](std::string& text, const std::string& column) { text = convert(text, column); });
  std::map<std::string, std::map<double, std::string>> labels;
  for (const auto& [set, of_set] : raw.labels) {
    auto& decoded = labels[convert(set, "")];
    for (const auto& [value, label] : of_set) decoded[value] = convert(label, "");
  }
  raw.labels = std::move(labels);
}

// Days since 1960-01-01 to ISO text.
std::string stata_date(double days) {
  using namespace std::chrono;
  if (!(std::abs(days) < 3e6)) return {};
  const year_month_day date(sys_days(year{1960} / 1 / 1) + std::chrono::days(static_cast<int>(std::floor(days))));
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

class DtaColumns {
 public:
  DtaColumns(RawFile& raw, const std::string& file, Notes& notes) : raw_(raw), file_(file), notes_(notes) {}

  Column finish(RawColumn& raw, std::string name) {
    Column column;
    if (raw.is_text) {
      column.is_text = true;
      column.text = std::move(raw.text);
      column.text.slots.clear();
    } else if (raw.format.starts_with("%td") || raw.format.starts_with("%d") || raw.format.starts_with("%tc")) {
      column = dates(raw, name);
    } else {
      column = labelled(raw, name);
    }
    column.name = std::move(name);
    column.label = raw.label;
    return column;
  }

 private:
  void say(Severity severity, const char* code, Text message, const std::string& column) {
    notes_.push_back({severity, code, std::move(message), {.file = file_, .column = column}});
  }

  Column dates(const RawColumn& raw, const std::string& name) {
    const double unit = raw.format.starts_with("%tc") ? 86'400'000.0 : 1.0;
    Column column{.is_text = true};
    for (const double value : raw.numbers)
      column.text.push_back(is_missing(value) ? std::string() : stata_date(value / unit));
    say(Severity::info, "D134", {"dates were read as text such as 2010-12-31", "日期读作 2010-12-31 形式的文本"}, name);
    return column;
  }

  Column labelled(RawColumn& raw, const std::string& name) {
    const auto set = raw_.labels.find(raw.labels);
    Column column;
    if (raw.labels.empty() || set == raw_.labels.end()) {
      column.numbers = std::move(raw.numbers);
      return column;
    }
    column.numbers = std::move(raw.numbers);
    const std::map<double, std::string> names = distinct_labels(set->second);
    bool all = true;
    for (const double value : column.numbers) {
      const auto at = is_missing(value) ? names.end() : names.find(value);
      all = all && (is_missing(value) || at != names.end());
      column.text.push_back(at == names.end() ? std::string_view() : std::string_view(at->second));
    }
    column.text.slots.clear();
    if (column.text.levels.empty()) column.text = {};
    if (!all) {
      say(Severity::info, "D135",
          {"only some of the values have labels; the others are named by their number",
           "只有部分取值有标签；其余取值以数字显示"},
          name);
    }
    return column;
  }

  // A label that stands for several values is followed by the value, so that names tell apart what numbers do.
  static std::map<double, std::string> distinct_labels(std::map<double, std::string> labels) {
    std::map<std::string, std::size_t> uses;
    for (const auto& [value, label] : labels) ++uses[label];
    for (auto& [value, label] : labels) {
      if (!label.empty() && uses[label] > 1) label += fmt::format(" ({})", value);
    }
    return labels;
  }

  RawFile& raw_;
  const std::string& file_;
  Notes& notes_;
};

}  // namespace

static void refuse_too_large(const RawFile& raw, const std::string& file) {
  if (raw.rows > kMostTableRows || raw.columns.size() > kMostTableColumns) {
    throw Error(Fault::data, "D141",
                {fmt::format("{} rows and {} columns, more than {} and {}", raw.rows, raw.columns.size(),
                             kMostTableRows, kMostTableColumns),
                 fmt::format("{} 行、{} 列，超出上限 {} 行、{} 列", raw.rows, raw.columns.size(), kMostTableRows,
                             kMostTableColumns)},
                {.file = file});
  }
  for (const RawColumn& column : raw.columns) {
    for (const std::string& level : column.text.levels) {
      if (level.size() <= kLongestCell) continue;
      throw Error(Fault::data, "D142",
                  {fmt::format("a text of {} bytes, more than {}", level.size(), kLongestCell),
                   fmt::format("文本有 {} 字节，多于 {} 字节", level.size(), kLongestCell)},
                  {.file = file, .column = column.name});
    }
  }
}

bool looks_like_dta(std::string_view bytes) {
  if (bytes.starts_with("<stata_dta>")) return true;
  return bytes.size() > 3 && bytes[0] >= 104 && bytes[0] <= 115 && (bytes[1] == 1 || bytes[1] == 2) && bytes[2] == 1;
}

Table parse_dta(std::string_view bytes, const std::string& file, const std::string& encoding, Notes& notes) {
  RawFile raw = read_raw(bytes, file);
  decode(raw, file, encoding, notes);
  if (raw.rows == 0 || raw.columns.empty()) {
    throw Error(Fault::data, "D123", {"the file has no rows", "文件没有数据行"}, {.file = file});
  }
  refuse_too_large(raw, file);
  std::vector<Header> headers;
  for (const RawColumn& column : raw.columns)
    headers.push_back({column.name, fmt::format("variable {}", headers.size() + 1)});
  const std::vector<std::string> names = column_names(headers, {.file = file}, notes);
  Table table;
  table.file = file;
  DtaColumns columns(raw, file, notes);
  for (std::size_t i = 0; i < names.size(); ++i) table.set(columns.finish(raw.columns[i], names[i]));
  for (const Column& column : table.columns()) {
    const bool empty = column.is_text ? column.text.levels.empty()
                                      : std::all_of(column.numbers.begin(), column.numbers.end(), is_missing);
    if (empty)
      notes.push_back({Severity::warning,
                       "D131",
                       {"the column has no value in any row", "该列没有任何数值"},
                       {.file = file, .column = column.name}});
  }
  // Stata numbers observations from 1 and has no header line.
  for (std::size_t i = 1; i <= raw.rows; ++i) table.source.push_back(i);
  return table;
}

}  // namespace ecoeff
