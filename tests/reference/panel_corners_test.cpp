// Corners of the static estimators against outside numbers: tests/reference/panel_corners says where each is from.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <map>
#include <string>

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

}  // namespace
}  // namespace ecoeff
