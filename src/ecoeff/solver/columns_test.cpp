#include "ecoeff/solver/columns.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "ecoeff/numeric/random.hpp"
#include "tolerance.hpp"

namespace ecoeff::solver {
namespace {

Data data_of(std::size_t features, std::vector<double> values) {
  Data data{.features = features, .value = std::move(values)};
  for (std::size_t i = 0; i < data.rows(); ++i) data.unit.push_back(static_cast<std::int32_t>(i));
  return data;
}

ColumnStore store_of(const Data& data) {
  std::vector<std::size_t> rows(data.rows());
  std::iota(rows.begin(), rows.end(), std::size_t{0});
  return {data, rows};
}

TEST(ColumnStore, PricesWhatABruteForceScanPrices) {
  RandomStream random(7);
  std::vector<double> values;
  for (int i = 0; i < 3 * 200; ++i) values.push_back(random.uniform(0.1, 9));
  const Data data = data_of(3, values);
  const ColumnStore store = store_of(data);
  const std::vector<double> inverse = {0.5, 2, 1};  // of the divisors
  for (int trial = 0; trial < 50; ++trial) {
    const std::vector<double> weights = {random.uniform(-1, 1), random.uniform(-1, 1), random.uniform(-1, 1)};
    const double constant = random.uniform(-2, 2);
    Reference reference{.data = &data, .store = &store, .without_row = random.below(200)};
    double best = 0;
    for (std::size_t row = 0; row < data.rows(); ++row) {
      double value = constant;
      double size = 1;
      for (std::size_t k = 0; k < 3; ++k) {
        value += weights[k] * data.row(row)[k];
        size = std::max(size, data.row(row)[k] * inverse[k]);
      }
      if (row != reference.without_row) best = std::max(best, value / size);
    }
    const Priced priced = most_violating(
        reference, {.weights = weights.data(), .constant = constant, .inverse = inverse.data(), .tolerance = 1e-11});
    EXPECT_NEAR(priced.violation, best, tolerance::kRoundOff);
    EXPECT_EQ(priced.row == kNone, best <= 1e-11);
    EXPECT_NE(priced.row, reference.without_row);
  }
}

// Of columns up to a million times smaller than the evaluated row, the one that violates most for its size.
TEST(ColumnStore, SmallColumnsCountForTheirSizeWhereIntensitiesAreUnbounded) {
  RandomStream random(8);
  const std::vector<double> inverse = {1, 1};
  for (int trial = 0; trial < 50; ++trial) {
    std::vector<double> values;
    for (int i = 0; i < 200; ++i) {
      const double size = std::pow(10.0, -random.uniform(2, 6));
      values.push_back(size);
      values.push_back(size * (1 + 1e-6 * random.uniform(-1, 1)));
    }
    const Data data = data_of(2, values);
    const ColumnStore store = store_of(data);
    const Reference reference{.data = &data, .store = &store, .without_row = random.below(200)};
    const std::vector<double> weights = {-1, 1};
    Prices prices{.weights = weights.data(), .inverse = inverse.data(), .tolerance = 1e-5};
    WorkingSet working;
    EXPECT_EQ(violating(reference, prices, working).row, kNone);
    prices.tolerance = 1e-7;
    prices.unbounded = true;
    const Priced priced = violating(reference, prices, working);
    ASSERT_NE(priced.row, kNone);
    EXPECT_NE(priced.row, reference.without_row);
    const double* z = data.row(priced.row);
    EXPECT_NEAR(priced.violation, (z[1] - z[0]) / std::max(z[0], z[1]), tolerance::kRoundOff);
  }
}

TEST(ColumnStore, AColumnAtATimeMakesTheSameStore) {
  RandomStream random(29);
  std::vector<double> values;
  for (int i = 0; i < 3 * 150; ++i) values.push_back(random.uniform(0.1, 9));
  const Data data = data_of(3, values);
  ColumnStore grown;
  std::vector<std::size_t> rows;
  for (std::size_t row = 0; row < data.rows(); ++row) {
    rows.push_back(row);
    grown.add(data, row);
    ColumnStore whole;
    whole.assign(data, rows, ColumnStore::Use::once);
    ASSERT_EQ(grown.size(), whole.size());
    ASSERT_EQ(grown.blocks(), whole.blocks());
    const double weights[] = {random.uniform(-1, 1), random.uniform(-1, 1), random.uniform(-1, 1)};
    std::array<double, ColumnStore::kGroup> grown_bounds{};
    std::array<double, ColumnStore::kGroup> whole_bounds{};
    EXPECT_EQ(grown.bounds().of_group(0, weights, 1, -1e9, grown_bounds),
              whole.bounds().of_group(0, weights, 1, -1e9, whole_bounds));
    for (std::size_t b = 0; b < whole.blocks(); ++b) {
      EXPECT_EQ(grown_bounds[b], whole_bounds[b]);
      EXPECT_TRUE(std::equal(whole.rows(b), whole.rows(b) + ColumnStore::kBlock, grown.rows(b)));
      EXPECT_TRUE(std::equal(whole.values(b, 0), whole.values(b, 0) + 3 * ColumnStore::kBlock, grown.values(b, 0)));
    }
    for (std::size_t k = 0; k < 3; ++k) EXPECT_EQ(grown.highest(k), whole.highest(k));
  }
}

TEST(ColumnStore, LeavesAUnitOutButKeepsOneOfItsRows) {
  Data data = data_of(1, {1, 2, 3});
  data.unit = {5, 5, 6};
  const Reference reference{.data = &data, .without_unit = 5, .but_keep = 1};
  EXPECT_FALSE(reference.holds(0));
  EXPECT_TRUE(reference.holds(1));
  EXPECT_TRUE(reference.holds(2));
}

}  // namespace
}  // namespace ecoeff::solver
