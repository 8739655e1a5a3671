#include "ecoeff/panel/fixed_effects.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>

#include "ecoeff/panel/model.hpp"
#include "ecoeff/panel/vce.hpp"
#include "random_panel.hpp"
#include "tolerance.hpp"

namespace ecoeff {
namespace {

using testing::ElementsAre;
using Options = FixedEffectsOptions;

std::string code_of(const auto& action) {
  try {
    action();
  } catch (const Error& error) {
    EXPECT_FALSE(error.message.en.empty() || error.message.zh.empty());
    return error.code;
  }
  return "none";
}

std::string failure(const Panel& panel, const std::string& formula, const Options& options = {}) {
  return code_of([&] { (void)fit_fixed_effects(panel, parse_formula(formula), options); });
}

const Note* note(const Estimate& fit, const std::string& code) {
  const auto at = std::find_if(fit.notes.begin(), fit.notes.end(), [&](const Note& n) { return n.code == code; });
  return at == fit.notes.end() ? nullptr : &*at;
}

Panel with_column(const std::string& name, const std::function<double(double, double)>& of_id_and_year) {
  Table table = random_table(7);
  std::vector<double> values;
  for (std::size_t i = 0; i < table.rows(); ++i)
    values.push_back(of_id_and_year(table.numbers("id")[i], table.numbers("year")[i]));
  table.set_numbers(name, values);
  return {std::move(table), "id", "year"};
}

Panel rows_where(const std::function<bool(double, double)>& keep) {
  const Panel all = random_panel(7);
  std::vector<std::size_t> rows;
  for (std::size_t i = 0; i < all.rows(); ++i) {
    if (keep(all.table.numbers("id")[i], all.table.numbers("year")[i])) rows.push_back(i);
  }
  return all.select(rows);
}

TEST(FixedEffects, OneRegressorByHand) {
  Table table;
  table.set_numbers("id", {1, 1, 2, 2});
  table.set_numbers("year", {1, 2, 1, 2});
  table.set_numbers("x", {0, 2, 5, 6});
  table.set_numbers("y", {1, 4, 3, 3});
  const Panel panel(std::move(table), "id", "year");
  // x~ = -1 1 -.5 .5, y~ = -1.5 1.5 0 0: b = 3/2.5; e = y~ - 1.2 x~; rss = 2(.3^2) + 2(.6^2) = .9; df = 4-1-2.
  const Estimate fit = fit_fixed_effects(panel, parse_formula("y ~ x | unit"));
  EXPECT_DOUBLE_EQ(fit.coefficient("x"), 1.2);
  EXPECT_NEAR(fit.rss, 0.9, 1e-14);
  EXPECT_EQ(fit.df_r, 1);
  EXPECT_NEAR(fit.se("x"), std::sqrt(0.9 / 2.5), 1e-14);
  EXPECT_NEAR(fit.coefficient("_cons"), 2.75 - 3.25 * 1.2, 1e-14);
  EXPECT_NEAR(fit.se("_cons"), std::sqrt(0.9 * (0.25 + 3.25 * 3.25 / 2.5)), 1e-14);
  EXPECT_NEAR(fit.r2.at("within"), 1 - 0.9 / 4.5, 1e-14);
  EXPECT_EQ(fit.r2.at("within-unit"), fit.r2.at("within"));
  EXPECT_THAT(fit.residuals, testing::Pointwise(testing::DoubleNear(1e-14), {-0.3, 0.3, 0.6, -0.6}));
  EXPECT_EQ(fit.groups, 2U);
}

TEST(FixedEffects, PlainRegressionWithoutEffects) {
  const Panel panel = random_panel(2);
  const Estimate fit = fit_fixed_effects(panel, parse_formula("y ~ x1 + x2"));
  EXPECT_EQ(fit.model, "ols");
  EXPECT_THAT(fit.names, ElementsAre("x1", "x2", "_cons"));
  EXPECT_EQ(fit.df_a, 0);
  EXPECT_EQ(fit.df_r, static_cast<double>(panel.rows()) - 3);
  EXPECT_FALSE(fit.r2.contains("within"));
  const Estimate through_origin = fit_fixed_effects(panel, parse_formula("y ~ x1 + x2"), {.constant = false});
  EXPECT_THAT(through_origin.names, ElementsAre("x1", "x2"));
  EXPECT_EQ(through_origin.df_r, static_cast<double>(panel.rows()) - 2);
  const std::vector<double> y = build_term(panel, "y");
  const std::vector<double> x1 = build_term(panel, "x1");
  double orthogonal = 0;
  for (std::size_t i = 0; i < y.size(); ++i)
    orthogonal += x1[i] * through_origin.residuals(static_cast<Eigen::Index>(i));
  EXPECT_NEAR(orthogonal, 0, 1e-11);
}

TEST(FixedEffects, MeanOnlyModelIsTheMean) {
  const Panel panel = random_panel(2);
  const Estimate fit = fit_fixed_effects(panel, parse_formula("y ~ 1"));
  EXPECT_THAT(fit.names, ElementsAre("_cons"));
  const auto n = static_cast<double>(fit.n);
  EXPECT_NEAR(fit.se("_cons"), std::sqrt(fit.rss / (n - 1) / n), 1e-13);
  EXPECT_FALSE(fit.f.has_value());
}

TEST(FixedEffects, BaseYearConstantIsWhatXtregPrints) {
  // mean(y) = c + b mean(x) + mean of the year effects; here every number is exact.
  Table table;
  table.set_numbers("id", {1, 1, 1, 2, 2, 2});
  table.set_numbers("year", {2010, 2011, 2012, 2010, 2011, 2012});
  table.set_numbers("x", {1, 2, 4, 3, 3, 1});
  std::vector<double> y;
  for (std::size_t i = 0; i < 6; ++i) {
    const double unit = i < 3 ? 1 : -1;
    const double year[] = {0, 5, 7};
    y.push_back(10 + 2 * table.numbers("x")[i] + unit + year[i % 3] + (i % 2 == 0 ? 1e-3 : -1e-3));
  }
  table.set_numbers("y", y);
  const Panel panel(std::move(table), "id", "year");
  const Estimate base = fit_fixed_effects(panel, parse_formula("y ~ x | unit + time"), {.base_year_constant = true});
  EXPECT_NEAR(base.coefficient("_cons"), 10, 1e-2);
  const Estimate mean = fit_fixed_effects(panel, parse_formula("y ~ x | unit + time"));
  EXPECT_NEAR(mean.coefficient("_cons"), 14, 1e-2);
  EXPECT_EQ(base.coefficient("x"), mean.coefficient("x"));
}

TEST(FixedEffects, BaseYearConstantElsewhereIsTheUsualOneWithANote) {
  const Panel panel = random_panel(4);
  const Formula three = parse_formula("y ~ x1 | unit + time + firm");
  const Estimate asked = fit_fixed_effects(panel, three, {.base_year_constant = true});
  EXPECT_EQ(asked.coefficient("_cons"), fit_fixed_effects(panel, three).coefficient("_cons"));
  EXPECT_NE(note(asked, "P526"), nullptr);
  const Formula one = parse_formula("y ~ x1 | unit");
  EXPECT_EQ(note(fit_fixed_effects(panel, one, {.base_year_constant = true}), "P526"), nullptr);
}

TEST(FixedEffects, CollinearRegressorsAreNamedAndKeepTheOthers) {
  Table table = random_table(7);
  std::vector<double> twice;
  for (const double x : table.numbers("x1")) twice.push_back(1e6 * x + 3);
  table.set_numbers("twice", twice);
  const Panel panel(std::move(table), "id", "year");
  const Estimate fit = fit_fixed_effects(panel, parse_formula("y ~ x1 + twice + region + year + x2 | unit + time"));
  EXPECT_THAT(fit.names, ElementsAre("x1", "x2", "_cons"));
  EXPECT_THAT(fit.omitted, ElementsAre("twice", "region", "year"));
  ASSERT_NE(note(fit, "P521"), nullptr);
  EXPECT_NE(note(fit, "P521")->message.zh.find("twice region year"), std::string::npos);
  const Estimate without = fit_fixed_effects(panel, parse_formula("y ~ x1 + x2 | unit + time"));
  EXPECT_DOUBLE_EQ(fit.se("x2"), without.se("x2"));
}

TEST(FixedEffects, SingletonsGoUntilNoneIsLeft) {
  // Row of id 3 is alone; without it year 3 has one row, of id 2, which then is alone too.
  Table table;
  table.set_numbers("id", {1, 1, 1, 1, 4, 4, 4, 4, 2, 3});
  table.set_numbers("year", {1, 2, 4, 5, 1, 2, 4, 5, 3, 3});
  table.set_numbers("x", {0, 2, 5, 6, 1, 1, 0, 4, 3, 3});
  table.set_numbers("y", {1, 4, 3, 3, 2, 2, 0, 1, 6, 6});
  const Panel panel(std::move(table), "id", "year");
  const Formula formula = parse_formula("y ~ x | unit + time");
  const Estimate fit = fit_fixed_effects(panel, formula);
  EXPECT_EQ(fit.singletons_dropped, 2U);
  EXPECT_EQ(fit.n, 8U);
  EXPECT_THAT(fit.rows, ElementsAre(0, 1, 2, 3, 4, 5, 6, 7));
  ASSERT_NE(note(fit, "P520"), nullptr);
  const Estimate kept = fit_fixed_effects(panel, formula, {.keep_singletons = true});
  EXPECT_EQ(kept.n, 10U);
  EXPECT_NEAR(kept.coefficient("x"), fit.coefficient("x"), 1e-13);
  EXPECT_EQ(kept.df_r, fit.df_r);
}

// The text levels of a selection are those of the whole table, so a code may exceed the number of rows (a heap overflow
// once; the address sanitizer sees it).
TEST(FixedEffects, FewRowsOfManyTextLevels) {
  Table table;
  std::vector<std::string> names;
  std::vector<double> y;
  for (int i = 0; i < 300; ++i) {
    names.push_back("unit " + std::to_string(i));
    y.push_back(i);
  }
  table.set_text("name", names);
  table.set_numbers("year", std::vector<double>(300, 2000));
  table.set_numbers("y", y);
  table.set_numbers("x", y);
  const Panel last = Panel(std::move(table), "name", "year").select({299});
  EXPECT_EQ(failure(last, "y ~ x | unit"), "P510");
}

TEST(FixedEffects, DummiesTakeTheirBaseFromTheSample) {
  const Panel panel = random_panel(3, {.observed = 1});
  const Estimate fit = fit_fixed_effects(panel, parse_formula("y ~ L.y + i.year | unit"));
  EXPECT_THAT(fit.names, ElementsAre("L.y", "2012.year", "2013.year", "2014.year", "2015.year", "2016.year", "_cons"));
  EXPECT_THAT(fit.omitted, ElementsAre());
  ASSERT_NE(note(fit, "P522"), nullptr);
  EXPECT_NE(note(fit, "P522")->message.en.find("12 of 84"), std::string::npos) << note(fit, "P522")->message.en;
}

TEST(FixedEffects, FewClustersAreSaid) {
  const Panel panel = random_panel(7);
  const Estimate fit = fit_fixed_effects(panel, parse_formula("y ~ x1 | unit"), {.vce = "cluster(region)"});
  EXPECT_EQ(fit.clusters, 4U);
  EXPECT_EQ(fit.df_r, 3);
  EXPECT_EQ(fit.vce, "cluster(region)");
  ASSERT_NE(note(fit, "P523"), nullptr);
  EXPECT_EQ(note(fit, "P523")->severity, Severity::warning);
  EXPECT_NE(note(fit, "P524"), nullptr);
  const Estimate two = fit_fixed_effects(rows_where([](double id, double) { return id < 3; }),
                                         parse_formula("y ~ x1 | unit"), {.vce = "cluster(unit)"});
  EXPECT_EQ(two.df_r, 1);
  EXPECT_GT(two.se("x1"), 0);
}

TEST(FixedEffects, MoreSlopesThanClustersHaveNoJointTest) {
  const Panel panel = random_panel(7, {.units = 2, .periods = 9, .observed = 1});
  EXPECT_FALSE(fit_fixed_effects(panel, parse_formula("y ~ x1 + x2"), {.vce = "cluster(unit)"}).f.has_value());
  EXPECT_TRUE(fit_fixed_effects(panel, parse_formula("y ~ x1 + x2"), {.vce = "robust"}).f.has_value());
}

TEST(FixedEffects, BadInputIsRefusedByCode) {
  const Panel panel = random_panel(7);
  EXPECT_EQ(failure(panel, "y ~ region | unit"), "P513");
  EXPECT_EQ(failure(with_column("flat", [](double, double) { return 0.1; }), "flat ~ x1 | unit"), "P512");
  EXPECT_EQ(failure(with_column("flat", [](double, double) { return 0.1; }), "flat ~ x1"), "P512");
  EXPECT_EQ(failure(with_column("fixed", [](double id, double) { return std::sqrt(id); }), "fixed ~ x1 | unit"),
            "P512");
  EXPECT_EQ(failure(with_column("gone", [](double, double) { return kMissing; }), "y ~ gone | unit"), "P510");
  EXPECT_EQ(failure(rows_where([](double id, double) { return id == 1; }), "y ~ x1 | unit + time"), "P510");
  EXPECT_EQ(failure(rows_where([](double, double year) { return year == 2012; }), "y ~ x1 | unit"), "P510");
  EXPECT_EQ(
      failure(rows_where([](double, double year) { return year == 2012; }), "y ~ x1 | unit", {.keep_singletons = true}),
      "P512");
  EXPECT_EQ(failure(rows_where([](double id, double year) { return id < 3 && year < 2013; }),
                    "y ~ x1 + x2 + x3 | unit + time", {.keep_singletons = true}),
            "P511");
  EXPECT_EQ(failure(panel, "y ~ x1 | unit", {.vce = "clustered"}), "P514");
  EXPECT_EQ(failure(panel, "y ~ x1 | unit", {.vce = "cluster()"}), "P514");
  EXPECT_EQ(failure(panel, "y ~ x1 | unit", {.vce = "cluster(nowhere)"}), "D110");
  EXPECT_EQ(failure(with_column("one", [](double, double) { return 1; }), "y ~ x1 | unit", {.vce = "cluster(one)"}),
            "P515");
  EXPECT_EQ(failure(panel, "y ~ x1 | unit | x2 ~ x3"), "P504");
  EXPECT_EQ(failure(panel, "y ~ x1 | nowhere"), "D110");
}

TEST(FixedEffects, AllSingletonsAreNamedAsTheReason) {
  try {
    (void)fit_fixed_effects(rows_where([](double, double year) { return year == 2012; }),
                            parse_formula("y ~ x1 | unit"));
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.fault, Fault::estimator);
    EXPECT_NE(error.message.en.find("singletons"), std::string::npos);
  }
}

TEST(FixedEffects, HugeValuesDoNotOverflow) {
  Table table = random_table(9);
  for (const std::string name : {"x1", "y"}) {
    std::vector<double> values(table.numbers(name).begin(), table.numbers(name).end());
    for (double& value : values) value *= 1e300;
    table.set_numbers(name, values);
  }
  const Panel huge(std::move(table), "id", "year");
  const Formula formula = parse_formula("y ~ x1 | unit + time");
  const Estimate fit = fit_fixed_effects(huge, formula);
  const Estimate plain = fit_fixed_effects(random_panel(9), formula);
  EXPECT_LT(tolerance::relative_difference(fit.coefficient("x1"), plain.coefficient("x1")), 1e-12);
  EXPECT_LT(tolerance::relative_difference(fit.statistic("x1"), plain.statistic("x1")), 1e-12);
  EXPECT_LT(tolerance::relative_difference(fit.r2.at("within-unit"), plain.r2.at("within-unit")), 1e-12);
}

// The variance of a coefficient of 1e200 is no double.
TEST(FixedEffects, CoefficientsThatNoNumberHoldsAreMissingAndNamed) {
  for (const auto& [y_unit, x_unit] : {std::pair(1e200, 1.0), {1e160, 1e-160}, {1e-200, 1.0}, {1e-160, 1e160}}) {
    Table table = random_table(9);
    for (const auto& [name, unit] : {std::pair("y", y_unit), {"x1", x_unit}}) {
      std::vector<double> values(table.numbers(name).begin(), table.numbers(name).end());
      for (double& value : values) value *= unit;
      table.set_numbers(name, values);
    }
    const Panel panel(std::move(table), "id", "year");
    for (const char* model : {"fe", "ols"}) {
      const Estimate fit = fit_model(panel, parse_formula("y ~ x1 | unit"), {.model = model});
      EXPECT_TRUE(is_missing(fit.se("x1"))) << model << fit.se("x1");
      EXPECT_FALSE(std::isinf(fit.coefficient("x1"))) << model;
      EXPECT_THAT(fit.notes, testing::Contains(testing::Field(&Note::code, "P594"))) << model << y_unit;
    }
  }
}

// The median is 1e152 whatever x is, so that its coefficient is 0 in units of 1e152 / 1e-199, which no number holds.
TEST(Quantile, ACoefficientOfNothingIsZeroInAnyUnits) {
  Table table;
  std::vector<double> id, year, y, x;
  for (int i = 0; i < 40; ++i) {
    id.push_back(i / 4);
    year.push_back(i % 4);
    y.push_back(i % 5 == 0 ? 2e152 : 1e152);
    x.push_back(1e-199 * ((i * 7) % 11));
  }
  table.set_numbers("id", id);
  table.set_numbers("year", year);
  table.set_numbers("y", y);
  table.set_numbers("x", x);
  const Panel panel(std::move(table), "id", "year");
  const Estimate fit = fit_model(panel, parse_formula("y ~ x"), {.model = "quantile"});
  EXPECT_EQ(fit.coefficient("x"), 0);
  EXPECT_EQ(fit.coefficient("_cons"), 1e152);
  EXPECT_TRUE(is_missing(fit.se("x")));
  EXPECT_THAT(fit.notes, testing::Contains(testing::Field(&Note::code, testing::AnyOf("P594", "P642"))));
}

TEST(Vce, WordsOfStataAndR) {
  EXPECT_EQ(parse_vce("ols").text, "iid");
  EXPECT_EQ(parse_vce(" HC1 ").text, "robust");
  EXPECT_EQ(parse_vce("r").text, "robust");
  EXPECT_THAT(parse_vce("cluster 城市").clusters, ElementsAre("城市"));
  EXPECT_THAT(parse_vce("cluster( city )").clusters, ElementsAre("city"));
}

}  // namespace
}  // namespace ecoeff
