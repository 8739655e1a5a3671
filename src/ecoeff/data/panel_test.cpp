#include "ecoeff/data/panel.hpp"

#include <gtest/gtest.h>

#include "ecoeff/data/csv.hpp"
#include "ecoeff/data/test_files.hpp"

namespace ecoeff {
namespace {

using test::error_of;
using Periods = std::vector<std::int32_t>;

Panel panel_of(std::string_view csv) {
  Notes notes;
  return {parse_csv(csv, "f.csv", notes), "u", "t"};
}

TEST(Panel, MayBeUnbalancedWithGaps) {
  const Panel p = panel_of("u,t,x\nb,2012,1\na,2010,2\nb,2010,3\na,2013,4\n");
  EXPECT_EQ(p.unit_names(), (std::vector<std::string>{"b", "a"}));
  EXPECT_EQ(p.periods(), (Periods{2010, 2012, 2013}));
  EXPECT_EQ(p.by_unit_and_time(), (std::vector<std::size_t>{2, 0, 1, 3}));
  EXPECT_EQ(p.row_of(0, 2010), 2U);
  EXPECT_EQ(p.row_of(0, 2011), kNoRow);
  EXPECT_EQ(p.lag(0, 2), 2U);
  EXPECT_EQ(p.lag(0, 1), kNoRow);
  EXPECT_EQ(p.lag(1, -3), 3U);
  EXPECT_EQ(p.begin(1), 2U);
  EXPECT_EQ(p.begin(2), 4U);
}

TEST(Panel, ReadsPeriodsInTheirUsualSpellings) {
  EXPECT_EQ(panel_of("u,t\na,2010年\na,2011年\n").periods(), (Periods{2010, 2011}));
  EXPECT_EQ(panel_of("u,t\na,2010-12-31\na,2011/12/31\n").periods(), (Periods{2010, 2011}));
  EXPECT_EQ(panel_of("u,t\n1,2010\n2,2010\n").unit_names(), (std::vector<std::string>{"1", "2"}));
}

TEST(Panel, NamesBothLinesOfADuplicate) {
  const Error e = error_of([] { (void)panel_of("u,t,x\n武威,2010,1\n金昌,2010,2\n\"a\nb\",2010,2\n武威,2010,3\n"); });
  EXPECT_EQ(e.code, "D120");
  EXPECT_NE(e.message.en.find("rows 2 and 6 are both 武威 2010"), std::string::npos);
  EXPECT_EQ(e.where.row, 6U);
}

TEST(Panel, RefusesBrokenKeys) {
  const Error missing = error_of([] { (void)panel_of("u,t\na,2010\n,2011\n"); });
  EXPECT_EQ(missing.code, "D121");
  EXPECT_EQ(missing.where.row, 3U);
  EXPECT_EQ(error_of([] { (void)panel_of("u,t\na,2010.5\n"); }).code, "D122");
  EXPECT_EQ(error_of([] { (void)panel_of("u,t\na,spring\n"); }).code, "D122");
  const Error unknown = error_of([] {
    Notes notes;
    (void)Panel(parse_csv("city,year\na,1\n", "f", notes), "citty", "year");
  });
  EXPECT_EQ(unknown.code, "D110");
  EXPECT_EQ(unknown.hint.en, "did you mean \"city\"?");
}

TEST(Panel, WithoutTimeIsACrossSection) {
  Notes notes;
  const Panel p(parse_csv("u,x\na,1\nb,2\n", "f", notes), "u", "");
  EXPECT_EQ(p.periods(), Periods{0});
  EXPECT_EQ(p.rows(), 2U);
}

TEST(Panel, SelectionsForgetUnitsWithoutRows) {
  const Panel p = panel_of("u,t,s\na,1,m\nb,1,n\nb,2,m\n").select({2, 1});
  EXPECT_EQ(p.unit_names(), std::vector<std::string>{"b"});
  EXPECT_EQ(p.table.source, (std::vector<std::size_t>{4, 3}));
  EXPECT_EQ(p.table.texts("s"), (std::vector<std::string>{"m", "n"}));
}

TEST(TextColumn, CodesManyLevels) {
  TextColumn text;
  for (int round = 0; round < 2; ++round) {
    for (int i = 0; i < 20000; ++i) text.push_back("level " + std::to_string(i));
  }
  text.push_back("");
  EXPECT_EQ(text.levels.size(), 20000U);
  EXPECT_EQ(text.codes[20007], 7);
  EXPECT_EQ(text.codes.back(), -1);
}

}  // namespace
}  // namespace ecoeff
