#include "ecoeff/report/figures/axis.hpp"

#include <gtest/gtest.h>

#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>

#include "ecoeff/report/figures/palette.hpp"

namespace ecoeff {
namespace {

TEST(RoundTicks, CoverTheRangeWithRoundSteps) {
  const Ticks ticks = round_ticks(0.128, 1.073, 5);
  ASSERT_GE(ticks.values.size(), 4U);
  EXPECT_LE(ticks.values.front(), 0.128);
  EXPECT_GE(ticks.values.back(), 1.073);
  EXPECT_EQ(ticks.decimals, 1);
  EXPECT_EQ(round_ticks(-0.3, 0.75, 4).decimals, 1);
  EXPECT_EQ(round_ticks(0, 1, 4).decimals, 2);  // steps of 0.25
  EXPECT_EQ(round_ticks(0, 1400, 5).decimals, 0);
}

TEST(RoundTicks, SurviveAnEmptyRange) {
  EXPECT_GE(round_ticks(0.4, 0.4, 5).values.size(), 2U);
  EXPECT_GE(round_ticks(0, 0, 5).values.size(), 2U);
}

RC_GTEST_PROP(RoundTicks, AreEvenlySpacedAndCover, ()) {
  const double low = *rc::gen::inRange(-100000, 100000) / 1000.0;
  const double high = low + *rc::gen::inRange(1, 1000000) / 1000.0;
  const Ticks ticks = round_ticks(low, high, 5);
  RC_ASSERT(ticks.values.size() >= 2);
  RC_ASSERT(ticks.values.size() <= 12);
  const double step = ticks.values[1] - ticks.values[0];
  RC_ASSERT(ticks.values.front() <= low + 1e-6 * step);
  RC_ASSERT(ticks.values.back() >= high - 1e-6 * step);
  for (std::size_t i = 1; i < ticks.values.size(); ++i)
    RC_ASSERT(std::abs(ticks.values[i] - ticks.values[i - 1] - step) < 1e-9 * std::abs(step) * 1e3);
}

RC_GTEST_PROP(SpreadLabels, NeverTouchWhenThereIsRoomAndKeepTheirOrder, ()) {
  const auto count = static_cast<std::size_t>(*rc::gen::inRange(1, 12));
  const auto wanted = *rc::gen::container<std::vector<double>>(
      count, rc::gen::map(rc::gen::inRange(0, 2000), [](int v) { return v / 10.0; }));
  const std::vector<double> places = spread_labels(wanted, 15, 0, 200);
  for (std::size_t i = 0; i < count; ++i) {
    for (std::size_t j = 0; j < count; ++j) {
      if (i == j) continue;
      RC_ASSERT(std::abs(places[i] - places[j]) >= 15 - 1e-9);
      if (wanted[i] < wanted[j]) RC_ASSERT(places[i] < places[j]);
    }
    RC_ASSERT(places[i] >= -1e-9);
    RC_ASSERT(places[i] <= 200 + 1e-9);
  }
}

TEST(SpreadLabels, LeaveAloneWhatIsFarApart) {
  EXPECT_EQ(spread_labels({100, 20, 60}, 15, 0, 200), (std::vector<double>{100, 20, 60}));
}

double luminance(const std::string& color) {
  const auto channel = [&](std::size_t at) { return static_cast<double>(std::stoi(color.substr(at, 2), nullptr, 16)); };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}

TEST(Palette, ViridisRisesInBrightnessSoThatItReadsInGrey) {
  EXPECT_EQ(viridis(0), "#440154");
  EXPECT_EQ(viridis(1), "#fde725");
  EXPECT_EQ(viridis(-3), viridis(0));
  EXPECT_EQ(viridis(7), viridis(1));
  for (int i = 1; i <= 100; ++i) EXPECT_GT(luminance(viridis(i / 100.0)), luminance(viridis((i - 1) / 100.0))) << i;
}

TEST(Palette, TextOnAColourIsTheOneThatReads) {
  EXPECT_EQ(text_on("#440154"), "#ffffff");
  EXPECT_EQ(text_on("#fde725"), "#1a1a1a");
}

}  // namespace
}  // namespace ecoeff
