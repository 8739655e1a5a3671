// The index methods against numbers that numpy computed (tests/reference/index/make_expected.py).
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "ecoeff/index/entropy.hpp"
#include "ecoeff/index/pca.hpp"
#include "tolerance.hpp"

namespace ecoeff {
namespace {

const std::string kFolder = std::string(ECOEFF_SOURCE_DIR) + "/tests/reference/index/";

Panel reference_panel() {
  std::ifstream in(kFolder + "input.csv");
  std::string line;
  std::getline(in, line);
  const std::vector<std::string> names = split(line, ',');
  std::vector<std::vector<std::string>> cells(names.size());
  while (std::getline(in, line)) {
    const std::vector<std::string> row = split(line, ',');
    for (std::size_t j = 0; j < names.size(); ++j) cells[j].push_back(row.at(j));
  }
  Table table;
  table.set_text(names[0], cells[0]);
  for (std::size_t j = 1; j < names.size(); ++j) {
    std::vector<double> values;
    for (const std::string& cell : cells[j]) values.push_back(parse_number(cell).value());
    table.set_numbers(names[j], values);
  }
  return {std::move(table), "unit", "year"};
}

nlohmann::json expected(const std::string& which) {
  std::ifstream in(kFolder + "expected.json");
  return nlohmann::json::parse(in).at(which);
}

const std::vector<Indicator> kIndicators{{.column = "education"},
                                         {.column = "wage"},
                                         {.column = "green"},
                                         {.column = "sulphur", .positive = false},
                                         {.column = "water", .positive = false}};

void expect_same(const std::vector<double>& actual, const nlohmann::json& wanted) {
  ASSERT_EQ(actual.size(), wanted.size());
  ASSERT_FALSE(actual.empty());
  for (std::size_t i = 0; i < actual.size(); ++i) EXPECT_NEAR(actual[i], wanted[i].get<double>(), 1e-11) << i;
}

void expect_entropy(const nlohmann::json& wanted, const EntropyOptions& options) {
  const IndexResult result = entropy_index(reference_panel(), kIndicators, options);
  expect_same(result.score, wanted.at("index"));
  for (std::size_t j = 0; j < kIndicators.size(); ++j) {
    EXPECT_NEAR(result.weights[j].weight, wanted.at("weight")[j].get<double>(), tolerance::kRoundOff);
    EXPECT_NEAR(result.weights[j].entropy, wanted.at("entropy")[j].get<double>(), tolerance::kRoundOff);
    EXPECT_NEAR(result.weights[j].redundancy, wanted.at("redundancy")[j].get<double>(), tolerance::kRoundOff);
  }
}

void expect_pca(const nlohmann::json& wanted, const PcaOptions& options) {
  const IndexResult result = pca_index(reference_panel(), kIndicators, options);
  expect_same(result.score, wanted.at("index"));
  expect_same(result.components.eigenvalues, wanted.at("eigenvalues"));
  EXPECT_EQ(result.components.kept, wanted.at("kept").get<std::size_t>());
  EXPECT_NEAR(result.components.kmo, wanted.at("kmo").get<double>(), 1e-11);
  EXPECT_LT(tolerance::relative_difference(result.components.bartlett, wanted.at("bartlett").get<double>()), 1e-11);
  for (std::size_t j = 0; j < kIndicators.size(); ++j)
    expect_same(result.weights[j].loadings, wanted.at("loadings")[j]);
}

TEST(IndexReference, Entropy) { expect_entropy(expected("entropy"), {}); }
TEST(IndexReference, EntropyWithoutShift) { expect_entropy(expected("entropy_no_shift"), {.shift = 0}); }
TEST(IndexReference, EntropyPerYear) {
  const IndexResult result = entropy_index(reference_panel(), kIndicators, {.per_year = true});
  expect_same(result.score, expected("entropy_per_year").at("index"));
}
TEST(IndexReference, Pca) { expect_pca(expected("pca"), {}); }
TEST(IndexReference, PcaByShare) { expect_pca(expected("pca_share_95"), {.share = 0.95}); }
TEST(IndexReference, PcaWithUnitScores) { expect_pca(expected("pca_unit_scores"), {.unit_scores = true}); }

}  // namespace
}  // namespace ecoeff
