#include "ecoeff/index/pca.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

#include "tolerance.hpp"

namespace ecoeff {
namespace {

Panel make_panel(const std::vector<std::pair<std::string, std::vector<double>>>& columns) {
  Table table;
  table.file = "data.csv";
  std::vector<std::string> unit;
  for (std::size_t i = 0; i < columns.front().second.size(); ++i) {
    unit.push_back("u" + std::to_string(i));
    table.source.push_back(i + 2);
  }
  table.set_text("city", unit);
  for (const auto& [name, values] : columns) table.set_numbers(name, values);
  return {std::move(table), "city", ""};
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

// a = 1, 2, 3 and b = 1, 3, 2 have r = 1/2: eigenvalues 3/2 and 1/2, first vector (1, 1)/sqrt 2. Standardised a is -1,
// 0, 1 and b -1, 1, 0, so the first score is -sqrt 2, 1/sqrt 2, 1/sqrt 2; it alone is kept and is the index.
TEST(Pca, TwoIndicatorsByHand) {
  const Panel panel = make_panel({{"a", {1, 2, 3}}, {"b", {1, 3, 2}}});
  const IndexResult result = pca_index(panel, {{.column = "a"}, {.column = "b"}});
  EXPECT_NEAR(result.components.eigenvalues[0], 1.5, tolerance::kRoundOff);
  EXPECT_NEAR(result.components.eigenvalues[1], 0.5, tolerance::kRoundOff);
  EXPECT_NEAR(result.components.share[0], 0.75, tolerance::kRoundOff);
  EXPECT_EQ(result.components.kept, 1U);
  EXPECT_NEAR(result.score[0], -std::sqrt(2.0), tolerance::kRoundOff);
  EXPECT_NEAR(result.score[1], std::sqrt(0.5), tolerance::kRoundOff);
  EXPECT_NEAR(result.score[2], std::sqrt(0.5), tolerance::kRoundOff);
  EXPECT_NEAR(result.weights[0].weight, std::sqrt(0.5), tolerance::kRoundOff);
  EXPECT_NEAR(result.weights[0].loadings[0], std::sqrt(0.75), tolerance::kRoundOff);
  // Two indicators: the anti-image correlation is the correlation itself, so KMO is 1/2. ln|R| = ln(3/4), df 1.
  EXPECT_NEAR(result.components.kmo, 0.5, tolerance::kRoundOff);
  EXPECT_NEAR(result.components.bartlett, -(3 - 1 - 9.0 / 6) * std::log(0.75), tolerance::kRoundOff);
  EXPECT_EQ(result.components.bartlett_df, 1);
}

TEST(Pca, UnitScoresHaveVarianceOne) {
  const Panel panel = make_panel({{"a", {1, 2, 3}}, {"b", {1, 3, 2}}});
  const IndexResult result = pca_index(panel, {{.column = "a"}, {.column = "b"}}, {.unit_scores = true});
  EXPECT_NEAR(result.score[0], -std::sqrt(2.0 / 1.5), tolerance::kRoundOff);
}

TEST(Pca, NegativeIndicatorIsTurnedRound) {
  const Panel panel = make_panel({{"a", {1, 2, 3}}, {"b", {1, 3, 2}}, {"minus_b", {-1, -3, -2}}});
  const IndexResult direct = pca_index(panel, {{.column = "a"}, {.column = "b"}});
  const IndexResult turned = pca_index(panel, {{.column = "a"}, {.column = "minus_b", .positive = false}});
  for (std::size_t i = 0; i < 3; ++i) EXPECT_NEAR(direct.score[i], turned.score[i], tolerance::kRoundOff);
}

TEST(Pca, SignIsFixedWhenTheElementsOfAVectorSumToZero) {
  // r = -1/2: the first vector is (1, -1)/sqrt 2, whose sum is zero; its first element is made positive.
  const Panel panel = make_panel({{"a", {1, 2, 3}}, {"b", {-1, -3, -2}}});
  const IndexResult result = pca_index(panel, {{.column = "a"}, {.column = "b"}});
  EXPECT_NEAR(result.weights[0].weight, std::sqrt(0.5), tolerance::kRoundOff);
  EXPECT_NEAR(result.weights[1].weight, -std::sqrt(0.5), tolerance::kRoundOff);
}

TEST(Pca, ShareKeepsMoreComponents) {
  const Panel panel = make_panel({{"a", {1, 2, 3, 5}}, {"b", {1, 3, 2, 0}}, {"c", {4, 3, 1, 2}}});
  const std::vector<Indicator> indicators{{.column = "a"}, {.column = "b"}, {.column = "c"}};
  EXPECT_EQ(pca_index(panel, indicators, {.share = 1}).components.kept, 3U);
  EXPECT_EQ(pca_index(panel, indicators, {.share = 0.01}).components.kept, 1U);
}

TEST(Pca, NoLargeEigenvalueKeepsTheFirstAndSaysSo) {
  const Panel panel = make_panel({{"a", {1, 2, 3}}, {"b", {1, 3, 2}}});
  const IndexResult result = pca_index(panel, {{.column = "a"}, {.column = "b"}}, {.eigenvalue_above = 5});
  EXPECT_EQ(result.components.kept, 1U);
  ASSERT_FALSE(result.notes.empty());
  EXPECT_EQ(result.notes[0].code, "X316");
}

TEST(Pca, SingularCorrelationLeavesKmoEmpty) {
  const Panel panel = make_panel({{"a", {1, 2, 3, 5}}, {"twice", {2, 4, 6, 10}}, {"c", {4, 3, 1, 2}}});
  const IndexResult result = pca_index(panel, {{.column = "a"}, {.column = "twice"}, {.column = "c"}});
  EXPECT_TRUE(is_missing(result.components.kmo));
  EXPECT_TRUE(is_missing(result.components.bartlett));
  EXPECT_FALSE(is_missing(result.score[0]));
  ASSERT_EQ(result.notes.size(), 1U);
  EXPECT_EQ(result.notes[0].code, "X313");
}

TEST(Pca, LowKmoIsSaid) {
  // c = a + b + little: pairwise correlations are small beside the partial ones.
  const Panel panel = make_panel({{"a", {1, -1, 1, -1, 2}}, {"b", {1, 1, -1, -1, 0}}, {"c", {2.1, 0.1, -0.1, -2, 2}}});
  const IndexResult result = pca_index(panel, {{.column = "a"}, {.column = "b"}, {.column = "c"}});
  ASSERT_LT(result.components.kmo, 0.5);
  ASSERT_FALSE(result.notes.empty());
  EXPECT_EQ(result.notes.back().code, "X312");
}

TEST(Pca, RowsWithAGapHaveNoIndex) {
  const Panel panel = make_panel({{"a", {1, 2, kMissing, 3}}, {"b", {1, 3, 7, 2}}});
  const IndexResult result = pca_index(panel, {{.column = "a"}, {.column = "b"}});
  EXPECT_TRUE(is_missing(result.score[2]));
  EXPECT_NEAR(result.score[0], -std::sqrt(2.0), tolerance::kRoundOff);
  EXPECT_EQ(result.notes[0].code, "X311");
}

TEST(Pca, WhatCannotBeComputedIsAnError) {
  const Panel panel = make_panel({{"a", {1, 2, 3}}, {"same", {7, 7, 7}}, {"empty", {kMissing, kMissing, kMissing}}});
  EXPECT_EQ(error_code([&] { (void)pca_index(panel, {{.column = "a"}, {.column = "same"}}); }), "X304");
  EXPECT_EQ(error_code([&] { (void)pca_index(panel, {{.column = "a"}, {.column = "empty"}}); }), "X301");
  EXPECT_EQ(error_code([&] { (void)pca_index(panel, {{.column = "a"}}); }), "X302");
  EXPECT_EQ(error_code([&] { (void)pca_index(panel, {{.column = "a"}, {.column = "same"}}, {.share = 2}); }), "X305");
}

}  // namespace
}  // namespace ecoeff
