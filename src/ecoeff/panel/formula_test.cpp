#include "ecoeff/panel/formula.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

namespace ecoeff {
namespace {

using testing::ElementsAre;
using Names = std::vector<std::string>;

// Two units; b has no 2011.
Panel small_panel() {
  Table table;
  table.file = "small.csv";
  table.set_text("city", {"b", "b", "a", "a", "a"});
  table.set_numbers("year", {2010, 2012, 2012, 2010, 2011});
  table.set_numbers("k", {1, 4, 9, 2, 4});
  table.set_numbers("w", {10, 20, 30, 40, kMissing});
  table.set_text("stage", {"old", "new", "new", "old", ""});
  return {std::move(table), "city", "year"};
}

std::string code_of(const auto& action) {
  try {
    action();
  } catch (const Error& error) {
    EXPECT_FALSE(error.message.en.empty());
    EXPECT_FALSE(error.message.zh.empty());
    return error.code;
  }
  return "none";
}

TEST(Formula, BarsSeparateEffectsAndInstruments) {
  const Formula f = parse_formula(" y ~ x1 + log(x2)|unit + time^region | p + q ~ z1 + L.z2 ");
  EXPECT_EQ(f.outcome, "y");
  EXPECT_THAT(f.regressors, ElementsAre("x1", "log(x2)"));
  EXPECT_THAT(f.effects, ElementsAre("unit", "time^region"));
  EXPECT_THAT(f.endogenous, ElementsAre("p", "q"));
  EXPECT_THAT(f.instruments, ElementsAre("z1", "L.z2"));
  EXPECT_TRUE(parse_formula("y ~ 1 | unit").regressors.empty());
  EXPECT_THAT(parse_formula("y ~ x | 0 | p ~ z").effects, ElementsAre());
  EXPECT_THAT(parse_formula("y ~ x | p ~ z").endogenous, ElementsAre("p"));
}

TEST(Formula, TermsTakeStatasSpelling) {
  EXPECT_THAT(parse_formula("y ~ L(0/2).(k w) + l(x,1) + lag(x, 2) + d(y) + F.x + L1.z").regressors,
              ElementsAre("k", "L.k", "L2.k", "w", "L.w", "L2.w", "L.x", "L2.x", "D.y", "F.x", "L.z"));
  EXPECT_THAT(parse_formula("d(y) ~ i(year) + i.stage + x:z + x").regressors,
              ElementsAre("i.year", "i.stage", "x:z", "x"));
  EXPECT_EQ(parse_formula("d(y) ~ x").outcome, "D.y");
  // A list of terms that have operators themselves.
  EXPECT_THAT(parse_formula("y ~ L(0/1).(f0.x D.y lag(z,2))").regressors,
              ElementsAre("x", "L.x", "D.y", "L.D.y", "L2.z", "L.L2.z"));
}

TEST(Formula, ListsWithinListsEndWithALimit) {
  EXPECT_EQ(code_of([] { (void)parse_formula("y ~ L(0/999).(L(0/999).(x))"); }), "P501");
}

TEST(Formula, SlipsNameTheirPlace) {
  for (const char* text : {"y = x", "y ~ x +", "y ~ x ~ z", "y1 + y2 ~ x", "y ~ log(x", "y ~ x | | p", "y ~ l(x, 1.5)",
                           "", "~", "y ~ x | (a ~ b)", "y ~ x | unit | a ~ b ~ c"}) {
    EXPECT_EQ(code_of([&] { (void)parse_formula(text); }), "P501") << text;
  }
  try {
    (void)parse_formula("y ~ x + | unit");
    FAIL();
  } catch (const Error& error) {
    EXPECT_NE(error.message.en.find("character 8"), std::string::npos) << error.message.en;
  }
}

TEST(Terms, LagsFollowTheCalendar) {
  const Panel panel = small_panel();
  const std::vector<double> lag = build_term(panel, "L.k");
  EXPECT_TRUE(is_missing(lag[0]));
  EXPECT_TRUE(is_missing(lag[1]));  // b has no 2011: a gap is a gap
  EXPECT_EQ(lag[2], 4);
  EXPECT_EQ(lag[4], 2);
  EXPECT_EQ(build_term(panel, "L2.k")[1], 1);
  EXPECT_EQ(build_term(panel, "F.k")[4], 9);
  EXPECT_EQ(build_term(panel, "D.k")[2], 5);
  EXPECT_EQ(build_term(panel, "D2.k")[2], 9 - 2 * 4 + 2);
  EXPECT_EQ(build_term(panel, "L.D.k")[2], 2);
  EXPECT_EQ(build_term(panel, "k:w")[1], 80);
  EXPECT_DOUBLE_EQ(build_term(panel, "log(k)")[1], std::log(4));
  EXPECT_DOUBLE_EQ(build_term(panel, "L.log(k)")[2], std::log(4));
  EXPECT_TRUE(is_missing(build_term(panel, "log(w)")[4]));
}

TEST(Terms, DummiesLeaveTheFirstLevelOut) {
  const Panel panel = small_panel();
  const Terms years = build_terms(panel, {"k", "i.year", "i.stage"});
  EXPECT_THAT(years.names, ElementsAre("k", "2011.year", "2012.year", "old.stage"));
  EXPECT_EQ(years.values.col(2), (Vector(5) << 0, 1, 1, 0, 0).finished());
  EXPECT_EQ(years.values(0, 3), 1);
  EXPECT_TRUE(is_missing(years.values(4, 3)));
  EXPECT_THAT(build_terms(panel, {"i.time"}).names, ElementsAre("2011.year", "2012.year"));
  EXPECT_THAT(build_terms(panel, {"i.year"}, {false, true, true, false, true}).names, ElementsAre("2012.year"));
}

TEST(Terms, EffectsAreCodesThatAscend) {
  const Panel panel = small_panel();
  EXPECT_THAT(effect_codes(panel, "unit"), ElementsAre(1, 1, 0, 0, 0));
  EXPECT_THAT(effect_codes(panel, "city"), ElementsAre(1, 1, 0, 0, 0));
  EXPECT_THAT(effect_codes(panel, "time"), ElementsAre(0, 2, 2, 0, 1));
  EXPECT_THAT(effect_codes(panel, "stage"), ElementsAre(1, 0, 0, 1, -1));
  EXPECT_THAT(effect_codes(panel, "k"), ElementsAre(0, 2, 3, 1, 2));
  EXPECT_THAT(effect_codes(panel, "stage^time"), ElementsAre(1, 0, 0, 1, -1));
}

TEST(Terms, UnknownThingsAreNamed) {
  const Panel panel = small_panel();
  EXPECT_EQ(code_of([&] { (void)build_term(panel, "kk"); }), "D110");
  EXPECT_EQ(code_of([&] { (void)build_term(panel, "stage"); }), "D111");
  EXPECT_EQ(code_of([&] { (void)build_term(panel, "sin(k)"); }), "P502");
  EXPECT_EQ(code_of([&] { (void)effect_codes(panel, "nowhere"); }), "D110");
}

TEST(Terms, UnitAndTimeAreRoles) {
  Table table;
  table.set_text("city", {"a", "b"});
  table.set_numbers("year", {1, 1});
  table.set_numbers("time", {8, 7});
  const Panel panel(std::move(table), "city", "year");
  EXPECT_EQ(code_of([&] { (void)effect_codes(panel, "time"); }), "P503");
  EXPECT_EQ(code_of([&] { (void)build_term(panel, "time"); }), "P503");
  EXPECT_THAT(effect_codes(panel, "unit"), ElementsAre(0, 1));
}

TEST(Formula, NestedCallsAreSpelledAsOperators) {
  EXPECT_EQ(parse_formula("y ~ lag(d(x)) + log(lag(x, 2)) + d(log(x)) + lag(x):d(z) + L.lag(x) + lead(lag(lag(x)))")
                .regressors,
            (std::vector<std::string>{"L.D.x", "log(L2.x)", "D.log(x)", "L.x:D.z", "L.L.x", "F.L.L.x"}));
  EXPECT_EQ(parse_formula("log(d(y)) ~ abs(d(x, 2))").outcome, "log(D.y)");
  EXPECT_EQ(parse_formula("y ~ GDP(a, b)").regressors, std::vector<std::string>{"GDP(a, b)"});
}

TEST(Formula, TermsAreBuiltFromNestedCallsToo) {
  Table table;
  table.set_numbers("id", std::vector<double>{1, 1, 1});
  table.set_numbers("year", std::vector<double>{1, 2, 3});
  table.set_numbers("x", std::vector<double>{1, 4, 9});
  const Panel panel(table, "id", "year");
  EXPECT_EQ(build_term(panel, "lag(d(x))")[2], 3);
  EXPECT_EQ(build_term(panel, "sqrt(lag(x))")[2], 2);
}

}  // namespace
}  // namespace ecoeff
