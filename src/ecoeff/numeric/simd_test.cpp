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

TEST(Simd, EveryTargetFindsTheValuesAboveAThreshold) {
  RandomStream random(4);
  std::array<double, 64> values{};
  for (double& value : values) value = random.normal();
  values[7] = 0.5;  // not above itself
  for (const std::size_t count : {16U, 48U, 64U}) {
    std::uint64_t plain = 0;
    for (std::size_t i = 0; i < count; ++i) plain |= static_cast<std::uint64_t>(values[i] > 0.5 ? 1 : 0) << i;
    for (const std::string& name : simd::targets()) {
      simd::force_target(name);
      EXPECT_EQ(simd::above(values.data(), count, 0.5), plain) << name << " " << count;
    }
  }
  simd::force_target("");
}

}  // namespace
}  // namespace ecoeff
