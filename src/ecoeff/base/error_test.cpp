#include "ecoeff/base/error.hpp"

#include <gtest/gtest.h>

namespace ecoeff {
namespace {

const Where kCell{.file = "a.xlsx", .sheet = "数据", .row = 7, .column = "地区生产总值", .value = "abc"};

TEST(Error, NamesThePlaceInBothLanguages) {
  EXPECT_EQ(describe(kCell, Language::en), "a.xlsx, sheet 数据, row 7, column 地区生产总值, value \"abc\"");
  EXPECT_EQ(describe(kCell, Language::zh), "a.xlsx，工作表 数据，第 7 行，列 地区生产总值，值“abc”");
  EXPECT_EQ(describe(Where{}, Language::en), "");
  EXPECT_EQ(describe(Where{.row = 3}, Language::en), "row 3");
}

TEST(Error, PutsCodePlaceMessageAndHintTogether) {
  const Error error(Fault::data, "D111", {"not a number", "不是数字"}, kCell, {"mend the cell", "请改正"});
  EXPECT_EQ(describe(error, Language::en),
            "D111 a.xlsx, sheet 数据, row 7, column 地区生产总值, value \"abc\": not a number\n  mend the cell");
  EXPECT_EQ(describe(error, Language::zh),
            "D111 a.xlsx，工作表 数据，第 7 行，列 地区生产总值，值“abc”：不是数字\n  请改正");
  EXPECT_STREQ(error.what(), describe(error, Language::en).c_str());
}

TEST(Error, WithoutPlaceAndHintIsOneLine) {
  const Error error(Fault::usage, "U900", {"no", "否"});
  EXPECT_EQ(describe(error, Language::en), "U900: no");
}

TEST(Error, EachFaultHasItsExitCode) {
  EXPECT_EQ(exit_code(Fault::internal), 1);
  EXPECT_EQ(exit_code(Fault::usage), 2);
  EXPECT_EQ(exit_code(Fault::study), 3);
  EXPECT_EQ(exit_code(Fault::data), 4);
  EXPECT_EQ(exit_code(Fault::estimator), 5);
  EXPECT_EQ(exit_code(Fault::interrupted), 130);
}

}  // namespace
}  // namespace ecoeff
