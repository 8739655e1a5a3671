#include "ecoeff/data/intake/tidy.hpp"

#include <gtest/gtest.h>

#include "ecoeff/data/intake/side_by_side.hpp"
#include "ecoeff/data/intake/test_sheets.hpp"

namespace ecoeff {
namespace {

using testing::sheet;

std::optional<TidyHeads> tidy_of(const std::string& text) {
  SheetGrid grid = sheet(text);
  const std::vector<Block> blocks = find_blocks(grid);
  EXPECT_EQ(blocks.size(), 1U) << text;
  return blocks.empty() ? std::nullopt : find_tidy(grid, blocks.front());
}

TEST(Tidy, ARowForEachIndicatorNamesItsColumns) {
  for (const char* text :
       {"地区|指标|年份|数值\n北京|GDP(亿元)|2010|1.5\n北京|人口(万人)|2010|2\n天津|GDP(亿元)|2010|3\n天津|人口(万人)|"
        "2010|4",
        "地区|年份|指标|单位|数值\n北京|2010|GDP|亿元|1.5\n北京|2010|人口|万人|2\n天津|2010|GDP|亿元|3\n天津|2010|人口|"
        "万人|4",
        "省|指标|指标代码|年|数值\n北京|GDP|1|2010|1.5\n北京|人口|2|2010|2\n天津|GDP|1|2010|3\n天津|人口|2|2010|4"}) {
    const auto tidy = tidy_of(text);
    ASSERT_TRUE(tidy) << text;
    EXPECT_EQ(tidy->indicator, "指标");
    EXPECT_EQ(tidy->value, "数值");
  }
  const auto english = tidy_of("country|variable|year|x\nA|gdp|2010|1.5\nA|pop|2010|2\nB|gdp|2010|3\nB|pop|2010|4");
  ASSERT_TRUE(english);
  EXPECT_EQ(english->indicator, "variable");
  EXPECT_EQ(english->value, "x");
}

TEST(Tidy, TwoColumnsMayNameAnIndicator) {
  const auto tidy = tidy_of(
      "地区|年份|项目|口径|数值\n北京|2010|GDP|现价|1.5\n北京|2010|GDP|不变价|2\n北京|2010|人口|现价|5\n天津|2010|GDP|"
      "现价|3\n天津|2010|GDP|不变价|4");
  ASSERT_TRUE(tidy);
  EXPECT_EQ(tidy->indicator, "项目\n口径");
}

TEST(Tidy, ALongTableIsNone) {
  EXPECT_FALSE(tidy_of("地区|类型|年份|数值\n北京|东|2010|1.5\n北京|东|2011|2\n天津|东|2010|3\n天津|东|2011|4"));
  // A unit twice in a year by mistake: nothing tells the rows apart.
  EXPECT_FALSE(tidy_of("地区|类型|年份|数值\n北京|东|2010|1.5\n北京|东|2010|2\n天津|东|2010|3\n天津|东|2011|4"));
}

TEST(SideBySide, TablesThatBeginWithTheSameHead) {
  const std::vector<SheetGrid> found = side_by_side(sheet(
      "GDP(亿元)||||人口(万人)\n地区|2010|2011||地区|2010|2011\n北京|1|2||北京|5|6\n天津|3|4||天津|7|8\n河北|9|9"));
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].rows(), 5U);
  EXPECT_EQ(found[1].rows(), 4U);
  EXPECT_EQ(found[1].text(0, 0), "人口(万人)");
  EXPECT_EQ(found[1].address(3, 2), "G4");  // as the file counts
}

TEST(SideBySide, OneTableStaysWhole) {
  for (const char* text : {"地区|2010|2011\n北京|1|2", "地区|年份|GDP|GDP\n北京|2010|1|2",
                           "GDP|地区|GDP|年份\n1|北京|2|2010", "地区|地区|2010\n北京|东城|1"})
    EXPECT_EQ(side_by_side(sheet(text)).size(), 1U) << text;
}

}  // namespace
}  // namespace ecoeff
