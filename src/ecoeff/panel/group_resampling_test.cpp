#include "ecoeff/panel/group_resampling.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "ecoeff/panel/groups.hpp"
#include "random_panel.hpp"

namespace ecoeff {
namespace {

// Regions 0 and 1 of a random panel; in the second the effect of x1 is `shift` larger.
Panel two_groups(double shift, bool reversed = false) {
  Table table = random_table(5, {.units = 40});
  std::vector<double> group;
  std::vector<double> y(table.numbers("y").begin(), table.numbers("y").end());
  for (std::size_t i = 0; i < table.rows(); ++i) {
    group.push_back(static_cast<int>(table.numbers("id")[i]) % 2);
    if (group.back() == 1) y[i] += shift * table.numbers("x1")[i];
  }
  table.set_numbers("y", y);
  table.set_numbers("group", group);
  if (reversed) {
    std::vector<std::size_t> rows(table.rows());
    for (std::size_t i = 0; i < rows.size(); ++i) rows[i] = rows.size() - 1 - i;
    table = table.select(rows);
  }
  return {std::move(table), "id", "year"};
}

ResampledDifference resampled(const Panel& panel, const ResamplingOptions& options) {
  return compare_groups(panel, parse_formula("y ~ x1 + x2 | unit + time"), {.vce = "cluster(unit)"}, "group",
                        {"1", "0"}, "x1", options)
      .pairs.at(0)
      .resampled;
}

void expect_same(const ResampledDifference& a, const ResampledDifference& b) {
  EXPECT_EQ(a.permutation_p, b.permutation_p);
  EXPECT_EQ(a.bootstrap_p, b.bootstrap_p);
  EXPECT_NEAR(a.bootstrap_se, b.bootstrap_se, 1e-10);
  EXPECT_NEAR(a.low, b.low, 1e-10);
}

TEST(GroupResampling, FindsADifferenceAndOnlyThen) {
  const ResampledDifference none = resampled(two_groups(0), {.replications = 299, .seed = 3});
  const ResampledDifference large = resampled(two_groups(2), {.replications = 299, .seed = 3});
  EXPECT_GT(none.permutation_p, 0.05);
  EXPECT_GT(none.bootstrap_p, 0.05);
  EXPECT_DOUBLE_EQ(large.permutation_p, 1.0 / 300);
  EXPECT_DOUBLE_EQ(large.bootstrap_p, 2.0 / 300);
  EXPECT_EQ(large.permutations, 299);
  EXPECT_LT(large.low, large.difference);
  EXPECT_GT(large.high, large.difference);
}

TEST(GroupResampling, ErrorIsNearTheClusteredOne) {
  const Panel panel = two_groups(0);
  const GroupComparison comparison =
      compare_groups(panel, parse_formula("y ~ x1 + x2 | unit + time"), {.vce = "cluster(unit)"}, "group", {"1", "0"},
                     "x1", {.replications = 499});
  const PairDifference& pair = comparison.pairs.at(0);
  EXPECT_NEAR(pair.difference, pair.resampled.difference, 1e-10);
  const double clustered = pair.difference / pair.z;
  EXPECT_NEAR(pair.resampled.bootstrap_se / clustered, 1, 0.25);
}

TEST(GroupResampling, NeitherThreadsNorRowOrderMatterButTheSeedDoes) {
  const ResampledDifference one = resampled(two_groups(0.3), {.replications = 100, .seed = 8});
  expect_same(one, resampled(two_groups(0.3), {.replications = 100, .seed = 8, .threads = 4}));
  expect_same(one, resampled(two_groups(0.3, true), {.replications = 100, .seed = 8}));
  EXPECT_NE(one.bootstrap_se, resampled(two_groups(0.3), {.replications = 100, .seed = 9}).bootstrap_se);
}

}  // namespace
}  // namespace ecoeff
