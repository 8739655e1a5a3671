#include "ecoeff/data/xlsx_cells.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "ecoeff/data/limits.hpp"
#include "ecoeff/data/xlsx_address.hpp"

namespace ecoeff {
namespace {

class CellReader {
 public:
  CellReader(XlsxPackage& package, const std::string& file, const XlsxSheet& sheet)
      : package_(package), file_(file), sheet_(sheet) {}

  XlsxSheetCells read() {
    if (sheet_.part.empty() || !package_.load(sheet_.part, document_)) return {};
    root_ = child(document_, "worksheet");
    shared_ = &package_.shared_strings();
    styles_ = &package_.date_styles();
    for (const pugi::xml_node node : child(root_, "sheetData").children()) {
      XlsxRow row = read_row(node);
      if (!row.cells.empty()) out_.rows.push_back(std::move(row));
    }
    auto& rows = out_.rows;
    std::stable_sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.number < b.number; });
    const auto twice =
        std::adjacent_find(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.number == b.number; });
    if (twice != rows.end()) refuse("the row stands in the file twice", "该行在文件中出现两次", twice->number);
    out_.merged = merged_ranges();
    return std::move(out_);
  }

 private:
  [[nodiscard]] Where place(std::size_t row, std::string column = {}, std::string value = {}) const {
    return {.file = file_, .sheet = sheet_.name, .row = row, .column = std::move(column), .value = std::move(value)};
  }
  [[noreturn]] void refuse(const std::string& en, const std::string& zh, std::size_t row = 0) const {
    throw Error(Fault::data, "D104", {en, zh}, place(row));
  }

  XlsxRow read_row(const pugi::xml_node& node) {
    XlsxRow row;
    if (local_name(node) != "row") return row;
    const std::string_view stated = attribute(node, "r");
    row.number = ++last_row_;
    if (!stated.empty()) {
      const auto number = parse_number(stated);
      if (!number || *number < 1 || *number > kMostSheetRows || *number != std::floor(*number))
        refuse("a row has no valid number", "行号无效");
      row.number = last_row_ = static_cast<std::size_t>(*number);
    }
    std::size_t column = 0;
    for (const pugi::xml_node cell : node.children()) {
      if (local_name(cell) != "c") continue;
      if (const std::string_view address = attribute(cell, "r"); !address.empty()) {
        const auto at = parse_address(address);
        if (!at) refuse("a cell has no valid address", "单元格地址无效", row.number);
        if (at->first != row.number)
          refuse("a cell says that it stands in another row", "单元格地址与所在行不符", row.number);
        column = at->second;
      }
      if (column >= kMostSheetColumns) refuse("the row is too long", "该行过长", row.number);
      if (auto read = read_cell(cell, column, row.number)) {
        refuse_cell(*read, row);
        row.cells.push_back(std::move(*read));
      }
      ++column;
    }
    return row;
  }

  // The format puts cells in the order of their columns; two at one address would leave the choice to us.
  void refuse_cell(const XlsxCell& cell, const XlsxRow& row) const {
    if (cell.text.size() > kLongestCell) {
      throw Error(Fault::data, "D142",
                  {fmt::format("a cell of {} bytes, more than {}", cell.text.size(), kLongestCell),
                   fmt::format("单元格有 {} 字节，多于 {} 字节", cell.text.size(), kLongestCell)},
                  place(row.number, column_letters(cell.column)));
    }
    if (row.cells.empty() || row.cells.back().column < cell.column) return;
    throw Error(Fault::data, "D104",
                {"the cell stands in the file twice or out of order", "该单元格在文件中出现两次或次序颠倒"},
                place(row.number, column_letters(cell.column), cell.shown()));
  }

  std::optional<XlsxCell> read_cell(const pugi::xml_node& node, std::size_t column, std::size_t row) {
    const std::string_view type = attribute(node, "t");
    const std::string_view value = child(node, "v").text().get();
    XlsxCell cell{.column = column, .is_text = true};
    if (type == "s") {
      const auto index = parse_number(value);
      if (!index || *index < 0 || *index >= static_cast<double>(shared_->size()))
        refuse("a text is missing from the workbook", "工作簿缺少文本", row);
      cell.text = (*shared_)[static_cast<std::size_t>(*index)];
    } else if (type == "inlineStr") {
      cell.text = string_item_text(child(node, "is"));
    } else if (type == "b") {
      cell.text = value == "1" || value == "true" ? "TRUE" : "FALSE";
    } else if (type == "str") {
      cell.text = unescaped(value);
    } else if (type == "d") {
      cell.text = value;
    } else if (type == "e") {
      cell.text = value == "#N/A" ? "" : value;
    } else if (!value.empty()) {
      const auto number = parse_number(value);
      if (!number) refuse("a number cell holds no number", "数值单元格中不是数字", row);
      if (loses_digits(value, *number)) return XlsxCell{.column = column, .is_text = true, .text = std::string(value)};
      return number_cell(node, column, *number);
    } else if (child(node, "f") && out_.formulas_without_value++ == 0) {
      out_.first_formula = place(row, column_letters(column));
    }
    if (trim(cell.text).empty()) return std::nullopt;
    return cell;
  }

  XlsxCell number_cell(const pugi::xml_node& node, std::size_t column, double number) {
    const std::string_view style = attribute(node, "s");
    const auto index = style.empty() ? std::optional(0.0) : parse_number(style);
    auto kind = XlsxPackage::DateKind::none;
    if (index && *index >= 0 && *index < static_cast<double>(styles_->size()))
      kind = (*styles_)[static_cast<std::size_t>(*index)];
    const bool in_calendar = number >= 0 && number < 2958466;  // up to 9999-12-31
    if (kind == XlsxPackage::DateKind::none || !in_calendar) return {.column = column, .number = number};
    out_.dates[column] = true;
    const std::string date = iso_date(number, package_.dates_from_1904());
    if (kind == XlsxPackage::DateKind::year) return {.column = column, .number = *parse_number(date.substr(0, 4))};
    return {.column = column, .is_text = true, .text = date};
  }

  std::vector<XlsxRange> merged_ranges() const {
    std::vector<XlsxRange> out;
    for (const pugi::xml_node merge : child(root_, "mergeCells").children()) {
      const std::string_view text = attribute(merge, "ref");
      const std::size_t colon = text.find(':');
      if (colon == std::string_view::npos) continue;
      const auto from = parse_address(text.substr(0, colon));
      const auto to = parse_address(text.substr(colon + 1));
      if (from && to && from != to)
        out.push_back({from->first, from->second, to->first, to->second, std::string(text)});
    }
    return out;
  }

  XlsxPackage& package_;
  const std::string& file_;
  const XlsxSheet& sheet_;
  pugi::xml_document document_;
  pugi::xml_node root_;
  const std::vector<std::string>* shared_ = nullptr;
  const std::vector<XlsxPackage::DateKind>* styles_ = nullptr;
  std::size_t last_row_ = 0;
  XlsxSheetCells out_;
};

}  // namespace

XlsxSheetCells read_sheet_cells(XlsxPackage& package, const std::string& file, const XlsxSheet& sheet) {
  return CellReader(package, file, sheet).read();
}

}  // namespace ecoeff
