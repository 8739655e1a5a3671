#include "ecoeff/numeric/random.hpp"

#include <gtest/gtest.h>

#include <set>
#include <vector>

namespace ecoeff {
namespace {

TEST(Random, TheSameSeedAndStreamGiveTheSameNumbersForEver) {
  RandomStream random(42, 7);  // expected values: the same recurrence in Python integers
  EXPECT_EQ(random.next(), 0x247de8ddd1a6431fULL);
  EXPECT_EQ(random.next(), 0x4fac09bf6c2d6a0cULL);
}

TEST(Random, SeedsAndStreamsDiffer) {
  std::set<std::uint64_t> first;
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    for (std::uint64_t stream = 0; stream < 20; ++stream) first.insert(RandomStream(seed, stream).next());
  }
  EXPECT_EQ(first.size(), 400U);
}

TEST(Random, UniformStaysInsideItsBounds) {
  RandomStream random(1);
  double sum = 0;
  for (int i = 0; i < 10'000; ++i) {
    const double u = random.uniform();
    ASSERT_GT(u, 0);
    ASSERT_LT(u, 1);
    sum += u;
    ASSERT_LT(random.below(3), 3U);
    const double v = random.uniform(-2, 5);
    ASSERT_GE(v, -2);
    ASSERT_LE(v, 5);
  }
  EXPECT_NEAR(sum / 10'000, 0.5, 0.015);  // five standard errors
}

TEST(Random, BelowReachesEveryValueEvenly) {
  RandomStream random(3);
  std::vector<int> count(6);
  for (int i = 0; i < 6000; ++i) ++count[random.below(6)];
  for (const int n : count) EXPECT_NEAR(n, 1000, 150);  // five standard errors
}

TEST(Random, NormalHasMeanZeroVarianceOneAndNoSkew) {
  RandomStream random(2);
  constexpr int kDraws = 20'000;
  double first = 0, second = 0, third = 0;
  for (int i = 0; i < kDraws; ++i) {
    const double z = random.normal();
    first += z;
    second += z * z;
    third += z * z * z;
  }
  EXPECT_NEAR(first / kDraws, 0, 0.036);  // five standard errors each
  EXPECT_NEAR(second / kDraws, 1, 0.05);
  EXPECT_NEAR(third / kDraws, 0, 0.14);
}

}  // namespace
}  // namespace ecoeff
