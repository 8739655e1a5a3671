#include "ecoeff/stata/session.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ecoeff/base/error.hpp"
#include "ecoeff/stata/hypothesis.hpp"
#include "ecoeff/stata/print.hpp"
#include "ecoeff/stata/variables.hpp"

namespace ecoeff::stata {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

// Three units in four years, rows shuffled, one outlier and one gap.
Table small() {
  Table table;
  table.set_numbers("id", {2, 1, 1, 3, 2, 1, 3, 2, 3, 2, 1});
  table.set_numbers("year", {1, 2, 1, 1, 3, 3, 2, 2, 4, 4, 4});
  table.set_numbers("x", {5, 2, 1, 9, 7, 3, 11, 6, 12, 8, 400});
  table.set_numbers("y", {1, 2, 4, 3, 5, 7, 6, 9, 8, 11, 10});
  table.set_text("city", {"b", "a", "a", "c", "b", "a", "c", "b", "c", "b", "a"});
  return table;
}

Session after(std::initializer_list<std::string> lines) {
  Session session = start_session(small());
  for (const std::string& line : lines) (void)run_line(session, line);
  return session;
}

std::string code_of(std::initializer_list<std::string> before, const std::string& line) {
  Session session = after(before);
  try {
    (void)run_line(session, line);
  } catch (const Error& error) {
    return error.code;
  }
  return "";
}

std::vector<double> column(const Session& session, const std::string& name) {
  const auto values = session.table().numbers(name);
  return {values.begin(), values.end()};
}

TEST(Session, LinesDrawClusters) {
  const Session drawn = after({"xtset id year", "reg y x, vce(bootstrap, cluster(city) rep(20) seed(5) nodots)"});
  const Estimate& fit = drawn.last->estimate;
  const Estimate same = fit_fixed_effects(*drawn.last->panel, drawn.last->formula,
                                          {.vce = drawn.last->options.linear.vce, .replications = 20, .seed = 5});
  EXPECT_EQ(fit.covariance, same.covariance);
  EXPECT_EQ(fit.clusters, 3U);
  EXPECT_THAT(print_fit(*drawn.last, Language::en), HasSubstr("Wald chi2(1)"));
  const Session panel = after({"xtset id year", "xtreg y x, fe vce(boot)"});  // draws units, 50 times
  EXPECT_EQ(panel.last->estimate.clusters, 3U);
  EXPECT_LE(panel.last->estimate.parameters.at("replications"), 50);
  const Session rows = after({"reg y x, vce(bootstrap, reps(30))"});  // no panel: rows
  EXPECT_EQ(rows.last->estimate.clusters, 11U);
  EXPECT_EQ(code_of({"xtset id year"}, "reg y x, vce(bootstrap)"), "T704");
  EXPECT_EQ(code_of({}, "reg y x, vce(bootstrap, cluster(id city))"), "T704");
  EXPECT_EQ(code_of({}, "reg y x, vce(bootstrap, bca)"), "T703");
}

TEST(Session, ChiSquareOfRandomEffectsIsPrintedOnce) {
  Session session = start_session(small());
  for (const char* line : {"gen half = id * 10 + (year > 2)", "xtset half year", "gen z = x^2", "xtreg y x z, re"})
    (void)run_line(session, line);
  const TestResult& chi2 = session.last->estimate.f.value();
  EXPECT_EQ(chi2.df, 2);
  EXPECT_THAT(print_fit(*session.last, Language::en),
              HasSubstr(fmt::format("Wald chi2({}) = {:.2f}\n", chi2.df, chi2.statistic)));
}

TEST(Session, LinesHaveWeightsAndSlopes) {
  const Session equal = after({"gen w = 2", "reg y x [fw=w]"});
  EXPECT_EQ(equal.last->estimate.n, 22U);
  const Session plain = after({"reg y x"});
  EXPECT_NEAR(equal.last->estimate.coefficient("x"), plain.last->estimate.coefficient("x"), 1e-14);
  const Session weighted = after({"gen w = id == 1", "reg y x [aweight=w], r"});
  const Session chosen = after({"reg y x if id == 1, r"});
  EXPECT_EQ(weighted.last->estimate.n, chosen.last->estimate.n);
  EXPECT_NEAR(weighted.last->estimate.se("x"), chosen.last->estimate.se("x"), 1e-14);
  EXPECT_EQ(code_of({}, "reg y x [iw=id]"), "T717");
  EXPECT_EQ(code_of({"xtset id year"}, "xtreg y x [aw=id], re"), "P582");

  const Session slopes = after({"xtset id year", "reghdfe y x, absorb(id##c.year)"});
  const Session dummies = after({"reg y x i.id i.id#c.year"});
  EXPECT_NEAR(slopes.last->estimate.coefficient("x"), dummies.last->estimate.coefficient("x"), 1e-12);
  EXPECT_NEAR(slopes.last->estimate.se("x"), dummies.last->estimate.se("x"), 1e-12);
  EXPECT_EQ(code_of({}, "reghdfe y x, absorb(c.year#id)"), "T718");
}

TEST(Session, BoottestIsTheWildBootstrapOfTheFit) {
  Session session = after({"xtset id year", "reghdfe y x, absorb(id) cluster(year)"});
  const Outcome boot = run_line(session, "boottest x, reps(99) nograph");
  const Fitted& fit = *session.last;
  EXPECT_NEAR(boot.tests.front().result.statistic, fit.estimate.statistic("x"), 1e-12);
  const Estimate wild = fit_fixed_effects(*fit.panel, fit.formula, {.vce = "wild(year)", .replications = 99});
  EXPECT_EQ(boot.tests.front().result.p, wild.p("x"));
  EXPECT_THAT(boot.output.en, HasSubstr("16 sign vectors"));
  const auto code = [](const std::string& line) {
    return code_of({"xtset id year", "reghdfe y x, absorb(id) cluster(year)"}, line);
  };
  EXPECT_EQ(code("boottest x = 1"), "T717");
  EXPECT_EQ(code("boottest _cons"), "T717");
  EXPECT_EQ(code("boottest x, weighttype(mammen)"), "T717");
  EXPECT_EQ(code("boottest x, noci"), "T703");
  EXPECT_EQ(code_of({"reg y x"}, "boottest x"), "T717");
}

TEST(Session, XtsetSortsAndDescribes) {
  Session session = start_session(small());
  const Outcome outcome = run_line(session, "xtset id year");
  EXPECT_THAT(outcome.output.en, HasSubstr("unbalanced"));
  EXPECT_THAT(outcome.output.en, HasSubstr("1 to 4, but with gaps"));
  EXPECT_THAT(column(session, "x"), ElementsAre(1, 2, 3, 400, 5, 6, 7, 8, 9, 11, 12));
  EXPECT_EQ(code_of({}, "xtset x"), "") << "a panel variable alone is enough";
  EXPECT_EQ(code_of({}, "xtset id id2"), "D110");
  EXPECT_EQ(code_of({"xtset id"}, "gen l = L.x"), "T711");
  EXPECT_EQ(code_of({}, "xtreg y x, fe"), "T711");
  EXPECT_EQ(code_of({}, "xtset id y if x>1"), "T712");
}

TEST(Session, RepeatedTimesAreRefusedAndLeaveTheSessionAlone) {
  Session session = start_session(small());
  (void)run_line(session, "xtset id year");
  (void)run_line(session, "gen same = 1");
  EXPECT_THROW((void)run_line(session, "xtset id same"), Error);
  EXPECT_EQ(session.time, "year");
  EXPECT_EQ(session.panel.periods().size(), 4U);
}

TEST(Session, GenerateAndReplace) {
  Session session = after({"xtset id year"});
  EXPECT_THAT(run_line(session, "g z = x*2 if id==1").output.en, HasSubstr("7 missing values generated"));
  EXPECT_EQ(column(session, "z")[1], 4);
  EXPECT_THAT(run_line(session, "replace z = 0 if z==.").output.en, HasSubstr("7 real changes made"));
  (void)run_line(session, "gen byte d = year>2");
  (void)run_line(session, "gen int i = -2.7");
  (void)run_line(session, "gen float f = 0.1");
  (void)run_line(session, "gen str3 s = city + \"!\"");
  EXPECT_EQ(column(session, "i")[0], -2);
  EXPECT_EQ(column(session, "f")[0], static_cast<double>(0.1F));
  EXPECT_EQ(session.table().texts("s")[0], "a!");
  EXPECT_TRUE(is_missing(column(after({"gen byte big = 200"}), "big")[0]));
  EXPECT_EQ(code_of({}, "gen x = 1"), "T707");
  EXPECT_EQ(code_of({}, "gen 2x = 1"), "T705");
  EXPECT_EQ(code_of({}, "gen z"), "T705");
  EXPECT_EQ(code_of({}, "replace zz = 1"), "D110");
  EXPECT_EQ(code_of({}, "replace x = \"a\""), "T710");
  EXPECT_EQ(code_of({}, "gen byte z = \"a\""), "T710");
}

TEST(Session, KeepAndDropRowsOrColumns) {
  EXPECT_EQ(after({"keep if x>6 & x<."}).panel.rows(), 6U);
  EXPECT_EQ(after({"drop if x>6"}).panel.rows(), 5U);
  EXPECT_EQ(after({"xtset id year", "keep in 1/3"}).panel.rows(), 3U);
  EXPECT_EQ(after({"drop in -2/l"}).panel.rows(), 9U);
  EXPECT_THAT(visible_names(after({"keep x-y"}).table()), ElementsAre("x", "y"));
  EXPECT_THAT(visible_names(after({"drop x y"}).table()), ElementsAre("id", "year", "city"));
  EXPECT_EQ(after({"xtset id year", "drop year"}).time, "") << "xtset goes with its column";
  EXPECT_EQ(after({"xtset id year", "rename year t"}).time, "t");
  EXPECT_THAT(visible_names(after({"rename (x y) (y1 x1)"}).table()), ElementsAre("id", "year", "y1", "x1", "city"));
  EXPECT_EQ(after({"replace x=. if id==3", "sort city x"}).table().texts("city").back(), "c");
  EXPECT_THAT(column(after({"sort x"}), "x"), ElementsAre(1, 2, 3, 5, 6, 7, 8, 9, 11, 12, 400));
  EXPECT_EQ(code_of({}, "keep if x>1000"), "T715");
  EXPECT_EQ(code_of({}, "drop _all"), "T715");
  EXPECT_EQ(code_of({}, "keep x if y>1"), "T705");
  EXPECT_EQ(code_of({}, "keep in 0/3"), "T705");
  EXPECT_EQ(code_of({}, "rename x y"), "T707");
}

TEST(Session, Winsor2CutsTrimsAndNames) {
  Session session = after({"winsor2 x, cuts(10 90)"});
  EXPECT_EQ(column(session, "x_w")[10], 12);
  EXPECT_EQ(column(session, "x_w")[2], 2);
  EXPECT_EQ(column(after({"winsor2 x, replace cuts(10 90)"}), "x")[10], 12);
  EXPECT_TRUE(is_missing(column(after({"winsor2 x, trim cut(10 90)"}), "x_tr")[10]));
  EXPECT_EQ(column(after({"winsor2 x, suffix(_q) cuts(0 50) by(id)"}), "x_q")[10], 2.5);
  EXPECT_EQ(code_of({}, "winsor2 x, cuts(90 10)"), "T704");
  EXPECT_EQ(code_of({}, "winsor2 x, cuts(0.01 0.99)"), "T704");
  EXPECT_EQ(code_of({}, "winsor2 x, cutts(1 99)"), "T703");
  EXPECT_EQ(code_of({"xtset id year"}, "winsor2 year, replace"), "T705");
}

TEST(Session, SummariesCountWhatTheyAreAsked) {
  Session session = after({});
  EXPECT_THAT(run_line(session, "su x if id==1").output.en, HasSubstr("  4"));
  EXPECT_THAT(run_line(session, "sum x, d").output.en, HasSubstr("Skewness"));
  EXPECT_THAT(run_line(session, "tabstat x y, by(city) s(n mean p50)").output.en, HasSubstr("city=c"));
  EXPECT_THAT(run_line(session, "count if x>6").output.en, HasSubstr("6"));
  EXPECT_EQ(code_of({}, "tabstat x, s(avg)"), "T704");
  EXPECT_EQ(code_of({}, "su x, fast"), "T703");
}

TEST(Session, EstimatesAreKeptAndTested) {
  Session session = after({"reg y x i.year", "est sto a", "qui eststo b: reg y x if id>1"});
  EXPECT_EQ(session.stored.size(), 2U);
  (void)run_line(session, "est restore a");
  const Outcome outcome = run_line(session, "test x");
  const Estimate& e = session.last->estimate;
  ASSERT_EQ(outcome.tests.size(), 1U);
  EXPECT_NEAR(outcome.tests[0].result.statistic, e.statistic("x") * e.statistic("x"),
              1e-9 * outcome.tests[0].result.statistic);
  EXPECT_NEAR(outcome.tests[0].result.p, e.p("x"), 1e-12);
  EXPECT_EQ(run_line(session, "testparm i.year").tests[0].result.df, 3);
  EXPECT_EQ(run_line(session, "test 2.year 3.year").tests[0].result.df, 2);
  EXPECT_EQ(run_line(session, "test (x = 0) (2*x = 0)").tests[0].result.df, 1) << "a redundant hypothesis counts once";
  EXPECT_EQ(run_line(session, "test 2.year = 3.year = 4.year").tests[0].result.df, 2);
  const double same = run_line(session, "test 2*x + 3.year = 1 + 2.year").tests[0].result.statistic;
  EXPECT_NEAR(run_line(session, "test 1 + 2.year - 3.year - 2*x = 0").tests[0].result.statistic, same, 1e-9 * same);
  EXPECT_EQ(code_of({}, "test x"), "T713");
  EXPECT_EQ(code_of({"reg y x"}, "test z"), "T714");
  EXPECT_EQ(code_of({"reg y x"}, "test x*x = 1"), "T716");
  EXPECT_EQ(code_of({"reg y x"}, "test x = x"), "T716");
  EXPECT_EQ(code_of({"reg y x"}, "est restore m"), "T713");
}

TEST(Session, RegressionsReadTheirVariablesAsStata) {
  Session session = after({"xtset id year"});
  const Outcome outcome = run_line(session, "reg y L.x c.x#c.y if year>1, noc");
  EXPECT_THAT(outcome.fitted->estimate.names, ElementsAre("L.x", "c.x#c.y"));
  EXPECT_EQ(outcome.fitted->estimate.n, 7U) << "the lag looks past the condition, not over the gap";
  const Outcome collinear = run_line(session, "gen x2 = 2*x");
  (void)collinear;
  const Outcome omitted = run_line(session, "reg y x x2");
  EXPECT_THAT(omitted.fitted->order, ElementsAre("x", "x2", "_cons"));
  EXPECT_THAT(omitted.output.en, HasSubstr("(omitted)"));
  EXPECT_THAT(omitted.output.zh, HasSubstr("（剔除）"));
  const Outcome robust = run_line(session, "xtreg y x, fe vce(robust)");
  EXPECT_EQ(robust.fitted->estimate.vce, "cluster(id)");
  EXPECT_EQ(robust.fitted->estimate.notes.front().code, "T730");
  EXPECT_EQ(code_of({}, "reg"), "T705");
  EXPECT_EQ(code_of({}, "reg y x, vce(robut)"), "T704");
  EXPECT_EQ(code_of({}, "reg y x, vce(robust) cluster(id)"), "T704");
  EXPECT_EQ(code_of({}, "reghdfe y x"), "T704");
  EXPECT_EQ(code_of({}, "areg y x, absorb(id year)"), "T704");
  EXPECT_EQ(code_of({"xtset id year"}, "xtreg y x, fe re"), "T704");
  EXPECT_EQ(code_of({}, "reg y x if x>1000"), "T715");
}

TEST(Session, AVariableMayBeCalledTime) {
  Session session = after({"rename (id year) (unit time)"});
  const Outcome outcome = run_line(session, "reghdfe y x, absorb(unit) vce(cluster time)");
  EXPECT_THAT(outcome.fitted->estimate.absorbed, ElementsAre("unit"));
  EXPECT_EQ(outcome.fitted->estimate.vce, "cluster(time)");
}

TEST(Session, MacrosStandForTheirText) {
  Session session = after({"global controls x i.year", "local out \"y\""});
  EXPECT_EQ(run_line(session, "reg `out' $controls").fitted->estimate.names.size(), 5U);
  EXPECT_EQ(run_line(session, "reg `out' ${controls}").line, "reg y x i.year");
  EXPECT_EQ(code_of({}, "reg y $controls"), "T721");
  EXPECT_EQ(code_of({"global a x"}, "reg y $ab"), "T721");
  EXPECT_EQ(code_of({}, "local n = 5"), "T704");
}

TEST(Session, WhatIsNotFollowedIsNamed) {
  EXPECT_EQ(code_of({}, "xtrge y x"), "T701");
  EXPECT_EQ(code_of({}, "outreg2 using a.doc"), "T702");
  EXPECT_EQ(code_of({}, "eststo a: su x"), "T702");
  EXPECT_EQ(code_of({}, "reg y x, beta"), "T703");
}

TEST(StataNumber, LooksAsInStata) {
  EXPECT_EQ(stata_number(0.8188232455), ".8188232");
  EXPECT_EQ(stata_number(-0.506301), "-.506301");
  EXPECT_EQ(stata_number(1.17640285), "1.176403");
  EXPECT_EQ(stata_number(1755850.484), "1755850");
  EXPECT_EQ(stata_number(0), "0");
  EXPECT_EQ(stata_number(kMissing), ".");
  EXPECT_EQ(stata_number(1e-9), "1.00e-09");
}

}  // namespace
}  // namespace ecoeff::stata
