// Expected values: R 4.2.2 with options(digits = 16); the call stands beside each.
#include "ecoeff/numeric/distributions.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "tolerance.hpp"

namespace ecoeff {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

void expect_close(double got, double expected) {
  EXPECT_LT(tolerance::relative_difference(got, expected), tolerance::kRoundOff) << got << " is not " << expected;
}

TEST(Distributions, Normal) {
  expect_close(normal_cdf(-1.96), 2.499789514822043e-02);                  // pnorm(-1.96)
  expect_close(normal_cdf(0.5), 6.914624612740130e-01);                    // pnorm(0.5)
  expect_close(normal_density(1.3), 1.713685920478074e-01);                // dnorm(1.3)
  expect_close(normal_quantile(0.975), 1.959963984540054);                 // qnorm(0.975)
  expect_close(normal_quantile(1e-10), -6.361340902404056);                // qnorm(1e-10)
  expect_close(normal_two_sided_p(2.003), 4.517728847765039e-02);          // 2 * pnorm(-2.003)
  EXPECT_NEAR(normal_cdf(-37) / 5.725571222524577e-300, 1, 1e-12);         // pnorm(-37)
  EXPECT_NEAR(normal_two_sided_p(-12) / 3.552964224155358e-33, 1, 1e-12);  // 2 * pnorm(-12)
}

TEST(Distributions, StudentT) {
  expect_close(t_two_sided_p(2.003, 449), 4.577789804938652e-02);  // 2 * pt(-2.003, 449)
  expect_close(t_two_sided_p(2.003, 35), 5.296972795253647e-02);   // 2 * pt(-2.003, 35)
  expect_close(t_two_sided_p(-1.993, 33), 5.458395130120577e-02);  // 2 * pt(-1.993, 33)
  expect_close(t_two_sided_p(40, 5), 1.841196217177295e-07);       // 2 * pt(-40, 5)
  expect_close(t_two_sided_p(0.3, 1), 8.144528418445154e-01);      // 2 * pt(-0.3, 1)
  expect_close(t_quantile(0.975, 35), 2.030107928250342);          // qt(0.975, 35)
  expect_close(t_quantile(0.005, 3), -5.840909309733356);          // qt(0.005, 3)
  expect_close(t_quantile(0.6, 1e6), 2.533471705378417e-01);       // qt(0.6, 1e6)
}

TEST(Distributions, ChiSquared) {
  expect_close(chi2_upper_p(3.84, 1), 5.004352124870522e-02);            // pchisq(3.84, 1, lower = FALSE)
  EXPECT_NEAR(chi2_upper_p(100, 10) / 5.449701982920530e-17, 1, 1e-12);  // pchisq(100, 10, lower = FALSE)
  expect_close(chi2_upper_p(12.5, 13), 4.871306772516673e-01);           // pchisq(12.5, 13, lower = FALSE)
  expect_close(chi2_upper_p(1e-6, 2), 9.999995000001251e-01);            // pchisq(1e-6, 2, lower = FALSE)
}

TEST(Distributions, F) {
  expect_close(f_upper_p(4.2, 3, 30), 1.354128416352146e-02);   // pf(4.2, 3, 30, lower = FALSE)
  expect_close(f_upper_p(0.9, 6, 449), 4.946494041458644e-01);  // pf(0.9, 6, 449, lower = FALSE)
  expect_close(f_upper_p(250, 2, 8), 6.150424601673810e-08);    // pf(250, 2, 8, lower = FALSE)
}

TEST(Distributions, InfiniteDegreesOfFreedomAreTheLimits) {
  EXPECT_EQ(t_two_sided_p(2.003, kInfinity), normal_two_sided_p(2.003));
  EXPECT_EQ(t_quantile(0.975, kInfinity), normal_quantile(0.975));
  EXPECT_EQ(f_upper_p(2.5, 4, kInfinity), chi2_upper_p(10, 4));
}

TEST(Distributions, TheEndsOfTheRange) {
  EXPECT_EQ(normal_cdf(kInfinity), 1);
  EXPECT_EQ(normal_cdf(-kInfinity), 0);
  EXPECT_EQ(normal_density(kInfinity), 0);
  EXPECT_EQ(normal_two_sided_p(-kInfinity), 0);
  EXPECT_EQ(t_two_sided_p(kInfinity, 5), 0);
  EXPECT_EQ(chi2_upper_p(0, 5), 1);
  EXPECT_EQ(chi2_upper_p(kInfinity, 5), 0);
  EXPECT_EQ(f_upper_p(-1, 5, 5), 1);
  EXPECT_EQ(f_upper_p(kInfinity, 5, 5), 0);
}

TEST(Distributions, WhatHasNoValueIsMissing) {
  for (const double value :
       {normal_cdf(kNaN), normal_density(kNaN), normal_quantile(0), normal_quantile(1), normal_two_sided_p(kNaN),
        t_two_sided_p(kNaN, 5), t_two_sided_p(1, 0), t_two_sided_p(1, kNaN), t_quantile(0.5, -1), t_quantile(1, 5),
        chi2_upper_p(1, 0), chi2_upper_p(kNaN, 1), f_upper_p(1, 0, 5), f_upper_p(1, 5, kNaN), f_upper_p(kNaN, 5, 5)}) {
    EXPECT_TRUE(std::isnan(value));
  }
}

}  // namespace
}  // namespace ecoeff
