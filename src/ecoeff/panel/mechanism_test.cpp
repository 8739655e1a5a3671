#include "ecoeff/panel/mechanism.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "ecoeff/panel/moderation.hpp"
#include "random_panel.hpp"
#include "tolerance.hpp"

namespace ecoeff {
namespace {

// m = 0.7 x1 + noise, y gains 0.5 m; one mediator value missing.
Panel channel_panel(bool reversed = false) {
  Table table = random_table(12, {.units = 40});
  RandomStream random(77);
  std::vector<double> m;
  std::vector<double> y(table.numbers("y").begin(), table.numbers("y").end());
  for (std::size_t i = 0; i < table.rows(); ++i) {
    m.push_back(0.7 * table.numbers("x1")[i] + random.normal());
    y[i] += 0.5 * m.back();
  }
  m[3] = kMissing;
  table.set_numbers("y", y);
  table.set_numbers("m", m);
  if (reversed) {
    std::vector<std::size_t> rows(table.rows());
    for (std::size_t i = 0; i < rows.size(); ++i) rows[i] = rows.size() - 1 - i;
    table = table.select(rows);
  }
  return {std::move(table), "id", "year"};
}

const Formula kFormula = parse_formula("y ~ x1 + x2 | unit + time");

TEST(Mechanism, EffectsAddUpOnOneSample) {
  const Panel panel = channel_panel();
  const Mechanism m = fit_mechanism(panel, kFormula, "x1", "m", {.replications = 0});
  ASSERT_TRUE(m.indirect && m.direct);
  EXPECT_EQ(m.total.n, m.direct->n);
  EXPECT_EQ(m.total.n, m.on_mediator.n);
  EXPECT_LT(m.total.n, panel.rows());
  EXPECT_NEAR(m.indirect->total, m.indirect->direct + m.indirect->effect, 1e-10);
  EXPECT_NEAR(m.indirect->effect, 0.35, 0.15);
}

TEST(Mechanism, StepsSayThatRegressorsAreNearlyCollinear) {
  Panel panel = channel_panel();
  std::vector<double> close(panel.table.numbers("x1").begin(), panel.table.numbers("x1").end());
  RandomStream random(5);
  for (double& value : close) value += 1e-7 * random.normal();
  panel.table.set_numbers("close", std::move(close));
  const auto says = [](const Estimate& fit) {
    return std::count_if(fit.notes.begin(), fit.notes.end(), [](const Note& n) { return n.code == "P595"; });
  };
  const Formula formula = parse_formula("y ~ x1 + close | unit + time");
  const Mechanism m = fit_mechanism(panel, formula, "x1", "m", {.replications = 0});
  EXPECT_EQ(says(m.total), 1);
  EXPECT_EQ(says(m.on_mediator), 1);
  EXPECT_EQ(says(*m.direct), 1);
  EXPECT_EQ(says(fit_moderation(panel, formula, "x1", "x2").estimate), 1);
  EXPECT_EQ(says(fit_moderation(panel, kFormula, "x1", "m").estimate), 0);
}

TEST(Mechanism, SobelAroianGoodman) {
  const Mechanism m = fit_mechanism(channel_panel(), kFormula, "x1", "m", {.replications = 0});
  const double a = m.on_mediator.coefficient("x1");
  const double b = m.direct->coefficient("m");
  const double sa = m.on_mediator.se("x1");
  const double sb = m.direct->se("m");
  const double first = a * a * sb * sb + b * b * sa * sa;
  EXPECT_NEAR(m.indirect->sobel.statistic, a * b / std::sqrt(first), 1e-12);
  EXPECT_NEAR(m.indirect->aroian.statistic, a * b / std::sqrt(first + sa * sa * sb * sb), 1e-12);
  EXPECT_NEAR(m.indirect->goodman.statistic, a * b / std::sqrt(first - sa * sa * sb * sb), 1e-12);
}

TEST(Mechanism, BootstrapIsDeterministicAndCentred) {
  const MechanismOptions options{.linear = {.vce = "cluster(unit)"}, .replications = 300, .seed = 5};
  const IndirectEffect one = *fit_mechanism(channel_panel(), kFormula, "x1", "m", options).indirect;
  MechanismOptions threaded = options;
  threaded.threads = 4;
  const IndirectEffect two = *fit_mechanism(channel_panel(), kFormula, "x1", "m", threaded).indirect;
  const IndirectEffect three = *fit_mechanism(channel_panel(true), kFormula, "x1", "m", options).indirect;
  EXPECT_EQ(one.bootstrap_se, two.bootstrap_se);
  EXPECT_NEAR(one.bootstrap_se, three.bootstrap_se, 1e-10);
  EXPECT_EQ(one.replications, 300);
  EXPECT_LT(one.low, one.effect);
  EXPECT_GT(one.high, one.effect);
  const double sobel_se = one.effect / one.sobel.statistic;
  EXPECT_NEAR(one.bootstrap_se / sobel_se, 1, 0.35);
}

TEST(Mechanism, TwoStepsHaveNoIndirectEffect) {
  const Mechanism m = fit_mechanism(channel_panel(), kFormula, "x1", "m", {.steps = 2});
  EXPECT_FALSE(m.direct || m.indirect);
}

TEST(Mechanism, RefusesAMediatorThatIsARegressor) {
  EXPECT_THROW((void)fit_mechanism(channel_panel(), kFormula, "x1", "x2"), Error);
  EXPECT_THROW((void)fit_mechanism(channel_panel(), kFormula, "x9", "m"), Error);
}

TEST(Moderation, EffectAtTheMeanIsTheCentredCoefficient) {
  const Panel panel = channel_panel();
  const Moderation m = fit_moderation(panel, kFormula, "x1", "x3", {.vce = "robust"});
  ASSERT_EQ(m.effects.size(), 3U);
  EXPECT_EQ(m.effects[1].effect, m.estimate.coefficient("x1"));
  EXPECT_NEAR(m.effects[1].se, m.estimate.se("x1"), 1e-14);
  EXPECT_NEAR(m.effects[2].effect - m.effects[1].effect, m.sd * m.estimate.coefficient("x1:x3"), 1e-12);
  // The uncentred regression gives the same slope at the same place.
  const Estimate raw =
      fit_fixed_effects(panel, parse_formula("y ~ x1 + x2 + x3 + x1:x3 | unit + time"), {.vce = "robust"});
  const MarginalEffect at = marginal_effect(raw, "x1", "x1:x3", m.mean + m.sd);
  EXPECT_NEAR(at.effect, m.effects[2].effect, 1e-9);
  EXPECT_NEAR(at.se, m.effects[2].se, 1e-9);
}

}  // namespace
}  // namespace ecoeff
