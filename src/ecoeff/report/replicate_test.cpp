#include "ecoeff/report/replicate.hpp"

#include <gtest/gtest.h>

namespace ecoeff {
namespace {

TEST(StataCondition, SpellsWordsAndRolesButNotQuotedText) {
  EXPECT_EQ(stata_condition("time < 2020 or time > 2022", "city", "year"), "year < 2020 | year > 2022");
  EXPECT_EQ(stata_condition("not (a == 'time and unit') && b >= 1", "city", "year"),
            "! (a == \"time and unit\") & b >= 1");
}

TEST(RCondition, KeepsChineseColumns) {
  EXPECT_EQ(r_condition("流域 == \"上游\" and 年份 > 2011", "城市", "年份"), "流域 == \"上游\" & 年份 > 2011");
}

}  // namespace
}  // namespace ecoeff
