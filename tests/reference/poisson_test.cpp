// Poisson regression against R's glm with dummies (poisson/make.R), fixest's fepois and statsmodels (second.json,
// third.json), and an own Newton iteration (expected.json), with the errors of ppmlhdfe's factors.
#include "ecoeff/panel/poisson.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "ecoeff/data/read.hpp"
#include "tolerance.hpp"

namespace ecoeff {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::Field;

const std::string kFolder = std::string(ECOEFF_SOURCE_DIR) + "/tests/reference/poisson/";

Panel panel(const std::string& name) { return {read_table(kFolder + name + "/input.csv").table, "unit", "year"}; }

nlohmann::json json(const std::string& file) {
  std::ifstream in(kFolder + file);
  return nlohmann::json::parse(in);
}

Estimate fit(const std::string& sample, const std::string& formula, const PoissonOptions& options) {
  return fit_poisson(panel(sample), parse_formula(formula), options);
}

void expect_near(double actual, double wanted, double relative, const std::string& what) {
  EXPECT_LT(tolerance::relative_difference(actual, wanted), relative) << what << ' ' << actual << ' ' << wanted;
}

struct Case {
  std::string sample;
  std::string formula;
};

// Every line of glm.csv.
TEST(PoissonReference, GlmWithDummies) {
  const std::map<std::string, Case> cases{{"pooled", {"unit", "count ~ x + z"}},
                                          {"unit", {"unit", "count ~ x + z | unit"}},
                                          {"two-way", {"unit", "count ~ x + z | unit + time"}},
                                          {"combination", {"combination", "count ~ x + z + w"}},
                                          {"combination-unit", {"combination", "count ~ x + z + w | unit"}}};
  std::ifstream in(kFolder + "glm.csv");
  std::string line;
  std::getline(in, line);
  int lines = 0;
  for (; std::getline(in, line); ++lines) {
    const std::vector<std::string> cells = split(line, ',');
    const Case& one = cases.at(cells.at(0));
    const std::string& term = cells.at(1);
    const auto number = [&](std::size_t i) { return parse_number(cells.at(i)).value(); };
    const char* kinds[] = {"iid", "robust", "cluster(unit)"};
    for (std::size_t kind = 0; kind < 3; ++kind) {
      const Estimate estimate = fit(one.sample, one.formula, {.vce = kinds[kind]});
      const std::string what = cells[0] + ' ' + term + ' ' + kinds[kind];
      EXPECT_EQ(static_cast<double>(estimate.n), number(2)) << what;
      expect_near(estimate.coefficient(term), number(3), 1e-10, what);
      expect_near(estimate.se(term), number(4 + kind), 1e-9, what);
      expect_near(estimate.parameters.at("log_likelihood"), number(7), 1e-12, what);
      expect_near(estimate.parameters.at("deviance"), number(8), 1e-11, what);
    }
  }
  EXPECT_EQ(lines, 12);
}

void expect_slopes(const nlohmann::json& wanted, const std::string& sample, const std::string& formula, bool keep) {
  const std::pair<const char*, const char*> kinds[] = {
      {"iid", "se_oim"}, {"robust", "se_robust_N_over_Nm1"}, {"cluster(unit)", "se_cluster_G_over_Gm1"}};
  for (const auto& [vce, key] : kinds) {
    const Estimate estimate = fit(sample, formula, {.vce = vce, .keep_singletons = keep});
    EXPECT_EQ(estimate.n, wanted.at("N").get<std::size_t>());
    EXPECT_EQ(estimate.parameters.at("n_separated"), wanted.at("dropped_rows").get<double>());
    if (estimate.clusters > 0) {
      EXPECT_EQ(estimate.clusters, wanted.at("clusters").get<std::size_t>());
    }
    expect_near(estimate.parameters.at("log_likelihood"), wanted.at("ll").get<double>(), 1e-12, sample);
    for (const char* name : {"x", "z"}) {
      expect_near(estimate.coefficient(name), wanted.at("coef").at(name).get<double>(), 1e-10, name);
      expect_near(estimate.se(name), wanted.at(key).at(name).get<double>(), 1e-9, key);
    }
  }
}

TEST(PoissonReference, OneEffect) {
  expect_slopes(json("unit/expected.json"), "unit", "count ~ x + z | unit", false);
  const auto second = json("unit/second.json");
  const Estimate estimate = fit("unit", "count ~ x + z | unit", {.vce = "cluster(unit)"});
  expect_near(estimate.coefficient("x"), second.at("coef")[0].get<double>(), 1e-10, "fepois");
  // fepois multiplies by (N - 1) / (N - K), K without the effects nested in the cluster but for one.
  expect_near(estimate.se("x") * std::sqrt(269.0 / 267.0), second.at("se_cluster_default")[0].get<double>(), 1e-7,
              "fepois");
}

TEST(PoissonReference, SeparatedLevelsAndASingleton) {
  const auto wanted = json("separated/expected.json");
  expect_slopes(wanted, "separated", "count ~ x + z | unit + time", true);
  expect_slopes(wanted.at("singleton_dropped"), "separated", "count ~ x + z | unit + time", false);
  const Estimate estimate = fit("separated", "count ~ x + z | unit + time", {});
  EXPECT_THAT(estimate.notes, Contains(Field(&Note::code, "P672")));
}

TEST(PoissonReference, ACombinationOfRegressors) {
  const Estimate estimate = fit("combination", "count ~ x + z + w", {});
  EXPECT_EQ(estimate.parameters.at("n_separated"), 6);
  EXPECT_THAT(estimate.omitted, ElementsAre("w"));
}

}  // namespace
}  // namespace ecoeff
