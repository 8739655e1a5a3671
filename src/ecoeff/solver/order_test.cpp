#include "ecoeff/solver/order.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "ecoeff/solver/program_samples.hpp"

namespace ecoeff::solver {
namespace {

TEST(NearOrder, HoldsEveryRowOnceWhateverTheThreads) {
  const Data data = random_data(3000, 3, 4);
  std::vector<std::size_t> rows(data.rows());
  std::iota(rows.begin(), rows.end(), std::size_t{0});
  const std::vector<std::size_t> one = near_order(data, rows, 1);
  EXPECT_EQ(one, near_order(data, rows, 3));
  std::vector<std::size_t> sorted = one;
  std::sort(sorted.begin(), sorted.end());
  EXPECT_EQ(sorted, rows);
}

// The boxes of its blocks are smaller than those of the rows as they came.
TEST(NearOrder, NearRowsStandTogether) {
  const Data data = random_data(3000, 3, 4);
  std::vector<std::size_t> rows(data.rows());
  std::iota(rows.begin(), rows.end(), std::size_t{0});
  const auto spread = [&](const std::vector<std::size_t>& order) {
    double sum = 0;
    for (std::size_t i = 0; i + 1 < order.size(); ++i) {
      for (std::size_t k = 0; k < 3; ++k) sum += std::abs(data.row(order[i])[k] - data.row(order[i + 1])[k]);
    }
    return sum;
  };
  EXPECT_LT(spread(near_order(data, rows, 1)), 0.5 * spread(rows));
}

}  // namespace
}  // namespace ecoeff::solver
