#include "ecoeff/study/starter.hpp"

#include <gtest/gtest.h>

#include "ecoeff/study/read.hpp"

namespace ecoeff {
namespace {

Table chinese_table() {
  Table table;
  table.set_text("城市", {"武威", "武威", "金昌", "金昌"});
  table.set_numbers("年份", {2010, 2011, 2010, 2011});
  table.set_numbers("年末单位从业人数", {1, 2, 3, 4});
  table.set_numbers("固定资产投资", {5, 6, 7, 8});
  table.set_numbers("能源消费总量", {5, 6, 7, 8});
  table.set_numbers("地区生产总值", {9, 8, 7, 6});
  table.set_numbers("人均GDP", {9, 8, 7, 6});
  table.set_numbers("二氧化碳排放量", {3, 3, 2, 2});
  table.set_numbers("进出口总额", {1, 0, 1, 1});
  table.set_text("流域", {"上游", "上游", "中游", "中游"});
  return table;
}

TEST(StarterStudy, GuessesRolesFromChineseNamesAndMarksThem) {
  const std::string toml = starter_study(chinese_table(), "数据.xlsx");
  const Study study = parse_study(toml, "study.toml");
  EXPECT_EQ(study.data.unit, "城市");
  EXPECT_EQ(study.data.time, "年份");
  ASSERT_EQ(study.scores.size(), 1U);
  EXPECT_EQ(study.scores[0].options.inputs,
            (std::vector<std::string>{"年末单位从业人数", "固定资产投资", "能源消费总量"}));
  EXPECT_EQ(study.scores[0].options.good, (std::vector<std::string>{"地区生产总值"}));
  EXPECT_EQ(study.scores[0].options.bad, (std::vector<std::string>{"二氧化碳排放量"}));
  EXPECT_NE(toml.find("# check"), std::string::npos);
}

TEST(StarterStudy, GuessesEnglishNamesToo) {
  Table table;
  table.set_text("country", {"A", "B"});
  table.set_numbers("year", {2010, 2010});
  table.set_numbers("labour_million", {1, 2});
  table.set_numbers("energy_twh", {1, 2});
  table.set_numbers("gdp_mil", {1, 2});
  table.set_numbers("co2_mt", {1, 2});
  const Study study = parse_study(starter_study(table, "w.csv"), "study.toml");
  EXPECT_EQ(study.data.unit, "country");
  EXPECT_EQ(study.scores.at(0).options.inputs.size(), 2U);
  EXPECT_EQ(study.scores[0].options.bad, (std::vector<std::string>{"co2_mt"}));
}

TEST(StarterStudy, QuotesHostileNames) {
  Table table;
  table.set_text("city", {"A", "B"});
  table.set_numbers("a\"b\\c", {1, -2});
  EXPECT_NO_THROW((void)parse_study(starter_study(table, "w\".csv"), "study.toml"));
}

}  // namespace
}  // namespace ecoeff
