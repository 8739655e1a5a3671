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

Names right_side(const std::string& text) { return parse_formula("y ~ " + text).regressors; }

TEST(Formula, SquaresAreReadAsRAndStataTypeThem) {
  for (const char* text : {"x^2", "I(x^2)", "I(x ^ 2)", "x**2", "I(x*x)", "I(x**2)", "x:x", "x#x", "c.x#c.x",
                           "c.x # c.x", "(x)^2", "I(I(x)^2)"}) {
    EXPECT_THAT(right_side(text), ElementsAre("x^2")) << text;
    EXPECT_EQ(read_term(text), "x^2") << text;
  }
  EXPECT_THAT(right_side("x^1 + x^3 + c.x#c.x#c.x"), ElementsAre("x", "x^3", "x^3"));
  EXPECT_THAT(right_side("log(x)^2 + I(ln(x)^2) + L.x^2 + lag(x)^2 + lag(x^2) + L.(x^2)"),
              ElementsAre("log(x)^2", "ln(x)^2", "L.x^2", "L.x^2", "L.x^2", "L.x^2"));
  EXPECT_THAT(right_side("D.x^2 + d(x)^2 + d(x^2) + D.(x:z)"), ElementsAre("D.x^2", "D.x^2", "D.(x^2)", "D.(x:z)"));
  EXPECT_THAT(right_side("(x:z)^2"), ElementsAre("x^2:z^2"));
  EXPECT_THAT(parse_formula("y ~ x | unit^time").effects, ElementsAre("unit^time"));
}

TEST(Formula, ProductsAreReadAsRAndStataTypeThem) {
  for (const char* text : {"x:z", "x : z", "x#z", "x # z", "c.x#c.z", "I(x*z)", "I(x * z)"})
    EXPECT_THAT(right_side(text), ElementsAre("x:z")) << text;
  for (const char* text : {"x*z", "x * z", "x##z", "c.x##c.z", "x + x*z", "x*z + z", "(x + z)*z"})
    EXPECT_THAT(right_side(text)[0], "x") << text;
  EXPECT_THAT(right_side("x*z"), ElementsAre("x", "z", "x:z"));
  EXPECT_THAT(right_side("z + x##z"), ElementsAre("z", "x", "x:z"));
  EXPECT_THAT(right_side("c.x##c.x"), ElementsAre("x", "x^2"));
  EXPECT_THAT(right_side("a*b*c"), ElementsAre("a", "b", "a:b", "c", "a:c", "b:c", "a:b:c"));
  EXPECT_THAT(right_side("a + b:c*d"), ElementsAre("a", "b:c", "d", "b:c:d"));
  EXPECT_THAT(right_side("c.x#c.(z w)"), ElementsAre("x:z", "x:w"));
  EXPECT_THAT(right_side("(a + b):z"), ElementsAre("a:z", "b:z"));
  EXPECT_THAT(right_side("x#L.z + cL.x#c.z + L(1/2).(x:z)"), ElementsAre("x:L.z", "L.x:z", "L.x:L.z", "L2.x:L2.z"));
  EXPECT_THAT(right_side("lag(x:z) + std(x):z + factor(year)"), ElementsAre("L.x:L.z", "std(x):z", "i.year"));
  EXPECT_THAT(right_side("i.(year stage)"), ElementsAre("i.year", "i.stage"));
  EXPECT_EQ(same_term({"x", "z:x", "x^2"}, read_term("c.x#c.z")), "z:x");
  EXPECT_EQ(same_term({"x"}, "w"), "w");
}

TEST(Formula, WhatIsNotReadSaysSo) {
  for (const char* text : {"x^0.5", "x^-1", "x^z", "x^10", "I(x/z)", "I(x + z)", "I(2*x)", "(x + z)^2", "x^5:x^5"})
    EXPECT_EQ(code_of([&] { (void)right_side(text); }), "P675") << text;
  for (const char* text : {"i.stage#c.x", "i.stage:x", "x##i.stage", "i(stage)*x", "i.stage^2", "L.i.stage"})
    EXPECT_EQ(code_of([&] { (void)right_side(text); }), "P676") << text;
  for (const char* text : {"ib2005.year", "ibn.year"})
    EXPECT_EQ(code_of([&] { (void)right_side(text); }), "P677") << text;
  for (const char* text : {"x*", "*x", "x##", "#x", "x:", "x^", "^2", "x + I()"})
    EXPECT_EQ(code_of([&] { (void)right_side(text); }), "P501") << text;
  EXPECT_EQ(code_of([&] { (void)build_term(small_panel(), read_term("stage#k")); }), "P678");
  EXPECT_EQ(code_of([] { (void)read_term("x*z"); }), "P501");
  std::string many = "a0";
  for (int i = 1; i < 30; ++i) many += "*a" + std::to_string(i);
  EXPECT_EQ(code_of([&] { (void)right_side(many); }), "P501");
  EXPECT_EQ(code_of([&] { (void)right_side(replace_all(many, "*", ":")); }), "P501");
  std::string deep = "x";
  for (int i = 0; i < 200; ++i) deep += "^2";
  EXPECT_EQ(code_of([&] { (void)right_side(deep); }), "P501");
}

TEST(Terms, ProductsAndPowersAreBuilt) {
  const Panel panel = small_panel();
  EXPECT_EQ(build_term(panel, "k^2")[2], 81);
  EXPECT_EQ(build_term(panel, "L.k^2")[2], 16);
  EXPECT_EQ(build_term(panel, "D.k^2")[2], 25);
  EXPECT_EQ(build_term(panel, "D.(k^2)")[2], 81 - 16);
  EXPECT_EQ(build_term(panel, "D.(k:year)")[2], 9 * 2012 - 4 * 2011);
  EXPECT_EQ(build_term(panel, "k^2:w")[1], 16 * 20);
  EXPECT_TRUE(is_missing(build_term(panel, "k:w")[4]));
  const std::vector<double> std_k = build_term(panel, "std(k)");  // mean 4, sd sqrt(38 / 4)
  EXPECT_DOUBLE_EQ(std_k[2], 5 / std::sqrt(9.5));
  EXPECT_DOUBLE_EQ(build_term(panel, "L.std(k)")[4], -2 / std::sqrt(9.5));
}

TEST(Terms, LeavesAreTheColumnsOfATerm) {
  EXPECT_THAT(term_leaves("L.x^2:D.(z:w):log(std(v))"), ElementsAre("x", "z", "w", "v"));
  EXPECT_THAT(term_leaves("i.year"), ElementsAre("year"));
  EXPECT_THAT(term_leaves("GDP(a, b)"), ElementsAre("GDP(a, b)"));
}

TEST(Terms, LagsStayThoseOfTheWholePanelWhenRowsAreChosen) {
  const Panel panel = small_panel();
  const Panel with = with_terms(panel, parse_formula("k ~ L.k + std(w) + k^2 + log(w)"));
  EXPECT_TRUE(with.table.has("L.k"));
  EXPECT_TRUE(with.table.has("std(w)"));
  EXPECT_FALSE(with.table.has("k^2"));
  const Panel late = with.select({2, 4});
  EXPECT_EQ(build_term(late, "L.k")[1], 2);  // 2010 is not among the rows
}

}  // namespace
}  // namespace ecoeff
