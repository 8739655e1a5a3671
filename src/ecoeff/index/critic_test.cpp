#include "ecoeff/index/critic.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

#include "tolerance.hpp"

namespace ecoeff {
namespace {

Panel make_panel(const std::vector<std::vector<double>>& columns) {
  Table table;
  std::vector<std::string> unit;
  for (std::size_t i = 0; i < columns.front().size(); ++i) unit.push_back("u" + std::to_string(i));
  table.set_text("city", unit);
  for (std::size_t j = 0; j < columns.size(); ++j) table.set_numbers("x" + std::to_string(j), columns[j]);
  return {std::move(table), "city", ""};
}

std::vector<Indicator> indicators(std::size_t n) {
  std::vector<Indicator> all;
  for (std::size_t j = 0; j < n; ++j) all.push_back({.column = "x" + std::to_string(j)});
  return all;
}

double detail(const IndexResult& result, std::size_t j, const std::string& name) {
  for (const auto& [key, value] : result.weights[j].details) {
    if (key == name) return value;
  }
  return kMissing;
}

// z of (0, 1, 2) and of (0, 0, 5) is (0, 1/2, 1) and (0, 0, 1): s = 1/2 and 1/sqrt(3), r = sqrt(3)/2.
TEST(Critic, ThreeRowsByHand) {
  const IndexResult result = critic_index(make_panel({{0, 1, 2}, {0, 0, 5}}), indicators(2));
  const double conflict = 1 - std::sqrt(3.0) / 2;
  EXPECT_NEAR(detail(result, 0, "contrast"), 0.5, tolerance::kRoundOff);
  EXPECT_NEAR(detail(result, 1, "contrast"), 1 / std::sqrt(3.0), tolerance::kRoundOff);
  EXPECT_NEAR(detail(result, 0, "conflict"), conflict, tolerance::kRoundOff);
  EXPECT_NEAR(detail(result, 1, "information"), conflict / std::sqrt(3.0), tolerance::kRoundOff);
  const double weight = 0.5 / (0.5 + 1 / std::sqrt(3.0));
  EXPECT_NEAR(result.weights[0].weight, weight, tolerance::kRoundOff);
  EXPECT_NEAR(result.score[1], weight / 2, tolerance::kRoundOff);
  EXPECT_EQ(result.score[2], 1);
}

TEST(Critic, DirectionAndUnitsChangeNoWeight) {
  const std::vector<double> x{3, 1, 4, 1, 5}, y{9, 2, 6, 5, 3}, z{5, 8, 9, 7, 9};
  std::vector<double> turned, scaled;
  for (const double v : y) turned.push_back(100 - v);
  for (const double v : z) scaled.push_back(1e6 * v + 3);
  const IndexResult plain = critic_index(make_panel({x, y, z}), indicators(3));
  std::vector<Indicator> other = indicators(3);
  other[1].positive = false;
  const IndexResult same = critic_index(make_panel({x, turned, scaled}), other);
  for (std::size_t j = 0; j < 3; ++j)
    EXPECT_NEAR(plain.weights[j].weight, same.weights[j].weight, tolerance::kRoundOff);
}

TEST(Critic, AConstantIndicatorLeavesTheOthersAsTheyAre) {
  const std::vector<double> x{3, 1, 4, 1}, y{9, 2, 6, 5}, flat{7, 7, 7, 7};
  const IndexResult two = critic_index(make_panel({x, y}), indicators(2));
  const IndexResult three = critic_index(make_panel({x, y, flat}), indicators(3));
  EXPECT_EQ(three.weights[2].weight, 0);
  EXPECT_EQ(three.weights[0].weight, two.weights[0].weight);
  ASSERT_EQ(three.notes.size(), 1U);
  EXPECT_EQ(three.notes[0].code, "X310");
}

TEST(Critic, IndicatorsThatAllSayTheSameWeighByTheirSpread) {
  const std::vector<double> x{1, 2, 3, 4};
  const IndexResult result = critic_index(make_panel({x, x}), indicators(2));
  EXPECT_EQ(result.weights[0].weight, 0.5);
  EXPECT_EQ(detail(result, 0, "conflict"), 0);
}

}  // namespace
}  // namespace ecoeff
