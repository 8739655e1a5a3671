#include <cmath>

#include "ecoeff/data/csv.hpp"
#include "ecoeff/data/dta.hpp"
#include "ecoeff/data/encoding.hpp"
#include "ecoeff/data/write.hpp"
#include "ecoeff/data/xlsx.hpp"
#include "ecoeff/report/painters/zip_archive.hpp"
#include "targets.hpp"

namespace ecoeff::fuzz {
namespace {

void check(const Table& table) {
  require(table.rows() > 0 && !table.columns().empty(), "a table that was read has rows and columns");
  for (const Column& column : table.columns()) {
    require(!column.name.empty(), "every column has a name");
    require(column.size() == table.rows(), "columns are of equal length");
    for (const double value : column.numbers) require(!std::isinf(value), "infinity is never stored");
    for (const std::int32_t code : column.text.codes)
      require(code >= -1 && code < static_cast<std::int32_t>(column.text.levels.size()), "codes have levels");
  }
  require(table.source.size() == table.rows(), "every row knows its line");
}

// A number, or the text, of a cell; an absent one is "".
std::string cell(const Column& column, std::size_t row) {
  return column.is_text ? std::string(column.text.at(row)) : format_shortest(column.numbers[row]);
}

void check_written_again(const Table& table) {
  Notes notes;
  const std::string bytes = to_csv(table);
  const Table again = parse_csv(decode_file(bytes, "", "again.csv", notes), "again.csv", notes);
  // A row of which nothing is left is no row of a file.
  if (again.rows() != table.rows() || again.names() != table.names()) return;
  for (std::size_t j = 0; j < table.columns().size(); ++j) {
    const Column& a = table.columns()[j];
    const Column& b = again.columns()[j];
    for (std::size_t i = 0; i < table.rows(); ++i) {
      if (a.is_text == b.is_text) require(cell(a, i) == cell(b, i), "a table survives writing: column " + a.name);
    }
  }
}

}  // namespace

void csv(std::string_view bytes) {
  accepted([&] {
    Notes notes;
    const Table table = parse_csv(decode_file(std::string(bytes), "", "f.csv", notes), "f.csv", notes);
    check(table);
    check_written_again(table);
  });
}

void xlsx(std::string_view bytes) {
  accepted([&] {
    Notes notes;
    check(parse_xlsx(bytes, "f.xlsx", "", notes));
  });
}

void sheet(std::string_view bytes) {
  const std::string relations =
      "<Relationships><Relationship Id='a' Type='/worksheet' Target='/xl/s.xml'/>"
      "<Relationship Id='b' Type='/sharedStrings' Target='/xl/t.xml'/>"
      "<Relationship Id='c' Type='/styles' Target='/xl/y.xml'/></Relationships>";
  xlsx(zip_bytes({{"xl/workbook.xml", "<workbook xmlns:r='n'><sheets><sheet name='S' r:id='a'/></sheets></workbook>"},
                  {"xl/_rels/workbook.xml.rels", relations},
                  {"xl/s.xml", std::string(bytes)},
                  {"xl/t.xml", "<sst><si><t>city</t></si><si><t>year</t></si><si><r><t>a</t></r></si></sst>"},
                  {"xl/y.xml",
                   "<styleSheet><numFmts><numFmt numFmtId='170' formatCode='yyyy'/></numFmts><cellXfs>"
                   "<xf numFmtId='0'/><xf numFmtId='14'/><xf numFmtId='170'/></cellXfs></styleSheet>"}}));
}

void dta(std::string_view bytes) {
  accepted([&] {
    Notes notes;
    check(parse_dta(bytes, "f.dta", "", notes));
  });
}

}  // namespace ecoeff::fuzz
