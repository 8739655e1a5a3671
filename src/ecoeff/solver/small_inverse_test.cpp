#include "ecoeff/solver/small_inverse.hpp"

#include <gtest/gtest.h>

#include "ecoeff/numeric/random.hpp"
#include "tolerance.hpp"

namespace ecoeff::solver {
namespace {

constexpr std::size_t kMost = 8;

TEST(SmallInverse, TimesTheMatrixIsTheIdentityForEverySize) {
  RandomStream random(11);
  for (std::size_t n = 1; n <= kMost; ++n) {
    for (int trial = 0; trial < 20; ++trial) {
      SmallMatrix<kMost> m{};
      SmallMatrix<kMost> inverse{};
      for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t j = 0; j < n; ++j) m[i][j] = random.uniform(-1, 1) + (i == j ? 3 : 0);
      }
      // Rows in an order that needs exchanges.
      for (std::size_t i = 0; i + 1 < n; i += 2) std::swap(m[i], m[i + 1]);
      ASSERT_TRUE(invert_small(
          n, [&](std::size_t i, std::size_t j) { return m[i][j]; }, inverse));
      for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t j = 0; j < n; ++j) {
          double sum = 0;
          for (std::size_t k = 0; k < n; ++k) sum += inverse[i][k] * m[k][j];
          EXPECT_NEAR(sum, i == j ? 1 : 0, tolerance::kRoundOff) << n;
        }
      }
    }
  }
}

TEST(SmallInverse, SingularMatricesAreRefused) {
  for (std::size_t n = 1; n <= kMost; ++n) {
    SmallMatrix<kMost> inverse{};
    EXPECT_FALSE(invert_small(
        n, [](std::size_t, std::size_t) { return 0.0; }, inverse))
        << n;
    if (n == 1) continue;
    const auto twins = [&](std::size_t i, std::size_t j) {
      return (i == 0 ? 1.0 : static_cast<double>(i)) + (i > 1 && i == j ? 1 : 0);
    };
    EXPECT_FALSE(invert_small(n, twins, inverse)) << n;
  }
}

}  // namespace
}  // namespace ecoeff::solver
