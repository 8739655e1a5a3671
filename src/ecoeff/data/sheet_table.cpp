#include "ecoeff/data/sheet_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory>
#include <utility>

#include "ecoeff/data/column_builder.hpp"
#include "ecoeff/data/headers.hpp"
#include "ecoeff/data/missing_marks.hpp"
#include "ecoeff/data/xlsx_address.hpp"
#include "ecoeff/data/xlsx_cells.hpp"
#include "ecoeff/data/xlsx_package.hpp"

namespace ecoeff {
namespace {

constexpr std::size_t kMostCells = 200'000'000;

class SheetReader {
 public:
  SheetReader(const std::string& file, std::string sheet, XlsxSheetCells cells, Notes& notes,
              const std::vector<std::string>& marks)
      : file_(file), sheet_(std::move(sheet)), notes_(notes), marks_(marks) {
    rows_ = std::move(cells.rows);
    merged_ = std::move(cells.merged);
    dates_ = std::move(cells.dates);
    formulas_without_value_ = cells.formulas_without_value;
    first_formula_ = cells.first_formula;
  }

  // False when the sheet holds nothing at all.
  [[nodiscard]] bool holds_anything() const { return !rows_.empty(); }

  // Whether the first row could be a header: two cells or more, and a number below.
  [[nodiscard]] bool looks_like_a_table() const {
    if (rows_.size() < 2 || rows_.front().cells.size() < 2) return false;
    return std::any_of(rows_.begin() + 1, rows_.end(), [](const XlsxRow& row) {
      return std::any_of(row.cells.begin(), row.cells.end(),
                         [](const XlsxCell& cell) { return !cell.is_text || parse_number(cell.text); });
    });
  }

  [[nodiscard]] bool has_header(std::string_view name) const {
    const auto& header = rows_.front().cells;
    return std::any_of(header.begin(), header.end(), [&](const XlsxCell& c) { return trim(c.shown()) == name; });
  }

  [[nodiscard]] const std::string& sheet() const { return sheet_; }

  Table read() {
    refuse_merged_header();
    const std::vector<std::string> names = read_names();
    if (rows_.size() < 2) {
      throw Error(Fault::data, "D123", {"there are no rows below the header", "标题行下没有数据"}, place(0));
    }
    if (names.size() * (rows_.size() - 1) > kMostCells) {
      throw Error(Fault::data, "D146",
                  {fmt::format("the sheet has {} columns and {} rows, more than {} cells", names.size(), rows_.size(),
                               kMostCells),
                   fmt::format("工作表有 {} 列、{} 行，多于 {} 个单元格", names.size(), rows_.size(), kMostCells)},
                  place(0));
    }
    return build(names);
  }

 private:
  [[nodiscard]] Where place(std::size_t row, std::string column = {}, std::string value = {}) const {
    return {.file = file_, .sheet = sheet_, .row = row, .column = std::move(column), .value = std::move(value)};
  }
  void refuse_merged_header() {
    const XlsxRow& header = rows_.front();
    std::size_t below = 0;
    XlsxRange first_below;
    for (const XlsxRange& range : merged_) {
      if (range.top <= header.number && range.bottom >= header.number) {
        const auto cell = std::find_if(header.cells.begin(), header.cells.end(),
                                       [&](const XlsxCell& c) { return c.column == range.left; });
        throw Error(Fault::data, "D107",
                    {fmt::format("the header cells {} are merged", range.text),
                     fmt::format("标题单元格 {} 已合并", range.text)},
                    place(header.number, column_letters(range.left), cell == header.cells.end() ? "" : cell->shown()),
                    {"unmerge them and give every column its own header in one row; delete a title above the table",
                     "请取消合并，使每列在同一行各有列名；表格上方的标题请删除"});
      }
      if (range.top > header.number && below++ == 0) first_below = range;
    }
    if (below > 0) {
      notes_.push_back(
          {Severity::warning,
           "D133",
           {fmt::format("{} merged ranges below the header (first {}): only their first cell holds the value", below,
                        first_below.text),
            fmt::format("标题行下有 {} 处合并单元格（首处 {}），只有首个单元格有值", below, first_below.text)},
           place(first_below.top, column_letters(first_below.left))});
    }
  }

  // Names for every column that has a header or, inside the table, data; and where each sheet column goes.
  std::vector<std::string> read_names() {
    const XlsxRow& header = rows_.front();
    std::map<std::size_t, std::string> found;
    for (const XlsxCell& cell : header.cells) found[cell.column] = cell.shown();
    const std::size_t last = found.rbegin()->first;
    for (std::size_t i = 1; i < rows_.size(); ++i) {
      for (const XlsxCell& cell : rows_[i].cells) {
        if (cell.column > last) {
          throw Error(Fault::data, "D108",
                      {"this cell stands to the right of the last header", "该单元格位于最后一个列名的右侧"},
                      place(rows_[i].number, column_letters(cell.column), cell.shown()),
                      {"give the column a header or delete the cell", "请给该列加上列名，或删除该单元格"});
        }
        found.try_emplace(cell.column);
      }
    }
    std::vector<Header> headers;
    for (const auto& [column, name] : found) {
      target_[column] = headers.size();
      headers.push_back({name, fmt::format("column {}", column_letters(column))});
    }
    return column_names(headers, place(header.number), notes_);
  }

  Table build(const std::vector<std::string>& names) {
    Table table;
    table.file = file_;
    table.sheet = sheet_;
    std::vector<ColumnBuilder> columns(names.size(), ColumnBuilder(&marks_));
    for (std::size_t i = 1; i < rows_.size(); ++i) {
      for (const XlsxCell& cell : rows_[i].cells) {
        ColumnBuilder& column = columns[target_[cell.column]];
        if (column.size() == i) continue;  // an address given twice in one row: the first stands
        if (cell.is_text) {
          column.add_text(cell.text);
        } else {
          column.add_number(cell.number);
        }
      }
      for (ColumnBuilder& column : columns) {
        if (column.size() < i) column.add_missing();
      }
      table.source.push_back(rows_[i].number);
      rows_[i].cells = {};
    }
    MarksSeen seen;
    for (std::size_t i = 0; i < names.size(); ++i) {
      if (columns[i].wholly_missing()) {
        notes_.push_back({Severity::warning,
                          "D131",
                          {"the column has no value in any row", "该列没有任何数值"},
                          place(0, names[i])});
      }
      MarksSeen its;
      table.set(columns[i].finish(names[i], &its));
      if (!its.none()) seen.merge(its, place(table.source[its.first_row()], names[i]));
    }
    seen.say(notes_);
    if (formulas_without_value_ > 0) {
      notes_.push_back({Severity::warning,
                        "D136",
                        {fmt::format("{} formulas have no stored value and count as missing", formulas_without_value_),
                         fmt::format("{} 个公式没有保存计算结果，视为缺失", formulas_without_value_)},
                        first_formula_});
    }
    for (const auto& [column, has_dates] : dates_) {
      const auto at = target_.find(column);
      if (at == target_.end()) continue;
      notes_.push_back({Severity::info,
                        "D134",
                        {"date cells were read as text such as 2010-12-31, or as their year",
                         "日期单元格读作 2010-12-31 形式的文本，或只取年份"},
                        place(0, names[at->second])});
    }
    return table;
  }

  const std::string& file_;
  std::string sheet_;
  Notes& notes_;
  const std::vector<std::string>& marks_;
  std::vector<XlsxRow> rows_;
  std::vector<XlsxRange> merged_;
  std::map<std::size_t, std::size_t> target_;
  std::map<std::size_t, bool> dates_;
  std::size_t formulas_without_value_ = 0;
  Where first_formula_;
};

using Reader = std::unique_ptr<SheetReader>;

std::size_t named_sheet(const SheetList& sheets, const std::string& file, const std::string& name) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < sheets.sheets.size(); ++i) {
    if (sheets.sheets[i].name == name) return i;
    names.push_back(sheets.sheets[i].name);
  }
  const std::string near = did_you_mean(name, names);
  Text hint{fmt::format("the sheets are: {}", join(names, ", ")), fmt::format("现有工作表：{}", join(names, "、"))};
  if (!near.empty()) hint = {fmt::format("did you mean \"{}\"?", near), fmt::format("您是不是要找“{}”？", near)};
  throw Error(Fault::data, "D109",
              {fmt::format("there is no sheet \"{}\"", name), fmt::format("没有名为“{}”的工作表", name)},
              {.file = file, .sheet = name}, hint);
}

// The named sheet, or the first visible one that looks like a table, or else the first that holds anything.
Reader chosen_sheet(const SheetList& sheets, const std::string& file, const std::string& name, Notes& notes,
                    const std::vector<std::string>& marks) {
  const auto reader = [&](std::size_t i) {
    return std::make_unique<SheetReader>(file, sheets.sheets[i].name, sheets.cells(i), notes, marks);
  };
  Reader first;
  if (!name.empty()) {
    first = reader(named_sheet(sheets, file, name));
    return first->holds_anything() ? std::move(first) : nullptr;
  }
  for (std::size_t i = 0; i < sheets.sheets.size(); ++i) {
    if (sheets.sheets[i].hidden) continue;
    Reader one = reader(i);
    if (!one->holds_anything()) continue;
    if (one->looks_like_a_table()) return one;
    if (!first) first = std::move(one);
  }
  return first;
}

// The visible sheets besides one that hold something.
std::vector<std::string> other_sheets(const SheetList& sheets, const std::string& besides) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < sheets.sheets.size(); ++i) {
    const auto& [name, hidden] = sheets.sheets[i];
    if (!hidden && name != besides && sheets.holds_rows(i)) names.push_back(name);
  }
  return names;
}

Text among(const std::vector<std::string>& others) {
  return {"the workbook also has the sheets: " + join(others, ", "), "工作簿中还有工作表：" + join(others, "、")};
}

}  // namespace

std::vector<std::string> sheets_with_header(const SheetList& sheets, const std::string& file,
                                            const std::string& besides, std::string_view header) {
  std::vector<std::string> found;
  Notes ignored;
  const std::vector<std::string> no_marks;
  for (std::size_t i = 0; i < sheets.sheets.size(); ++i) {
    const auto& [name, hidden] = sheets.sheets[i];
    if (hidden || name == besides) continue;
    const SheetReader reader(file, name, sheets.cells(i), ignored, no_marks);
    if (reader.holds_anything() && reader.has_header(header)) found.push_back(name);
  }
  return found;
}

Table table_of_sheet(const SheetList& sheets, const std::string& file, const std::string& sheet, Notes& notes,
                     const std::vector<std::string>& marks) {
  const Reader reader = chosen_sheet(sheets, file, sheet, notes, marks);
  if (!reader) {
    throw Error(Fault::data, "D123", {"the sheet holds no data", "工作表没有数据"}, {.file = file, .sheet = sheet});
  }
  const std::vector<std::string> others =
      sheet.empty() ? other_sheets(sheets, reader->sheet()) : std::vector<std::string>{};
  if (others.empty()) return reader->read();
  const Text also = among(others);
  try {
    Table table = reader->read();
    notes.push_back({Severity::info,
                     "D147",
                     {fmt::format("the sheet \"{}\" was read; {}", table.sheet, also.en),
                      fmt::format("读取了工作表“{}”；{}", table.sheet, also.zh)},
                     {.file = file, .sheet = table.sheet}});
    return table;
  } catch (Error& error) {
    error.hint = {error.hint.en + (error.hint.en.empty() ? "" : "; ") + also.en,
                  error.hint.zh + (error.hint.zh.empty() ? "" : "；") + also.zh};
    throw;
  }
}

}  // namespace ecoeff
