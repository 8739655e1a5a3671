#include "ecoeff/data/raw_columns.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

#include "ecoeff/data/headers.hpp"
#include "ecoeff/data/limits.hpp"

namespace ecoeff {
namespace {

template <typename Visit>
void for_each_text(RawColumns& raw, Visit visit) {
  for (RawColumn& column : raw.columns) {
    visit(column.name, column.name);
    visit(column.label, column.name);
    visit(column.labels, column.name);
    for (std::string& level : column.text.levels) visit(level, column.name);
  }
}

// What the texts of an old file are, with its note; true when some are UTF-8 and some are not.
bool find_encoding(RawColumns& raw, const std::string& file, std::optional<Encoding>& found, Notes& notes) {
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

// Days since 1960-01-01 to ISO text.
std::string date_text(double days) {
  using namespace std::chrono;
  if (!(std::abs(days) < 3e6)) return {};
  const year_month_day date(sys_days(year{1960} / 1 / 1) + std::chrono::days(static_cast<int>(std::floor(days))));
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

class LabelledColumns {
 public:
  LabelledColumns(RawColumns& raw, const std::string& file, Notes& notes) : raw_(raw), file_(file), notes_(notes) {}

  Column finish(RawColumn& raw, std::string name) {
    Column column;
    if (raw.is_text) {
      column.is_text = true;
      column.text = std::move(raw.text);
      column.text.slots.clear();
    } else if (raw.day > 0) {
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
    Column column{.is_text = true};
    for (const double value : raw.numbers)
      column.text.push_back(is_missing(value) ? std::string() : date_text(value / raw.day + raw.first_day));
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

  RawColumns& raw_;
  const std::string& file_;
  Notes& notes_;
};

void refuse_too_large(const RawColumns& raw, const std::string& file) {
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

}  // namespace

void decode_texts(RawColumns& raw, std::optional<Encoding> wanted, const std::string& file, Notes& notes) {
  const bool mixed = !wanted && find_encoding(raw, file, wanted, notes);
  const auto convert = [&](const std::string& text, const std::string& column) {
    std::string out;
    if (to_utf8(text, mixed && surely_utf8(text) ? Encoding::utf8 : *wanted, out)) return out;
    throw Error(Fault::data, "D105", {"a text of the file is in another encoding", "文件中有文本编码不符"},
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

Table table_of(RawColumns raw, const std::string& file, Notes& notes) {
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
  LabelledColumns columns(raw, file, notes);
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
