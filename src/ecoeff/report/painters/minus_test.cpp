#include "ecoeff/report/painters/minus.hpp"

#include <gtest/gtest.h>

namespace ecoeff {
namespace {

TEST(Minus, IsOnlyASignBeforeANumber) {
  EXPECT_EQ(with_minus("-0.347"), "−0.347");
  EXPECT_EQ(with_minus("(-0.347)"), "(−0.347)");
  EXPECT_EQ(with_minus("[-1, -.5]"), "[−1, −.5]");
  EXPECT_EQ(with_minus("系数为 -1；值-2"), "系数为 −1；值−2");
  EXPECT_EQ(with_minus("2010-2023, x-1, two-step, - , 1e-9"), "2010-2023, x-1, two-step, - , 1e-9");
}

}  // namespace
}  // namespace ecoeff
