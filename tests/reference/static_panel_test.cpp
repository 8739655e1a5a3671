// Between, random effects and the tests between static models: panel_grunfeld and panel_produc (numpy and R plm 2.6.2).
#include "ecoeff/panel/static_panel.hpp"

#include <cmath>

#include "ecoeff/panel/model.hpp"
#include "reference/cases.hpp"

namespace ecoeff {
namespace {

class StaticPanelReference : public testing::TestWithParam<std::string> {
 protected:
  const cases::Json study = cases::json(GetParam() + "/case.json");
  const cases::Json wanted = cases::json(GetParam() + "/expected.json");
  const double rtol = study.at("rtol").get<double>();
  const Panel panel{cases::table(GetParam()), study.at("index").at(0).get<std::string>(),
                    study.at("index").at(1).get<std::string>()};
  const Formula formula =
      parse_formula(study.at("depvar").get<std::string>() + " ~ " +
                    join(study.at("regressors").get<std::vector<std::string>>(), " + ") + " | unit");
};

TEST_P(StaticPanelReference, Between) {
  const cases::Json& block = wanted.at("between");
  const Estimate fit = fit_between(panel, formula);
  cases::coefficients(block.at("coef"), fit, false, rtol, "between");
  cases::coefficients(block.at("se"), fit, true, rtol, "between se");
  cases::near(fit.rss, block.at("rss"), rtol, "rss");
}

TEST_P(StaticPanelReference, RandomEffects) {
  const cases::Json& block = wanted.at("random");
  const Estimate fit = fit_random_effects(panel, formula);
  cases::coefficients(block.at("coef"), fit, false, rtol, "random");
  cases::coefficients(block.at("se"), fit, true, rtol, "random se");
  for (const char* name : {"theta", "sigma_u", "sigma_e", "rho"})
    cases::near(fit.parameters.at(name), block.at(name), rtol, name);
  // plm's HC0 has no factor; ours is that of a clustered regression with the constant counted.
  const Estimate clustered = fit_random_effects(panel, formula, {.vce = "cluster(unit)"});
  const auto n = static_cast<double>(clustered.n);
  const auto k = static_cast<double>(clustered.names.size());
  const auto g = static_cast<double>(clustered.groups);
  const double factor = std::sqrt((n - 1) / (n - k) * g / (g - 1));
  for (const auto& [name, value] : block.at("se_cluster_HC0").items())
    cases::near(clustered.se(name) / factor, value, rtol, "cluster " + name);
}

TEST_P(StaticPanelReference, Tests) {
  const Estimate fit = fit_model(panel, formula, {.model = "re", .tests = {"hausman", "bp", "f"}});
  const TestResult& hausman = cases::test(fit, "hausman");
  cases::near(hausman.statistic, wanted.at("hausman").at("chi2"), rtol, "hausman");
  cases::near(hausman.df, wanted.at("hausman").at("df"), rtol, "hausman df");
  cases::near(hausman.p, wanted.at("hausman").at("p"), rtol, "hausman p");
  const TestResult& bp = cases::test(fit, "bp");
  cases::near(bp.statistic, wanted.at("bp_lm").at("chi2"), rtol, "bp");
  cases::near(bp.p, wanted.at("bp_lm").at("p"), rtol, "bp p");
  EXPECT_EQ(cases::test(fit, "bp-half").p, bp.p / 2);
  const TestResult& f = cases::test(fit, "f");
  cases::near(f.statistic, wanted.at("Ftest_u0").at("F"), rtol, "F");
  EXPECT_EQ(f.df, wanted.at("Ftest_u0").at("df1").get<double>());
  EXPECT_EQ(f.df2, wanted.at("Ftest_u0").at("df2").get<double>());
}

INSTANTIATE_TEST_SUITE_P(Cases, StaticPanelReference, testing::Values("panel_grunfeld", "panel_produc"));

// plm_static.json, made by make_static.R.
TEST(StaticPanelPlm, FirstDifferences) {
  const cases::Json wanted = cases::json("plm_static.json");
  const Panel panel(cases::table("panel_grunfeld"), "firm", "year");
  const Formula formula = parse_formula("inv ~ value + capital");
  for (const bool constant : {true, false}) {
    const Estimate fit = fit_first_difference(panel, formula, {.constant = constant});
    const cases::Json& block = wanted.at(constant ? "fd" : "fd_nocons");
    cases::coefficients(block.at("coef"), fit, false, tolerance::kEstimate, "fd");
    cases::coefficients(block.at("se"), fit, true, tolerance::kEstimate, "fd se");
  }
}

TEST(StaticPanelPlm, RobustHausmanAndUnbalancedBreuschPagan) {
  const cases::Json wanted = cases::json("plm_static.json");
  const Panel panel(cases::table("panel_grunfeld"), "firm", "year");
  const Estimate fit =
      fit_model(panel, parse_formula("inv ~ value + capital | unit"), {.model = "fe", .tests = {"hausman-robust"}});
  const double n = 200;
  const double k = 5;  // constant, two regressors, two deviations
  const double factor = (n - 1) / (n - k) * 10 / 9;
  cases::near(cases::test(fit, "hausman-robust").statistic * factor, wanted.at("hausman_aux_hc0"), tolerance::kEstimate,
              "auxiliary regression");
  const Panel holes(cases::table("fe_twoway_unbalanced"), "id", "year");
  const Estimate pooled = fit_model(holes, parse_formula("y ~ x1 + x2 + x3"), {.model = "pooled", .tests = {"bp"}});
  cases::near(cases::test(pooled, "bp").statistic, wanted.at("bp_unbalanced"), tolerance::kEstimate, "bp");
}

// What sigmamore does: both covariances with one s2 cannot be negative where regressors vary alike.
TEST(StaticPanel, CommonScaleHausmanIsNearThePlainOne) {
  const Panel panel(cases::table("panel_grunfeld"), "firm", "year");
  const Estimate fit = fit_model(panel, parse_formula("inv ~ value + capital | unit"),
                                 {.model = "re", .tests = {"hausman", "hausman-common"}});
  const double ratio = cases::test(fit, "hausman").statistic / cases::test(fit, "hausman-common").statistic;
  EXPECT_GT(ratio, 0.9);
  EXPECT_LT(ratio, 1.1);
}

}  // namespace
}  // namespace ecoeff
