#include "ecoeff/stata/expression.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "ecoeff/base/error.hpp"

namespace ecoeff::stata {
namespace {

using testing::ElementsAre;

// x: 1, missing, 3, 7 in unit 1 (years 1, 2, 4) and unit 2 (year 1).
Panel small() {
  Table table;
  table.set_numbers("id", {1, 1, 1, 2});
  table.set_numbers("year", {1, 2, 4, 1});
  table.set_numbers("x", {1, kMissing, 3, 7});
  table.set_text("city", {"a", "", "b", "a"});
  return {std::move(table), "id", "year"};
}

std::vector<double> numbers(const std::string& text) { return evaluate_numbers(small(), true, text); }
double first(const std::string& text) { return numbers(text).front(); }

std::string code_of(const std::string& text, bool has_time = true) {
  try {
    (void)evaluate(small(), has_time, text);
  } catch (const Error& error) {
    return error.code;
  }
  return "";
}

TEST(StataExpression, MissingIsLargerThanEveryNumber) {
  EXPECT_THAT(numbers("x > 2"), ElementsAre(0, 1, 1, 1));
  EXPECT_THAT(numbers("x < 5"), ElementsAre(1, 0, 1, 0));
  EXPECT_THAT(numbers("x == ."), ElementsAre(0, 1, 0, 0));
  EXPECT_THAT(numbers("x < ."), ElementsAre(1, 0, 1, 1));
  EXPECT_THAT(numbers("x != .a"), ElementsAre(1, 0, 1, 1));
  EXPECT_THAT(numbers("x >= . & x <= ."), ElementsAre(0, 1, 0, 0));
}

TEST(StataExpression, AMissingConditionIsTrue) {
  EXPECT_THAT(evaluate_condition(small(), true, "x - 1"), ElementsAre(false, true, true, true));
  EXPECT_THAT(numbers("x & 1"), ElementsAre(1, 1, 1, 1));
  EXPECT_THAT(numbers("!x"), ElementsAre(0, 0, 0, 0));
  EXPECT_THAT(numbers("cond(x, 1, 0)"), ElementsAre(1, 1, 1, 1));
}

TEST(StataExpression, OperatorsBindAsInStata) {
  EXPECT_EQ(first("-2^2"), -4);
  EXPECT_EQ(first("2^3^2"), 64);
  EXPECT_EQ(first("2^-1"), 0.5);
  EXPECT_EQ(first("1 + 2*3 - 8/4"), 5);
  EXPECT_EQ(first("!0 == 1"), 1);
  EXPECT_EQ(first("!(1 == 1)"), 0);
  EXPECT_EQ(first("1 | 0 & 0"), 1);
  EXPECT_EQ(first("~1"), 0);
  EXPECT_EQ(first("1 ~= 2"), 1);
  EXPECT_EQ(first("1 < 2 == 1"), 1);
  EXPECT_EQ(first("1e3 + .5"), 1000.5);
}

TEST(StataExpression, WhatIsNotDefinedIsMissing) {
  for (const char* text : {"ln(0)", "ln(-1)", "1/0", "sqrt(-1)", "0/0", ". + 1", ".^0", "1^.", "exp(1000)", "mod(1,0)"})
    EXPECT_TRUE(is_missing(first(text))) << text;
}

TEST(StataExpression, FunctionsFollowStata) {
  EXPECT_EQ(first("max(., 2, 1)"), 2);
  EXPECT_EQ(first("min(., 2, 1)"), 1);
  EXPECT_TRUE(is_missing(first("max(., .)")));
  EXPECT_EQ(first("round(2.345, .01)"), std::floor(2.345 / 0.01 + 0.5) * 0.01);
  EXPECT_EQ(first("int(-2.7)"), -2);
  EXPECT_EQ(first("mod(-1, 3)"), 2);
  EXPECT_EQ(first("inlist(3, 1, 2, 3)"), 1);
  EXPECT_EQ(first("inrange(3, ., 3)"), 1);
  EXPECT_EQ(first("inrange(., 1, 3)"), 0);
  EXPECT_THAT(numbers("missing(x)"), ElementsAre(0, 1, 0, 0));
  EXPECT_THAT(numbers("mi(city, x)"), ElementsAre(0, 1, 0, 0));
  EXPECT_DOUBLE_EQ(first("ln(exp(2))"), 2);
  EXPECT_THAT(numbers("inlist(city, \"a\", \"c\")"), ElementsAre(1, 0, 0, 1));
  EXPECT_THAT(evaluate(small(), true, "substr(\"abc\", 2, 1) + \"z\"").texts.front(), "bz");
}

TEST(StataExpression, TextComparesWithText) {
  EXPECT_THAT(numbers("city == \"a\""), ElementsAre(1, 0, 0, 1));
  EXPECT_THAT(numbers("city != \"\""), ElementsAre(1, 0, 1, 1));
  EXPECT_EQ(code_of("city == 1"), "T710");
  EXPECT_EQ(code_of("city + 1"), "T710");
  EXPECT_EQ(code_of("ln(city)"), "T710");
  EXPECT_EQ(code_of("ln(1, 2)"), "T710");
}

TEST(StataExpression, TimeRunsOverTheCalendarAndSubscriptsOverRows) {
  const auto lag = numbers("L.x");
  EXPECT_EQ(lag[1], 1);
  EXPECT_TRUE(is_missing(lag[2])) << "year 3 is a gap";
  EXPECT_TRUE(is_missing(lag[3]));
  EXPECT_EQ(numbers("x[_n-1]")[3], 3);
  EXPECT_TRUE(is_missing(numbers("x[_n-1]")[0]));
  EXPECT_THAT(numbers("_n"), ElementsAre(1, 2, 3, 4));
  EXPECT_THAT(numbers("_N"), ElementsAre(4, 4, 4, 4));
  EXPECT_THAT(numbers("1.id"), ElementsAre(1, 1, 1, 0));
  EXPECT_EQ(code_of("L.x", false), "T711");
}

TEST(StataExpression, SlipsAreNamed) {
  for (const char* text : {"", "1 +", "(1", "x = 1", "1 && 2", "x || 1", "2 x", "\"a", "x[1", "&", "ln()x"})
    EXPECT_NE(code_of(text), "") << text;
  EXPECT_EQ(code_of("x = 1"), "T708");
  EXPECT_EQ(code_of("x == 1 && x == 2"), "T708");
  EXPECT_EQ(code_of("lnn(x)"), "T709");
  EXPECT_EQ(code_of("nosuch + 1"), "D110");
  EXPECT_EQ(code_of(std::string(5000, '(')), "T708");
  EXPECT_EQ(code_of(std::string(5000, '-')), "T708");
}

}  // namespace
}  // namespace ecoeff::stata
