#include "ecoeff/data/intake/workbook.hpp"

#include <gtest/gtest.h>

#include "ecoeff/data/intake/join.hpp"
#include "ecoeff/data/intake/part.hpp"
#include "ecoeff/data/test_files.hpp"

namespace ecoeff {
namespace {

using test::error_of;
using test::FileWith;

std::string utf16(std::string_view ascii_and_chinese) {
  std::string out = "\xFF\xFE";
  for (const char32_t point : to_code_points(ascii_and_chinese)) {
    out += static_cast<char>(point & 0xFFU);
    out += static_cast<char>(point >> 8U & 0xFFU);
  }
  return out;
}

TEST(Workbook, CsvInAnyEncodingWithASeparatorLineAndDecimalCommas) {
  const std::string table = "sep=;\n地区;2011;2012\n北京;1,5;2,25\n天津;1.234,5;4\n";
  std::string gbk;
  ASSERT_TRUE(utf8_to_gb18030(table, gbk));
  for (const std::string& bytes : {table, "\xEF\xBB\xBF" + table, gbk, utf16(table)}) {
    const FileWith file(bytes, "t.csv");
    const Workbook book = read_workbook(file.path());
    EXPECT_TRUE(book.decimal_commas);
    ASSERT_EQ(book.sheets.size(), 1U);
    EXPECT_EQ(book.sheets[0].text(1, 0), "北京");
    EXPECT_EQ(book.sheets[0].number_in(1, 1), 1.5);
    EXPECT_EQ(book.sheets[0].number_in(2, 1), 1234.5);
  }
}

TEST(Workbook, StatisticsFilesAreOneSheetWithNamesAndLabels) {
  const Workbook book = read_workbook(test::reference_file("panel_spss.sav"));
  ASSERT_EQ(book.sheets.size(), 1U);
  EXPECT_EQ(book.sheets[0].text(0, 1), "city");
  EXPECT_EQ(book.sheets[0].text(1, 1), "武威");
  EXPECT_EQ(book.sheets[0].labels[3], "地区生产总值");
}

TEST(Workbook, OldWorkbooksGiveTheirVisibleSheets) {
  const Workbook book = read_workbook(test::reference_file("formulas.xls"));
  ASSERT_EQ(book.sheets.size(), 2U);
  EXPECT_EQ(book.sheets[0].sheet, "公式");
  EXPECT_EQ(book.sheets[0].year_in(2, 1), 2012);
}

}  // namespace
}  // namespace ecoeff
