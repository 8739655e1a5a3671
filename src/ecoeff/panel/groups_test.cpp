#include "ecoeff/panel/groups.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "random_panel.hpp"

namespace ecoeff {
namespace {

using testing::ElementsAre;

// y rises with x1 by 0, 1 and 2 more in the bands a, b and c; band d has one unit with two rows.
Panel banded_panel() {
  Table table = random_table(11, {.units = 31, .observed = 1});
  std::vector<std::string> band;
  std::vector<double> y(table.numbers("y").begin(), table.numbers("y").end());
  for (std::size_t i = 0; i < table.rows(); ++i) {
    const int unit = static_cast<int>(table.numbers("id")[i]);
    band.push_back(unit == 31 ? "d" : std::string(1, static_cast<char>('a' + unit % 3)));
    y[i] += unit % 3 * table.numbers("x1")[i];
  }
  table.set_text("band", band);
  table.set_numbers("y", y);
  std::vector<std::size_t> rows;
  for (std::size_t i = 0; i < table.rows(); ++i) {
    if (band[i] != "d" || table.numbers("year")[i] < 2012) rows.push_back(i);
  }
  return {table.select(rows), "id", "year"};
}

TEST(Groups, EveryKindOfErrorReachesTheInteractedModel) {
  for (const char* vce : {"iid", "robust", "hc3", "cluster(id, year)", "nw(1)", "dk(1)", "cr2(unit)",
                          "cr3(id, unscaled)", "wild(unit)"}) {
    const GroupComparison out = compare_groups(banded_panel(), parse_formula("y ~ x1 + x2 | unit + time"), {.vce = vce},
                                               "band", {"a", "b"}, "x1");
    EXPECT_GT(out.equal.statistic, 0) << vce;
    EXPECT_LT(out.equal.p, 1) << vce;
  }
}

TEST(Groups, DifferentSlopesAreFound) {
  const GroupComparison out = compare_groups(banded_panel(), parse_formula("y ~ x1 + x2 | unit + time"),
                                             {.vce = "cluster(unit)"}, "band", {"a", "b", "c"}, "x1");
  EXPECT_THAT(out.groups, ElementsAre("a", "b", "c"));
  ASSERT_EQ(out.pairs.size(), 3U);
  EXPECT_EQ(out.pairs[1].first, "a");
  EXPECT_EQ(out.pairs[1].second, "c");
  EXPECT_DOUBLE_EQ(out.pairs[1].difference, out.coefficients[0] - out.coefficients[2]);
  EXPECT_EQ(out.equal.df, 2);
  EXPECT_EQ(out.equal.df2, 29);
  EXPECT_LT(out.equal.p, 1e-4);
  const GroupComparison same = compare_groups(banded_panel(), parse_formula("y ~ x1 + x2 | unit + time"),
                                              {.vce = "cluster(unit)"}, "band", {"a", "b", "c"}, "x2");
  EXPECT_GT(same.equal.p, 0.01);
}

TEST(Groups, OrderOfGroupsDoesNotMatter) {
  const Formula formula = parse_formula("y ~ x1 + L.x2 | unit + time");
  const Panel panel = banded_panel();
  const GroupComparison one = compare_groups(panel, formula, {.vce = "robust"}, "band", {"a", "b", "c"}, "L.x2");
  const GroupComparison two = compare_groups(panel, formula, {.vce = "robust"}, "band", {"c", "a", "b"}, "L.x2");
  EXPECT_NEAR(one.equal.statistic, two.equal.statistic, 1e-10);
  EXPECT_EQ(one.equal.df2, two.equal.df2);
}

TEST(Groups, WhatCannotBeEstimatedIsLeftOutByName) {
  const GroupComparison out = compare_groups(banded_panel(), parse_formula("y ~ x1 | unit + time"), {}, "band",
                                             {"a", "d", "nowhere", "b"}, "x1");
  EXPECT_THAT(out.groups, ElementsAre("a", "b"));
  ASSERT_EQ(out.notes.size(), 2U);
  EXPECT_EQ(out.notes[0].code, "P550");
  EXPECT_EQ(out.notes[0].where.value, "d");
  EXPECT_EQ(out.notes[1].where.value, "nowhere");
  EXPECT_EQ(out.equal.df, 1);
  const GroupComparison lone = compare_groups(banded_panel(), parse_formula("y ~ x1 | unit"), {}, "band", {"a"}, "x1");
  EXPECT_TRUE(is_missing(lone.equal.statistic));
}

TEST(Groups, RegressionsWithoutEffects) {
  const GroupComparison out = compare_groups(banded_panel(), parse_formula("y ~ x1"), {}, "band", {"a", "b"}, "x1");
  // With iid errors the interacted model is Chow's: F(1, N - 4).
  EXPECT_EQ(out.equal.df2, 20 * 7 - 4);
}

}  // namespace
}  // namespace ecoeff
