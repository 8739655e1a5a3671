#include "ecoeff/panel/weights.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "ecoeff/numeric/random.hpp"
#include "ecoeff/panel/fixed_effects.hpp"
#include "ecoeff/panel/model.hpp"

namespace ecoeff {
namespace {

using Options = FixedEffectsOptions;

// 12 units over 8 years; `copies` is 1 to 3 and `share` a positive weight. With `expand` a row stands `copies` times,
// in years of its own.
Panel made(bool expand) {
  RandomStream random(11);
  std::vector<std::vector<double>> columns(8);
  for (int id = 1; id <= 12; ++id) {
    for (int year = 1; year <= 8; ++year) {
      const double x = random.normal() + 0.1 * id;
      const double z = random.normal() * year;
      const double y = 1 + 0.5 * x - 0.2 * z + 0.3 * id + 0.05 * id * year + random.normal();
      const auto copies = static_cast<int>(1 + random.below(3));
      const double share = random.uniform(0.2, 3);
      for (int copy = 0; copy < (expand ? copies : 1); ++copy) {
        const double row[] = {static_cast<double>(id),
                              year + 100.0 * copy,
                              static_cast<double>(year),
                              x,
                              z,
                              y,
                              static_cast<double>(copies),
                              share};
        for (std::size_t j = 0; j < 8; ++j) columns[j].push_back(row[j]);
      }
    }
  }
  const char* names[] = {"id", "key", "year", "x", "z", "y", "copies", "share"};
  Table table;
  for (std::size_t j = 0; j < 8; ++j) table.set_numbers(names[j], columns[j]);
  return {std::move(table), "id", "key"};
}

void expect_same(const Estimate& a, const Estimate& b, const std::vector<std::string>& names) {
  for (const std::string& name : names) {
    EXPECT_NEAR(a.coefficient(name), b.coefficient(name), 1e-10) << name;
    // A several-way covariance is repaired on the slopes only; that of _cons may stay negative.
    EXPECT_EQ(std::isnan(a.se(name)), std::isnan(b.se(name))) << name;
    if (std::isnan(b.se(name))) continue;
    EXPECT_NEAR(a.se(name), b.se(name), 1e-10) << name;
    EXPECT_NEAR(a.p(name), b.p(name), 1e-9) << name;
  }
}

TEST(Weights, FrequenciesAreRowsRepeated) {
  for (const char* vce : {"iid", "robust", "cluster(id)", "cluster(id,year)"}) {
    for (const char* formula : {"y ~ x + z", "y ~ x + z | id + year", "y ~ x | id + year + id:z"}) {
      const Estimate weighted =
          fit_fixed_effects(made(false), parse_formula(formula), {.vce = vce, .weights = "fw=copies"});
      const Estimate repeated = fit_fixed_effects(made(true), parse_formula(formula), {.vce = vce});
      EXPECT_EQ(weighted.n, repeated.n);
      EXPECT_EQ(weighted.df_a, repeated.df_a);
      EXPECT_NEAR(weighted.r2.at("r2"), repeated.r2.at("r2"), 1e-12) << formula;
      EXPECT_NEAR(weighted.rmse, repeated.rmse, 1e-12) << formula;
      expect_same(weighted, repeated, weighted.names);
    }
  }
}

TEST(Weights, AnalyticFitsRowsTimesTheRoot) {
  // y, x and the constant times sqrt(w), no constant: the same slopes and errors.
  const Panel panel = made(false);
  Table table = panel.table;
  const auto scaled = [&](const std::string& name) {
    std::vector<double> out;
    double sum = 0;
    for (const double w : table.numbers("share")) sum += w;
    for (std::size_t i = 0; i < table.rows(); ++i)
      out.push_back(std::sqrt(table.numbers("share")[i] * static_cast<double>(table.rows()) / sum) *
                    (name.empty() ? 1 : table.numbers(name)[i]));
    return out;
  };
  table.set_numbers("rx", scaled("x"));
  table.set_numbers("ry", scaled("y"));
  table.set_numbers("r1", scaled(""));
  const Panel roots(std::move(table), "id", "key");
  for (const char* vce : {"iid", "robust", "cluster(id)"}) {
    const Estimate weighted = fit_fixed_effects(panel, parse_formula("y ~ x"), {.vce = vce, .weights = "aw=share"});
    const Estimate plain = fit_fixed_effects(roots, parse_formula("ry ~ rx + r1"), {.vce = vce, .constant = false});
    EXPECT_NEAR(weighted.coefficient("x"), plain.coefficient("rx"), 1e-12);
    EXPECT_NEAR(weighted.coefficient("_cons"), plain.coefficient("r1"), 1e-12);
    EXPECT_NEAR(weighted.rmse, plain.rmse, 1e-12);
    if (std::string(vce) == "cluster(id)") continue;  // the constant counts as a coefficient there
    EXPECT_NEAR(weighted.se("x"), plain.se("rx"), 1e-12) << vce;
    EXPECT_NEAR(weighted.se("_cons"), plain.se("r1"), 1e-12) << vce;
  }
  const Estimate probability = fit_fixed_effects(panel, parse_formula("y ~ x"), {.weights = "pw=share"});
  const Estimate robust =
      fit_fixed_effects(panel, parse_formula("y ~ x"), {.vce = "robust", .weights = "aweight=share"});
  expect_same(probability, robust, {"x", "_cons"});
  EXPECT_EQ(probability.vce, "robust");
}

TEST(Slopes, AreDummiesTimesTheVariable) {
  const Panel panel = made(false);
  for (const char* weights : {"", "aw=share"}) {
    const Estimate absorbed = fit_fixed_effects(panel, parse_formula("y ~ x | id + year + id:z"), {.weights = weights});
    std::string text = "y ~ x";
    Table table = panel.table;
    for (int id = 1; id <= 12; ++id) {
      std::vector<double> column;
      for (std::size_t i = 0; i < table.rows(); ++i)
        column.push_back(table.numbers("id")[i] == id ? table.numbers("z")[i] : 0);
      table.set_numbers("s" + std::to_string(id), column);
      text += " + s" + std::to_string(id);
    }
    const Panel dummies(std::move(table), "id", "key");
    const Estimate typed = fit_fixed_effects(dummies, parse_formula(text + " | id + year"), {.weights = weights});
    EXPECT_EQ(absorbed.df_r, typed.df_r);
    expect_same(absorbed, typed, {"x"});
  }
}

std::string code_of(const std::string& weights, const std::string& vce = "iid", const std::string& dof = "reghdfe") {
  try {
    ModelOptions options;
    options.linear.vce = vce;
    options.linear.weights = weights;
    options.linear.dof = dof;
    (void)fit_model(made(false), parse_formula("y ~ x | id"), options);
  } catch (const Error& error) {
    return error.code;
  }
  return "none";
}

TEST(Weights, SayWhatTheyCannot) {
  EXPECT_EQ(code_of("share"), "P580");
  EXPECT_EQ(code_of("fw=share"), "P581");
  EXPECT_EQ(code_of("aw=z"), "P581");
  EXPECT_EQ(code_of("aw=share", "hc3"), "P582");
  EXPECT_EQ(code_of("fw=copies", "nw(1)"), "P582");
  EXPECT_EQ(code_of("", "iid", "stata"), "P583");
  EXPECT_EQ(code_of("pw=share", "wild(id)"), "none");
}

TEST(Degrees, FollowTheConventionAskedFor) {
  const Panel panel = made(false);
  const Formula formula = parse_formula("y ~ x | id + year");
  EXPECT_EQ(fit_fixed_effects(panel, formula).df_a, 19);
  const Estimate xtreg = fit_fixed_effects(panel, formula, {.dof = "xtreg"});
  EXPECT_EQ(xtreg.df_a, 12);
  EXPECT_EQ(xtreg.df_r, 96 - 1 - 19);
  // Two components: fixest counts one level more.
  Table table = panel.table;
  std::vector<double> block;
  for (std::size_t i = 0; i < table.rows(); ++i)
    block.push_back(table.numbers("year")[i] + (table.numbers("id")[i] > 6 ? 100 : 0));
  table.set_numbers("block", block);
  const Panel split(std::move(table), "id", "key");
  EXPECT_EQ(fit_fixed_effects(split, parse_formula("y ~ x | id + block")).df_a, 26);
  EXPECT_EQ(fit_fixed_effects(split, parse_formula("y ~ x | id + block"), {.dof = "fixest"}).df_a, 27);
}

}  // namespace
}  // namespace ecoeff
