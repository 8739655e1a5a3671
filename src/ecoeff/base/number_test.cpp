#include "ecoeff/base/number.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>

#include <rapidcheck/gtest.h>

namespace ecoeff {
namespace {

TEST(Number, ReadsPlainNumbers) {
  EXPECT_EQ(parse_number("1.5"), 1.5);
  EXPECT_EQ(parse_number(" -2e3 "), -2000);
  EXPECT_EQ(parse_number("+7"), 7);
  EXPECT_EQ(parse_number(".5"), 0.5);
  EXPECT_EQ(parse_number("0"), 0);
}

TEST(Number, ReadsThousandsCommasInGroupsOfThreeOnly) {
  EXPECT_EQ(parse_number("1,234,567.8"), 1234567.8);
  EXPECT_EQ(parse_number("-1,234"), -1234);
  EXPECT_FALSE(parse_number("1,23"));
  EXPECT_FALSE(parse_number("12,34,567"));
  EXPECT_FALSE(parse_number("1234,567"));
  EXPECT_FALSE(parse_number(",123"));
  EXPECT_FALSE(parse_number("1.5,000"));
}

TEST(Number, ReadsFullWidthDigits) {
  EXPECT_EQ(parse_number("１２．５"), 12.5);
  EXPECT_EQ(parse_number("\u2212"
                         "3"),
            -3);
}

TEST(Number, RefusesWhatIsNotANumber) {
  for (const char* text :
       {"", "  ", "12%", "abc", "1.2.3", "0x10", "1e", "--1", "nan", "inf", "-inf", "1e999", "1 2", "三"}) {
    EXPECT_FALSE(parse_number(text)) << text;
  }
}

TEST(Number, KnowsTheWordsForMissing) {
  for (const char* text : {"",     " ",   "NA", "n/a",  "NaN",  "NULL", "None",    ".",       "..",   "...",
                           "-",    "--",  "—",  "无",   "缺失", "#N/A", "…",       "……",      "——",   "–",
                           "n.a.", "---", "／", "不详", "暂无", "空缺", "#DIV/0!", "#VALUE!", "#REF!"}) {
    EXPECT_TRUE(means_missing(text)) << text;
  }
  for (const char* text : {"0", "Nanjing", "none of them", "-1", "无锡"}) EXPECT_FALSE(means_missing(text)) << text;
}

TEST(Number, PrintsFixedDecimals) {
  EXPECT_EQ(format_fixed(0.2304, 3), "0.230");
  EXPECT_EQ(format_fixed(-0.0001, 3), "0.000");
  EXPECT_EQ(format_fixed(-0.0006, 3), "-0.001");
  EXPECT_EQ(format_fixed(2.5, 0), "2");  // halves to even
  EXPECT_EQ(format_fixed(kMissing, 3), "");
}

TEST(Number, PrintsMissingAsNothing) {
  EXPECT_EQ(format_shortest(kMissing), "");
  EXPECT_EQ(format_exact(kMissing), "");
  EXPECT_EQ(format_shortest(0.1), "0.1");
  EXPECT_EQ(format_exact(0.1), "0.10000000000000001");
}

RC_GTEST_PROP(NumberProperty, WhatIsPrintedReadsBackAsTheSameDouble, (std::uint64_t bits)) {
  double value = 0;
  std::memcpy(&value, &bits, sizeof value);
  RC_PRE(std::isfinite(value));
  RC_ASSERT(parse_number(format_shortest(value)) == value);
  RC_ASSERT(parse_number(format_exact(value)) == value);
}

}  // namespace
}  // namespace ecoeff
