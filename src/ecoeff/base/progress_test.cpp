#include "ecoeff/base/progress.hpp"

#include <gtest/gtest.h>

#include "ecoeff/base/error.hpp"

namespace ecoeff {
namespace {

TEST(Progress, AnEmptyCallbackIsFine) { EXPECT_NO_THROW(report_step({}, {})); }

TEST(Progress, PassesTheStepOn) {
  Step seen;
  report_step([&](const Step& step) { return seen = step, true; }, {.what = {"scores", "得分"}, .done = 3, .total = 7});
  EXPECT_EQ(seen.what.zh, "得分");
  EXPECT_EQ(seen.done, 3U);
  EXPECT_EQ(seen.total, 7U);
}

TEST(Progress, StopMeansInterrupted) {
  try {
    report_step([](const Step&) { return false; }, {});
    FAIL() << "did not throw";
  } catch (const Error& error) {
    EXPECT_EQ(error.code, "U130");
    EXPECT_EQ(exit_code(error.fault), 130);
  }
}

}  // namespace
}  // namespace ecoeff
