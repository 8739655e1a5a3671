// Laws of fixed-effects estimates on random unbalanced panels.
#include "ecoeff/panel/fixed_effects.hpp"

#include <gtest/gtest.h>

#include <rapidcheck/gtest.h>

#include <numeric>
#include <string>
#include <vector>

#include "random_panel.hpp"
#include "tolerance.hpp"

namespace ecoeff {
namespace {

constexpr double kSame = 1e-9;

Panel any_panel() {
  const auto seed = *rc::gen::inRange<std::uint64_t>(0, 1'000'000);
  return random_panel(
      seed, {.units = *rc::gen::inRange<std::size_t>(9, 16), .periods = *rc::gen::inRange<std::size_t>(4, 9)});
}

void assert_same(double a, double b) {
  if (is_missing(a) && is_missing(b)) return;
  RC_ASSERT(tolerance::relative_difference(a, b) < kSame);
}

void assert_same_slopes(const Estimate& a, const Estimate& b, bool errors = true) {
  for (const std::string name : {"x1", "x2", "x3"}) {
    assert_same(a.coefficient(name), b.coefficient(name));
    if (errors) assert_same(a.se(name), b.se(name));
  }
}

const char* any_vce() {
  return *rc::gen::element("iid", "robust", "cluster(unit)", "cluster(time)", "cluster(region)");
}

RC_GTEST_PROP(FixedEffects, EqualDummies, ()) {
  const Panel panel = any_panel();
  const std::string effects =
      *rc::gen::element<std::string>("unit", "unit + time", "time", "unit + time + firm", "firm + unit");
  const auto vce = *rc::gen::element<std::string>("iid", "robust");
  const FixedEffectsOptions options{.vce = vce, .keep_singletons = true};
  const Estimate absorbed = fit_fixed_effects(panel, parse_formula("y ~ x1 + x2 + x3 | " + effects), options);
  std::string dummies = "y ~ x1 + x2 + x3";
  for (const std::string& effect : split(effects, '+')) dummies += " + i." + std::string(trim(effect));
  const Estimate explicit_fit = fit_fixed_effects(panel, parse_formula(dummies), options);
  // Pairwise counting may leave a redundant level of a third effect; the dummies never do.
  const bool exact = absorbed.df_r == explicit_fit.df_r;
  RC_ASSERT(exact || effects == "unit + time + firm");
  assert_same_slopes(absorbed, explicit_fit, exact);
  RC_ASSERT((absorbed.residuals - explicit_fit.residuals).cwiseAbs().maxCoeff() < kSame);
  assert_same(absorbed.rss, explicit_fit.rss);
  assert_same(absorbed.r2.at("r2"), explicit_fit.r2.at("r2"));
}

RC_GTEST_PROP(FixedEffects, BaseYearConstantIsThatOfYearDummies, ()) {
  const Panel panel = any_panel();
  const auto vce = *rc::gen::element<std::string>("iid", "robust", "cluster(unit)", "cluster(region)");
  const Estimate both = fit_fixed_effects(panel, parse_formula("y ~ x1 + x2 + x3 | unit + time"),
                                          {.vce = vce, .keep_singletons = true, .base_year_constant = true});
  const Estimate xtreg = fit_fixed_effects(panel, parse_formula("y ~ x1 + x2 + x3 + i.year | unit"),
                                           {.vce = vce, .keep_singletons = true});
  assert_same(both.coefficient("_cons"), xtreg.coefficient("_cons"));
  assert_same(both.se("_cons"), xtreg.se("_cons"));
  assert_same_slopes(both, xtreg);
  assert_same(both.df_r, xtreg.df_r);
  assert_same(both.r2.at("within-unit"), xtreg.r2.at("within"));
  assert_same(both.r2.at("overall"), xtreg.r2.at("overall"));
  assert_same(both.r2.at("between"), xtreg.r2.at("between"));
}

RC_GTEST_PROP(FixedEffects, RowOrderDoesNotMatter, ()) {
  const Panel panel = any_panel();
  std::vector<std::size_t> order(panel.rows());
  std::iota(order.begin(), order.end(), std::size_t{0});
  RandomStream random(*rc::gen::inRange<std::uint64_t>(0, 1'000'000));
  for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random.below(i)]);
  const Formula formula = parse_formula("y ~ x1 + x2 + x3 | unit + time + firm");
  const FixedEffectsOptions options{.vce = any_vce()};
  const Estimate a = fit_fixed_effects(panel, formula, options);
  const Estimate b = fit_fixed_effects(panel.select(order), formula, options);
  assert_same_slopes(a, b);
  assert_same(a.coefficient("_cons"), b.coefficient("_cons"));
  RC_ASSERT(a.df_r == b.df_r);
}

void rescale_a_regressor(std::uint64_t seed, const std::string& vce, double factor) {
  Table table = random_table(seed);
  const Formula formula = parse_formula("y ~ x1 + x2 + x3 | unit + time");
  const FixedEffectsOptions options{.vce = vce};
  const Estimate before = fit_fixed_effects(Panel(table, "id", "year"), formula, options);
  std::vector<double> scaled(table.numbers("x1").begin(), table.numbers("x1").end());
  for (double& value : scaled) value *= factor;
  table.set_numbers("x1", scaled);
  const Estimate after = fit_fixed_effects(Panel(table, "id", "year"), formula, options);
  for (const std::string name : {"x1", "x2", "x3", "_cons"}) {
    assert_same(before.statistic(name), after.statistic(name));
    assert_same(before.p(name), after.p(name));
  }
  assert_same(before.coefficient("x1"), after.coefficient("x1") * factor);
  RC_ASSERT(after.omitted.empty());
  RC_ASSERT(before.f.has_value() == after.f.has_value());
  if (before.f) assert_same(before.f->statistic, after.f->statistic);
}

RC_GTEST_PROP(FixedEffects, RescalingARegressorLeavesTAndP, ()) {
  const auto seed = *rc::gen::inRange<std::uint64_t>(0, 1'000'000);
  rescale_a_regressor(seed, any_vce(), *rc::gen::element(1e-150, 1e-9, 0.3, 7e6, 1e150));
}

// Four regions and three slopes: draws whose joint test is that of a covariance with a condition number above 1e7.
RC_GTEST_PROP(FixedEffects, RescalingLeavesTheJointTestOfAsManySlopesAsClustersAllow, ()) {
  const auto [seed, factor] = *rc::gen::element(std::pair<std::uint64_t, double>(343'392, 0.3), std::pair(32'951, 0.3),
                                                std::pair(79'952, 1e-150));
  rescale_a_regressor(seed, "cluster(region)", factor);
}

// Several ways: whether or not eigenvalues of the covariance are negative, and where no error is left at all.
RC_GTEST_PROP(FixedEffects, RescalingLeavesSeveralWayClusters, ()) {
  const auto seed = *rc::gen::inRange<std::uint64_t>(0, 1'000'000);
  const auto vce = *rc::gen::element("cluster(unit,time)", "cluster(region,time)", "cluster(unit,time,region)");
  rescale_a_regressor(seed, vce, *rc::gen::element(1e-6, 1.5, 1000.0, 7e6));
}

RC_GTEST_PROP(FixedEffects, AddingConstantsLeavesSlopes, ()) {
  Table table = random_table(*rc::gen::inRange<std::uint64_t>(0, 1'000'000));
  const std::string effects = *rc::gen::element<std::string>("", " | unit", " | unit + time");
  const Formula formula = parse_formula("y ~ x1 + x2 + x3" + effects);
  const FixedEffectsOptions options{.vce = any_vce()};
  const Estimate before = fit_fixed_effects(Panel(table, "id", "year"), formula, options);
  for (const std::string name : {"x2", "y"}) {
    std::vector<double> moved(table.numbers(name).begin(), table.numbers(name).end());
    for (double& value : moved) value += 1000;
    table.set_numbers(name, moved);
  }
  const Estimate after = fit_fixed_effects(Panel(table, "id", "year"), formula, options);
  assert_same_slopes(before, after);
  assert_same(after.coefficient("_cons"), before.coefficient("_cons") + 1000 * (1 - before.coefficient("x2")));
}

}  // namespace
}  // namespace ecoeff
