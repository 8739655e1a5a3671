// Whatever the prices, no bound lies below the price of a column, and what is passed over holds none that violates.
#include "ecoeff/solver/block_bounds.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "ecoeff/numeric/random.hpp"
#include "ecoeff/solver/columns.hpp"
#include "ecoeff/solver/order.hpp"
#include "ecoeff/solver/price_filter.hpp"

namespace ecoeff::solver {
namespace {

constexpr std::size_t kFeatures = 3;

// Points on the surface good = (x1 x2)^0.3, each feature in a unit of its own, in the order of the solver.
struct Surface {
  Data data{.features = kFeatures, .value = {}, .unit = {}};
  ColumnStore store;

  Surface(std::size_t n, const std::array<double, kFeatures>& units) {
    RandomStream random(n);
    for (std::size_t i = 0; i < n; ++i) {
      const double a = std::exp(random.normal());
      const double b = std::exp(random.normal());
      for (const auto& [k, z] : {std::pair<std::size_t, double>{0, a}, {1, b}, {2, std::pow(a * b, 0.3)}})
        data.value.push_back(units[k] * z);
    }
    data.unit.assign(n, 0);
    std::vector<std::size_t> rows(n);
    std::iota(rows.begin(), rows.end(), std::size_t{0});
    store.assign(data, near_order(data, rows, 1));
  }
};

// Prices that touch the surface at (a, b), times `size`, and a little above or below.
struct Tangent {
  std::array<double, kFeatures> weights{};
  std::array<double, kFeatures> inverse{};
  double constant = 0;
  Tangent(double a, double b, double size, double shift, const std::array<double, kFeatures>& units) {
    const double g = std::pow(a * b, 0.3);
    const double z[] = {a, b, g};
    const double slope[] = {-0.3 * g / a, -0.3 * g / b, 1.0};
    for (std::size_t k = 0; k < kFeatures; ++k) {
      weights[k] = size * slope[k] / units[k];
      inverse[k] = 1 / (z[k] * units[k]);
    }
    constant = size * (shift - 0.4 * g);
  }
  [[nodiscard]] double price(const double* z) const {
    double value = constant;
    for (std::size_t k = 0; k < kFeatures; ++k) value += weights[k] * z[k];
    return value;
  }
};

double largest_price(const Surface& surface, std::size_t block, const Tangent& at) {
  double largest = -std::numeric_limits<double>::infinity();
  for (std::size_t i = 0; i < ColumnStore::kBlock; ++i) {
    const std::size_t column = std::min(block * ColumnStore::kBlock + i, surface.store.size() - 1);
    largest = std::max(largest, at.price(surface.data.row(surface.store.rows(0)[column])));
  }
  return largest;
}

double box_bound(const Surface& surface, std::size_t block, const Tangent& at) {
  double bound = at.constant;
  for (std::size_t k = 0; k < kFeatures; ++k) {
    const double* const first = surface.store.values(block, k);
    const auto [low, high] = std::minmax_element(first, first + ColumnStore::kBlock);
    bound += std::max(at.weights[k] * *low, at.weights[k] * *high);
  }
  return bound;
}

TEST(BlockBounds, AreNeverBelowAPriceAndTighterThanBoxes) {
  constexpr std::array<double, kFeatures> kUnits{1e6, 1, 1e-4};
  const Surface surface(5000, kUnits);
  RandomStream random(1);
  int above = 0;
  int above_by_boxes = 0;
  for (int trial = 0; trial < 200; ++trial) {
    const Tangent at(std::exp(random.normal()), std::exp(random.normal()), std::exp(3 * random.normal()),
                     trial % 2 == 0 ? 0 : random.uniform(-0.1, 0.1), kUnits);
    const PriceFilter::Prices single = surface.store.filter().prices(at.weights.data(), at.constant);
    ASSERT_TRUE(single.usable);
    std::array<double, ColumnStore::kGroup> bound{};
    for (std::size_t b = 0; b < surface.store.blocks(); ++b) {
      const std::size_t i = b % ColumnStore::kGroup;
      if (i == 0)
        (void)surface.store.bounds().of_group(b / ColumnStore::kGroup, at.weights.data(), at.constant, -1e300, bound);
      const double truth = largest_price(surface, b, at);
      ASSERT_GE(bound[i], truth);
      ASSERT_GE(surface.store.filter().largest(b, single), truth);
      above += bound[i] > 0 ? 1 : 0;
      above_by_boxes += box_bound(surface, b, at) > 0 ? 1 : 0;
    }
  }
  EXPECT_LT(3 * above, 2 * above_by_boxes) << above_by_boxes;
}

TEST(BlockBounds, ASequenceOfPricesFindsWhatEveryColumnShows) {
  constexpr std::array<double, kFeatures> kUnits{1e3, 1, 1e-3};
  const Surface surface(5000, kUnits);
  const Reference reference{.data = &surface.data, .store = &surface.store};
  RandomStream random(2);
  WorkingSet working;
  double a = 1;
  double b = 1;
  int violated = 0;
  for (int step = 0; step < 400; ++step) {
    a *= std::exp(0.1 * random.normal());
    b *= std::exp(0.1 * random.normal());
    const double shift = step % 3 == 0 ? random.uniform(0, 0.05) : -1e-6;
    const Tangent at(a, b, std::exp(random.normal()), shift, kUnits);
    const Prices prices{
        .weights = at.weights.data(), .constant = at.constant, .inverse = at.inverse.data(), .tolerance = 1e-11};
    double truth = -std::numeric_limits<double>::infinity();
    for (std::size_t row = 0; row < surface.data.rows(); ++row)
      truth = std::max(truth, at.price(surface.data.row(row)));
    const Priced found = violating(reference, prices, working);
    ASSERT_EQ(found.row != kNone, truth > 1e-11) << step << " " << truth;
    violated += truth > 1e-11 ? 1 : 0;
    if (found.row == kNone) continue;
    const double* z = surface.data.row(found.row);
    const double by_size = at.price(z) / std::max(1.0, size_of(z, at.inverse.data(), kFeatures));
    const double by_terms = at.price(z) / std::max(1.0, size_of(z, at.weights.data(), kFeatures));
    ASSERT_LT(std::min(std::abs(found.violation - by_size), std::abs(found.violation - by_terms)),
              1e-13 * (1 + std::abs(at.constant)));
  }
  EXPECT_GT(violated, 50);
}

TEST(PriceFilter, LeavesAloneWhatSinglePrecisionCannotHold) {
  PriceFilter filter;
  filter.assign(1, 32, std::vector<double>(32, 1e-40));
  const double one = 1;
  EXPECT_FALSE(filter.prices(&one, 0).usable);
  filter.assign(1, 32, std::vector<double>(32, 1e20));
  EXPECT_TRUE(filter.prices(&one, 0).usable);
  const double large = 1e20;
  EXPECT_FALSE(filter.prices(&large, 0).usable);
}

}  // namespace
}  // namespace ecoeff::solver
