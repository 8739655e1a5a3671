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

TEST(Simd, EveryTargetFindsTheLargestPriceInSinglePrecision) {
  RandomStream random(7);
  std::vector<float> base(3 * 64);
  for (float& value : base) value = static_cast<float>(random.normal());
  const std::array<float, 3> weights{0.5F, -2, 3.25F};
  float plain = -1e30F;
  for (std::size_t i = 0; i < 64; ++i) {
    float value = 0.125F;
    for (std::size_t k = 0; k < 3; ++k) {
      const float product = weights[k] * base[k * 64 + i];
      value += product;
    }
    plain = std::max(plain, value);
  }
  for (const std::string& name : simd::targets()) {
    simd::force_target(name);
    EXPECT_EQ(simd::largest_affine(base.data(), 64, weights.data(), 3, 0.125F), plain) << name;
  }
  simd::force_target("");
}

// Set 3 is the segment from (1, 3) to (3, 1), which z1 + z2 = 4 holds in a slab of no width: at the prices (2, 2) every
// point is worth 8, where the best corner of the box is worth 12.
TEST(Simd, EveryTargetBoundsBySlabs) {
  std::vector<double> boxes(4 * 16, 0.0);
  std::vector<double> slabs((2 * 2 + 3) * 16, 0.0);
  const auto set = [](std::vector<double>& values, std::size_t line, double value) { values[line * 16 + 3] = value; };
  for (const std::size_t k : {0U, 1U}) {
    set(boxes, 2 * k, 1);
    set(boxes, 2 * k + 1, 3);
    set(slabs, 2 * k, 1);        // p
    set(slabs, 2 * k + 1, 0.5);  // q: a = (2 + 2) / 2
  }
  set(slabs, 4, 4);
  set(slabs, 5, 4);
  set(slabs, 6, 4);
  const std::array<double, 2> weights{2, 2};
  std::array<double, 16> first{};
  for (const std::string& name : simd::targets()) {
    simd::force_target(name);
    std::array<double, 16> out{};
    out.fill(12);
    const double most = simd::slab_bounds(boxes.data(), slabs.data(), weights.data(), 2, -1, out.data());
    EXPECT_NEAR(out[3], 7, 1e-12) << name;
    EXPECT_GE(out[3], 7) << name;
    EXPECT_EQ(most, out[3]) << name;
    if (first[3] == 0) first = out;
    EXPECT_EQ(out, first) << name;
    // A bound is only ever lowered.
    out.fill(-3);
    EXPECT_EQ(simd::slab_bounds(boxes.data(), slabs.data(), weights.data(), 2, -1, out.data()), -3) << name;
  }
  simd::force_target("");
}

}  // namespace
}  // namespace ecoeff
