// Corners of the static estimators against outside numbers: tests/reference/panel_corners says where each is from.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "ecoeff/data/read.hpp"
#include "ecoeff/panel/model.hpp"
#include "ecoeff/stata/session.hpp"
#include "tolerance.hpp"

namespace ecoeff {
namespace {

const std::filesystem::path kInputs = std::filesystem::path(ECOEFF_SOURCE_DIR) / "tests/reference/panel_corners";

using Numbers = std::map<std::string, double>;

Table table_of(const std::string& file) { return read_table(kInputs / (file + ".csv")).table; }

Estimate fit(const Table& table, const std::string& formula, const std::string& vce, const std::string& model = "fe") {
  ModelOptions options{.model = model};
  options.linear.vce = vce;
  options.linear.keep_singletons = true;
  return fit_model(Panel(table, "id", "year"), parse_formula(formula), options);
}

void expect_near(double want, double got, const std::string& what, double tolerance = tolerance::kEstimate) {
  EXPECT_LE(tolerance::relative_difference(want, got), tolerance) << what << ": " << got << ", expected " << want;
}

void expect_errors(const Estimate& estimate, const Numbers& errors) {
  for (const auto& [name, want] : errors) expect_near(want, estimate.se(name), "se " + name);
}

bool has_note(const Estimate& estimate, const std::string& code) {
  return std::any_of(estimate.notes.begin(), estimate.notes.end(), [&](const Note& note) { return note.code == code; });
}

TEST(SeveralWayClusters, NegativeEigenvaluesAreCutOnColumnsOverTheirStandardDeviations) {
  const Estimate estimate = fit(table_of("three_way"), "y ~ x1 + x2 + x3 | id + year + ind", "cluster(id,year,ind)");
  expect_errors(estimate, {{"x1", 0.12929346}, {"x2", 0.20358805}, {"x3", 0.32919325}, {"_cons", 0.34541899}});
  EXPECT_TRUE(has_note(estimate, "P565"));
}

TEST(SeveralWayClusters, TheRepairDoesNotDependOnUnits) {
  const Table table = table_of("three_way");
  const std::string formula = "y ~ x1 + x2 + x3 | id + year + ind";
  const Estimate before = fit(table, formula, "cluster(id,year,ind)");
  for (const double factor : {1.5, 1000.0, 1e-6, -3e7}) {
    for (const std::string scaled : {"x1", "x3", "y"}) {
      Table other = table;
      std::vector<double> values(table.numbers(scaled).begin(), table.numbers(scaled).end());
      for (double& value : values) value *= factor;
      other.set_numbers(scaled, values);
      const Estimate after = fit(other, formula, "cluster(id,year,ind)");
      for (const std::string& name : before.names)
        expect_near(std::abs(before.statistic(name)), std::abs(after.statistic(name)), name, 1e-9);
    }
  }
}

TEST(SeveralWayClusters, TheConstantHasAnErrorWhereTheSlopesNeedNoRepair) {
  const Estimate estimate = fit(table_of("two_way"), "y ~ x + c1 | id + year", "cluster(id,year)");
  expect_errors(estimate, {{"_cons", 0.0043578569}, {"x", 0.088966393}, {"c1", 0.10484694}});
  EXPECT_TRUE(has_note(estimate, "P565"));
}

// Derived columns have names of their own inside the program; none may come out, and no test may change its
// coefficient.
TEST(WildBootstrap, TestsTheNamedSlopesOfEveryEstimator) {
  const Table table = table_of("few_clusters");
  for (const std::string model : {"fe", "pooled", "re", "between", "fd"}) {
    const std::string effects = model == "fe" ? " | id" : "";
    const Estimate unasked = fit(table, "y ~ x + c1" + effects, "cluster(id)", model);
    ASSERT_EQ(unasked.wild.size(), 1U) << model;
    EXPECT_EQ(unasked.wild[0].name, "x") << model;
    expect_near(unasked.statistic("x"), unasked.wild[0].statistic, model, 1e-9);
    const Estimate asked = fit(table, "y ~ x + c1" + effects, "wild(id)", model);
    ASSERT_EQ(asked.wild.size(), 2U) << model;
    for (const std::string name : {"x", "c1"}) {
      ASSERT_NE(asked.wild_test(name), nullptr) << model;
      expect_near(asked.statistic(name), asked.wild_test(name)->statistic, model, 1e-9);
      EXPECT_EQ(asked.p(name), asked.wild_test(name)->p) << model;
      EXPECT_FALSE(is_missing(asked.p(name))) << model;
      EXPECT_LT(asked.interval(name).first, asked.coefficient(name)) << model;
    }
    EXPECT_EQ(asked.wild_test("_cons"), nullptr) << model;
    for (const Estimate* one : {&unasked, &asked}) {
      for (const Note& note : one->notes)
        EXPECT_EQ(note.message.en.find("column "), std::string::npos) << note.message.en;
    }
  }
}

TEST(WildBootstrap, RandomEffectsHaveTheTOfTheirClusters) {
  const Estimate estimate = fit(table_of("few_clusters"), "y ~ x + c1", "cluster(id)", "re");
  expect_near(7.774008, estimate.wild.at(0).statistic, "t of x", 1e-6);
  EXPECT_LT(estimate.wild[0].p, 0.01);
}

TEST(DerivedColumns, ErrorsAndNotesSpeakOfTheUsersColumns) {
  Table table = table_of("few_clusters");
  table.set_numbers("same", std::vector<double>(table.rows(), 1));
  std::vector<double> twice(table.numbers("x").begin(), table.numbers("x").end());
  for (double& value : twice) value *= 2;
  table.set_numbers("twice", twice);
  for (const std::string model : {"re", "between", "fd"}) {
    try {
      (void)fit(table, "y ~ x", "cluster(same)", model);
      ADD_FAILURE() << model << " takes one cluster";
    } catch (const Error& error) {
      EXPECT_EQ(error.code, "P515");
      EXPECT_EQ(error.message.en.find("cluster 0"), std::string::npos) << error.message.en;
    }
    const Estimate estimate = fit(table, "y ~ x + twice", "iid", model);
    EXPECT_EQ(estimate.omitted, std::vector<std::string>{"twice"}) << model;
    EXPECT_TRUE(has_note(estimate, "P521")) << model;
  }
}

// Three ways in an estimator that has its constant among the columns.
TEST(SeveralWayClusters, RandomEffectsDoNotDependOnUnitsEither) {
  const Table table = table_of("three_way");
  const Estimate before = fit(table, "y ~ x1 + x2 + x3", "cluster(id,year,ind)", "re");
  for (const double factor : {1.5, 1e-6}) {
    Table other = table;
    std::vector<double> values(table.numbers("x1").begin(), table.numbers("x1").end());
    for (double& value : values) value *= factor;
    other.set_numbers("x1", values);
    const Estimate after = fit(other, "y ~ x1 + x2 + x3", "cluster(id,year,ind)", "re");
    for (const std::string& name : before.names) expect_near(before.statistic(name), after.statistic(name), name, 1e-9);
  }
}

struct Far {
  std::string model;
  std::string formula;  // with X in the place of the regressor
  double tolerance;     // likelihoods end at other last digits
};

Estimate fit_far(const Table& table, const Far& far, const std::string& x) {
  std::string formula = far.formula;
  formula.replace(formula.find('X'), 1, x);
  ModelOptions options{.model = far.model};
  if (far.model.find("tobit") != std::string::npos || far.model == "truncated") options.lower = -1;
  return fit_model(Panel(table, "unit", "year"), parse_formula(formula), options);
}

Table far_from_zero() {
  Table table = table_of("far_from_zero");
  std::vector<double> unit(table.rows());
  std::vector<double> year(table.rows());
  for (std::size_t i = 0; i < unit.size(); ++i) {
    unit[i] = static_cast<double>(i % 20);
    year[i] = static_cast<double>(i / 20);
  }
  table.set_numbers("unit", unit);
  table.set_numbers("year", year);
  std::vector<double> y(table.numbers("y").begin(), table.numbers("y").end());
  for (double& value : y) value += std::exp2(20);
  table.set_numbers("ys", y);
  return table;
}

const std::vector<Far> kFar{{"pooled", "y ~ X", 1e-11},
                            {"iv", "y ~ X | 0 | xe ~ z1 + z2", 1e-11},
                            {"iv", "xe ~ z1 | 0 | X ~ z2 + y", 1e-11},
                            {"iv-gmm", "y ~ X | 0 | xe ~ z1 + z2", 1e-11},
                            {"iv", "y ~ X | unit | xe ~ z1 + z2", 1e-11},
                            {"re", "y ~ X + z1", 1e-11},
                            {"between", "y ~ X + z1", 1e-11},
                            {"fd", "y ~ X + z1", 1e-11},
                            {"fe", "y ~ X + z1 | unit + year", 1e-11},
                            {"quantile", "y ~ X + z1", 1e-11},
                            {"tobit", "y ~ X + z1", 1e-9},
                            {"truncated", "y ~ X + z1", 1e-9},
                            {"xttobit", "y ~ X + z1", 1e-9}};

// x1s = x1 + 2^20 and x1t = x1 + 2^30 without rounding.
TEST(FarFromZero, ShiftedRegressorsHaveTheSlopesOfTheOriginal) {
  const Table table = far_from_zero();
  for (const Far& far : kFar) {
    const Estimate near = fit_far(table, far, "x1");
    for (const auto& [name, shift] : {std::pair<std::string, double>("x1s", std::exp2(20)), {"x1t", std::exp2(30)}}) {
      const Estimate away = fit_far(table, far, name);
      const std::string what = far.model + " " + far.formula + " " + name;
      EXPECT_TRUE(away.omitted.empty()) << what;
      expect_near(near.coefficient("x1"), away.coefficient(name), what, far.tolerance);
      expect_near(near.se("x1"), away.se(name), what + " se", far.tolerance);
      if (!is_missing(near.rmse)) expect_near(near.rmse, away.rmse, what + " rmse", far.tolerance);
      EXPECT_FALSE(has_note(away, "P595")) << what;
      if (far.model == "fd" || away.index_of("_cons") >= away.names.size()) continue;
      expect_near(near.coefficient("_cons") - shift * near.coefficient("x1"), away.coefficient("_cons"),
                  what + " _cons", 1e-9);
      expect_near(shift * near.se("x1"), away.se("_cons"), what + " _cons se", 1e-5);
    }
  }
}

TEST(FarFromZero, TheOutcomeToo) {
  const Table table = far_from_zero();
  for (Far far : kFar) {
    if (far.model.find("tobit") != std::string::npos || far.model == "truncated" || !far.formula.starts_with("y"))
      continue;
    const Estimate near = fit_far(table, far, "x1");
    far.formula.replace(0, 1, "ys");
    const Estimate away = fit_far(table, far, "x1");
    expect_near(near.coefficient("x1"), away.coefficient("x1"), far.model + far.formula, far.tolerance);
    expect_near(near.se("x1"), away.se("x1"), far.model + far.formula + " se", far.tolerance);
  }
}

TEST(FarFromZero, ModelsAgreeOnWhatIsCollinear) {
  Table table = far_from_zero();
  const std::size_t rows = table.rows();
  const auto add = [&](const std::string& name, const auto& value) {
    std::vector<double> column(rows);
    for (std::size_t i = 0; i < rows; ++i) column[i] = value(i);
    table.set_numbers(name, column);
  };
  const auto x1 = table.numbers("x1");
  const auto z1 = table.numbers("z1");
  const std::vector<double> x(x1.begin(), x1.end());
  const std::vector<double> z(z1.begin(), z1.end());
  add("third", [&](std::size_t) { return 1.0 / 3; });
  add("twin", [&](std::size_t i) { return 2 * x[i] + 3; });
  add("hidden", [&](std::size_t i) { return x[i] + 1e-10 * z[i]; });
  add("rounded", [&](std::size_t i) { return x[i] / 3 + 1e9; });
  add("small", [&](std::size_t i) { return 1e6 + 1e-4 * z[i]; });
  const std::vector<std::string> wanted{"third", "twin", "hidden", "rounded"};
  for (const Far& far : std::vector<Far>{{"pooled", "y ~ X + third + twin + hidden + rounded + small", 0},
                                         {"iv", "y ~ X + third + twin + hidden + rounded + small | 0 | xe ~ z2", 0},
                                         {"re", "y ~ X + third + twin + hidden + rounded + small", 0},
                                         {"quantile", "y ~ X + third + twin + hidden + rounded + small", 0},
                                         {"tobit", "y ~ X + third + twin + hidden + rounded + small", 0},
                                         {"truncated", "y ~ X + third + twin + hidden + rounded + small", 0},
                                         {"xttobit", "y ~ X + third + twin + hidden + rounded + small", 0}})
    EXPECT_EQ(fit_far(table, far, "x1").omitted, wanted) << far.model;
}

TEST(RandomEffects, RegressorsThatAreConstantInEachUnit) {
  const Table table = table_of("time_invariant");
  const Estimate estimate = fit(table, "y ~ x", "iid", "re");
  expect_near(0.9825608, estimate.coefficient("x"), "x", 1e-6);
  expect_near(0.4959149, estimate.se("x"), "se x", 1e-6);
  expect_near(0.6635603, estimate.coefficient("_cons"), "_cons", 1e-6);
  expect_near(0.4013176, estimate.se("_cons"), "se _cons", 1e-6);
  expect_near(0.7483089, estimate.parameters.at("theta"), "theta", 1e-6);
  EXPECT_EQ(estimate.r2.at("within"), 0);
}

// In a balanced panel the mean of the years is that of every unit: nothing is left between units, and the slope is that
// of fixed effects.
TEST(RandomEffects, RegressorsThatAreAlikeInEachPeriod) {
  const Table table = table_of("time_invariant");
  const Estimate random = fit(table, "y ~ year", "iid", "re");
  const Estimate fixed = fit(table, "y ~ year | id", "iid", "fe");
  expect_near(fixed.coefficient("year"), random.coefficient("year"), "year", 1e-9);
  expect_near(fixed.rmse, random.parameters.at("sigma_e"), "sigma_e", 1e-9);
}

TEST(Formulas, NestedCallsAreTheOperatorsOfStata) {
  const Table table = table_of("nested");
  const Panel panel(table, "id", "t");
  const Estimate estimate = fit_model(panel, parse_formula("y ~ lag(d(x)) | unit"), {.model = "fe"});
  EXPECT_EQ(estimate.names.front(), "L.D.x");
  expect_near(0.0907559, estimate.coefficient("L.D.x"), "L.D.x", 1e-6);
  expect_near(0.1182318, estimate.se("L.D.x"), "se", 1e-6);
}

std::string printed(const std::string& file, const std::vector<std::string>& lines) {
  stata::Session session = stata::start_session(table_of(file));
  std::string out;
  for (const std::string& line : lines) out += stata::run_line(session, line).output.en;
  return out;
}

TEST(StataLines, TestsThatDoNotExistPrintNoNumber) {
  const std::string gmm =
      printed("exactly_identified",
              {"xtset id t", "xtabond2 y L.y x, gmm(y, lag(2 2) collapse) iv(x) noleveleq twostep robust"});
  EXPECT_EQ(gmm.find("nan"), std::string::npos) << gmm;
  EXPECT_NE(gmm.find("AR(1): z = .  Pr > z = ."), std::string::npos) << gmm;
  EXPECT_NE(gmm.find("chi2(0) = 0.00  Prob > chi2 = ."), std::string::npos) << gmm;
  const std::string iv = printed("two_endogenous", {"ivregress 2sls y (p q = z1 z2)"});
  EXPECT_EQ(iv.find("nan"), std::string::npos) << iv;
}

// Under valid instruments one p in ten is above 0.9.
TEST(StataLines, HansensPIsSuspiciousOnlyWhereInstrumentsAreMany) {
  stata::Session session = stata::start_session(table_of("one_restriction"));
  (void)stata::run_line(session, "xtset id t");
  const std::string line = "xtabond2 y L.y x, gmm(y, lag(2 3) collapse) iv(x) noleveleq twostep robust";
  const Estimate estimate = stata::run_line(session, line).fitted->estimate;
  EXPECT_GT(estimate.gmm->hansen.p, 0.9);
  EXPECT_FALSE(has_note(estimate, "P541"));
}

TEST(StataLines, IvregressGmmHasTheSandwichOfStata) {
  const auto t = [](const std::string& line, const std::string& name) {
    stata::Session session = stata::start_session(table_of("hsng"));
    (void)stata::run_line(session, "xtset id");
    return stata::run_line(session, line).fitted->estimate.statistic(name);
  };
  const std::string gmm = "ivregress gmm rent pcturban (hsngval = faminc i.region)";
  expect_near(3.2739198727, t(gmm, "hsngval"), "hsngval");
  expect_near(2.6304685206, t(gmm, "pcturban"), "pcturban");
  expect_near(10.379483568, t(gmm, "_cons"), "_cons");
  expect_near(5.454944789, t(gmm + ", vce(cluster division)", "hsngval"), "clustered hsngval");
  expect_near(1.6686359582, t(gmm + ", vce(cluster division)", "pcturban"), "clustered pcturban");
  expect_near(7.1223760613, t(gmm + ", vce(cluster division)", "_cons"), "clustered _cons");
  const std::string ivreg2 = "ivreg2 rent pcturban (hsngval = faminc i.region), gmm2s robust";
  expect_near(3.0726, t(ivreg2, "hsngval"), "ivreg2 hsngval", 1e-4);
  expect_near(8.0856, t(ivreg2, "_cons"), "ivreg2 _cons", 1e-4);
  const std::string exact = " rent pcturban (hsngval = faminc)";
  expect_near(t("ivreg2" + exact + ", gmm2s robust", "hsngval"), t("ivregress gmm" + exact, "hsngval"), "exact", 1e-9);
}

}  // namespace
}  // namespace ecoeff
