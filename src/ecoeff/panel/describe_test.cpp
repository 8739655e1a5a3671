#include "ecoeff/panel/describe.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace ecoeff {
namespace {

TEST(Describe, AsSummarizeGivesIt) {
  Table table;
  table.set_numbers("x", {4, kMissing, 1, 2, 3, 10});
  const Description d = describe_columns(table, {"x"}).at(0);
  EXPECT_EQ(d.column, "x");
  EXPECT_EQ(d.n, 5U);
  EXPECT_EQ(d.missing, 1U);
  EXPECT_DOUBLE_EQ(d.mean, 4);
  EXPECT_DOUBLE_EQ(d.sd, std::sqrt(50.0 / 4));
  EXPECT_EQ(d.minimum, 1);
  EXPECT_EQ(d.p25, 2);
  EXPECT_EQ(d.median, 3);
  EXPECT_EQ(d.p75, 4);
  EXPECT_EQ(d.maximum, 10);
}

TEST(Describe, LargeLevelsKeepTheSpread) {
  Table table;
  table.set_numbers("x", {1e12 + 1, 1e12 + 2, 1e12 + 3});
  EXPECT_DOUBLE_EQ(describe_columns(table, {"x"}).at(0).sd, 1);
}

TEST(Describe, WhatIsNotThereIsMissing) {
  Table table;
  table.set_numbers("empty", {kMissing, kMissing});
  table.set_numbers("one", {7, kMissing});
  table.set_text("word", {"a", "b"});
  const std::vector<Description> d = describe_columns(table, {"empty", "one"});
  EXPECT_EQ(d[0].n, 0U);
  EXPECT_TRUE(is_missing(d[0].mean));
  EXPECT_EQ(d[1].mean, 7);
  EXPECT_TRUE(is_missing(d[1].sd));
  EXPECT_THROW((void)describe_columns(table, {"word"}), Error);
  EXPECT_THROW((void)describe_columns(table, {"nowhere"}), Error);
}

}  // namespace
}  // namespace ecoeff
