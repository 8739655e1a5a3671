#include "ecoeff/panel/poisson.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "ecoeff/base/error.hpp"
#include "ecoeff/panel/fixed_effects.hpp"
#include "tolerance.hpp"

namespace ecoeff {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::Field;
using testing::Not;

Panel make_panel(const std::map<std::string, std::vector<double>>& columns, std::size_t years) {
  Table table;
  table.file = "data.csv";
  std::vector<std::string> unit;
  std::vector<double> year;
  for (std::size_t i = 0; i < columns.begin()->second.size(); ++i) {
    unit.push_back("u" + std::to_string(i / years));
    year.push_back(2001 + static_cast<double>(i % years));
    table.source.push_back(i + 2);
  }
  table.set_text("city", unit);
  table.set_numbers("year", year);
  for (const auto& [name, values] : columns) table.set_numbers(name, values);
  return {std::move(table), "city", "year"};
}

Estimate fit(const Panel& panel, const std::string& formula, const PoissonOptions& options = {}) {
  return fit_poisson(panel, parse_formula(formula), options);
}

// With one dummy the fitted values are the two means: b = ln 3 - ln 2, _cons = ln 2.
TEST(Poisson, TwoMeansByHand) {
  const Panel panel = make_panel({{"y", {1, 3, 2, 4, 0, 5}}, {"d", {0, 0, 0, 1, 1, 1}}}, 1);
  const Estimate estimate = fit(panel, "y ~ d");
  EXPECT_NEAR(estimate.coefficient("d"), std::log(1.5), tolerance::kRoundOff);
  EXPECT_NEAR(estimate.coefficient("_cons"), std::log(2.0), tolerance::kRoundOff);
  EXPECT_NEAR(estimate.se("d"), std::sqrt(1.0 / 6 + 1.0 / 9), tolerance::kRoundOff);  // 1 / the sums of both groups
  EXPECT_NEAR(estimate.se("_cons"), std::sqrt(1.0 / 6), tolerance::kRoundOff);
  EXPECT_TRUE(std::isinf(estimate.df_r));
  EXPECT_THAT(estimate.notes, Not(Contains(Field(&Note::code, "P672"))));
}

TEST(Poisson, UnitsOfMeasurementChangeNothingElse) {
  std::mt19937 draw(7);
  std::vector<double> y, x, z, y1000, x2;
  for (int i = 0; i < 60; ++i) {
    x.push_back(std::uniform_real_distribution(-1.0, 1.0)(draw));
    z.push_back(std::uniform_real_distribution(-1.0, 1.0)(draw));
    y.push_back(static_cast<double>(std::poisson_distribution<int>(std::exp(0.5 + x.back() - z.back()))(draw)));
    y1000.push_back(1000 * y.back());
    x2.push_back(1e6 * x.back() + 3);
  }
  const Panel panel = make_panel({{"y", y}, {"x", x}, {"z", z}, {"y1000", y1000}, {"x2", x2}}, 6);
  const PoissonOptions clustered{.vce = "cluster(unit)"};
  const Estimate plain = fit(panel, "y ~ x + z | unit", clustered);
  const Estimate scaled = fit(panel, "y1000 ~ x2 + z | unit", clustered);
  EXPECT_LT(tolerance::relative_difference(plain.coefficient("x"), 1e6 * scaled.coefficient("x2")), 1e-10);
  EXPECT_LT(tolerance::relative_difference(plain.statistic("x"), scaled.statistic("x2")), 1e-9);
  EXPECT_LT(tolerance::relative_difference(plain.statistic("z"), scaled.statistic("z")), 1e-9);
  // The effects as dummies give the same slopes and errors.
  const Estimate dummies = fit(panel, "y ~ x + z + i.city", clustered);
  EXPECT_LT(tolerance::relative_difference(plain.se("x"), dummies.se("x")), 1e-9);
}

// x + 2^30 is exact; only the constant may notice.
TEST(Poisson, ARegressorFarFromZeroHasTheSlopeOfOneNearIt) {
  std::mt19937 draw(11);
  std::vector<double> y, x, far;
  for (int i = 0; i < 60; ++i) {
    x.push_back(std::round(std::uniform_real_distribution(-1.0, 1.0)(draw) * 4096) / 4096);
    far.push_back(x.back() + std::exp2(30));
    y.push_back(static_cast<double>(std::poisson_distribution<int>(std::exp(0.5 + x.back()))(draw)));
  }
  const Panel panel = make_panel({{"y", y}, {"x", x}, {"far", far}}, 6);
  for (const char* effects : {"", " | unit", " | unit + time"}) {
    const Estimate near = fit(panel, std::string("y ~ x") + effects);
    const Estimate away = fit(panel, std::string("y ~ far") + effects);
    EXPECT_EQ(near.coefficient("x"), away.coefficient("far")) << effects;
    EXPECT_EQ(near.se("x"), away.se("far")) << effects;
    EXPECT_NEAR(near.coefficient("_cons"), away.coefficient("_cons") + std::exp2(30) * away.coefficient("far"), 1e-5);
  }
}

// w is 0 wherever y is positive and -1 or 0 elsewhere: the rows with -1 are separated, and w is 0 on the others.
TEST(Poisson, ARegressorSeparatesRows) {
  const Panel panel = make_panel(
      {{"y", {0, 0, 3, 1, 0, 2, 5, 0}}, {"w", {-1, 0, 0, 0, -1, 0, 0, 0}}, {"x", {1, 2, 3, 1, 2, 2, 4, 1}}}, 1);
  const Estimate estimate = fit(panel, "y ~ w + x");
  EXPECT_EQ(estimate.n, 6U);
  EXPECT_THAT(estimate.omitted, ElementsAre("w"));
  const auto note =
      std::find_if(estimate.notes.begin(), estimate.notes.end(), [](const Note& one) { return one.code == "P672"; });
  ASSERT_NE(note, estimate.notes.end());
  EXPECT_EQ(note->where.row, 2U);
}

// Both signs of w among the zeros: nothing is separated.
TEST(Poisson, ARegressorOfBothSignsSeparatesNothing) {
  const Panel panel = make_panel(
      {{"y", {0, 0, 3, 1, 0, 2, 5, 0}}, {"w", {-1, 1, 0, 0, -1, 0, 0, 0}}, {"x", {1, 2, 3, 1, 2, 2, 4, 1}}}, 1);
  const Estimate estimate = fit(panel, "y ~ w + x");
  EXPECT_EQ(estimate.n, 8U);
  EXPECT_THAT(estimate.omitted, testing::IsEmpty());
}

// Two blocks of units and years are joined by a row with y = 0 alone: its value follows from neither block.
TEST(Poisson, EffectsSeparateARowBetweenTwoBlocks) {
  const Panel panel = make_panel({{"y", {1, 2, 0, 3, 1, 0, 0, 2, 1, 0, 1, 4}},
                                  {"a", {1, 1, 1, 2, 2, 1, 3, 3, 3, 4, 4, 4}},
                                  {"b", {1, 2, 3, 1, 2, 2, 3, 4, 4, 3, 4, 3}},
                                  {"x", {1, 5, 2, 4, 3, 1, 6, 2, 2, 1, 7, 3}}},
                                 1);
  const Estimate estimate = fit(panel, "y ~ x | a + b", {.keep_singletons = true});
  EXPECT_EQ(estimate.parameters.at("n_separated"), 1);
  EXPECT_THAT(estimate.rows, Not(Contains(2U)));
}

std::string code_of(const Panel& panel, const std::string& formula, const PoissonOptions& options = {}) {
  try {
    (void)fit(panel, formula, options);
  } catch (const Error& error) {
    EXPECT_FALSE(error.message.zh.empty());
    return error.code;
  }
  return "none";
}

TEST(Poisson, RefusesWhatItCannotUse) {
  const Panel panel =
      make_panel({{"y", {1, -2, 3, 0}}, {"zero", {0, 0, 0, 0}}, {"x", {1, 2, 4, 3}}, {"ok", {1, 2, 0, 3}}}, 2);
  EXPECT_EQ(code_of(panel, "y ~ x"), "P670");
  EXPECT_EQ(code_of(panel, "zero ~ x"), "P671");
  EXPECT_EQ(code_of(panel, "ok ~ x", {.vce = "nw(1)"}), "P603");
}

}  // namespace
}  // namespace ecoeff
