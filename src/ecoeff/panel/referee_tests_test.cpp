#include "ecoeff/panel/referee_tests.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ecoeff/panel/model.hpp"
#include "random_panel.hpp"
#include "tolerance.hpp"

namespace ecoeff {
namespace {

using testing::Contains;
using testing::Field;
using testing::Not;

Estimate checked(const Panel& panel, const std::string& formula, std::vector<std::string> tests,
                 const std::string& model = "fe") {
  return fit_model(panel, parse_formula(formula), {.model = model, .tests = std::move(tests)});
}

const RegressorCheck& check_of(const Estimate& e, const std::string& name) {
  for (const RegressorCheck& check : e.regressors) {
    if (check.name == name) return check;
  }
  throw std::out_of_range(name);
}

double statistic_of(const Estimate& e, const std::string& name) {
  for (const NamedTest& test : e.tests) {
    if (test.name == name) return test.result.statistic;
  }
  throw std::out_of_range(name);
}

TEST(RefereeTests, SaysWhichRegressorTheOthersExplain) {
  Table table = random_table(3);
  std::vector<double> near(table.numbers("x1").begin(), table.numbers("x1").end());
  for (std::size_t i = 0; i < near.size(); ++i) near[i] += 0.01 * table.numbers("x2")[i];
  table.set_numbers("near", near);
  const Panel panel(std::move(table), "id", "year");
  const Estimate fit = checked(panel, "y ~ x1 + near + x3 | unit + time", {"vif"});
  EXPECT_GT(check_of(fit, "x1").vif, 1000);
  EXPECT_LT(check_of(fit, "x3").vif, 2);
  EXPECT_THAT(fit.notes, Contains(Field(&Note::code, "P591")));
  EXPECT_THAT(checked(panel, "y ~ x1 + x2 + x3 | unit + time", {"vif"}).notes,
              Not(Contains(Field(&Note::code, "P591"))));
}

TEST(RefereeTests, SaysWhatTheEffectsLeaveLittleOf) {
  Table table = random_table(5);
  std::vector<double> slow(table.numbers("id").begin(), table.numbers("id").end());
  for (std::size_t i = 0; i < slow.size(); ++i) slow[i] += 0.01 * table.numbers("x2")[i];
  table.set_numbers("slow", slow);
  const Estimate fit = checked(Panel(std::move(table), "id", "year"), "y ~ x1 + slow | unit", {"within"});
  EXPECT_LT(check_of(fit, "slow").within, 0.01);
  EXPECT_GT(check_of(fit, "x1").within, 0.1);
  EXPECT_THAT(fit.notes, Contains(Field(&Note::code, "P592")));
}

TEST(RefereeTests, PooledModelHasNoEffectsToTakeOut) {
  const Estimate fit = checked(random_panel(7), "y ~ x1 + x2 | unit", {"vif", "within"}, "pooled");
  for (const RegressorCheck& check : fit.regressors) {
    EXPECT_LE(tolerance::relative_difference(check.within, 1), tolerance::kRoundOff);
    EXPECT_EQ(check.vif, check.vif_within);
  }
}

TEST(RefereeTests, DoNotDependOnRowOrderOrScale) {
  Table table = random_table(11);
  const std::vector<std::string> tests{"vif", "within", "cd", "serial", "hetero"};
  const Estimate before = checked(Panel(table, "id", "year"), "y ~ x1 + x2 | unit + time", tests);
  std::vector<double> scaled(table.numbers("x1").begin(), table.numbers("x1").end());
  for (double& value : scaled) value *= 1e200;
  table.set_numbers("x1", scaled);
  const Panel panel(table, "id", "year");
  std::vector<std::size_t> order(panel.rows());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = order.size() - 1 - i;
  const Estimate after = checked(panel.select(order), "y ~ x1 + x2 | unit + time", tests);
  for (const std::string name : {"cd", "serial", "hetero"})
    EXPECT_LE(tolerance::relative_difference(statistic_of(before, name), statistic_of(after, name)),
              tolerance::kEstimate);
  EXPECT_LE(tolerance::relative_difference(check_of(before, "x1").vif, check_of(after, "x1").vif),
            tolerance::kEstimate);
  EXPECT_LE(tolerance::relative_difference(check_of(before, "x1").sd_within * 1e200, check_of(after, "x1").sd_within),
            tolerance::kEstimate);
}

TEST(RefereeTests, DropWhatIsConstantInUnitsBeforeDifferencing) {
  const Panel panel = random_panel(13, {.units = 20, .periods = 9});
  const Estimate plain = checked(panel, "y ~ x1 | unit + time", {"serial"});
  const Estimate nested = checked(panel, "y ~ x1 | unit + region + time", {"serial"});
  EXPECT_LE(tolerance::relative_difference(statistic_of(plain, "serial"), statistic_of(nested, "serial")),
            tolerance::kEstimate);
  const Estimate varying = checked(panel, "y ~ x1 | unit + firm", {"serial"});
  EXPECT_TRUE(is_missing(statistic_of(varying, "serial")));
  EXPECT_THAT(varying.notes, Contains(Field(&Note::code, "P590")));
}

TEST(RefereeTests, ShortPanelsGiveNoNumberAndSayWhy) {
  const Panel panel = random_panel(17, {.units = 9, .periods = 2, .observed = 1});
  const Estimate fit = checked(panel, "y ~ x1 | unit", {"serial"});
  EXPECT_TRUE(is_missing(statistic_of(fit, "serial")));
  EXPECT_THAT(fit.notes, Contains(Field(&Note::code, "P590")));
}

TEST(RefereeTests, BelongToStaticModels) {
  try {
    (void)checked(random_panel(1), "y ~ L.y + x1 | unit + time", {"cd"}, "system-gmm");
    FAIL() << "no error";
  } catch (const Error& error) {
    EXPECT_EQ(error.code, "P602");
  }
}

}  // namespace
}  // namespace ecoeff
