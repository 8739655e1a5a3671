#include "ecoeff/data/condition_values.hpp"

#include <gtest/gtest.h>

#include "ecoeff/data/expression.hpp"

namespace ecoeff {
namespace {

Panel provinces() {
  Table table;
  table.set_text("province", {"北京市", "北京市", "西藏自治区", "上海市", "上海市"});
  table.set_numbers("year", {2010, 2011, 2010, 2010, 2012});
  table.set_numbers("treated", {0, 1, 0, 1, 1});
  table.set_numbers("gdp", {1.5, 2, 3, 4, 5});
  return {table, "province", "year"};
}

std::vector<std::string> said(const std::string& condition) {
  std::vector<std::string> out;
  for (const Note& note : absent_values(provinces(), condition)) {
    EXPECT_EQ(note.code, "D150");
    const std::string& text = note.message.en;
    out.push_back(note.where.value + " > " + text.substr(text.find("are: ") + 5));
  }
  return out;
}

TEST(ConditionValues, ThatNoRowHasAreSaidWithTheNearest) {
  using Texts = std::vector<std::string>;
  EXPECT_EQ(said("province != '西藏'"), (Texts{"西藏 > 西藏自治区"}));
  EXPECT_EQ(said("province == '上海'"), (Texts{"上海 > 上海市"}));
  EXPECT_EQ(said("not (province in {'北京市', '西藏', '上海'})"), (Texts{"西藏 > 西藏自治区", "上海 > 上海市"}));
  EXPECT_EQ(said("unit != '北京' and year != 2013"), (Texts{"北京 > 北京市", "2013 > 2012"}));
  EXPECT_EQ(said("time == 2009"), (Texts{"2009 > 2010"}));
  EXPECT_EQ(said("treated == 2"), (Texts{"2 > 1"}));
  EXPECT_EQ(said("'北京' != province"), (Texts{"北京 > 北京市"}));
}

TEST(ConditionValues, WhatOccursOrIsNoCodeIsNotSaid) {
  for (const char* condition : {"province != '西藏自治区'", "year in {2010, 2012}", "treated == 1", "gdp != 0",
                                "year < 2030 and gdp > 100", "province == '北京市' or year == 2011"})
    EXPECT_TRUE(said(condition).empty()) << condition;
}

TEST(ConditionValues, ColumnsThatAreOnlyComparedMayBeText) {
  EXPECT_EQ(compared_as_text("(region == '东部') * x + missing(note)"), (std::vector<std::string>{"note", "region"}));
  EXPECT_EQ(compared_as_text("region in {'a', 'b'} and year == 2010"), (std::vector<std::string>{"region"}));
  EXPECT_TRUE(compared_as_text("(a == 'x') + a").empty());
}

}  // namespace
}  // namespace ecoeff
