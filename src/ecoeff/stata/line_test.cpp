#include "ecoeff/stata/line.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ecoeff/base/error.hpp"

namespace ecoeff::stata {
namespace {

using testing::ElementsAre;

std::string code_of(const std::string& text) {
  try {
    (void)parse_line(text);
  } catch (const Error& error) {
    return error.code;
  }
  return "";
}

TEST(Line, IsCutIntoItsParts) {
  const Line line = parse_line(
      " reghdfe y L(0/2).(k w) [aw = pop*2] if year>2005 & inlist(r, 1, 2) in 1/90, a(id year) vce(cluster id)");
  EXPECT_EQ(line.command, "reghdfe");
  EXPECT_EQ(line.body, "y L(0/2).(k w)");
  EXPECT_EQ(line.condition, "year>2005 & inlist(r, 1, 2)");
  EXPECT_EQ(line.range, "1/90");
  ASSERT_TRUE(line.weight);
  EXPECT_EQ(line.weight->kind, "aw");
  EXPECT_EQ(line.weight->expression, "pop*2");
  ASSERT_EQ(line.options.size(), 2U);
  EXPECT_EQ(line.options[0].name, "a");
  EXPECT_EQ(line.options[1].value, "cluster id");
}

TEST(Line, ACommaInsideParenthesesOrQuotesOpensNoOptions) {
  EXPECT_TRUE(parse_line("gen z = max(a, b)").options.empty());
  EXPECT_TRUE(parse_line("keep if city==\"a, b\"").options.empty());
  EXPECT_EQ(parse_line("xtabond2 y L.y, gmm(y, lag(2 4)) iv (x)").options.size(), 2U);
}

TEST(Line, ASubscriptIsNoWeight) {
  const Line line = parse_line("gen z = x[_n-1] if x[_n+1]>=2");
  EXPECT_FALSE(line.weight);
  EXPECT_EQ(line.body, "z = x[_n-1]");
  EXPECT_EQ(line.condition, "x[_n+1]>=2");
}

TEST(Line, IfMayFollowAParenthesisOrStandBeforeOne) {
  EXPECT_EQ(parse_line("gen z = (a+b)if(c>1)").condition, "(c>1)");
  EXPECT_EQ(parse_line("su iffy inner").body, "iffy inner");
}

TEST(Line, PrefixesAreFollowedOrRefused) {
  EXPECT_TRUE(parse_line("qui reg y x").quiet);
  EXPECT_TRUE(parse_line("quietly: reg y x").quiet);
  EXPECT_FALSE(parse_line("noi reg y x").quiet);
  const Line stored = parse_line("qui eststo m1: reg y x, r");
  EXPECT_EQ(stored.store, "m1");
  EXPECT_EQ(stored.command, "reg");
  for (const char* line : {"capture reg y x", "cap drop x", "bysort id: gen a=1", "by id: su x", "xi: reg y i.x"})
    EXPECT_EQ(code_of(line), "T702") << line;
}

TEST(Line, SlipsAreNamed) {
  for (const char* line : {"reg y x, vce(robust", "reg y x), r", "gen s = \"a", "reg y x if", "reg y x, r, cl(id)",
                           "reg y x if a if b", "reg y x, vce(r)x"})
    EXPECT_EQ(code_of(line), "T705") << line;
  EXPECT_EQ(code_of("reg y x [zw=p]"), "T720");
  EXPECT_EQ(code_of("reg y x [aw=p] z"), "T705");
}

TEST(Line, CommentsGoAndContinuationsJoin) {
  EXPECT_THAT(split_lines("* a comment\nreg y x // why\n\nxtreg y ///\n  x, fe /* and\n so */ vce(robust)\n"),
              ElementsAre("reg y x", "xtreg y    x, fe   vce(robust)"));
  EXPECT_THAT(split_lines("gen u = \"http://x\""), ElementsAre("gen u = \"http://x\""));
}

TEST(Line, AbbreviationsNeedTheirLetters) {
  EXPECT_TRUE(abbreviates("reg", "regress", 3));
  EXPECT_TRUE(abbreviates("regr", "regress", 3));
  EXPECT_FALSE(abbreviates("re", "regress", 3));
  EXPECT_FALSE(abbreviates("regx", "regress", 3));
}

}  // namespace
}  // namespace ecoeff::stata
