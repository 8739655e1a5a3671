#include "ecoeff/panel/random_tobit.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "ecoeff/numeric/random.hpp"
#include "ecoeff/panel/static_panel.hpp"
#include "tolerance.hpp"

namespace ecoeff {
namespace {

// 60 units in 6 periods; y = 1 + x + u + e, s_u = 1, s_e = 0.5.
Panel effects_panel() {
  RandomStream random(4);
  std::vector<std::vector<double>> columns(4);
  for (int unit = 0; unit < 60; ++unit) {
    const double u = random.normal();
    for (int t = 0; t < 6; ++t) {
      const double x = random.normal();
      const double row[] = {static_cast<double>(unit), static_cast<double>(t), x, 1 + x + u + 0.5 * random.normal()};
      for (std::size_t j = 0; j < columns.size(); ++j) columns[j].push_back(row[j]);
    }
  }
  Table table;
  const char* names[] = {"id", "year", "x", "y"};
  for (std::size_t j = 0; j < columns.size(); ++j) table.set_numbers(names[j], columns[j]);
  return {std::move(table), "id", "year"};
}

// Without censoring the likelihood is the normal one of random effects, whose maximum solves a closed system: the
// score of the integral must vanish where the exact score does. Here the log likelihood is compared.
double exact_log_likelihood(const Panel& panel, const Estimate& fit) {
  const double u2 = std::pow(fit.parameters.at("sigma_u"), 2);
  const double e2 = std::pow(fit.parameters.at("sigma_e"), 2);
  const auto x = panel.table.numbers("x");
  const auto y = panel.table.numbers("y");
  double sum = 0;
  for (std::size_t unit = 0; unit < 60; ++unit) {
    double total = 0;
    double squares = 0;
    for (std::size_t t = 0; t < 6; ++t) {
      const double e = y[6 * unit + t] - fit.coefficient("_cons") - fit.coefficient("x") * x[6 * unit + t];
      total += e;
      squares += e * e;
    }
    const double log_det = 5 * std::log(e2) + std::log(e2 + 6 * u2);
    sum += -0.5 * (6 * std::log(2 * M_PI) + log_det + squares / e2 - total * total * u2 / (e2 * (e2 + 6 * u2)));
  }
  return sum;
}

TEST(RandomTobit, WithoutCensoringIsTheNormalModel) {
  const Panel panel = effects_panel();
  const Estimate fit = fit_random_tobit(panel, parse_formula("y ~ x | unit"), {.limited = {.lower = -1000}});
  EXPECT_LT(tolerance::relative_difference(exact_log_likelihood(panel, fit), fit.parameters.at("log_likelihood")),
            1e-9);
  Estimate moved = fit;
  for (const char* name : {"sigma_u", "sigma_e"}) {
    moved = fit;
    moved.parameters[name] *= 1.01;
    EXPECT_LT(exact_log_likelihood(panel, moved), fit.parameters.at("log_likelihood"));
    moved.parameters[name] = fit.parameters.at(name) * 0.99;
    EXPECT_LT(exact_log_likelihood(panel, moved), fit.parameters.at("log_likelihood"));
  }
  const Estimate re = fit_random_effects(panel, parse_formula("y ~ x | unit"));
  EXPECT_NEAR(fit.coefficient("x"), re.coefficient("x"), 1e-3);
}

TEST(RandomTobit, MoreNodesChangeNothing) {
  const Panel panel = effects_panel();
  const Formula formula = parse_formula("y ~ x | unit");
  const Estimate few = fit_random_tobit(panel, formula, {.limited = {.lower = 0.5}});
  const Estimate many = fit_random_tobit(panel, formula, {.limited = {.lower = 0.5}, .points = 48});
  EXPECT_GT(few.parameters.at("n_left"), 50);
  for (const std::string& name : few.names) {
    EXPECT_LT(tolerance::relative_difference(few.coefficient(name), many.coefficient(name)), tolerance::kEstimateGmm);
    EXPECT_LT(tolerance::relative_difference(few.se(name), many.se(name)), 1e-5);
  }
  EXPECT_NEAR(few.coefficient("x"), 1, 0.15);
  EXPECT_LT(few.tests.at(0).result.p, 1e-6);
}

TEST(RandomTobit, RescalingTheOutcomeRescalesTheFit) {
  const Panel panel = effects_panel();
  Panel scaled = panel;
  std::vector<double> y;
  for (const double v : panel.table.numbers("y")) y.push_back(1000 * v);
  scaled.table.set_numbers("y", y);
  const Formula formula = parse_formula("y ~ x | unit");
  const Estimate a = fit_random_tobit(panel, formula, {.limited = {.lower = 0.5}});
  const Estimate b = fit_random_tobit(scaled, formula, {.limited = {.lower = 500}});
  EXPECT_LT(tolerance::relative_difference(1000 * a.coefficient("x"), b.coefficient("x")), tolerance::kEstimateGmm);
  EXPECT_LT(tolerance::relative_difference(a.statistic("x"), b.statistic("x")), tolerance::kEstimateGmm);
}

}  // namespace
}  // namespace ecoeff
