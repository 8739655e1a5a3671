#include "ecoeff/panel/study_gmm.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "ecoeff/numeric/random.hpp"
#include "ecoeff/panel/xtabond2.hpp"

namespace ecoeff {
namespace {

Panel small_panel() {
  RandomStream random(4);
  std::vector<std::string> city;
  std::vector<double> year;
  std::vector<double> values[4];
  for (int i = 0; i < 30; ++i) {
    double y = random.normal();
    for (int t = 0; t < 7; ++t) {
      const double x = random.normal();
      y = 0.4 * y + x + random.normal();
      city.push_back("c" + std::to_string(i));
      year.push_back(2010 + t);
      values[0].push_back(y);
      values[1].push_back(x);
      values[2].push_back(random.normal());
      values[3].push_back(random.normal());
    }
  }
  Table table;
  table.set_text("city", city);
  table.set_numbers("year", year);
  const char* names[4] = {"CEE", "NQP", "OPEN", "POP"};
  for (int j = 0; j < 4; ++j) table.set_numbers(names[j], values[j]);
  return {std::move(table), "city", "year"};
}

std::string line(const std::string& formula, const StudyGmmOptions& options = {}) {
  return xtabond2_line(plan_study_gmm(small_panel(), parse_formula(formula), options));
}

std::string code_of(const std::string& formula, const StudyGmmOptions& options = {}) {
  try {
    (void)line(formula, options);
  } catch (const Error& error) {
    return error.code;
  }
  return "none";
}

TEST(StudyGmm, MeansTheDocumentedCommand) {
  EXPECT_EQ(line("CEE ~ NQP + OPEN | unit + time", {.endogenous = {"L.CEE"}}),
            "xtabond2 CEE L.CEE NQP OPEN i.year, gmm(L.CEE, collapse lag(2 3)) iv(NQP OPEN) iv(i.year, eq(level)) "
            "twostep robust");
  EXPECT_EQ(line("CEE ~ NQP + OPEN | unit + time"), line("CEE ~ NQP + OPEN | city + year", {.endogenous = {"L.CEE"}}));
}

TEST(StudyGmm, NoTimeEffectsNoDummies) {
  EXPECT_EQ(line("CEE ~ NQP | unit"), "xtabond2 CEE L.CEE NQP, gmm(L.CEE, collapse lag(2 3)) iv(NQP) twostep robust");
}

TEST(StudyGmm, MovesVariablesIntoGroups) {
  EXPECT_EQ(line("CEE ~ NQP + OPEN + POP | unit",
                 {.endogenous = {"NQP"}, .predetermined = {"POP"}, .lag_to = std::nullopt, .collapse = false}),
            "xtabond2 CEE L.CEE NQP OPEN POP, gmm(L.CEE NQP, lag(2 .)) gmm(POP, lag(1 .)) iv(OPEN) twostep robust");
  EXPECT_EQ(line("CEE ~ NQP | unit", {.lags = 2, .predetermined = {"L.CEE"}}),
            "xtabond2 CEE L.CEE L2.CEE NQP, gmm(L.CEE, collapse lag(1 2)) iv(NQP) twostep robust");
}

TEST(StudyGmm, DifferenceGmmDifferencesTheDummies) {
  EXPECT_EQ(line("CEE ~ NQP | unit + time", {.system = false, .steps = 1, .small = true, .orthogonal = true}),
            "xtabond2 CEE L.CEE NQP i.year, gmm(L.CEE, collapse lag(2 3)) iv(NQP) iv(i.year) noleveleq orthogonal "
            "robust small");
}

TEST(StudyGmm, RefusesWhatItCannotMean) {
  EXPECT_EQ(code_of("CEE ~ NQP | unit + OPEN"), "P536");
  EXPECT_EQ(code_of("CEE ~ NQP | unit", {.endogenous = {"NQ"}}), "P536");
  EXPECT_EQ(code_of("CEE ~ NQP | unit", {.lags = 0}), "P534");
}

TEST(StudyGmm, FitsWhatItPlans) {
  const Panel panel = small_panel();
  const Formula formula = parse_formula("CEE ~ NQP + OPEN | unit + time");
  const Estimate estimate = fit_study_gmm(panel, formula);
  EXPECT_EQ(estimate.absorbed, formula.effects);
  EXPECT_EQ(estimate.n, 30U * 6);
  EXPECT_EQ(estimate.model, "system-gmm");
  EXPECT_LT(std::abs(estimate.coefficient("NQP") - 1), 4 * estimate.se("NQP"));
  const DynamicGmmModel read = parse_xtabond2(line("CEE ~ NQP + OPEN | unit + time"), panel.table);
  EXPECT_EQ(fit_dynamic_gmm(panel, read).coefficients, estimate.coefficients);
}

TEST(Xtabond2Line, ExpandsRangesAndWildcards) {
  Table table;
  for (const char* name : {"n", "yr1", "yr2", "yr3", "k"}) table.set_numbers(name, {1});
  const DynamicGmmModel model = parse_xtabond2(
      "xtabond2 n L.n L(0/1).k yr1-yr3, gmm(L.n) iv(yr*, eq(level)) two rob h(2) nocons artests(3)", table);
  EXPECT_EQ(model.regressors, (std::vector<std::string>{"L.n", "k", "L.k", "yr1", "yr2", "yr3"}));
  EXPECT_EQ(model.iv.at(0).variables, (std::vector<std::string>{"yr1", "yr2", "yr3"}));
  EXPECT_EQ(model.options.steps, 2);
  EXPECT_TRUE(model.options.robust);
  EXPECT_EQ(model.options.h, 2);
  EXPECT_FALSE(model.options.constant);
  EXPECT_EQ(model.options.ar_tests, 3);
  EXPECT_EQ(xtabond2_line(model),
            "xtabond2 n L.n k L.k yr1 yr2 yr3, gmm(L.n, lag(1 .)) iv(yr1 yr2 yr3, eq(level)) noconstant h(2) twostep "
            "robust artests(3)");
}

TEST(Xtabond2Line, RefusesUnknownOptions) {
  const Panel panel = small_panel();
  for (const char* text : {"CEE L.CEE, gmm(L.CEE) pca", "CEE L.CEE, gmm(L.CEE) h(x)", "CEE, gmm(L.CEE)",
                           "CEE L.CEE, gmm(L.CEE) cluster(city)"}) {
    try {
      (void)parse_xtabond2(text, panel.table);
      FAIL() << text;
    } catch (const Error& error) {
      EXPECT_EQ(error.code, "P530") << text;
    }
  }
}

}  // namespace
}  // namespace ecoeff
