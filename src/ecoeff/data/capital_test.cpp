#include "ecoeff/data/capital.hpp"

#include <gtest/gtest.h>

#include "ecoeff/data/csv.hpp"
#include "ecoeff/data/test_files.hpp"

namespace ecoeff {
namespace {

using test::error_of;

Panel panel_of(std::string_view csv) {
  Notes notes;
  return {parse_csv(csv, "f.csv", notes), "u", "t"};
}

std::vector<double> stock(const Panel& p, const CapitalOptions& options) {
  Notes notes;
  const auto invest = p.table.numbers("i");
  return capital_stock(p, {invest.begin(), invest.end()}, options, notes);
}

const char* const kPlain = "u,t,i,p,k\na,2012,121,1.21,\na,2010,100,1,900\na,2011,110,1.1,\n";

TEST(Capital, FollowsThePerpetualInventory) {
  const auto k = stock(panel_of(kPlain), {.depreciation = 0.1, .initial = InitialDivisor{0.10}});
  EXPECT_DOUBLE_EQ(k[1], 1000);
  EXPECT_DOUBLE_EQ(k[2], 0.9 * 1000 + 110);
  EXPECT_DOUBLE_EQ(k[0], 0.9 * (0.9 * 1000 + 110) + 121);
}

TEST(Capital, KnowsFourInitialStocks) {
  const Panel p = panel_of(kPlain);
  EXPECT_NEAR(stock(p, {.depreciation = 0.1, .initial = InitialGrowth{}})[1], 100 / 0.2, 1e-9);
  EXPECT_DOUBLE_EQ(stock(p, {.depreciation = 0.1, .initial = InitialSteady{}})[1], 1000);
  EXPECT_DOUBLE_EQ(stock(p, {.depreciation = 0.1, .initial = InitialColumn{"k"}})[1], 900);
  EXPECT_DOUBLE_EQ(stock(p, {.depreciation = 0.1, .initial = InitialDivisor{0.2}})[1], 500);
}

TEST(Capital, DeflatesByThePriceOfTheBaseYear) {
  const auto k = stock(panel_of(kPlain), {.depreciation = 0.1, .base = 2011, .initial = InitialSteady{}, .price = "p"});
  EXPECT_TRUE(is_missing(k[1]));  // before the base year
  EXPECT_DOUBLE_EQ(k[2], 1100);   // 110 at prices of 2011
  EXPECT_NEAR(k[0], 0.9 * 1100 + 110, 1e-9);
}

TEST(Capital, StartsBeforeThePriceYear) {
  const auto k =
      stock(panel_of(kPlain),
            {.depreciation = 0.1, .start = 2010, .base = 2012, .initial = InitialDivisor{0.10}, .price = "p"});
  EXPECT_NEAR(k[1], 1210, 1e-9);  // 100 at prices of 2012, over 0.10
  EXPECT_NEAR(k[2], 0.9 * 1210 + 121, 1e-9);
  EXPECT_NEAR(k[0], 0.9 * (0.9 * 1210 + 121) + 121, 1e-9);
}

// A unit that begins after the year asked for starts in its own; a hole in that year is refused.
TEST(Capital, AUnitMayBeginLaterThanTheStart) {
  const Panel p = panel_of("u,t,i\na,2009,1\na,2010,1\nb,2009,\nb,2010,4\nc,2010,5\n");
  Notes notes;
  const auto i = p.table.numbers("i");
  const CapitalOptions options{.depreciation = 0.5, .start = 2009, .initial = InitialSteady{}};
  const auto k = capital_stock(p, {i.begin(), i.end()}, options, notes);
  EXPECT_DOUBLE_EQ(k[3], 8);
  EXPECT_DOUBLE_EQ(k[4], 10);
  ASSERT_EQ(notes.size(), 2U);
  EXPECT_EQ(notes[0].code, "D232");
  EXPECT_NE(notes[0].message.en.find("b 2010, c 2010"), std::string::npos);
  EXPECT_EQ(notes[1].code, "D233");  // b in 2009
  const Panel hole = panel_of("u,t,i\na,2008,1\na,2009,\na,2010,1\n");
  EXPECT_EQ(error_of([&] { (void)stock(hole, options); }).code, "D211");
}

TEST(Capital, SaysWhatReachesTheRowsChosen) {
  const Panel p = panel_of("u,t,i\na,2008,2\na,2009,2\na,2010,2\na,2011,\na,2012,2\n");
  const auto i = p.table.numbers("i");
  const std::vector<double> investment(i.begin(), i.end());
  const auto codes = [&](int start, const std::vector<bool>& chosen) {
    Notes notes;
    (void)capital_stock(p, investment, {.start = start, .initial = InitialSteady{}}, notes, chosen);
    std::vector<std::string> all;
    for (const Note& note : notes) all.push_back(note.code);
    return all;
  };
  using Codes = std::vector<std::string>;
  EXPECT_EQ(codes(2008, {false, true, true, false, false}), Codes{});
  EXPECT_EQ(codes(2008, {false, true, true, true, false}), Codes{"D205"});
  EXPECT_EQ(codes(2009, {false, true, true, false, false}), Codes{"D234"});
  EXPECT_EQ(codes(2010, {false, true, true, false, false}), (Codes{"D233", "D234"}));
}

TEST(Capital, BreaksOffAtAGap) {
  const Panel p = panel_of("u,t,i\na,2010,1\na,2012,1\nb,2010,1\nb,2011,\nb,2012,1\n");
  Notes notes;
  const auto i = p.table.numbers("i");
  const auto k = capital_stock(p, {i.begin(), i.end()}, {.depreciation = 0.1, .initial = InitialSteady{}}, notes);
  EXPECT_TRUE(is_missing(k[1]));
  EXPECT_TRUE(is_missing(k[3]) && is_missing(k[4]));
  ASSERT_EQ(notes.size(), 1U);
  EXPECT_EQ(notes[0].code, "D205");
  EXPECT_NE(notes[0].message.en.find("a 2011, b 2011"), std::string::npos);
}

TEST(Capital, RefusesWhatHasNoStock) {
  const Panel shrinking = panel_of("u,t,i\nWuwei,2010,100\nWuwei,2011,80\n");
  const Error e = error_of([&] { (void)stock(shrinking, {.depreciation = 0.1}); });
  EXPECT_EQ(e.code, "D210");
  EXPECT_NE(e.message.en.find("Wuwei: investment growth -0.2000"), std::string::npos);
  EXPECT_EQ(e.where.row, 2U);
  EXPECT_EQ(error_of([] { (void)stock(panel_of("u,t,i\na,2010,5\n"), {}); }).code, "D210");
  EXPECT_EQ(error_of([] { (void)stock(panel_of("u,t,i\na,2010,0\na,2011,5\n"), {}); }).code, "D211");
  EXPECT_EQ(error_of([] { (void)stock(panel_of("u,t,i\na,2010,5\na,2011,5\nb,2011,5\n"), {}); }).code, "D211");
  EXPECT_EQ(error_of([&] { (void)stock(shrinking, {.depreciation = 9.6}); }).code, "S212");
}

}  // namespace
}  // namespace ecoeff
