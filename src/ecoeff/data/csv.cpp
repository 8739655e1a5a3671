#include "ecoeff/data/csv.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <utility>

#include "ecoeff/base/counted.hpp"
#include "ecoeff/data/csv_records.hpp"
#include "ecoeff/data/headers.hpp"
#include "ecoeff/data/limits.hpp"
#include "ecoeff/data/missing_marks.hpp"

namespace ecoeff {
namespace {

// The usual cell is plain digits and nothing else; everything unusual is left to parse_number.
std::optional<double> plain_number(std::string_view cell) {
  if (cell.empty() || !((cell[0] >= '0' && cell[0] <= '9') || cell[0] == '-')) return std::nullopt;
  double value = 0;
  const auto [end, code] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
  if (code != std::errc() || end != cell.data() + cell.size() || !std::isfinite(value)) return std::nullopt;
  if (cell.size() >= 16 && loses_digits(cell, value)) return std::nullopt;
  return value;
}

std::string_view text_cell(std::string_view cell) {
  cell = trim(cell);
  const std::string_view inner = cell.starts_with('\'') ? trim(cell.substr(1)) : std::string_view();
  const bool shielded = !inner.empty() && std::string_view("=+-@").find(inner[0]) != std::string_view::npos;
  return shielded ? cell.substr(1) : cell;
}

// One column while it grows: numbers until a cell is none. Cells read before that are not kept, so a column that turns
// to text late is read again from the start.
class GrowingColumn {
 public:
  enum class State { numbers, text, reread };

  GrowingColumn(bool commas_group_thousands, const std::vector<std::string>& marks, std::size_t expected_rows)
      : commas_(commas_group_thousands), named_marks_(marks) {
    column.numbers.reserve(expected_rows);
  }

  void add(std::string_view cell) {
    if (state == State::numbers) {
      add_number(cell);
    } else if (state == State::text) {
      column.text.push_back(text_cell(cell));
    }
  }

  void restart() {
    column.is_text = true;
    column.text = {};
    column.numbers = {};
    state = State::text;
  }

  // Whole numbers of which some are codes are read again, for their spelling.
  void reread_codes() {
    named_ = state == State::numbers && codes_ && !amounts_;
    if (named_) state = State::reread;
  }

  void finish() {
    if (!named_) return;
    std::vector<double> of_level;
    for (const std::string& level : column.text.levels)
      of_level.push_back(is_mark(level) ? kMissing : parse_number(level).value_or(kMissing));
    for (std::int32_t& code : column.text.codes) {
      column.numbers.push_back(code < 0 ? kMissing : of_level[static_cast<std::size_t>(code)]);
      if (is_missing(column.numbers.back())) code = -1;
    }
    column.is_text = false;
    column.text.slots.clear();
  }

  [[nodiscard]] bool empty() const { return !seen_ && state == State::numbers; }

  State state = State::numbers;
  Column column;
  MarksSeen marks_seen;

 private:
  void add_number(std::string_view cell) {
    if (const auto fast = plain_number(cell)) {
      column.numbers.push_back(*fast);
      seen_ = true;
      codes_ = codes_ || is_code(cell);
      amounts_ = amounts_ || cell.find('.') != std::string_view::npos;
      return;
    }
    if (is_mark(cell)) {
      column.numbers.push_back(kMissing);
      if (trim(cell).empty()) return;
      words_ = true;
      marks_seen.add(trim(cell), column.numbers.size() - 1);
      return;
    }
    const bool grouped = cell.find(',') != std::string_view::npos;
    if (const auto number = parse_number(cell); number && (commas_ || !grouped) && !loses_digits(cell, *number)) {
      column.numbers.push_back(*number);
      seen_ = true;
      codes_ = codes_ || is_code(cell);
      amounts_ = amounts_ || cell.find('.') != std::string_view::npos;
      return;
    }
    column.is_text = true;
    state = seen_ || words_ ? State::reread : State::text;
    if (state == State::text) {
      column.text.codes.reserve(column.numbers.capacity());
      column.text.codes.assign(column.numbers.size(), -1);
      column.text.push_back(text_cell(cell));
    }
    column.numbers = {};
    marks_seen = {};
  }

  [[nodiscard]] bool is_mark(std::string_view cell) const {
    return means_missing(cell) || std::find(named_marks_.begin(), named_marks_.end(), trim(cell)) != named_marks_.end();
  }

  bool commas_;
  const std::vector<std::string>& named_marks_;
  bool seen_ = false;   // some number was met
  bool words_ = false;  // some NA was met, which a text column keeps as it is written
  bool codes_ = false;  // some whole number was met that is written as a code
  bool amounts_ = false;
  bool named_ = false;  // the numbers keep their spelling
};

bool is_blank(std::span<const std::string_view> cells) {
  return std::all_of(cells.begin(), cells.end(), [](std::string_view cell) { return trim(cell).empty(); });
}

class CsvReader {
 public:
  CsvReader(std::string_view text, const std::string& file, Notes& notes, const CsvShape& shape)
      : text_(text),
        file_(file),
        notes_(notes),
        shape_(shape),
        declared_(declared_separator(text).has_value()),
        separator_(shape.separator != '\0' ? shape.separator : detect_separator(text, file)) {}

  Table read() {
    CsvRecords records(text_, separator_, file_);
    read_header(records);
    read_rows(records);
    if (lines_.empty()) {
      throw Error(Fault::data, "D123", {"there are no rows below the header", "标题行下没有数据"}, {.file = file_});
    }
    reread_late_texts();
    return finish();
  }

 private:
  void read_header(CsvRecords& records) {
    std::vector<std::string_view> cells;
    if (declared_) (void)records.next(cells);
    do {
      if (!records.next(cells)) {
        throw Error(Fault::data, "D104", {"the file is empty", "文件是空的"}, {.file = file_});
      }
    } while (is_blank(cells));
    while (trim(cells.back()).empty()) cells.pop_back();
    if (cells.size() > kMostTableColumns) {
      throw Error(Fault::data, "D141",
                  {fmt::format("the table has {} columns, more than {}", cells.size(), kMostTableColumns),
                   fmt::format("表格有 {} 列，多于 {} 列", cells.size(), kMostTableColumns)},
                  {.file = file_, .row = records.line()});
    }
    refuse_long_cells(cells, records.line());
    header_line_ = records.line();
    std::vector<Header> headers;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      headers.push_back({std::string(text_cell(cells[i])), fmt::format("column {}", i + 1)});
    }
    names_ = column_names(headers, {.file = file_, .row = records.line()}, notes_);
    const auto line_ends = static_cast<std::size_t>(std::count(text_.begin(), text_.end(), '\n'));
    const std::size_t expected = std::min(line_ends + 1, text_.size() / names_.size() + 1);
    for (const std::string& name : names_) {
      GrowingColumn& column = columns_.emplace_back(separator_ != ';', shape_.marks, expected);
      if (std::find(shape_.text.begin(), shape_.text.end(), name) != shape_.text.end()) column.restart();
    }
    lines_.reserve(expected);
  }

  void read_rows(CsvRecords& records) {
    std::vector<std::string_view> cells;
    while (records.next(cells)) {
      if (cells.size() == 1 && trim(cells[0]).empty() && columns_.size() > 1) continue;
      if (is_blank(cells)) {
        ++blank_rows_;
        continue;
      }
      if (lines_.size() == kMostTableRows) refuse_rows(records.line());
      refuse_long_cells(cells, records.line());
      if (cells.size() > columns_.size()) refuse_long_row(cells, records.line());
      if (cells.size() < columns_.size()) {
        if (short_rows_++ == 0) first_short_ = records.line();
        cells.resize(columns_.size());
      }
      for (std::size_t i = 0; i < columns_.size(); ++i) columns_[i].add(cells[i]);
      lines_.push_back(records.line());
    }
  }

  [[noreturn]] void refuse_rows(std::size_t line) const {
    throw Error(
        Fault::data, "D141",
        {fmt::format("the table has more than {} rows", kMostTableRows), fmt::format("表格多于 {} 行", kMostTableRows)},
        {.file = file_, .row = line});
  }

  void refuse_long_cells(std::span<const std::string_view> cells, std::size_t line) const {
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (cells[i].size() <= kLongestCell) continue;
      throw Error(Fault::data, "D142",
                  {fmt::format("a cell of {} bytes, more than {}", cells[i].size(), kLongestCell),
                   fmt::format("单元格有 {} 字节，多于 {} 字节", cells[i].size(), kLongestCell)},
                  {.file = file_, .row = line, .column = i < names_.size() ? names_[i] : ""},
                  {"look for a quote that is never closed", "请检查是否有未结束的引号"});
    }
  }

  void refuse_long_row(std::span<const std::string_view> cells, std::size_t line) const {
    const auto extra = cells.subspan(columns_.size());
    const auto at = std::find_if(extra.begin(), extra.end(), [](std::string_view cell) { return !trim(cell).empty(); });
    if (at == extra.end()) return;
    throw Error(Fault::data, "D108",
                {fmt::format("this row has {} cells, the header {}", cells.size(), columns_.size()),
                 fmt::format("该行有 {} 个单元格，标题行只有 {} 个", cells.size(), columns_.size())},
                {.file = file_, .row = line, .value = std::string(*at)}, why_long(cells.size()));
  }

  // What a row longer than the header most likely means.
  [[nodiscard]] Text why_long(std::size_t cells) const {
    if (names_[0].starts_with('#') || names_[0].starts_with("//")) {
      return {fmt::format("line {} is a comment, not the header: delete it", header_line_),
              fmt::format("第 {} 行是注释而不是标题行，请删除", header_line_)};
    }
    if (columns_.size() == 1 && lines_.size() < 2) {
      return {fmt::format("line {} looks like a title: delete what stands above the header", header_line_),
              fmt::format("第 {} 行像是表名，请删除标题行上方的内容", header_line_)};
    }
    if (lines_.empty() && cells == columns_.size() + 1 && every_row_has(cells)) {
      return {"every row has one cell more than the header: give the first column (row names) a header of its own",
              "每行都比标题行多一个单元格：请给第一列（行名）加上列名"};
    }
    return {"put quotes round a text or number that contains the separator", "含分隔符的文本或数字请加引号"};
  }

  [[nodiscard]] bool every_row_has(std::size_t wanted) const {
    CsvRecords records(text_, separator_, file_);
    std::vector<std::string_view> cells;
    while (records.next(cells)) {
      if (records.line() > header_line_ && !is_blank(cells) && cells.size() != wanted) return false;
    }
    return true;
  }

  void reread_late_texts() {
    std::vector<std::size_t> late;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      columns_[i].reread_codes();
      if (columns_[i].state == GrowingColumn::State::reread) late.push_back(i);
    }
    if (late.empty()) return;
    for (const std::size_t i : late) columns_[i].restart();
    CsvRecords records(text_, separator_, file_);
    std::vector<std::string_view> cells;
    for (std::size_t row = 0; row < lines_.size() && records.next(cells);) {
      if (records.line() != lines_[row]) continue;
      ++row;
      for (const std::size_t i : late) columns_[i].add(i < cells.size() ? cells[i] : std::string_view());
    }
  }

  Table finish() {
    Table table;
    table.file = file_;
    MarksSeen marks;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      columns_[i].finish();
      if (const MarksSeen& its = columns_[i].marks_seen; !its.none())
        marks.merge(its, {.file = file_, .row = lines_[its.first_row()], .column = names_[i]});
      columns_[i].column.name = names_[i];
      if (columns_[i].empty()) {
        notes_.push_back({Severity::warning,
                          "D131",
                          {"the column has no value in any row", "该列没有任何数值"},
                          {.file = file_, .column = names_[i]}});
      }
      table.set(std::move(columns_[i].column));
    }
    table.source = std::move(lines_);
    marks.say(notes_);
    if (blank_rows_ > 0) {
      notes_.push_back(
          {Severity::info,
           "D131",
           {fmt::format("{} empty rows were skipped", blank_rows_), fmt::format("跳过了 {} 个空行", blank_rows_)},
           {.file = file_}});
    }
    if (short_rows_ > 0) {
      notes_.push_back({Severity::warning,
                        "D132",
                        {fmt::format("{} {} fewer cells than the header; the rest was taken as missing",
                                     counted(short_rows_, "row"), agree(short_rows_, "has", "have")),
                         fmt::format("{} 行的单元格少于标题行，缺少的部分视为缺失", short_rows_)},
                        {.file = file_, .row = first_short_}});
    }
    return table;
  }

  std::string_view text_;
  const std::string& file_;
  Notes& notes_;
  const CsvShape& shape_;
  bool declared_;  // the first line names the separator and holds nothing else
  char separator_;
  std::vector<std::string> names_;
  std::size_t header_line_ = 0;
  std::vector<GrowingColumn> columns_;
  std::vector<std::size_t> lines_;
  std::size_t blank_rows_ = 0;
  std::size_t short_rows_ = 0;
  std::size_t first_short_ = 0;
};

}  // namespace

Table parse_csv(std::string_view utf8, const std::string& file, Notes& notes, const CsvShape& shape) {
  return CsvReader(utf8, file, notes, shape).read();
}

}  // namespace ecoeff
