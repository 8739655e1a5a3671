// Laws of every static estimator and of the bootstraps on random unbalanced panels.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <rapidcheck/gtest.h>

#include <cmath>
#include <numeric>
#include <string>
#include <vector>

#include "ecoeff/panel/groups.hpp"
#include "ecoeff/panel/model.hpp"
#include "random_panel.hpp"
#include "tolerance.hpp"

namespace ecoeff {
namespace {

constexpr double kSame = 1e-6;  // likelihoods and linear programs end at other last digits

struct Case {
  std::string model;
  std::string formula;
};

const std::vector<Case>& moving_cases() {  // with a constant, or effects
  static const std::vector<Case> kCases{{"fe", "y ~ x1 + x2 | unit + time"},
                                        {"pooled", "y ~ x1 + x2"},
                                        {"re", "y ~ x1 + x2 | unit"},
                                        {"between", "y ~ x1 | unit"},
                                        {"fd", "y ~ x1 + x2 | unit"},
                                        {"iv", "y ~ x2 | unit | x1 ~ x3 + L.x1"},
                                        {"iv-gmm", "y ~ x2 | 0 | x1 ~ x3 + L.x1"},
                                        {"quantile", "y ~ x1 + x2"}};
  return kCases;
}

Case any_case(bool limited) {
  std::vector<Case> cases = moving_cases();
  if (limited) {
    cases.push_back({"tobit", "y ~ x1 + x2"});
    cases.push_back({"truncated", "y ~ x1 + x2"});
    cases.push_back({"xttobit", "y ~ x1 + x2"});
  }
  return *rc::gen::elementOf(cases);
}

Estimate fit(const Table& table, const Case& c) {
  ModelOptions options{.model = c.model};
  if (c.model == "tobit" || c.model == "truncated" || c.model == "xttobit") options.lower = -1;
  return fit_model(Panel(table, "id", "year"), parse_formula(c.formula), options);
}

Table any_table() { return random_table(*rc::gen::inRange<std::uint64_t>(0, 1'000'000), {.units = 14, .periods = 7}); }

std::vector<double> column(const Table& table, const std::string& name) {
  return {table.numbers(name).begin(), table.numbers(name).end()};
}

Table shuffled(const Table& table) {
  std::vector<std::size_t> order(table.rows());
  std::iota(order.begin(), order.end(), std::size_t{0});
  RandomStream random(*rc::gen::inRange<std::uint64_t>(0, 1'000'000));
  for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random.below(i)]);
  return table.select(order);
}

void assert_same(double a, double b, const std::string& what) {
  if (tolerance::relative_difference(a, b) > kSame) RC_FAIL(what + fmt::format(": {} and {}", a, b));
}

RC_GTEST_PROP(EveryEstimator, RescalingARegressorLeavesTAndP, ()) {
  const Case c = any_case(true);
  Table table = any_table();
  const Estimate before = fit(table, c);
  const double factor = *rc::gen::element(1e-9, 0.3, 7e6);
  std::vector<double> x = column(table, "x1");
  for (double& value : x) value *= factor;
  table.set_numbers("x1", x);
  const Estimate after = fit(table, c);
  for (const std::string& name : before.names) {
    assert_same(before.statistic(name), after.statistic(name), c.model + " t of " + name);
    if (before.p(name) > 1e-9) assert_same(before.p(name), after.p(name), c.model + " p of " + name);
  }
  assert_same(before.coefficient("x1"), after.coefficient("x1") * factor, c.model);
}

// Not for models with limits, which would have to move with the outcome.
RC_GTEST_PROP(EveryEstimator, AddingConstantsLeavesSlopesAndErrors, ()) {
  const Case c = any_case(false);
  Table table = any_table();
  const Estimate before = fit(table, c);
  for (const std::string name : {"x1", "y"}) {
    std::vector<double> moved = column(table, name);
    for (double& value : moved) value += 5;
    table.set_numbers(name, moved);
  }
  const Estimate after = fit(table, c);
  for (const std::string& name : before.names) {
    if (name == "_cons") continue;
    assert_same(before.coefficient(name), after.coefficient(name), c.model + " " + name);
    assert_same(before.se(name), after.se(name), c.model + " error of " + name);
  }
}

RC_GTEST_PROP(EveryEstimator, RowOrderDoesNotMatter, ()) {
  const Case c = any_case(true);
  const Table table = any_table();
  const Estimate before = fit(table, c);
  const Estimate after = fit(shuffled(table), c);
  for (const std::string& name : before.names) {
    assert_same(before.coefficient(name), after.coefficient(name), c.model + " " + name);
    assert_same(before.se(name), after.se(name), c.model + " error of " + name);
  }
}

// Where the weighting matrix has full rank: the generalized inverse of another (time dummies in both equations, more
// instruments than units) depends on the units of measurement.
RC_GTEST_PROP(Gmm, NeitherUnitsOfMeasurementNorRowOrderMatter, ()) {
  const Table table =
      random_table(*rc::gen::inRange<std::uint64_t>(0, 1'000'000), {.units = 60, .periods = 7, .observed = 0.95});
  Table scaled = table;
  const double factor = *rc::gen::element(1e-6, 0.3, 7e6);
  std::vector<double> x = column(table, "x1");
  for (double& value : x) value *= factor;
  scaled.set_numbers("x1", x);
  const Formula formula = parse_formula("y ~ x1 + x2 | unit");
  ModelOptions options{.model = *rc::gen::element<std::string>("system-gmm", "difference-gmm")};
  options.study_gmm.orthogonal = *rc::gen::arbitrary<bool>();
  const Estimate plain = fit_model(Panel(table, "id", "year"), formula, options);
  const Estimate rescaled = fit_model(Panel(scaled, "id", "year"), formula, options);
  const Estimate reordered = fit_model(Panel(shuffled(table), "id", "year"), formula, options);
  for (const std::string& name : plain.names) {
    assert_same(plain.statistic(name), rescaled.statistic(name), options.model + " t of " + name);
    assert_same(plain.coefficient(name), reordered.coefficient(name), options.model + " " + name);
    assert_same(plain.se(name), reordered.se(name), options.model + " error of " + name);
  }
}

// Bootstraps number clusters by their sorted key: the same draws whatever the order of the rows.
RC_GTEST_PROP(Bootstraps, RowOrderDoesNotMatter, ()) {
  const Table table = any_table();
  const Panel panel(table, "id", "year");
  const Panel moved(shuffled(table), "id", "year");
  const Formula formula = parse_formula("y ~ x1 + x2 | unit + time");
  for (const char* vce : {"wild(unit)", "wild(unit, webb)", "bootstrap(unit)", "bootstrap(region)"}) {
    const FixedEffectsOptions options{.vce = vce, .replications = 39};
    const Estimate before = fit_fixed_effects(panel, formula, options);
    const Estimate after = fit_fixed_effects(moved, formula, options);
    assert_same(before.p("x1"), after.p("x1"), vce);
    assert_same(before.se("x2"), after.se("x2"), vce);
  }
}

// Two clusters: half of the sign vectors are the sample itself, so nothing is ever rejected.
RC_GTEST_PROP(WildBootstrap, TwoClustersRejectNothing, ()) {
  Table table = any_table();
  std::vector<double> half = column(table, "id");
  for (double& value : half) value = value > 7 ? 1 : 0;
  table.set_numbers("half", half);
  const Estimate fit = fit_fixed_effects(Panel(table, "id", "year"), parse_formula("y ~ x1 | unit"),
                                         {.vce = "wild(half)", .replications = 999});
  RC_ASSERT(fit.wild.size() == 1U);
  RC_ASSERT(fit.wild[0].enumerated);
  RC_ASSERT(fit.p("x1") >= 0.5);
  RC_ASSERT(std::isinf(fit.wild[0].low));
  RC_ASSERT(std::isinf(fit.wild[0].high));
}

// 2,000 panels in which the slope is 0 and the errors of a unit are alike and larger for some units.
double rejections(int units, const std::string& effects) {
  constexpr int kPanels = 2000;
  int rejected = 0;
  for (int p = 0; p < kPanels; ++p) {
    RandomStream random(20'000 + static_cast<std::uint64_t>(p), static_cast<std::uint64_t>(units));
    std::vector<std::vector<double>> columns(4);
    for (int unit = 0; unit < units; ++unit) {
      const double effect = random.normal();
      const double level = random.normal();
      double error = random.normal();
      for (int t = 0; t < 5; ++t) {
        error = 0.8 * error + random.normal() * (1 + 0.5 * (unit % 3));
        columns[0].push_back(unit);
        columns[1].push_back(t);
        columns[2].push_back(level + random.normal());
        columns[3].push_back(effect + error);
      }
    }
    Table table;
    const char* names[] = {"id", "year", "x", "y"};
    for (std::size_t j = 0; j < columns.size(); ++j) table.set_numbers(names[j], columns[j]);
    // 199 draws: p below 0.05 is one of the 10 most extreme of 200.
    const Estimate fit = fit_fixed_effects(Panel(std::move(table), "id", "year"), parse_formula("y ~ x" + effects),
                                           {.vce = "cluster(unit)", .replications = 199});
    rejected += fit.wild.at(0).p < 0.05 ? 1 : 0;
  }
  return static_cast<double>(rejected) / kPanels;
}

TEST(WildBootstrap, RejectsATrueNullInFivePercent) {
  const double band = 2.576 * std::sqrt(0.05 * 0.95 / 2000);  // 99 % of Monte-Carlo error
  EXPECT_NEAR(rejections(20, " | unit + time"), 0.05, band);
  EXPECT_NEAR(rejections(30, ""), 0.05, band);
}

}  // namespace
}  // namespace ecoeff
