#include "ecoeff/frontier/schedule/dominators.hpp"

#include <gtest/gtest.h>

#include <array>

namespace ecoeff::frontier {
namespace {

using Row = std::array<double, 3>;  // input, good, bad

bool dominates(Returns returns, const Row& point, const Row& row) {
  const Model model{.kind = Kind::slacks, .features = {{Side::input}, {Side::good}, {Side::bad}}, .returns = returns};
  Dominators dominators(model, 2);
  dominators.add(point.data());
  return dominators.dominate(row.data());
}

TEST(Dominators, ScaleAPointAsTheReturnsAllow) {
  const Row point{2, 2, 2};
  const Row half{1.5, 1, 1.5};
  const Row twice{5, 4, 5};
  EXPECT_TRUE(dominates(Returns::crs, point, half));
  EXPECT_TRUE(dominates(Returns::nirs, point, half));
  EXPECT_FALSE(dominates(Returns::ndrs, point, half));
  EXPECT_FALSE(dominates(Returns::vrs, point, half));
  EXPECT_TRUE(dominates(Returns::crs, point, twice));
  EXPECT_TRUE(dominates(Returns::ndrs, point, twice));
  EXPECT_FALSE(dominates(Returns::nirs, point, twice));
  EXPECT_FALSE(dominates(Returns::vrs, point, twice));
}

TEST(Dominators, CountOnlyClearCases) {
  const Row point{2, 2, 2};
  EXPECT_FALSE(dominates(Returns::vrs, point, point));
  EXPECT_FALSE(dominates(Returns::crs, point, {3, 3, 3}));
  EXPECT_FALSE(dominates(Returns::vrs, point, {3, 2, 2}));  // one slack alone is left to the linear program
  EXPECT_TRUE(dominates(Returns::vrs, point, {2, 1.9, 2}));
  EXPECT_TRUE(dominates(Returns::vrs, point, {2.1, 2, 2.1}));
  EXPECT_FALSE(dominates(Returns::vrs, point, {2 + 1e-8, 2, 2 + 1e-8}));
  EXPECT_FALSE(dominates(Returns::vrs, point, {3, 1, 0}));  // a zero
}

TEST(Dominators, TheLeastUsefulPointMakesRoom) {
  const Model model{.kind = Kind::slacks, .features = {{Side::input}, {Side::good}}, .returns = Returns::vrs};
  Dominators dominators(model, 2);
  for (const std::array<double, 2>& point : {std::array<double, 2>{1, 1}, {10, 10}}) dominators.add(point.data());
  const std::array<double, 2> small{2, 0.5};
  const std::array<double, 2> large{20, 9};
  EXPECT_TRUE(dominators.dominate(small.data()));
  const std::array<double, 2> middle{5, 5};
  dominators.add(middle.data());  // in the place of (10, 10)
  EXPECT_TRUE(dominators.dominate(small.data()));
  EXPECT_FALSE(dominators.dominate(large.data()));
}

}  // namespace
}  // namespace ecoeff::frontier
