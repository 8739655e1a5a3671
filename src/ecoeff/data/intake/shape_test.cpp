#include "ecoeff/data/intake/shape.hpp"

#include <gtest/gtest.h>

#include <functional>

#include "ecoeff/data/intake/test_sheets.hpp"

namespace ecoeff {
namespace {

using testing::sheet;

std::vector<std::string> heads(const Block& block) {
  std::vector<std::string> out;
  for (const HeadColumn& head : block.columns) out.push_back(head.head + (head.year ? std::to_string(*head.year) : ""));
  return out;
}

std::string code_of(const std::function<void()>& body) {
  try {
    body();
  } catch (const Error& error) {
    return error.code;
  }
  return "";
}

TEST(Shape, TitlesUnitsNotesAndSubtotalsAreNoData) {
  SheetGrid grid = sheet(
      "表1 各省数据\n\n省份|年份|GDP|能源\n||亿元|万吨标准煤\n北京|2011|1|2\n河北|2011|3|4\n合 "
      "计|2011|4|6\n\n注：当年价\n数据来源：年鉴");
  const std::vector<Block> blocks = find_blocks(grid);
  ASSERT_EQ(blocks.size(), 1U);
  const Block& block = blocks[0];
  EXPECT_EQ(block.shape, Shape::long_table);
  EXPECT_EQ(grid.row_number(block.header.at(0)), 3U);
  EXPECT_EQ(block.titles.size(), 1U);
  ASSERT_TRUE(block.unit_row);
  EXPECT_EQ(block.columns[2].measure, "亿元");
  EXPECT_EQ(block.data.size(), 2U);
  EXPECT_EQ(block.subtotals.size(), 1U);
  EXPECT_EQ(block.notes.size(), 2U);
}

TEST(Shape, ATwoRowHeaderWithMergedCellsIsOneHead) {
  SheetGrid grid = sheet("省份|年份|GDP||能源|\n||总量|人均|总量|煤炭\n北京|2011|1|2|3|4\n河北|2011|1|2|3|4", "Sheet1",
                         {{1, 0, 2, 0}, {1, 1, 2, 1}, {1, 2, 1, 3}, {1, 4, 1, 5}});
  const std::vector<Block> blocks = find_blocks(grid);
  ASSERT_EQ(blocks.size(), 1U);
  EXPECT_EQ(heads(blocks[0]),
            (std::vector<std::string>{"省份", "年份", "GDP 总量", "GDP 人均", "能源 总量", "能源 煤炭"}));
}

TEST(Shape, YearsAcrossAreWideHoweverTheyAreWritten) {
  for (const char* years :
       {"2011|2012|2013", "2013年|2012年|2011年", "2011.0|2012.0|2013.0", "x2011|x2012|x2013",
        "2011-12-31|2012-12-31|2013-12-31", "FY2011|FY2012|FY2013", "2011 [YR2011]|2012 [YR2012]|2013 [YR2013]"}) {
    SheetGrid grid = sheet(std::string("地区|") + years + "\n北京|1|2|3\n河北|4|5|6");
    const std::vector<Block> blocks = find_blocks(grid);
    ASSERT_EQ(blocks.size(), 1U) << years;
    EXPECT_EQ(blocks[0].shape, Shape::wide) << years;
    EXPECT_EQ(std::count_if(blocks[0].columns.begin(), blocks[0].columns.end(), [](const auto& h) { return h.year; }),
              3)
        << years;
  }
}

TEST(Shape, IndicatorsDownAreToldFromPlacesDown) {
  SheetGrid grid = sheet("地区：北京市\n指标|2012年|2011年\n地区生产总值(亿元)|2|1\n年末常住人口(万人)|4|3");
  EXPECT_EQ(find_blocks(grid).at(0).shape, Shape::indicators);
  SheetGrid unnamed = sheet("|2012年|2011年\n地区生产总值(亿元)|2|1\n年末常住人口(万人)|4|3");
  EXPECT_EQ(find_blocks(unnamed).at(0).shape, Shape::indicators);
}

TEST(Shape, BlocksBelowEachOtherHaveTheirOwnTitles) {
  SheetGrid grid = sheet("GDP\n地区|2011|2012\n北京|1|2\n河北|3|4\n\n能源\n地区|2011|2012\n北京|5|6\n河北|7|8");
  const std::vector<Block> blocks = find_blocks(grid);
  ASSERT_EQ(blocks.size(), 2U);
  EXPECT_EQ(blocks[1].data.size(), 2U);
  EXPECT_EQ(grid.text(blocks[1].titles.at(0), 0), "能源");
}

TEST(Shape, AProvinceThatIsWrittenOnceIsFilledDown) {
  SheetGrid grid =
      sheet("省份|城市|年份|GDP\n河北|石家庄|2011|1\n||2012|2\n|唐山|2011|3\n||2012|4", "Sheet1", {{2, 0, 5, 0}});
  const std::vector<Block> blocks = find_blocks(grid);
  ASSERT_EQ(blocks.size(), 1U);
  EXPECT_EQ(blocks[0].columns[blocks[0].unit.value()].head, "城市");
  EXPECT_EQ(grid.text(4, 0), "河北");
  EXPECT_EQ(grid.text(4, 1), "唐山");
}

TEST(Shape, YearsDownAndPlacesAcrossAreWideTurned) {
  SheetGrid grid = sheet("年份|北京市|河北省|山西省\n2011|1|2|3\n2012|4|5|6", "GDP");
  const Block block = find_blocks(grid).at(0);
  EXPECT_TRUE(block.turned);
  EXPECT_EQ(block.shape, Shape::wide);
}

TEST(Shape, QuestionsAreCoded) {
  EXPECT_EQ(code_of([] {
              SheetGrid g = sheet("省份|年份|GDP|GDP\n北京|2011|1|2\n河北|2011|1|2");
              (void)find_blocks(g);
            }),
            "D152");
  EXPECT_EQ(code_of([] {
              SheetGrid g = sheet("地区|2011|2011\n北京|1|2\n河北|1|2");
              (void)find_blocks(g);
            }),
            "D152");
  EXPECT_EQ(code_of([] {
              SheetGrid g = sheet("省份|年份|GDP(亿元)\n||万元\n北京|2011|1\n河北|2011|1");
              (void)find_blocks(g);
            }),
            "D157");
  EXPECT_EQ(code_of([] {
              SheetGrid g = sheet("省份|年份|GDP\n北京|2011|1\n河北|2011|1");
              (void)find_blocks(g, {.shape = Shape::wide});
            }),
            "D151");
  EXPECT_EQ(code_of([] {
              SheetGrid g = sheet("省份|年份|GDP\n北京|2011|1\n河北|2011|1");
              (void)find_blocks(g, {.unit = "城市"});
            }),
            "D110");
  EXPECT_EQ(code_of([] {
              SheetGrid g = sheet("省份|年份|GDP\n北京|2011|1");
              (void)find_blocks(g, {.header = {9}});
            }),
            "D151");
  EXPECT_EQ(code_of([] { (void)sheet("a|b\n1|2", "Sheet1", {{1, 0, 2, 1}, {1, 0, 2, 1}}); }), "D104");
}

TEST(Shape, ValuesThatLookLikeYearsBeginNoTable) {
  SheetGrid grid = sheet("题目\n城市|年份|GDP\n甲|2009|1998\n甲|2010|2011\n\n乙|2009|1999\n乙|2010|2012\n丙|2010|1.5");
  const std::vector<Block> blocks = find_blocks(grid);
  ASSERT_EQ(blocks.size(), 1U);
  EXPECT_EQ(blocks[0].data.size(), 5U);
}

TEST(Shape, ASheetWithoutATableHasNoBlocks) {
  SheetGrid grid = sheet("说明\n本工作簿为模拟数据\n请勿引用");
  EXPECT_TRUE(find_blocks(grid).empty());
}

TEST(Shape, AHeaderOfTenThousandColumnsIsReadInOrder) {
  std::string text = "省份|年份";
  std::string row = "北京|2011";
  for (int i = 0; i < 10000; ++i) {
    text += "|v" + std::to_string(i);
    row += "|1";
  }
  SheetGrid grid = sheet(text + "\n" + row + "\n" + row);
  EXPECT_EQ(find_blocks(grid).at(0).columns.size(), 10002U);
}

}  // namespace
}  // namespace ecoeff
