#include "ecoeff/numeric/simd.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>

#include "ecoeff/numeric/random.hpp"

namespace ecoeff {
namespace {

// The same sum in the same order by hand.
TEST(Simd, EveryTargetGivesTheBitsOfAPlainLoop) {
  RandomStream random(3);
  std::vector<double> base(5 * 64);
  for (double& value : base) value = random.normal();
  const std::array<std::uint32_t, 5> offsets{0, 64, 128, 192, 256};
  const std::array<double, 5> weights{0.1, -2, 3.7, 1e-9, -1e6};
  std::array<double, 64> plain{};
  for (std::size_t i = 0; i < 64; ++i) {
    plain[i] = 0.25;
    for (std::size_t k = 0; k < 5; ++k) {
      const double product = weights[k] * base[offsets[k] + i];
      plain[i] += product;
    }
  }
  const std::vector<std::string> names = simd::targets();
  ASSERT_FALSE(names.empty());
  for (const std::string& name : names) {
    simd::force_target(name);
    std::array<double, 64> out{};
    const double most = simd::affine(base.data(), offsets.data(), weights.data(), 5, 0.25, 64, out.data());
    EXPECT_EQ(out, plain) << name;
    EXPECT_EQ(most, *std::max_element(plain.begin(), plain.end())) << name;
  }
  simd::force_target("");
}

TEST(Simd, EveryTargetFindsTheFirstOfTheLargestRatios) {
  RandomStream random(5);
  std::array<double, 64> values{};
  std::vector<double> base(3 * 64);
  for (double& value : values) value = random.normal();
  for (double& value : base) value = 5 * random.uniform(0, 1);
  const std::array<double, 3> scales{0.5, 2, 0.01};
  // Two columns alike are the largest.
  for (const std::size_t i : {13U, 40U}) {
    values[i] = 100;
    for (std::size_t k = 0; k < 3; ++k) base[k * 64 + i] = 3;
  }
  for (const std::size_t count : {16U, 64U}) {
    for (const std::string& name : simd::targets()) {
      simd::force_target(name);
      const auto [place, ratio] = simd::largest_ratio(values.data(), base.data(), 64, scales.data(), 3, count);
      EXPECT_EQ(place, 13U) << name << " " << count;
      EXPECT_EQ(ratio, 100.0 / 6) << name << " " << count;
    }
  }
  simd::force_target("");
}

}  // namespace
}  // namespace ecoeff
