#include "ecoeff/report/figures/kernel_density.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "tolerance.hpp"

namespace ecoeff {
namespace {

TEST(KernelDensity, OfOneValueIsTheKernel) {
  const KernelDensity density = kernel_density({0.3}, 0.1, 0.1, 0.5, 5);
  ASSERT_EQ(density.at.size(), 5U);
  const double peak = 1 / (0.1 * std::sqrt(2 * std::numbers::pi));
  EXPECT_NEAR(density.density[2], peak, tolerance::kRoundOff * peak);
  EXPECT_NEAR(density.density[1], peak * std::exp(-0.5), tolerance::kRoundOff * peak);
  EXPECT_NEAR(density.density[0], peak * std::exp(-2.0), tolerance::kRoundOff * peak);
}

TEST(KernelDensity, HasAreaOneAndForgetsMissingValues) {
  const KernelDensity density = kernel_density({0.2, 0.5, kMissing, 0.55, 0.9}, 0.07, -0.4, 1.5, 2001);
  double area = 0;
  for (std::size_t i = 1; i < density.at.size(); ++i)
    area += (density.density[i] + density.density[i - 1]) / 2 * (density.at[i] - density.at[i - 1]);
  EXPECT_NEAR(area, 1, tolerance::kEstimate);
}

TEST(KernelDensity, BandwidthIsSilvermans) {
  Summary summary{.n = 32, .sd = 2, .p25 = 0, .p75 = 1.34};
  EXPECT_NEAR(silverman_bandwidth(summary), 0.9 * 1 * 0.5, tolerance::kRoundOff);  // 32^(-1/5) is 1/2
  summary.p75 = 13.4;
  EXPECT_NEAR(silverman_bandwidth(summary), 0.9 * 2 * 0.5, tolerance::kRoundOff);
  summary.p75 = 0;
  EXPECT_NEAR(silverman_bandwidth(summary), 0.9 * 2 * 0.5, tolerance::kRoundOff);
}

}  // namespace
}  // namespace ecoeff
