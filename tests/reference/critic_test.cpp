// CRITIC weights against R's sd and cor (tests/reference/critic/make_expected.R; second.py holds those against decimal
// arithmetic).
#include "ecoeff/index/critic.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "ecoeff/data/read.hpp"
#include "tolerance.hpp"

namespace ecoeff {
namespace {

const std::string kFolder = std::string(ECOEFF_SOURCE_DIR) + "/tests/reference/";

std::map<std::string, std::vector<double>> expected() {
  std::ifstream in(kFolder + "critic/expected.csv");
  std::map<std::string, std::vector<double>> all;
  for (std::string line; std::getline(in, line);) {
    const std::vector<std::string> cells = split(line, ',');
    for (std::size_t i = 1; i < cells.size(); ++i) all[cells[0]].push_back(parse_number(cells[i]).value());
  }
  return all;
}

const std::vector<Indicator> kIndicators{{.column = "education"},
                                         {.column = "wage"},
                                         {.column = "green"},
                                         {.column = "sulphur", .positive = false},
                                         {.column = "water", .positive = false}};

Panel panel() { return {read_table(kFolder + "index/input.csv").table, "unit", "year"}; }

void expect_same(const std::vector<double>& actual, const std::vector<double>& wanted) {
  ASSERT_EQ(actual.size(), wanted.size());
  for (std::size_t i = 0; i < actual.size(); ++i)
    EXPECT_LT(tolerance::relative_difference(actual[i], wanted[i]), 1e-12) << i;
}

std::vector<double> weights(const IndexResult& result) {
  std::vector<double> all;
  for (const IndicatorWeight& line : result.weights) all.push_back(line.weight);
  return all;
}

TEST(CriticReference, PooledByR) {
  const auto wanted = expected();
  const IndexResult result = critic_index(panel(), kIndicators);
  expect_same(weights(result), wanted.at("weight"));
  expect_same(result.score, wanted.at("index"));
  for (std::size_t m = 0; m < 3; ++m) {
    std::vector<double> values;
    for (const IndicatorWeight& line : result.weights) values.push_back(line.details[m].second);
    expect_same(values, wanted.at(result.weights[0].details[m].first));
  }
}

TEST(CriticReference, OfEachYearByR) {
  const auto wanted = expected();
  const IndexResult result = critic_index(panel(), kIndicators, {.per_year = true});
  expect_same(weights(result), wanted.at("year_weight"));
  expect_same(result.score, wanted.at("year_index"));
}

}  // namespace
}  // namespace ecoeff
