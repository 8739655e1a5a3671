#include "ecoeff/data/clean.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "ecoeff/data/csv.hpp"
#include "ecoeff/data/read.hpp"
#include "ecoeff/data/test_files.hpp"
#include "tolerance.hpp"

namespace ecoeff {
namespace {

using test::error_of;

Panel panel_of(std::string_view csv) {
  Notes notes;
  return {parse_csv(csv, "f.csv", notes), "u", "t"};
}

// Unit a lacks 2011, 2012 (row absent) and its edges; b is wholly missing; c has one value.
const char* const kGaps =
    "u,t,x\na,2009,\na,2010,1\na,2011,\na,2013,7\na,2014,NA\nb,2010,\nb,2011,\nc,2011,\nc,2010,5\n";

TEST(FillMissing, IsLinearInTimeInsideAUnit) {
  Panel p = panel_of(kGaps);
  Notes notes;
  const auto filled = fill_missing(p, {"x"}, MissingPolicy::linear, notes);
  ASSERT_EQ(filled.size(), 1U);
  EXPECT_EQ(filled[0].row, 2U);
  EXPECT_FALSE(filled[0].edge);
  EXPECT_DOUBLE_EQ(filled[0].value, 3);
  EXPECT_DOUBLE_EQ(p.table.numbers("x")[2], 3);
  EXPECT_TRUE(is_missing(p.table.numbers("x")[0]));
  ASSERT_EQ(notes.size(), 3U);
  EXPECT_EQ(notes[0].code, "D201");
  EXPECT_EQ(notes[1].code, "D202");
  EXPECT_NE(notes[1].message.en.find("3 cells"), std::string::npos);
  EXPECT_NE(notes[1].message.en.find("a, c"), std::string::npos);
  EXPECT_EQ(notes[2].code, "D203");
  EXPECT_NE(notes[2].message.zh.find("b"), std::string::npos);
}

TEST(FillMissing, CarriesTheEdgesWhenAsked) {
  Panel p = panel_of(kGaps);
  Notes notes;
  const auto filled = fill_missing(p, {"x"}, MissingPolicy::linear_and_edges, notes);
  ASSERT_EQ(filled.size(), 4U);
  const auto x = p.table.numbers("x");
  EXPECT_EQ(x[0], 1);
  EXPECT_EQ(x[4], 7);
  EXPECT_EQ(x[7], 5);
  EXPECT_TRUE(is_missing(x[5]));
  EXPECT_TRUE(filled[0].edge);
}

TEST(FillMissing, KeepsWhenAskedAndRefusesText) {
  Panel p = panel_of("u,t,x,s\na,1,1,m\na,2,,n\na,3,3,o\n");
  Notes notes;
  EXPECT_TRUE(fill_missing(p, {"x"}, MissingPolicy::keep, notes).empty());
  EXPECT_TRUE(is_missing(p.table.numbers("x")[1]));
  EXPECT_EQ(error_of([&] { (void)fill_missing(p, {"s"}, MissingPolicy::linear, notes); }).code, "D111");
  EXPECT_EQ(error_of([&] { (void)fill_missing(p, {"y"}, MissingPolicy::linear, notes); }).code, "D110");
}

TEST(Winsorize, AgreesWithStata) {
  const std::filesystem::path folder = std::filesystem::path(ECOEFF_SOURCE_DIR) / "tests/reference/panel/winsor";
  const ReadResult input = read_table(folder / "input.csv");
  const auto expected = nlohmann::json::parse(std::ifstream(folder / "expected.json"));
  ASSERT_EQ(expected.size(), 3U);
  for (const auto& [cuts, block] : expected.items()) {
    const double low = std::stod(cuts);
    const Winsorized w = winsorize(input.table.numbers("x"), low, 100 - low);
    EXPECT_LT(tolerance::relative_difference(w.low, block["lo"]), tolerance::kEstimate);
    EXPECT_LT(tolerance::relative_difference(w.high, block["hi"]), tolerance::kEstimate);
    EXPECT_EQ(w.changed, block["n_changed"].get<std::size_t>());
    double sum = 0;
    double n = 0;
    for (const double v : w.values) {
      sum += is_missing(v) ? 0 : v;
      n += is_missing(v) ? 0 : 1;
    }
    EXPECT_LT(tolerance::relative_difference(sum / n, block["mean_winsor"]), tolerance::kEstimate);
  }
}

TEST(Percentile, FollowsTheRuleAtItsCorners) {
  const std::vector<double> x{4, kMissing, 1, 3, 2};
  EXPECT_EQ(percentile(x, 0), 1);
  EXPECT_EQ(percentile(x, 25), 1.5);
  EXPECT_EQ(percentile(x, 26), 2);
  EXPECT_EQ(percentile(x, 100), 4);
  EXPECT_TRUE(is_missing(percentile(std::vector<double>{kMissing}, 50)));
  EXPECT_TRUE(is_missing(winsorize(x, 1, 99).values[1]));
  EXPECT_EQ(error_of([&] { (void)winsorize(x, 99, 1); }).code, "S212");
}

// What lies outside the rows chosen is filled too, but not spoken of.
TEST(FillMissing, SpeaksOfTheRowsChosen) {
  Panel p = panel_of("u,t,x\na,2009,1\na,2010,\na,2011,3\na,2012,\na,2013,\n");
  Notes notes;
  const auto filled = fill_missing(p, {"x"}, MissingPolicy::linear, notes, {false, true, true, false, false});
  EXPECT_EQ(filled.size(), 1U);
  EXPECT_DOUBLE_EQ(p.table.numbers("x")[1], 2);
  ASSERT_EQ(notes.size(), 1U);
  EXPECT_EQ(notes[0].code, "D201");
  notes.clear();
  (void)fill_missing(p, {"x"}, MissingPolicy::linear, notes, {false, false, true, true, false});
  ASSERT_EQ(notes.size(), 1U);
  EXPECT_NE(notes[0].message.en.find("1 cell at the first or last years"), std::string::npos);
}

TEST(ZeroMissing, EmptiesZerosOfItsYearsAndColumns) {
  Panel p = panel_of("u,t,x,y\na,2009,0,0\na,2010,0,0\na,2011,5,1\n");
  Notes notes;
  empty_zeros(p, {.years = {2010, 2011}, .columns = {"x"}}, notes);
  EXPECT_EQ(p.table.numbers("x")[0], 0);
  EXPECT_TRUE(is_missing(p.table.numbers("x")[1]));
  EXPECT_EQ(p.table.numbers("x")[2], 5);
  EXPECT_EQ(p.table.numbers("y")[1], 0);
  empty_zeros(p, {.years = {}, .columns = {"y"}}, notes);
  EXPECT_TRUE(is_missing(p.table.numbers("y")[0]));
  empty_zeros(p, {.years = {2011}, .columns = {"y"}}, notes);
  ASSERT_EQ(notes.size(), 3U);
  EXPECT_EQ(notes[0].code, "D235");
  EXPECT_EQ(notes[1].severity, Severity::info);
  EXPECT_EQ(notes[2].severity, Severity::warning);
  EXPECT_EQ(error_of([&] { empty_zeros(p, {.years = {}, .columns = {"z"}}, notes); }).code, "D110");
}

}  // namespace
}  // namespace ecoeff
