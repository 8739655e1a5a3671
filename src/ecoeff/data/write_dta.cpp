#include <fmt/format.h>
#include <readstat.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <ctime>
#include <memory>
#include <set>

#include "ecoeff/data/write.hpp"

namespace ecoeff {
namespace {

constexpr std::size_t kLongestName = 32;    // characters
constexpr std::size_t kLongestLabel = 80;   // characters
constexpr std::size_t kLongestText = 2045;  // bytes of a str#; longer text becomes strL
constexpr double kLargest = 8.9e307;        // above it Stata keeps its missing values

void check(readstat_error_t result) {
  if (result == READSTAT_OK) return;
  throw Error(Fault::internal, "R106",
              {fmt::format("the Stata file could not be written: {}", readstat_error_message(result)),
               fmt::format("无法写出 Stata 文件：{}", readstat_error_message(result))});
}

std::string first_characters(const std::string& text, std::size_t most) {
  std::u32string points = to_code_points(text);
  if (points.size() > most) points.resize(most);
  return from_code_points(points);
}

bool is_reserved(const std::string& name) {
  static const std::set<std::string> kWords{"_all",  "_b",  "byte",  "_coef", "_cons", "double", "float",
                                            "if",    "in",  "int",   "long",  "_n",    "_N",     "_pi",
                                            "_pred", "_rc", "_skip", "using", "with",  "strL"};
  const bool is_str =
      name.size() > 3 && name.starts_with("str") && name.find_first_not_of("0123456789", 3) == std::string::npos;
  return is_str || kWords.contains(name);
}

// Letters of any script, digits and _, not beginning with a digit, at most 32 characters, no reserved word, each once.
std::string allowed_name(const std::string& wanted, std::set<std::string>& taken) {
  std::u32string points = to_code_points(wanted);
  for (char32_t& p : points) {
    const bool ascii_letter = (p >= U'a' && p <= U'z') || (p >= U'A' && p <= U'Z');
    const bool letter = ascii_letter || (p >= 0x00C0 && p < 0x2000) || (p >= 0x3040 && p < 0xFE00) || p >= 0x20000;
    if (!letter && !(p >= U'0' && p <= U'9')) p = U'_';
  }
  if (points.empty() || (points[0] >= U'0' && points[0] <= U'9')) points.insert(points.begin(), U'_');
  std::string name = first_characters(from_code_points(points), kLongestName);
  if (is_reserved(name)) name += "_";
  const std::string plain = name;
  for (int n = 2; !taken.insert(name).second; ++n)
    name = first_characters(plain, kLongestName - 5) + fmt::format("_{}", n);
  return name;
}

bool whole_numbers(const std::vector<double>& values) {
  return std::all_of(values.begin(), values.end(), [](double v) {
    return is_missing(v) || (v == std::floor(v) && std::abs(v) < 1e9 && !(v == 0 && std::signbit(v)));
  });
}

struct Target {
  const Column* column = nullptr;
  readstat_variable_t* variable = nullptr;
  readstat_type_t type = READSTAT_TYPE_DOUBLE;
  std::vector<readstat_string_ref_t*> long_texts;  // one a level, for strL
};

// 2020-01-01 00:00 of the local clock, which is what ReadStat prints: equal tables give equal bytes in any time zone.
std::time_t local_new_year_2020() {
  std::tm day{};
  day.tm_year = 120;
  day.tm_mday = 1;
  day.tm_isdst = -1;
  return std::mktime(&day);
}

class DtaWriter {
 public:
  explicit DtaWriter(const Table& table) : table_(table), writer_(readstat_writer_init(), readstat_writer_free) {}

  std::string write() {
    check(readstat_set_data_writer(writer_.get(), [](const void* data, std::size_t size, void* context) {
      static_cast<DtaWriter*>(context)->out_.append(static_cast<const char*>(data), size);
      return static_cast<ssize_t>(size);
    }));
    check(readstat_writer_set_file_format_version(writer_.get(), 118));
    check(readstat_writer_set_file_timestamp(writer_.get(), local_new_year_2020()));
    std::set<std::string> taken;
    for (const Column& column : table_.columns()) add(column, allowed_name(column.name, taken));
    check(readstat_begin_writing_dta(writer_.get(), this, static_cast<long>(table_.rows())));
    for (std::size_t row = 0; row < table_.rows(); ++row) {
      check(readstat_begin_row(writer_.get()));
      for (const Target& target : targets_) insert(target, row);
      check(readstat_end_row(writer_.get()));
    }
    check(readstat_end_writing(writer_.get()));
    return std::move(out_);
  }

 private:
  void add(const Column& column, const std::string& name) {
    Target target{.column = &column};
    std::size_t width = 0;
    if (column.is_text) {
      for (const std::string& level : column.text.levels) width = std::max(width, level.size());
      target.type = width > kLongestText ? READSTAT_TYPE_STRING_REF : READSTAT_TYPE_STRING;
      width = std::max<std::size_t>(width, 1);
    } else if (whole_numbers(column.numbers)) {
      target.type = READSTAT_TYPE_INT32;
    }
    const bool is_ref = target.type == READSTAT_TYPE_STRING_REF;
    target.variable = readstat_add_variable(writer_.get(), name.c_str(), target.type, is_ref ? 0 : width);
    const std::string label = !column.label.empty() ? column.label : name != column.name ? column.name : "";
    readstat_variable_set_label(target.variable, first_characters(label, kLongestLabel).c_str());
    if (is_ref) {
      for (const std::string& level : column.text.levels)
        target.long_texts.push_back(readstat_add_string_ref(writer_.get(), level.c_str()));
      target.long_texts.push_back(readstat_add_string_ref(writer_.get(), ""));
    }
    targets_.push_back(std::move(target));
  }

  void insert(const Target& target, std::size_t row) {
    const Column& column = *target.column;
    if (target.type == READSTAT_TYPE_STRING_REF) {
      const std::int32_t code = column.text.codes[row];
      check(readstat_insert_string_ref(
          writer_.get(), target.variable,
          code < 0 ? target.long_texts.back() : target.long_texts[static_cast<std::size_t>(code)]));
    } else if (column.is_text) {
      check(readstat_insert_string_value(writer_.get(), target.variable, std::string(column.text.at(row)).c_str()));
    } else if (const double value = column.numbers[row]; is_missing(value) || std::abs(value) > kLargest) {
      check(readstat_insert_missing_value(writer_.get(), target.variable));
    } else if (target.type == READSTAT_TYPE_INT32) {
      check(readstat_insert_int32_value(writer_.get(), target.variable, static_cast<std::int32_t>(value)));
    } else {
      check(readstat_insert_double_value(writer_.get(), target.variable, value));
    }
  }

  const Table& table_;
  std::unique_ptr<readstat_writer_t, void (*)(readstat_writer_t*)> writer_;
  std::vector<Target> targets_;
  std::string out_;
};

}  // namespace

std::string to_dta(const Table& table) { return DtaWriter(table).write(); }

}  // namespace ecoeff
