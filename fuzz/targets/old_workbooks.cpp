#include <string>

#include "ecoeff/data/child/answer.hpp"
#include "ecoeff/data/limits.hpp"
#include "ecoeff/data/xls/compound_file.hpp"
#include "targets.hpp"

namespace ecoeff::fuzz {
namespace {

std::string said(const std::vector<XlsSheet>& sheets) {
  std::string out;
  say_sheets(sheets, [&](std::string_view piece) { out += piece; });
  return out;
}

std::string said(const ReadStatColumns& columns) {
  std::string out;
  say_columns(columns, [&](std::string_view piece) { out += piece; });
  return out;
}

}  // namespace

void xls(std::string_view bytes) {
  accepted([&] {
    const CompoundFile parts = read_compound_file(bytes, "f.xls", {"Workbook", "Book"});
    if (parts.found.empty()) return;
    const std::string answer = said(read_biff(parts.found.front().bytes, "f.xls", ""));
    require(said(hear_sheets(answer, "f.xls")) == answer, "a workbook that was read survives the pipe");
  });
}

void answer(std::string_view bytes) {
  accepted([&] {
    const std::string again = said(hear_sheets(bytes, "f.xls"));
    require(said(hear_sheets(again, "f.xls")) == again, "sheets that were taken can be said again");
  });
  accepted([&] {
    const ReadStatColumns heard = hear_columns(bytes, "f.sav");
    for (const RawColumn& column : heard.raw.columns) {
      const std::size_t size = column.is_text ? column.text.codes.size() : column.numbers.size();
      require(size == heard.raw.rows, "columns are of equal length");
    }
    const std::string again = said(heard);
    require(said(hear_columns(again, "f.sav")) == again, "columns that were taken can be said again");
  });
}

}  // namespace ecoeff::fuzz
