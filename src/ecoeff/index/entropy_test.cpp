#include "ecoeff/index/entropy.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>
#include <string>
#include <vector>

#include "tolerance.hpp"

namespace ecoeff {
namespace {

Panel make_panel(const std::vector<std::pair<std::string, std::vector<double>>>& columns, std::size_t years = 1) {
  Table table;
  table.file = "data.csv";
  const std::size_t n = columns.front().second.size();
  std::vector<std::string> unit;
  std::vector<double> year;
  for (std::size_t i = 0; i < n; ++i) {
    unit.push_back("u" + std::to_string(i / years));
    year.push_back(2010 + static_cast<double>(i % years));
    table.source.push_back(i + 2);
  }
  table.set_text("city", unit);
  table.set_numbers("year", year);
  for (const auto& [name, values] : columns) table.set_numbers(name, values);
  return {std::move(table), "city", "year"};
}

std::string error_code(const auto& action) {
  try {
    action();
  } catch (const Error& error) {
    EXPECT_FALSE(error.message.zh.empty());
    EXPECT_FALSE(error.message.en.empty());
    return error.code;
  }
  return "none";
}

// Three rows without shift: a = 1, 2, 3 gives z = 0, 1/2, 1 and p = 0, 1/3, 2/3; b is negative, 10, 10, 0 gives z = 0,
// 0, 1.
TEST(Entropy, ThreeRowsByHand) {
  const Panel panel = make_panel({{"a", {1, 2, 3}}, {"b", {10, 10, 0}}});
  const IndexResult result = entropy_index(panel, {{.column = "a"}, {.column = "b", .positive = false}}, {.shift = 0});
  const double entropy_a = (std::log(3.0) - 2.0 / 3.0 * std::log(2.0)) / std::log(3.0);
  const double weight_a = (1 - entropy_a) / (2 - entropy_a);
  EXPECT_NEAR(result.weights[0].entropy, entropy_a, tolerance::kRoundOff);
  EXPECT_NEAR(result.weights[1].entropy, 0, tolerance::kRoundOff);
  EXPECT_NEAR(result.weights[1].redundancy, 1, tolerance::kRoundOff);
  EXPECT_NEAR(result.weights[0].weight, weight_a, tolerance::kRoundOff);
  EXPECT_NEAR(result.score[0], 0, tolerance::kRoundOff);
  EXPECT_NEAR(result.score[1], weight_a / 2, tolerance::kRoundOff);
  EXPECT_NEAR(result.score[2], 1, tolerance::kRoundOff);
  EXPECT_EQ(result.rows_used, 3U);
  EXPECT_EQ(result.weights[1].minimum, 0);
  EXPECT_EQ(result.weights[1].maximum, 10);
  EXPECT_TRUE(result.notes.empty());
}

TEST(Entropy, ShiftStaysInTheIndex) {
  const Panel panel = make_panel({{"a", {1, 2, 4}}, {"b", {5, 7, 9}}});
  const IndexResult result = entropy_index(panel, {{.column = "a"}, {.column = "b"}});
  EXPECT_NEAR(result.score[0], 0.0001, tolerance::kRoundOff);
  EXPECT_NEAR(result.score[2], 1.0001, tolerance::kRoundOff);
}

TEST(Entropy, ConstantIndicatorHasWeightZeroAndANote) {
  const Panel panel = make_panel({{"a", {1, 2, 3}}, {"same", {7, 7, 7}}, {"b", {2, 1, 5}}});
  const IndexResult with = entropy_index(panel, {{.column = "a"}, {.column = "same"}, {.column = "b"}});
  const IndexResult without = entropy_index(panel, {{.column = "a"}, {.column = "b"}});
  EXPECT_EQ(with.weights[1].weight, 0);
  EXPECT_EQ(with.weights[1].redundancy, 0);
  for (std::size_t i = 0; i < 3; ++i) EXPECT_NEAR(with.score[i], without.score[i], tolerance::kRoundOff);
  ASSERT_EQ(with.notes.size(), 1U);
  EXPECT_EQ(with.notes[0].code, "X310");
  EXPECT_EQ(with.notes[0].where.column, "same");
}

TEST(Entropy, RowsWithAGapHaveNoIndexAndDoNotCount) {
  const Panel panel = make_panel({{"a", {1, 2, kMissing, 3}}, {"b", {2, 1, 9, 5}}});
  const IndexResult result = entropy_index(panel, {{.column = "a"}, {.column = "b"}});
  const Panel complete = make_panel({{"a", {1, 2, 3}}, {"b", {2, 1, 5}}});
  const IndexResult expected = entropy_index(complete, {{.column = "a"}, {.column = "b"}});
  EXPECT_TRUE(is_missing(result.score[2]));
  EXPECT_EQ(result.rows_used, 3U);
  EXPECT_EQ(result.score[3], expected.score[2]);
  ASSERT_EQ(result.notes.size(), 1U);
  EXPECT_EQ(result.notes[0].code, "X311");
  EXPECT_EQ(result.notes[0].where.row, 4U);
  EXPECT_EQ(result.notes[0].where.column, "a");
}

TEST(Entropy, PerYearWeighsEachYearAlone) {
  const Panel panel = make_panel({{"a", {1, 6, 2, 5, 3, 9}}, {"b", {10, 1, 10, 2, 0, 3}}}, 2);
  const std::vector<Indicator> indicators{{.column = "a"}, {.column = "b"}};
  const IndexResult result = entropy_index(panel, indicators, {.per_year = true});
  const Panel first = panel.select({0, 2, 4});
  const IndexResult expected = entropy_index(first, indicators);
  ASSERT_EQ(result.weights_by_year.size(), 2U);
  for (std::size_t j = 0; j < 2; ++j) {
    EXPECT_NEAR(result.weights_by_year[0][j], expected.weights[j].weight, tolerance::kRoundOff);
    EXPECT_NEAR(result.weights[j].weight, (result.weights_by_year[0][j] + result.weights_by_year[1][j]) / 2,
                tolerance::kRoundOff);
  }
  for (std::size_t i = 0; i < 3; ++i) EXPECT_NEAR(result.score[2 * i], expected.score[i], tolerance::kRoundOff);
}

TEST(Entropy, AYearWithOneRowGetsNoIndex) {
  Panel panel = make_panel({{"a", {1, 2, 3, 4}}, {"b", {4, 1, 2, 7}}}, 2);
  const Panel unbalanced = panel.select({0, 1, 2});  // two rows in 2010, one in 2011
  const IndexResult result = entropy_index(unbalanced, {{.column = "a"}, {.column = "b"}}, {.per_year = true});
  EXPECT_FALSE(is_missing(result.score[0]));
  EXPECT_TRUE(is_missing(result.score[1]));
  EXPECT_TRUE(is_missing(result.weights_by_year[1][0]));
  ASSERT_EQ(result.notes.size(), 1U);
  EXPECT_EQ(result.notes[0].code, "X314");
}

TEST(Entropy, RescaledIndexRunsFromZeroToOne) {
  const Panel panel = make_panel({{"a", {1, 2, 3}}, {"b", {2, 1, 5}}});
  const IndexResult result = entropy_index(panel, {{.column = "a"}, {.column = "b"}}, {.rescale = true});
  EXPECT_EQ(*std::min_element(result.score.begin(), result.score.end()), 0);
  EXPECT_EQ(*std::max_element(result.score.begin(), result.score.end()), 1);
}

TEST(Entropy, NothingToRescaleIsSaid) {
  const Panel panel = make_panel({{"a", {1, 2}}, {"b", {2, 1}}});
  const IndexResult result = entropy_index(panel, {{.column = "a"}, {.column = "b"}}, {.rescale = true});
  ASSERT_EQ(result.notes.size(), 1U);
  EXPECT_EQ(result.notes[0].code, "X315");
}

TEST(Entropy, WhatCannotBeComputedIsAnError) {
  const Panel panel = make_panel(
      {{"a", {1, 2, 3}}, {"same", {7, 7, 7}}, {"also", {1, 1, 1}}, {"empty", {kMissing, kMissing, kMissing}}});
  EXPECT_EQ(error_code([&] { (void)entropy_index(panel, {{.column = "a"}, {.column = "empty"}}); }), "X301");
  EXPECT_EQ(error_code([&] { (void)entropy_index(panel, {{.column = "a"}}); }), "X302");
  EXPECT_EQ(error_code([&] { (void)entropy_index(panel, {{.column = "same"}, {.column = "also"}}); }), "X303");
  EXPECT_EQ(error_code([&] {
              (void)entropy_index(panel, {{.column = "same"}, {.column = "also"}}, {.per_year = true});
            }),
            "X303");
  EXPECT_EQ(error_code([&] {
              (void)entropy_index(panel, {{.column = "a"}, {.column = "same"}}, {.shift = -1});
            }),
            "X305");
  EXPECT_EQ(error_code([&] { (void)entropy_index(panel, {{.column = "a"}, {.column = "nowhere"}}); }), "D110");
  EXPECT_EQ(error_code([&] { (void)entropy_index(panel, {{.column = "a"}, {.column = "city"}}); }), "D111");
}

}  // namespace
}  // namespace ecoeff
