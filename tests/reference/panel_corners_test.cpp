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

}  // namespace
}  // namespace ecoeff
