#include "ecoeff/solver/ratio_test.hpp"

#include <gtest/gtest.h>

#include <utility>

namespace ecoeff::solver {
namespace {

std::size_t leaving(const std::vector<std::pair<double, double>>& alpha_and_level) {
  RatioTest<double> test;
  for (const auto& [alpha, level] : alpha_and_level) test.bound(alpha, level);
  for (std::size_t i = 0; i < alpha_and_level.size(); ++i)
    test.take(alpha_and_level[i].first, alpha_and_level[i].second, i);
  return test.leaving();
}

TEST(RatioTest, TheLevelThatReachesZeroFirstLeaves) {
  EXPECT_EQ(leaving({{1, 3}, {2, 4}, {1, 5}}), 1U);
  EXPECT_EQ(leaving({{1, 1}, {2, 4}, {1, 5}}), 0U);
}

TEST(RatioTest, LevelsThatRiseStayAndNobodyLeavesWhereAllDo) {
  EXPECT_EQ(leaving({{-1, 0}, {1, 9}}), 1U);
  EXPECT_EQ(leaving({{-1, 0}, {0, 0}}), kNone);
}

TEST(RatioTest, AmongNearTiesTheLargestPivot) {
  EXPECT_EQ(leaving({{1e-3, 1e-3}, {2, 2}, {1, 1}}), 1U);
  EXPECT_EQ(leaving({{1e-3, 1e-3 - 1e-14}, {2, 2}}), 1U);  // a hair before, with a thousandth of the pivot
  EXPECT_EQ(leaving({{1e-3, 9e-4}, {2, 2}}), 0U);          // clearly before
}

TEST(RatioTest, ASmallPivotIsNeverTaken) {
  EXPECT_EQ(leaving({{0.5 * Tolerance<double>::pivot, 0}, {1, 7}}), 1U);
  EXPECT_EQ(leaving({{0.5 * Tolerance<double>::pivot, 0}}), kNone);
}

}  // namespace
}  // namespace ecoeff::solver
