#include "ecoeff/data/intake/crossed_heads.hpp"

#include <gtest/gtest.h>

#include <map>
#include <tuple>

#include "ecoeff/data/intake/part.hpp"
#include "ecoeff/data/intake/test_sheets.hpp"

namespace ecoeff {
namespace {

using testing::sheet;
using Merged = std::vector<GridRange>;
using Values = std::map<std::tuple<std::string, int, std::string>, double>;  // unit, year, column

PartTable read(SheetGrid grid, const PartSpec& spec = {}) {
  const std::vector<Block> blocks = find_blocks(grid, {.shape = spec.shape, .unit_from = spec.unit_from});
  EXPECT_EQ(blocks.size(), 1U);
  return part_table(std::make_shared<const SheetGrid>(std::move(grid)), blocks.at(0), spec, 0, true);
}

Values values_of(const PartTable& table) {
  Values out;
  for (const PartCell& cell : table.cells)
    out[{table.units[cell.unit], cell.time, table.columns[cell.column].name}] =
        table.grid->number_in(cell.row, cell.cell).value_or(kMissing);
  return out;
}

std::string code_of(const SheetGrid& grid) {
  try {
    SheetGrid own = grid;
    (void)find_blocks(own);
  } catch (const Error& error) {
    return error.code;
  }
  return "";
}

Values panel(const std::string& a, const std::string& b, const std::string& x, const std::string& y) {
  return {{{a, 2010, x}, 1}, {{a, 2010, y}, 2}, {{b, 2010, x}, 3}, {{b, 2010, y}, 4},
          {{a, 2011, x}, 5}, {{a, 2011, y}, 6}, {{b, 2011, x}, 7}, {{b, 2011, y}, 8}};
}

const Merged kPairs{{1, 0, 2, 0}, {1, 1, 1, 2}, {1, 3, 1, 4}};
const std::string kRows = "\n2010|1|2|3|4\n2011|5|6|7|8";

TEST(CrossedHeads, YearsDownAndPlacesOverIndicators) {
  const Values china = panel("北京市", "天津市", "GDP", "能源");
  EXPECT_EQ(values_of(read(sheet("年份|北京市||天津市|\n|GDP|能源|GDP|能源" + kRows, "S", kPairs))), china);
  EXPECT_EQ(values_of(read(sheet("|北京市||天津市|\n年份|GDP|能源|GDP|能源" + kRows))), china);  // not merged
  EXPECT_EQ(values_of(read(sheet("地区|北京市|北京市|天津市|天津市\n年份|GDP|能源|GDP|能源" + kRows))), china);
  EXPECT_EQ(values_of(read(sheet("year|Beijing||Tianjin|\n|gdp|energy|gdp|energy" + kRows, "S", kPairs))),
            panel("Beijing", "Tianjin", "gdp", "energy"));
  EXPECT_EQ(values_of(read(
                sheet("country|France||Peru|\nyear|gdp|energy|gdp|energy" + kRows, "S", {{1, 1, 1, 2}, {1, 3, 1, 4}}))),
            panel("France", "Peru", "gdp", "energy"));
}

TEST(CrossedHeads, YearsDownAndIndicatorsOverPlaces) {
  Values china{{{"北京", 2010, "GDP(亿元)"}, 1},  {{"天津", 2010, "GDP(亿元)"}, 2}, {{"北京", 2010, "能源(万吨)"}, 3},
               {{"天津", 2010, "能源(万吨)"}, 4}, {{"北京", 2011, "GDP(亿元)"}, 5}, {{"天津", 2011, "GDP(亿元)"}, 6},
               {{"北京", 2011, "能源(万吨)"}, 7}, {{"天津", 2011, "能源(万吨)"}, 8}};
  const PartTable table = read(sheet("年份|GDP(亿元)||能源(万吨)|\n|北京|天津|北京|天津" + kRows, "S", kPairs));
  EXPECT_EQ(values_of(table), china);
  EXPECT_EQ(table.columns[0].measure, "亿元");
  EXPECT_TRUE(table.has_unit);
  EXPECT_EQ(table.units.size(), 2U);
}

TEST(CrossedHeads, TotalsAreNoPlacesAndSingleColumnsAreOfAll) {
  const PartTable table =
      read(sheet("年份|全国||北京市||天津市||CPI\n|GDP|能源|GDP|能源|GDP|能源|\n2010|9|9|1|2|3|4|100\n"
                 "2011|9|9|5|6|7|8|101",
                 "S", {{1, 0, 2, 0}, {1, 1, 1, 2}, {1, 3, 1, 4}, {1, 5, 1, 6}, {1, 7, 2, 7}}));
  Values expected = panel("北京市", "天津市", "GDP", "能源");
  for (const char* place : {"北京市", "天津市"}) {
    expected[{place, 2010, "CPI"}] = 100;
    expected[{place, 2011, "CPI"}] = 101;
  }
  EXPECT_EQ(values_of(table), expected);
}

TEST(CrossedHeads, YearsAcrossWithPlacesDown) {
  const std::string rows = "\n北京市|1|2|5|6\n天津市|3|4|7|8";
  const Values expected = panel("北京市", "天津市", "GDP", "能源");
  EXPECT_EQ(values_of(read(sheet("地区|2010||2011|\n|GDP|能源|GDP|能源" + rows, "S", kPairs))), expected);
  EXPECT_EQ(
      values_of(read(sheet("地区|GDP||能源|\n|2010|2011|2010|2011\n北京市|1|5|2|6\n天津市|3|7|4|8", "S", kPairs))),
      expected);
  EXPECT_EQ(values_of(read(sheet("region|2010||2011|\n|gdp|energy|gdp|energy\nA|1|2|5|6\nB|3|4|7|8", "S", kPairs))),
            panel("A", "B", "gdp", "energy"));
}

TEST(CrossedHeads, YearsAcrossWithIndicatorsDown) {
  const Values expected = panel("北京市", "天津市", "GDP", "能源");
  const PartTable over =
      read(sheet("指标|北京市||天津市|\n|2010|2011|2010|2011\nGDP|1|5|3|7\n能源|2|6|4|8", "S", kPairs));
  EXPECT_EQ(values_of(over), expected);
  EXPECT_EQ(over.units, (std::vector<std::string>{"北京市", "天津市"}));
  EXPECT_EQ(
      values_of(read(sheet("项目|2010||2011|\n|北京市|天津市|北京市|天津市\nGDP|1|3|5|7\n能源|2|4|6|8", "S", kPairs))),
      expected);
  EXPECT_EQ(values_of(read(sheet("country|France||Peru|\nindicator|2010|2011|2010|2011\ngdp|1|5|3|7\nenergy|2|6|4|8",
                                 "S", {{1, 1, 1, 2}, {1, 3, 1, 4}}))),
            panel("France", "Peru", "gdp", "energy"));
}

TEST(CrossedHeads, IndicatorsAndYearsDownAndPlacesAcross) {
  const Values expected = panel("北京市", "天津市", "GDP", "能源");
  EXPECT_EQ(values_of(read(sheet("指标|年份|北京市|天津市\nGDP|2010|1|3\nGDP|2011|5|7\n能源|2010|2|4\n能源|2011|6|8"))),
            expected);
  const PartTable merged =
      read(sheet("年份|指标|单位|全国|北京市|天津市\n2010|GDP|亿元|9|1|3\n|能源|万吨|9|2|4\n2011|GDP|"
                 "亿元|9|5|7\n|能源|万吨|9|6|8",
                 "S", {{2, 0, 3, 0}, {4, 0, 5, 0}}));
  EXPECT_EQ(values_of(merged), expected);
  EXPECT_EQ(merged.columns[1].measure, "万吨");
  const PartTable year = read(sheet("indicator|Beijing|Tianjin\ngdp|1|3\nenergy|2|4", "2010"));
  EXPECT_EQ((values_of(year).at({"Tianjin", 2010, "energy"})), 4);
  EXPECT_EQ(year.units, (std::vector<std::string>{"Beijing", "Tianjin"}));
}

TEST(CrossedHeads, WhatCannotBeToldIsAQuestionThatTheStudyAnswers) {
  const SheetGrid firms = sheet("年份|甲||乙|\n|x|y|x|y" + kRows, "S", kPairs);
  EXPECT_EQ(code_of(firms), "D252");
  PartSpec spec;
  spec.unit_from = "upper header";
  EXPECT_EQ(values_of(read(firms, spec)), panel("甲", "乙", "x", "y"));
  spec.unit_from = "lower header";
  EXPECT_EQ((values_of(read(firms, spec)).at({"y", 2011, "乙"})), 8);
  spec.unit_from = "none";
  EXPECT_FALSE(read(firms, spec).has_unit);
}

TEST(CrossedHeads, ATableOfOnePlaceHasNone) {
  const std::string text = "年份|GDP||能源|\n|总量|人均|总量|人均" + kRows;
  const PartTable titled = read(sheet("北京市历年数据\n" + text, "S", {{2, 0, 3, 0}, {2, 1, 2, 2}, {2, 3, 2, 4}}));
  EXPECT_EQ(titled.units, std::vector<std::string>{"北京市"});
  EXPECT_EQ(titled.columns.size(), 4U);
  EXPECT_EQ(code_of(sheet(text, "河北省", kPairs)), "");
  // Heads that do not repeat are no question.
  EXPECT_EQ(code_of(sheet("年份|产出||能源|\n|增加值|税收|煤|油" + kRows, "S", kPairs)), "");
}

TEST(CrossedHeads, ProvincesOverTheirCitiesAreOneRowOfPlaces) {
  const PartTable table = read(sheet("年份|河北省||山西省|\n|石家庄市|唐山市|太原市|大同市" + kRows, "能耗", kPairs));
  EXPECT_EQ(table.units, (std::vector<std::string>{"石家庄市", "唐山市", "太原市", "大同市"}));
  EXPECT_EQ((values_of(table).at({"大同市", 2011, "能耗"})), 8);
}

}  // namespace
}  // namespace ecoeff
