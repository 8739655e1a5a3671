#include "ecoeff/panel/pairs_bootstrap.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>

#include "ecoeff/numeric/decompose.hpp"
#include "ecoeff/numeric/random.hpp"
#include "ecoeff/panel/model.hpp"
#include "random_panel.hpp"
#include "tolerance.hpp"

namespace ecoeff {
namespace {

constexpr std::size_t kDraws = 40;
constexpr std::uint64_t kSeed = 7;

double variance(const std::vector<double>& draws) {
  const auto n = static_cast<double>(draws.size());
  const double mean = std::accumulate(draws.begin(), draws.end(), 0.0) / n;
  double squares = 0;
  for (const double d : draws) squares += (d - mean) * (d - mean);
  return squares / (n - 1);
}

// How often every level of a column is in draw r.
std::vector<double> counts(std::size_t levels, std::size_t r) {
  RandomStream random(kSeed, r);
  std::vector<double> out(levels, 0);
  for (std::size_t i = 0; i < levels; ++i) ++out[random.below(levels)];
  return out;
}

// The slope of x1 in a regression on x1, x2 and dummies of units and periods in which every row counts as often as its
// cluster was drawn: no copies, no absorption.
double slope_by_dummies(const Table& table, const std::string& cluster, const std::vector<double>& drawn) {
  const auto n = static_cast<Eigen::Index>(table.rows());
  const auto cell = [&](const std::string& name, Eigen::Index i) {
    return table.numbers(name)[static_cast<std::size_t>(i)];
  };
  std::vector<Vector> design{Vector(n), Vector(n)};
  Vector y(n);
  Vector weight(n);
  std::map<double, Vector> units;
  std::map<double, Vector> years;
  for (Eigen::Index i = 0; i < n; ++i) {
    design[0](i) = cell("x1", i);
    design[1](i) = cell("x2", i);
    y(i) = cell("y", i);
    const double key = cluster == "id" ? cell("id", i) - 1 : cell("region", i);
    weight(i) = drawn[static_cast<std::size_t>(key)];
    if (weight(i) == 0) continue;
    units.try_emplace(cell("id", i), Vector::Zero(n)).first->second(i) = 1;
    years.try_emplace(cell("year", i), Vector::Zero(n)).first->second(i) = 1;
  }
  for (const auto& [key, dummy] : units) design.push_back(dummy);
  for (const auto& [key, dummy] : years) {
    if (key != years.begin()->first) design.push_back(dummy);
  }
  Matrix x(n, static_cast<Eigen::Index>(design.size()));
  for (std::size_t j = 0; j < design.size(); ++j) x.col(static_cast<Eigen::Index>(j)) = design[j];
  const Matrix weighted = weight.asDiagonal() * x;
  const Vector b = spd_inverse(x.transpose() * weighted) * (weighted.transpose() * y);
  return b(0);
}

TEST(PairsBootstrap, IsTheSpreadOfRegressionsOnDrawnClusters) {
  const Panel panel = random_panel(3, {.units = 12, .periods = 7});
  for (const std::string cluster : {"id", "region"}) {
    std::vector<double> draws;
    for (std::size_t r = 0; r < kDraws; ++r)
      draws.push_back(slope_by_dummies(panel.table, cluster, counts(cluster == "id" ? 12 : 4, r)));
    const Estimate fit =
        fit_fixed_effects(panel, parse_formula("y ~ x1 + x2 | unit + time"),
                          {.vce = "bootstrap(" + cluster + ")", .replications = kDraws, .seed = kSeed});
    EXPECT_LT(tolerance::relative_difference(fit.se("x1"), std::sqrt(variance(draws))), 1e-9) << cluster;
    EXPECT_EQ(fit.clusters, cluster == "id" ? 12U : 4U);
    EXPECT_EQ(fit.parameters.at("replications"), kDraws);
    EXPECT_EQ(fit.vce, "bootstrap(" + cluster + ")");
    EXPECT_EQ(fit.df_r, std::numeric_limits<double>::infinity());
  }
}

// The rows of the drawn units one after another, units called after the copy.
Panel copied(const Panel& panel, std::size_t r) {
  RandomStream random(kSeed, r);
  std::vector<std::size_t> rows;
  std::vector<std::string> names;
  for (std::size_t copy = 0; copy < panel.units(); ++copy) {
    const auto drawn = static_cast<double>(random.below(panel.units()) + 1);
    for (std::size_t i = 0; i < panel.rows(); ++i) {
      if (panel.table.numbers("id")[i] != drawn) continue;
      rows.push_back(i);
      names.push_back(fmt::format("copy {} of {}", copy, drawn));
    }
  }
  Table table = panel.table.select(rows);
  table.set_text("id", names);
  return {std::move(table), "id", "year"};
}

TEST(PairsBootstrap, DrawsForEveryModel) {
  const Panel panel = random_panel(11, {.units = 15, .periods = 6, .observed = 1});
  struct Case {
    const char* model;
    const char* formula;
  };
  for (const Case& c :
       {Case{"fe", "y ~ L.x1 + x2 | unit"}, Case{"pooled", "y ~ x1 + x2"}, Case{"re", "y ~ x1 + x2 | unit"},
        Case{"between", "y ~ x1 | unit"}, Case{"fd", "y ~ x1 + x2 | unit"},
        Case{"iv", "y ~ x2 | unit | x1 ~ x3 + L.x1"}, Case{"tobit", "y ~ x1 + x2"}, Case{"quantile", "y ~ x1 + x2"}}) {
    ModelOptions options{.model = c.model};
    if (std::string(c.model) == "tobit") options.lower = 0;
    const Formula formula = parse_formula(c.formula);
    std::vector<std::vector<double>> draws(2);
    for (std::size_t r = 0; r < kDraws; ++r) {
      const Estimate one = fit_model(copied(panel, r), formula, options);
      for (std::size_t j = 0; j < draws.size(); ++j) draws[j].push_back(one.coefficients(static_cast<Eigen::Index>(j)));
    }
    options.linear = {.vce = "bootstrap", .replications = kDraws, .seed = kSeed};
    const Estimate fit = fit_model(panel, formula, options);
    EXPECT_EQ(fit.parameters.at("replications"), kDraws) << c.model;
    EXPECT_EQ(fit.vce, "bootstrap(unit)");
    for (std::size_t j = 0; j < draws.size(); ++j) {
      const auto at = static_cast<Eigen::Index>(j);
      EXPECT_LT(tolerance::relative_difference(fit.covariance(at, at), variance(draws[j])), 1e-6) << c.model;
    }
    EXPECT_EQ(fit.parameters.contains("sigma_se"), options.lower.has_value()) << c.model;
  }
}

TEST(PairsBootstrap, SameBitsWhateverTheThreadsAndTheRows) {
  const Panel panel = random_panel(5);
  const Formula formula = parse_formula("y ~ x1 + x2 | unit + time");
  FixedEffectsOptions options{.vce = "bootstrap(id)", .replications = 60, .seed = 3, .threads = 1};
  const Estimate one = fit_fixed_effects(panel, formula, options);
  options.threads = 3;
  const Estimate three = fit_fixed_effects(panel, formula, options);
  EXPECT_EQ(one.covariance, three.covariance);
  std::vector<std::size_t> backwards(panel.rows());
  std::iota(backwards.rbegin(), backwards.rend(), std::size_t{0});
  const Estimate turned = fit_fixed_effects(panel.select(backwards), formula, options);
  EXPECT_NEAR(turned.se("x1"), one.se("x1"), 1e-10);
  options.seed = 4;
  EXPECT_NE(fit_fixed_effects(panel, formula, options).se("x1"), one.se("x1"));
}

TEST(PairsBootstrap, RowsWithoutAClusterAreLeftOut) {
  const Panel whole = random_panel(5);
  Table table = whole.table;
  std::vector<double> region(table.numbers("region").begin(), table.numbers("region").end());
  std::vector<std::size_t> kept;
  for (std::size_t i = 0; i < region.size(); ++i) {
    if (region[i] == 2) region[i] = kMissing;
    if (!is_missing(region[i])) kept.push_back(i);
  }
  table.set_numbers("region", region);
  const Panel panel(table, "id", "year");
  const FixedEffectsOptions options{.vce = "bootstrap(region)", .replications = 30};
  const Formula formula = parse_formula("y ~ x1 | time");
  const Estimate holed = fit_fixed_effects(panel, formula, options);
  const Estimate cut = fit_fixed_effects(panel.select(kept), formula, options);
  EXPECT_EQ(holed.covariance, cut.covariance);
  ASSERT_EQ(holed.rows.size(), cut.rows.size());
  for (std::size_t i = 0; i < cut.rows.size(); ++i) EXPECT_EQ(holed.rows[i], kept[cut.rows[i]]);
}

std::string code_of(const Panel& panel, const std::string& model, const std::string& formula, const std::string& vce) {
  try {
    (void)fit_model(panel, parse_formula(formula), {.model = model, .linear = {.vce = vce, .replications = 5}});
  } catch (const Error& error) {
    return error.code;
  }
  return "none";
}

TEST(PairsBootstrap, SaysWhatItCannotDraw) {
  Table table = random_table(5);
  table.set_numbers("one", std::vector<double>(table.rows(), 1));
  std::vector<double> rare(table.rows(), 0);
  rare[0] = 1;
  table.set_numbers("rare", rare);
  const Panel panel(table, "id", "year");
  EXPECT_EQ(code_of(panel, "fe", "y ~ x1 | unit", "bootstrap(firm)"), "P653");
  EXPECT_EQ(code_of(panel, "pooled", "y ~ L.x1", "bootstrap(time)"), "P653");
  EXPECT_EQ(code_of(panel, "re", "y ~ x1 | unit", "bootstrap(firm)"), "P653");
  EXPECT_EQ(code_of(panel, "pooled", "y ~ x1", "bootstrap(firm)"), "none");
  EXPECT_EQ(code_of(panel, "pooled", "y ~ x1", "bootstrap(one)"), "P515");
  EXPECT_EQ(code_of(panel, "pooled", "y ~ x1", "bootstrap(one, two)"), "P514");
  // Only one row tells rare from the rest: draws without its unit cannot estimate it.
  const Estimate fit = fit_model(panel, parse_formula("y ~ x1 + rare"),
                                 {.model = "pooled", .linear = {.vce = "bootstrap", .replications = 50}});
  EXPECT_LT(fit.parameters.at("replications"), 50);
  EXPECT_TRUE(std::any_of(fit.notes.begin(), fit.notes.end(), [](const Note& n) { return n.code == "P655"; }));
  EXPECT_TRUE(std::any_of(fit.notes.begin(), fit.notes.end(), [](const Note& n) { return n.code == "P523"; }));
}

}  // namespace
}  // namespace ecoeff
