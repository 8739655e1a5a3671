#include "ecoeff/report/painters/xlsx_tables.hpp"

#include <gtest/gtest.h>

#include <pugixml.hpp>

#include "ecoeff/report/painters/table_grid.hpp"
#include "ecoeff/report/tables/paper_table_samples.hpp"

namespace ecoeff {
namespace {

using table_samples::count_of;
using table_samples::unzip;

class Workbook {
 public:
  Workbook(const std::vector<PaperTable>& tables, const std::string& languages)
      : entries_(unzip(tables_xlsx(tables, languages))) {
    load("xl/worksheets/sheet1.xml", sheet_);
    load("xl/styles.xml", styles_);
    load("xl/sharedStrings.xml", strings_);
    load("xl/workbook.xml", book_);
  }
  [[nodiscard]] pugi::xml_node cell(const char* place) const {
    return sheet_.select_node(("//c[@r='" + std::string(place) + "']").c_str()).node();
  }
  [[nodiscard]] std::string text(const char* place) const {
    const int at = cell(place).child("v").text().as_int();
    return strings_.select_node(("//si[" + std::to_string(at + 1) + "]/t").c_str()).node().child_value();
  }
  [[nodiscard]] std::string format(const char* place) const {
    const int style = cell(place).attribute("s").as_int();
    const std::string path = "/styleSheet/cellXfs/xf[" + std::to_string(style + 1) + "]";
    const std::string id = styles_.select_node(path.c_str()).node().attribute("numFmtId").value();
    return styles_.select_node(("//numFmt[@numFmtId='" + id + "']").c_str()).node().attribute("formatCode").value();
  }
  [[nodiscard]] std::vector<std::string> sheets() const {
    std::vector<std::string> names;
    for (const auto& sheet : book_.select_nodes("//sheet")) names.emplace_back(sheet.node().attribute("name").value());
    return names;
  }
  [[nodiscard]] const pugi::xml_document& sheet() const { return sheet_; }

 private:
  void load(const std::string& name, pugi::xml_document& into) {
    ASSERT_TRUE(entries_.contains(name)) << name;
    ASSERT_TRUE(into.load_string(entries_.at(name).c_str(), pugi::parse_full)) << name;
  }
  std::map<std::string, std::string> entries_;
  pugi::xml_document sheet_, styles_, strings_, book_;
};

TEST(XlsxTables, NumbersAreNumbersThatPrintLikeThePaper) {
  const Workbook book({table_samples::regression()}, "zh+en");
  EXPECT_EQ(book.text("A1"), "表4. 基准回归结果");
  EXPECT_EQ(book.text("A2"), "Table 4. Benchmark regression results");
  EXPECT_EQ(book.cell("B5").child("v").text().as_double(), 0.22984);
  EXPECT_EQ(book.cell("C6").child("v").text().as_double(), -0.5);
  EXPECT_EQ(book.format("B5"), "_(0.000\"**\";_(\\-0.000\"**\"");
  EXPECT_EQ(book.text("B7"), "否");
  EXPECT_EQ(book.cell("B8").child("v").text().as_int(), 504);
  EXPECT_EQ(book.text("A10"), "注：括号内为 t 统计量。");
}

TEST(XlsxTables, SpansAreMerged) {
  const Workbook book({table_samples::regression()}, "zh+en");
  std::vector<std::string> ranges;
  for (const auto& merged : book.sheet().select_nodes("//mergeCell"))
    ranges.emplace_back(merged.node().attribute("ref").value());
  EXPECT_EQ(ranges, (std::vector<std::string>{"A1:C1", "A2:C2", "A3:A4", "B9:C9", "A10:C10", "A11:C11", "A12:C12"}));
}

TEST(XlsxTables, SheetNamesAreLegalAndDifferent) {
  PaperTable odd = table_samples::definition();
  odd.title = both("a[b]:*?/\\'c very long title that goes on and on");
  odd.number = 0;
  PaperTable empty = odd;
  empty.title = both("[]");
  const Workbook book({odd, odd, empty, table_samples::regression()}, "zh");
  EXPECT_EQ(book.sheets(), (std::vector<std::string>{"abc very long title that goe", "abc very long title that goe 2",
                                                     "table", "表4 基准回归结果"}));
}

TEST(XlsxTables, HostileTextIsNeverAFormula) {
  PaperTable table = table_samples::hostile();
  table.body[2].cells[0].text = both("=HYPERLINK(\"x\")");
  const Workbook book({table}, "zh");
  EXPECT_EQ(book.sheet().select_nodes("//f").size(), 0U);
  EXPECT_EQ(book.text("A6"), "=HYPERLINK(\"x\")");
  EXPECT_EQ(book.text("B6"), printable(table_samples::kHostile));
}

TEST(XlsxTables, VeryLongTextIsCutBetweenCharacters) {
  PaperTable table = table_samples::definition();
  std::string text;
  for (int i = 0; i < 40000; ++i) text += "长";
  table.body[0].cells[1].text = both(text);
  const Workbook book({table}, "zh");
  const std::string kept = book.text("B3");
  EXPECT_GT(kept.size(), 30000U);
  EXPECT_TRUE(is_utf8(kept));
  EXPECT_EQ(kept, text.substr(0, kept.size()));
}

TEST(XlsxTables, EqualTablesGiveEqualBytes) {
  const std::vector<PaperTable> tables{table_samples::regression(), table_samples::definition()};
  EXPECT_EQ(tables_xlsx(tables, "zh+en"), tables_xlsx(tables, "zh+en"));
}

TEST(XlsxTables, FormatsKeepBracketsStarsAndPoints) {
  EXPECT_EQ(number_format("504", "", 0), "0;\\-0");
  EXPECT_EQ(number_format("-0.210", "***", 3), "0.000\"***\";\\-0.000\"***\"");
  EXPECT_EQ(number_format("(2.003)", "", 3, {.before = 2, .whole = 2, .part = 4, .after = 3}),
            "_(_0\"(\"0.000\")\"_)_);_(_0\"(\"\\-0.000\")\"_)_)");
  EXPECT_EQ(number_format("4.2", "", 1, {.whole = 1, .part = 3}), "0.0_0;\\-0.0_0");
  const NumberShape shape = number_shape("(-12.50)", "*");
  EXPECT_EQ(shape.before, 2U);
  EXPECT_EQ(shape.whole, 2U);
  EXPECT_EQ(shape.part, 3U);
  EXPECT_EQ(shape.after, 2U);
}

}  // namespace
}  // namespace ecoeff
