#include "ecoeff/data/intake/workbook.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "ecoeff/base/file.hpp"
#include "ecoeff/data/csv_records.hpp"
#include "ecoeff/data/dta.hpp"
#include "ecoeff/data/encoding.hpp"
#include "ecoeff/data/limits.hpp"
#include "ecoeff/data/other_formats.hpp"
#include "ecoeff/data/spss.hpp"
#include "ecoeff/data/xls/biff.hpp"
#include "ecoeff/data/xls/xls.hpp"
#include "ecoeff/data/xlsx_cells.hpp"
#include "ecoeff/data/xlsx_package.hpp"

namespace ecoeff {
namespace {

SheetGrid grid_of(XlsxSheetCells sheet, const std::string& file, const std::string& name) {
  std::vector<GridInput> cells;
  std::vector<GridRange> merged;
  for (XlsxRow& row : sheet.rows) {
    for (XlsxCell& cell : row.cells)
      cells.push_back({row.number, cell.column, cell.is_text ? kMissing : cell.number, std::move(cell.text)});
    row = {};
  }
  for (const XlsxRange& range : sheet.merged) merged.push_back({range.top, range.left, range.bottom, range.right});
  return {file, name, cells, merged};
}

void add_sheet(XlsxSheetCells cells, const std::string& name, std::size_t& total, Workbook& out) {
  if (cells.rows.empty()) return;
  out.sheets.push_back(grid_of(std::move(cells), out.file, name));
  total += out.sheets.back().rows() * out.sheets.back().columns();
  if (total <= kMostGridCells) return;
  throw Error(Fault::data, "D146",
              {fmt::format("the sheets up to this one have more than {} cells", kMostGridCells),
               fmt::format("到此工作表为止，单元格总数多于 {} 个", kMostGridCells)},
              {.file = out.file, .sheet = name});
}

void read_old_xls(std::string_view bytes, const WorkbookOptions& options, Workbook& out) {
  std::size_t total = 0;
  for (XlsSheet& sheet : read_xls(bytes, out.file, options.encoding)) {
    if (!sheet.hidden) add_sheet(std::move(sheet.cells), sheet.name, total, out);
  }
}

void read_xlsx(std::string_view bytes, Workbook& out) {
  XlsxPackage package(bytes, out.file);
  if (package.sheets().size() > kMostSheets) {
    throw Error(Fault::data, "D186",
                {fmt::format("the workbook has {} sheets, more than {}", package.sheets().size(), kMostSheets),
                 fmt::format("工作簿有 {} 个工作表，多于 {} 个", package.sheets().size(), kMostSheets)},
                {.file = out.file});
  }
  std::size_t total = 0;
  for (const XlsxSheet& sheet : package.sheets()) {
    if (sheet.hidden) continue;
    XlsxSheetCells cells = read_sheet_cells(package, out.file, sheet);
    if (cells.formulas_without_value > 0) {
      out.notes.push_back(
          {Severity::warning,
           "D136",
           {fmt::format("{} formulas have no stored value and count as missing", cells.formulas_without_value),
            fmt::format("{} 个公式没有保存计算结果，视为缺失", cells.formulas_without_value)},
           cells.first_formula});
    }
    add_sheet(std::move(cells), sheet.name, total, out);
  }
}

// "1.234,5" as "1234.5" when it is written so; anything else as it is.
std::string with_decimal_point(std::string_view cell) {
  const std::string_view text = trim(cell);
  const std::size_t comma = text.find(',');
  const bool digits = text.find_first_not_of("+-0123456789.,\xC2\xA0 ") == std::string_view::npos;
  if (comma == std::string_view::npos || !digits || text.find_first_of(",.", comma + 1) != std::string_view::npos)
    return std::string(cell);
  std::string out(text);
  out[comma] = '.';
  for (char& c : out) c = &c < &out[comma] && c == '.' ? ',' : c;  // points group thousands, as commas do elsewhere
  return parse_number(out) ? out : std::string(cell);
}

// No cell is a number with a decimal point, and some would be one with a decimal comma.
bool has_decimal_commas(const std::vector<GridInput>& cells) {
  bool found = false;
  for (const GridInput& cell : cells) {
    if (cell.text.find('.') != std::string::npos && cell.text.find(',') == std::string::npos && parse_number(cell.text))
      return false;
    found = found || (cell.text.find(',') != std::string::npos && with_decimal_point(cell.text) != cell.text);
  }
  return found;
}

void read_text(std::string bytes, const WorkbookOptions& options, Workbook& out) {
  const std::string text = decode_file(std::move(bytes), options.encoding, out.file, out.notes);
  refuse_other_formats(text, out.file);  // a web page in UTF-16
  const char separator = detect_separator(text, out.file);
  const bool declared = declared_separator(text).has_value();
  CsvRecords records(text, separator, out.file);
  std::vector<GridInput> cells;
  std::vector<std::string_view> record;
  while (records.next(record)) {
    if (declared && records.line() == 1) continue;
    if (record.size() > kMostTableColumns) {
      throw Error(Fault::data, "D141",
                  {fmt::format("{} columns, more than {}", record.size(), kMostTableColumns),
                   fmt::format("{} 列，多于 {} 列", record.size(), kMostTableColumns)},
                  {.file = out.file, .row = records.line()});
    }
    for (std::size_t c = 0; c < record.size(); ++c) {
      if (!trim(record[c]).empty()) cells.push_back({records.line(), c, kMissing, std::string(trim(record[c]))});
    }
  }
  const bool may = options.decimal.empty() && (separator == ';' || separator == '\t') && has_decimal_commas(cells);
  if (options.decimal.starts_with(',') || may) {
    out.decimal_commas = true;
    for (GridInput& cell : cells) cell.text = with_decimal_point(cell.text);
    out.notes.push_back(
        {Severity::info, "D187", {"commas were read as decimal commas", "逗号按小数点读取"}, {.file = out.file}});
  }
  if (cells.empty()) return;
  out.sheets.emplace_back(out.file, "", cells, std::vector<GridRange>{});
  out.sheets.back().letters_in_file = false;
}

void read_statistics(const Table& table, Workbook& out) {
  std::vector<GridInput> cells;
  std::vector<std::string> labels;
  for (std::size_t c = 0; c < table.columns().size(); ++c) {
    const Column& column = table.columns()[c];
    cells.push_back({1, c, kMissing, column.name});
    labels.push_back(column.label);
    for (std::size_t i = 0; i < table.rows(); ++i) {
      const std::string name = column.has_names() ? std::string(column.text.at(i)) : std::string();
      const double number = column.has_numbers() ? column.numbers[i] : kMissing;
      if (!name.empty() || !is_missing(number)) cells.push_back({i + 2, c, number, name});
    }
  }
  out.sheets.emplace_back(out.file, "", cells, std::vector<GridRange>{});
  out.sheets.back().letters_in_file = false;
  out.sheets.back().labels = std::move(labels);
}

}  // namespace

Workbook read_workbook(const std::filesystem::path& path, const WorkbookOptions& options) {
  std::string bytes = read_file(path);
  Workbook out;
  out.file = path.string();
  out.sha256 = sha256(bytes);
  if (bytes.empty()) throw Error(Fault::data, "D104", {"the file is empty", "文件是空的"}, {.file = out.file});
  const std::string_view content = bytes;
  if (content.starts_with("PK\x03\x04")) {
    read_xlsx(content, out);
  } else if (looks_like_dta(content)) {
    read_statistics(parse_dta(content, out.file, options.encoding, out.notes), out);
  } else if (looks_like_spss(content)) {
    read_statistics(parse_spss(content, out.file, options.encoding, out.notes), out);
  } else if (looks_like_xls(content)) {
    read_old_xls(content, options, out);
  } else {
    refuse_other_formats(content, out.file);
    refuse_broken(lower_ascii(path.extension().string()), out.file);
    read_text(std::move(bytes), options, out);
  }
  if (out.sheets.empty()) {
    throw Error(Fault::data, "D123", {"the file holds no data", "文件没有数据"}, {.file = out.file});
  }
  return out;
}

}  // namespace ecoeff
