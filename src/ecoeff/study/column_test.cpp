#include "ecoeff/study/column.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "ecoeff/data/expression.hpp"
#include "ecoeff/panel/groups.hpp"
#include "ecoeff/study/channel_tables.hpp"
#include "random_panel.hpp"

namespace ecoeff {
namespace {

TEST(SwapInTerm, ReplacesWholeNamesOnly) {
  EXPECT_EQ(swap_in_term("NQP", "NQP", "NQP_PCA"), "NQP_PCA");
  EXPECT_EQ(swap_in_term("L.NQP", "NQP", "Z"), "L.Z");
  EXPECT_EQ(swap_in_term("log(NQP):NQP", "NQP", "Z"), "log(Z):Z");
  EXPECT_EQ(swap_in_term("NQP2", "NQP", "Z"), "NQP2");
  EXPECT_EQ(swap_in_term("xNQP", "NQP", "Z"), "xNQP");
  EXPECT_EQ(swap_in_term("新质", "质", "Z"), "新质");
}

TEST(ColumnModel, IsTheBaseModelWithOneChange) {
  ModelSpec model;
  model.formula = "CEE ~ NQP + OPEN + POP | unit + time";
  model.focus = "NQP";
  EXPECT_EQ(column_model(model, {}).controls, (std::vector<std::string>{"OPEN", "POP"}));
  EXPECT_TRUE(column_model(model, {.controls = false}).controls.empty());
  const ColumnModel swapped = column_model(model, {.swap = {{"NQP", "NQP_PCA"}}});
  EXPECT_EQ(swapped.focus, "NQP_PCA");
  EXPECT_EQ(swapped.formula.regressors.front(), "NQP_PCA");
  EXPECT_EQ(column_model(model, {.outcome = "UIS"}).formula.outcome, "UIS");
}

TEST(ColumnModel, RefusesAFocusThatIsNotInTheFormula) {
  ModelSpec model;
  model.formula = "CEE ~ OPEN | unit";
  model.focus = "NQP";
  EXPECT_THROW((void)column_model(model, {}), Error);
}

std::vector<std::string> shown(const ModelSpec& model, const ColumnSpec& column) {
  return column_model(model, column).shown;
}

TEST(ColumnModel, ShowsWhatTheFormulaHasOfTheNames) {
  const ModelSpec model{
      .formula = "CEE ~ OPEN + NQP + c.NQP#c.NQP | unit", .focus = "NQP", .more_focus = {"I(NQP^2)", "NQP:OPEN"}};
  using Names = std::vector<std::string>;
  EXPECT_EQ(shown(model, {}), (Names{"NQP", "NQP^2"}));
  EXPECT_EQ(column_model(model, {}).controls, Names{"OPEN"});
  EXPECT_EQ(column_model(model, {.controls = false}).formula.regressors, (Names{"NQP", "NQP^2"}));
  EXPECT_EQ(shown(model, {.formula = "CEE ~ OPEN*NQP"}), (Names{"NQP", "OPEN:NQP"}));
  EXPECT_EQ(shown(model, {.swap = {{"NQP", "Z"}}}), (Names{"Z", "Z^2"}));
  EXPECT_EQ(shown(model, {.focus = {"OPEN"}}), Names{"OPEN"});
  EXPECT_EQ(shown(with_focus(model, {"OPEN", "NQP"}), {}), (Names{"OPEN", "NQP"}));
  EXPECT_EQ(shown(with_focus(model, {}), {}), (Names{"NQP", "NQP^2"}));
  EXPECT_THROW((void)column_model(model, {.focus = {"POP"}}), Error);
}

// A study of the random panel, weighted by w.
Study weighted_study() {
  Study study;
  study.data.unit = "id";
  study.data.time = "year";
  study.model = ModelSpec{.formula = "y ~ x1 + x2 | unit + time", .focus = "x1", .vce = "robust", .weights = "aw=w"};
  study.model->group_replications = 19;
  return study;
}

Panel weighted_panel() {
  Table table = random_table(4, {.units = 24, .periods = 8});
  std::vector<double> w;
  std::vector<double> half;
  for (std::size_t i = 0; i < table.rows(); ++i) {
    w.push_back(1 + static_cast<double>(i % 4));
    half.push_back(table.numbers("region")[i] < 2 ? 0 : 1);
  }
  table.set_numbers("w", w);
  table.set_numbers("half", half);
  return {std::move(table), "id", "year"};
}

TEST(EstimateColumn, TakesTheWeightsOfTheModelUnlessItHasItsOwn) {
  const Study study = weighted_study();
  const Panel panel = weighted_panel();
  const Formula formula = parse_formula(study.model->formula);
  const auto slope = [&](const std::string& weights) {
    return fit_fixed_effects(panel, formula, {.vce = "robust", .weights = weights}).coefficient("x1");
  };
  const ColumnResult base = estimate_column(study, panel, {});
  EXPECT_EQ(base.estimate.value().coefficient("x1"), slope("aw=w"));
  EXPECT_EQ(base.estimate->weights, "aw=w");
  EXPECT_EQ(estimate_column(study, panel, {.weights = "none"}).estimate.value().coefficient("x1"), slope(""));
  EXPECT_EQ(estimate_column(study, panel, {.weights = "pw=half"}).estimate.value().coefficient("x1"), slope("aw=half"));
  EXPECT_NE(slope("aw=w"), slope(""));
  for (const char* estimator : {"re", "iv", "tobit", "system-gmm"}) {
    const ColumnResult refused = estimate_column(study, panel, {.estimator = estimator});
    EXPECT_EQ(refused.refused.value().code, "P582") << estimator;
    EXPECT_NE(refused.refused->message.en.find(estimator), std::string::npos);
  }
  EXPECT_EQ(estimate_column(study, panel, {.vce = "hc3"}).refused.value().code, "P582");
}

// A lag is that of the period before, whether or not the column keeps it; so it is in Stata's if.
TEST(EstimateColumn, LagsAreThoseOfTheWholePanel) {
  Study study = weighted_study();
  study.model->formula = "y ~ x1 + L.x1 | unit";
  study.model->weights = "";
  const Panel panel = weighted_panel();
  const int last = panel.time().back();
  const ColumnSpec late{.keep = "year >= " + std::to_string(last - 3)};
  const Estimate fit = estimate_column(study, panel, late).estimate.value();
  Panel with = panel;
  with.table.set_numbers("before", build_term(panel, "L.x1"));
  const Estimate by_hand = fit_fixed_effects(with.select(rows_where(with, late.keep)),
                                             parse_formula("y ~ x1 + before | unit"), {.vce = "robust"});
  EXPECT_EQ(fit.n, by_hand.n);
  EXPECT_EQ(fit.coefficient("L.x1"), by_hand.coefficient("before"));
  EXPECT_GT(fit.n, fit_fixed_effects(panel.select(rows_where(panel, late.keep)), parse_formula(study.model->formula),
                                     {.vce = "robust"})
                       .n);
}

TEST(EstimateColumn, MakesTheTestsThatRowsPrint) {
  Study study = weighted_study();
  study.model->weights = "";
  study.report.tests = {"vif", "hausman"};
  const Panel panel = weighted_panel();
  const Estimate fit = estimate_column(study, panel, {}).estimate.value();
  EXPECT_EQ(fit.regressors.size(), 2U);
  ASSERT_EQ(fit.tests.size(), 1U);
  EXPECT_EQ(fit.tests[0].name, "hausman");
  const Estimate between = estimate_column(study, panel, {.estimator = "between"}).estimate.value();
  EXPECT_TRUE(between.regressors.empty());  // vif does not belong to it
  study.model->formula = "y ~ x1 + x2";
  const Estimate pooled = estimate_column(study, panel, {}).estimate.value();
  EXPECT_EQ(pooled.regressors.size(), 2U);
}

TEST(EstimateSplit, WeightsColumnsAndTheirComparison) {
  const Panel panel = weighted_panel();
  for (const std::string effects : {"unit + time", "unit + time + unit:year", ""}) {
    Study study = weighted_study();
    study.model->formula = effects.empty() ? "y ~ x1 + x2" : "y ~ x1 + x2 | " + effects;
    TableResult table;
    estimate_split(study, panel, {.by = "half", .order = {"0", "1"}}, {}, 1, table);
    ASSERT_EQ(table.columns.size(), 2U);
    std::vector<double> slopes;
    double spread = 0;
    double rows = 0;
    double parameters = 0;
    for (const ColumnResult& column : table.columns) {
      const Estimate& fit = column.estimate.value();
      EXPECT_EQ(fit.weights, "aw=w");
      const auto n = static_cast<double>(fit.n);
      slopes.push_back(fit.coefficient("x1"));
      spread += fit.covariance(0, 0) * fit.df_r / n;  // without the factor of robust errors
      rows += n;
      parameters += n - fit.df_r;
    }
    const double difference = slopes[0] - slopes[1];
    const GroupComparison& comparison = table.comparison.value();
    ASSERT_EQ(comparison.pairs.size(), 1U) << effects;
    EXPECT_NEAR(comparison.pairs[0].difference, difference, 1e-12);
    EXPECT_NEAR(comparison.pairs[0].resampled.difference, difference, 1e-9) << effects;
    EXPECT_EQ(comparison.pairs[0].resampled.permutations, 19);
    EXPECT_NEAR(comparison.equal.statistic, difference * difference / (spread * rows / (rows - parameters)), 1e-7)
        << effects;
  }
}

TEST(EstimateSplit, NamesWhatDoesNotGoWithWeights) {
  TableResult table;
  estimate_split(weighted_study(), weighted_panel(), {.by = "half", .order = {"0", "1"}}, {.vce = "hc3"}, 1, table);
  ASSERT_EQ(table.columns.size(), 2U);
  for (const ColumnResult& column : table.columns) EXPECT_EQ(column.refused.value().code, "P582");
  EXPECT_FALSE(table.comparison.has_value());
}

TEST(EstimateMechanism, WeighsEveryStepAndTheDraws) {
  Study study = weighted_study();
  study.model->formula = "y ~ x1 + x2 | unit + time";
  const Panel panel = weighted_panel();
  const auto run = [&](const std::string& weights) {
    study.model->weights = weights;
    TableResult table;
    table.spec.mechanism = MechanismSpec{.mediator = "x3", .steps = 3, .replications = 49};
    estimate_mechanism(study, panel, 1, table);
    return table.mechanism.value();
  };
  const Mechanism analytic = run("aw=w");
  for (const Estimate* fit : {&analytic.total, &analytic.on_mediator, &*analytic.direct})
    EXPECT_EQ(fit->weights, "aw=w");
  // Least squares on one sample: the indirect effect is total less direct, with weights too.
  EXPECT_NEAR(analytic.indirect->effect, analytic.indirect->total - analytic.indirect->direct, 1e-12);
  const Mechanism frequency = run("fw=w");
  EXPECT_NEAR(frequency.indirect->low, analytic.indirect->low, 1e-10);
  EXPECT_NEAR(frequency.indirect->bootstrap_se, analytic.indirect->bootstrap_se, 1e-10);
  EXPECT_GT(std::abs(run("").indirect->bootstrap_se - analytic.indirect->bootstrap_se), 1e-6);
  study.model->vce = "hc3";
  TableResult refused;
  study.model->weights = "aw=w";
  refused.spec.mechanism = MechanismSpec{.mediator = "x3"};
  estimate_mechanism(study, panel, 1, refused);
  EXPECT_EQ(refused.columns.at(0).refused.value().code, "P582");
}

TEST(EstimateModeration, CentresAtTheWeightedMean) {
  const Study study = weighted_study();
  const Panel panel = weighted_panel();
  TableResult table;
  table.spec.moderation = ModerationSpec{.by = "x2"};
  estimate_moderation(study, panel, table);
  double sum = 0;
  double weight = 0;
  for (const std::size_t row : table.columns.at(0).estimate.value().rows) {
    sum += panel.table.numbers("w")[row] * panel.table.numbers("x2")[row];
    weight += panel.table.numbers("w")[row];
  }
  EXPECT_NEAR(table.moderation.value().mean, sum / weight, 1e-12);
}

}  // namespace
}  // namespace ecoeff
