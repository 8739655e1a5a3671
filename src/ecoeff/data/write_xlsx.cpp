#include <fmt/format.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "ecoeff/base/file.hpp"
#include "ecoeff/data/write.hpp"
#include "ecoeff/data/xlsx_package.hpp"

namespace ecoeff {
namespace {

constexpr std::size_t kMostRows = 1048575;  // below the header
constexpr std::size_t kMostColumns = 16384;
constexpr std::size_t kLongestText = 32767;
constexpr time_t kCreated = 1577836800;  // 2020-01-01: equal tables give equal bytes

// libxlsxwriter writes to a path only.
class TemporaryFile {
 public:
  TemporaryFile() : path_((std::filesystem::temp_directory_path() / "ecoeff-XXXXXX").string()) {
    const int file = ::mkstemp(path_.data());
    if (file < 0) refuse();
    ::close(file);
  }
  ~TemporaryFile() {
    std::error_code ignored;
    std::filesystem::remove(path_, ignored);
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  [[nodiscard]] const std::string& path() const { return path_; }
  [[noreturn]] void refuse() const {
    throw Error(Fault::usage, "R101", {"cannot write a temporary file", "无法写入临时文件"}, {.file = path_},
                {"check that the disk is not full, or set TMPDIR", "请检查磁盘空间，或设置 TMPDIR"});
  }

 private:
  std::string path_;
};

// Excel allows 31 characters and none of []:*?/\ in the name of a sheet, nor an apostrophe at its ends.
std::string allowed_sheet_name(const std::string& wanted) {
  std::u32string points = to_code_points(wanted);
  if (points.size() > 31) points.resize(31);
  for (char32_t& p : points) {
    if (std::u32string_view(U"[]:*?/\\").find(p) != std::u32string_view::npos) p = U'_';
  }
  if (!points.empty() && points.front() == U'\'') points.front() = U'_';
  if (!points.empty() && points.back() == U'\'') points.back() = U'_';
  return points.empty() ? "Sheet1" : from_code_points(points);
}

void refuse_too_large(const Table& table) {
  std::size_t longest = 0;
  for (const Column& column : table.columns()) {
    for (const std::string& level : column.text.levels) longest = std::max(longest, to_code_points(level).size());
  }
  if (table.rows() <= kMostRows && table.columns().size() <= kMostColumns && longest <= kLongestText) return;
  throw Error(Fault::usage, "R105", {"the table is larger than an xlsx sheet can hold", "表格超出 xlsx 工作表的容量"},
              {}, {"write it as csv or dta", "请改写为 csv 或 dta"});
}

double width_of(const Column& column) {
  std::size_t width = display_width(column.name);
  for (const std::string& level : column.text.levels) width = std::max(width, display_width(level));
  return static_cast<double>(std::clamp<std::size_t>(width + 2, 10, 40));
}

// The underscore before what a reader would decode as an escape is itself escaped (xlsx_package.hpp).
std::string escaped(std::string text) {
  for (std::size_t at = 0; (at = text.find("_x", at)) != std::string::npos; ++at) {
    const std::string_view run = std::string_view(text).substr(at, 7);
    if (run.size() == 7 && unescaped(run) != run) {
      text.insert(at, "_x005F");
      at += 6;
    }
  }
  return text;
}

void fill_sheet(const Table& table, lxw_workbook* book, lxw_worksheet* sheet) {
  lxw_format* bold = workbook_add_format(book);
  format_set_bold(bold);
  for (std::size_t i = 0; i < table.columns().size(); ++i) {
    const Column& column = table.columns()[i];
    const auto at = static_cast<lxw_col_t>(i);
    worksheet_set_column(sheet, at, at, width_of(column), nullptr);
    worksheet_write_string(sheet, 0, at, escaped(column.name).c_str(), bold);
    for (std::size_t row = 0; row < table.rows(); ++row) {
      const auto line = static_cast<lxw_row_t>(row + 1);
      if (column.is_text) {
        if (column.text.codes[row] >= 0)
          worksheet_write_string(sheet, line, at, escaped(std::string(column.text.at(row))).c_str(), nullptr);
      } else if (!is_missing(column.numbers[row])) {
        worksheet_write_number(sheet, line, at, column.numbers[row], nullptr);
      }
    }
  }
  worksheet_freeze_panes(sheet, 1, 0);
}

}  // namespace

std::string to_xlsx(const Table& table, const std::string& sheet_name) {
  refuse_too_large(table);
  const TemporaryFile file;
  lxw_workbook* book = workbook_new(file.path().c_str());
  if (book == nullptr) file.refuse();
  lxw_doc_properties properties{};
  properties.created = kCreated;
  workbook_set_properties(book, &properties);
  lxw_worksheet* sheet = workbook_add_worksheet(book, allowed_sheet_name(sheet_name).c_str());
  fill_sheet(table, book, sheet);
  if (workbook_close(book) != LXW_NO_ERROR) file.refuse();
  return read_file(file.path());
}

}  // namespace ecoeff
