#include "ecoeff/data/xlsx.hpp"

#include "ecoeff/data/sheet_table.hpp"
#include "ecoeff/data/xlsx_cells.hpp"
#include "ecoeff/data/xlsx_package.hpp"

namespace ecoeff {
namespace {

SheetList sheets_of(XlsxPackage& package, const std::string& file) {
  SheetList out;
  for (const XlsxSheet& sheet : package.sheets()) out.sheets.push_back({sheet.name, sheet.hidden});
  out.cells = [&](std::size_t i) { return read_sheet_cells(package, file, package.sheets()[i]); };
  out.holds_rows = [&](std::size_t i) { return package.holds_rows(package.sheets()[i].part); };
  return out;
}

}  // namespace

std::vector<std::string> sheets_with_header(const std::string& bytes, const std::string& file,
                                            const std::string& besides, std::string_view header) {
  XlsxPackage package(bytes, file);
  return sheets_with_header(sheets_of(package, file), file, besides, header);
}

Table parse_xlsx(std::string_view bytes, const std::string& file, const std::string& sheet, Notes& notes,
                 const std::vector<std::string>& marks) {
  XlsxPackage package(bytes, file);
  return table_of_sheet(sheets_of(package, file), file, sheet, notes, marks);
}

}  // namespace ecoeff
