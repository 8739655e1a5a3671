#include "ecoeff/data/xls/xls.hpp"

#include <algorithm>
#include <memory>

#include "ecoeff/data/child/answer.hpp"
#include "ecoeff/data/sheet_table.hpp"
#include "ecoeff/data/xls/compound_file.hpp"

namespace ecoeff {
namespace {

constexpr const char* kNewer = "Workbook";  // the stream of Excel 97 and later

// What a compound file is that holds no workbook.
[[noreturn]] void refuse_other(const CompoundFile& parts, const std::string& file) {
  const auto has = [&](std::string_view name) {
    return std::find(parts.all.begin(), parts.all.end(), name) != parts.all.end();
  };
  Text what{"this is no workbook", "这不是工作簿"};
  Text way{"save the table as xlsx or as csv in UTF-8", "请另存为 xlsx，或 UTF-8 的 csv"};
  if (has("EncryptedPackage")) {
    what = {"this is an xlsx with a password", "这是带密码的 xlsx"};
    way = {"save it without a password", "请去掉密码后保存"};
  } else if (has("WordDocument")) {
    what = {"this is a Word document", "这是 Word 文档"};
  } else if (has("PowerPoint Document")) {
    what = {"this is a PowerPoint presentation", "这是 PowerPoint 演示文稿"};
  }
  throw Error(Fault::data, "D104", what, {.file = file}, way);
}

std::vector<XlsSheet> read_here(std::string_view bytes, const std::string& file, const std::string& encoding) {
  const CompoundFile parts = read_compound_file(bytes, file, {kNewer, "Book"});
  if (parts.found.empty()) refuse_other(parts, file);
  // Some programs write both for readers of either age; the newer one holds Unicode.
  const auto newer = std::find_if(parts.found.begin(), parts.found.end(),
                                  [](const CompoundStream& stream) { return stream.name == kNewer; });
  return read_biff((newer == parts.found.end() ? parts.found.front() : *newer).bytes, file, encoding);
}

}  // namespace

bool looks_like_xls(std::string_view bytes) { return looks_like_compound_file(bytes); }

std::vector<XlsSheet> read_xls(std::string_view bytes, const std::string& file, const std::string& encoding) {
  const std::string answer =
      ask_child([&](const Say& say) { say_sheets(read_here(bytes, file, encoding), say); }, bytes.size(), file);
  return hear_sheets(answer, file);
}

Table parse_xls(std::string_view bytes, const std::string& file, const std::string& sheet, const std::string& encoding,
                Notes& notes, const std::vector<std::string>& marks) {
  const auto all = std::make_shared<const std::vector<XlsSheet>>(read_xls(bytes, file, encoding));
  SheetList sheets;
  for (const XlsSheet& one : *all) sheets.sheets.push_back({one.name, one.hidden});
  sheets.cells = [all](std::size_t i) { return (*all)[i].cells; };
  sheets.holds_rows = [all](std::size_t i) { return !(*all)[i].cells.rows.empty(); };
  Table table = table_of_sheet(sheets, file, sheet, notes, marks);
  table.elsewhere = [sheets, file, besides = table.sheet](std::string_view header) {
    return sheets_with_header(sheets, file, besides, header);
  };
  return table;
}

}  // namespace ecoeff
