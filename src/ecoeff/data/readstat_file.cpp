#include "ecoeff/data/readstat_file.hpp"

#include <readstat.h>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>
#include <utility>

namespace ecoeff {
namespace {

constexpr std::array<std::string_view, 10> kSpssDates{"DATE", "ADATE", "EDATE", "JDATE",    "SDATE",
                                                      "QYR",  "MOYR",  "WKYR",  "DATETIME", "YMDHMS"};

// What ReadStat hands over.
struct RawFile : RawColumns {
  std::string_view bytes;
  StatisticsFile kind = StatisticsFile::dta;
  std::size_t at = 0;
  long version = 0;
  std::string encoding;
  std::size_t user_missing = 0;
};

RawFile& raw_of(void* context) { return *static_cast<RawFile*>(context); }
std::string_view view_of(const char* text) { return text == nullptr ? std::string_view() : std::string_view(text); }
std::size_t size_of(const RawColumn& column) {
  return column.is_text ? column.text.codes.size() : column.numbers.size();
}

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
  raw.encoding = view_of(readstat_get_file_encoding(metadata));
  if (raw.kind != StatisticsFile::dta) return READSTAT_HANDLER_OK;  // may not say how many rows there are
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

// SPSS counts seconds from 1582-10-14, Stata days (%td, %d) or milliseconds (%tc) from 1960-01-01.
void take_format(std::string_view format, StatisticsFile kind, RawColumn& column) {
  if (kind == StatisticsFile::dta) {
    if (format.starts_with("%td") || format.starts_with("%d")) column.day = 1;
    if (format.starts_with("%tc")) column.day = 86'400'000;
    return;
  }
  const std::string_view word = format.substr(0, format.find_first_of("0123456789."));
  const bool date = std::find(kSpssDates.begin(), kSpssDates.end(), word) != kSpssDates.end();
  if (!date) return;
  column.day = 86'400;
  column.first_day = -137'775;
}

int take_variable(int index, readstat_variable_t* variable, const char* value_labels, void* context) {
  RawFile& raw = raw_of(context);
  raw.columns.resize(std::max(raw.columns.size(), static_cast<std::size_t>(index) + 1));
  RawColumn& column = raw.columns[static_cast<std::size_t>(index)];
  column.name = view_of(readstat_variable_get_name(variable));
  column.label = view_of(readstat_variable_get_label(variable));
  take_format(view_of(readstat_variable_get_format(variable)), raw.kind, column);
  column.labels = raw.kind == StatisticsFile::dta ? label_set_of(value_labels, raw.version) : view_of(value_labels);
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
    return READSTAT_HANDLER_OK;
  }
  const bool user_missing = raw.kind != StatisticsFile::dta && readstat_value_is_defined_missing(value, variable) != 0;
  raw.user_missing += user_missing ? 1U : 0U;
  column.numbers.push_back(user_missing ? kMissing : number_of(value));
  return READSTAT_HANDLER_OK;
}

int take_label(const char* set, readstat_value_t value, const char* label, void* context) {
  if (const double number = number_of(value); !is_missing(number)) raw_of(context).labels[set][number] = view_of(label);
  return READSTAT_HANDLER_OK;
}

Text name_of(StatisticsFile kind) {
  return kind == StatisticsFile::dta ? Text{"Stata", "Stata"} : Text{"SPSS", "SPSS"};
}

RawFile read_raw(std::string_view bytes, StatisticsFile kind, const std::string& file) {
  RawFile raw;
  raw.bytes = bytes;
  raw.kind = kind;
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
  // No transliteration: text passes through untouched and is decoded by the rules of dta.hpp and spss.hpp.
  readstat_set_handler_character_encoding(parser.get(), nullptr);
  const auto parse = kind == StatisticsFile::dta   ? readstat_parse_dta
                     : kind == StatisticsFile::sav ? readstat_parse_sav
                                                   : readstat_parse_por;
  const readstat_error_t result = parse(parser.get(), file.c_str(), &raw);
  if (kind != StatisticsFile::dta && !raw.columns.empty()) raw.rows = size_of(raw.columns.front());
  const bool complete =
      std::all_of(raw.columns.begin(), raw.columns.end(), [&](const RawColumn& c) { return size_of(c) == raw.rows; });
  if (result != READSTAT_OK || !complete) {
    const std::string why = result == READSTAT_OK ? "rows are missing" : readstat_error_message(result);
    throw Error(Fault::data, "D104",
                {"the " + name_of(kind).en + " file is cut off or broken: " + why,
                 name_of(kind).zh + " 文件被截断或已损坏：" + why},
                {.file = file}, {"save it again from " + name_of(kind).en, "请用 " + name_of(kind).zh + " 重新保存"});
  }
  return raw;
}

}  // namespace

ReadStatColumns read_by_readstat(std::string_view bytes, StatisticsFile kind, const std::string& file) {
  RawFile raw = read_raw(bytes, kind, file);
  ReadStatColumns out{.version = raw.version, .encoding = std::move(raw.encoding), .user_missing = raw.user_missing};
  out.raw = std::move(static_cast<RawColumns&>(raw));
  return out;
}

}  // namespace ecoeff
