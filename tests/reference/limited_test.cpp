// Instruments, limited outcomes and quantiles against the cases iv_cigarettes (numpy, AER), tobit_affairs (AER) and
// quantile_engel (quantreg, HiGHS).
#include <cmath>

#include "ecoeff/panel/model.hpp"
#include "reference/cases.hpp"

namespace ecoeff {
namespace {

TEST(IvReference, Cigarettes) {
  const cases::Json wanted = cases::json("iv_cigarettes/expected.json");
  const double rtol = cases::json("iv_cigarettes/case.json").at("rtol").get<double>();
  const Panel panel(cases::table("iv_cigarettes"), "state", "year");
  const Formula formula = parse_formula("lpacks ~ lrincome | 0 | lrprice ~ tdiff + taxcpi");
  struct Kind {
    const char* block;
    const char* vce;
    bool small;
  };
  for (const Kind& kind : {Kind{"iid_small", "iid", true}, Kind{"iid_stata_default", "iid", false},
                           Kind{"HC0_stata_robust", "robust", false}, Kind{"HC1_stata_robust_small", "robust", true}}) {
    const Estimate fit = fit_model(panel, formula, {.model = "iv", .linear = {.vce = kind.vce}, .small = kind.small});
    cases::coefficients(wanted.at("coef"), fit, false, rtol, kind.block);
    cases::coefficients(wanted.at("se").at(kind.block), fit, true, rtol, kind.block);
    EXPECT_EQ(std::isinf(fit.df_r), !kind.small);
  }
  const Estimate fit = fit_model(panel, formula, {.model = "iv"});
  cases::near(cases::test(fit, "sargan").statistic, wanted.at("sargan"), rtol, "sargan");
  cases::near(cases::test(fit, "sargan").p, wanted.at("sargan_p"), rtol, "sargan p");
  cases::near(cases::test(fit, "first-stage(lrprice)").statistic, wanted.at("first_stage_F"), rtol, "first stage");
  cases::near(cases::test(fit, "wu-hausman").statistic, wanted.at("wu_hausman_F"), rtol, "wu-hausman");
  cases::near(cases::test(fit, "wu-hausman").p, wanted.at("wu_hausman_p"), rtol, "wu-hausman p");
}

TEST(TobitReference, Affairs) {
  const cases::Json wanted = cases::json("tobit_affairs/expected.json");
  const double rtol = cases::json("tobit_affairs/case.json").at("rtol").get<double>();
  const Panel panel = cases::cross_section("tobit_affairs");
  const Formula formula = parse_formula("affairs ~ age + yearsmarried + religiousness + occupation + rating");
  for (const auto& [name, block] : wanted.items()) {
    ModelOptions options{.model = "tobit", .lower = 0};
    if (name == "left0_right4") options.upper = 4;
    const Estimate fit = fit_model(panel, formula, options);
    cases::coefficients(block.at("coef"), fit, false, rtol, name);
    for (const std::string& coefficient : fit.names)
      cases::near(fit.se(coefficient), block.at("se").at(coefficient), rtol, name + " se " + coefficient);
    cases::near(fit.parameters.at("sigma"), block.at("sigma"), rtol, name + " sigma");
    cases::near(fit.parameters.at("ln_sigma_se"), block.at("se").at("ln_sigma"), rtol, name + " se of ln sigma");
    cases::near(fit.parameters.at("log_likelihood"), block.at("logLik"), rtol, name + " log likelihood");
  }
}

TEST(QuantileReference, Engel) {
  const cases::Json wanted = cases::json("quantile_engel/expected.json");
  const double rtol = cases::json("quantile_engel/case.json").at("rtol").get<double>();
  const Panel panel = cases::cross_section("quantile_engel");
  for (const auto& [name, block] : wanted.items()) {
    const double tau = std::stod(name.substr(1)) / 100;
    const Estimate fit = fit_model(panel, parse_formula("foodexp ~ income"),
                                   {.model = "quantile", .linear = {.vce = "nid"}, .tau = tau});
    cases::coefficients(block.at("coef"), fit, false, rtol, name);
    cases::coefficients(block.at("se_nid"), fit, true, rtol, name + " nid");
    cases::near(fit.parameters.at("objective"), block.at("objective"), rtol, name + " objective");
  }
}

// Two endogenous regressors: r_iv.json (AER, sandwich, plm) and numpy_iv.json (formulas of the papers).
class TwoEndogenous : public testing::Test {
 protected:
  Estimate fit(const std::string& model, const std::string& vce, bool small = false) const {
    return fit_model(panel_, formula_, {.model = model, .linear = {.vce = vce}, .small = small});
  }
  const Panel panel_{cases::table("fe_twoway_unbalanced"), "id", "year"};
  const Formula formula_ = parse_formula("y ~ x3 | 0 | x1 + x2 ~ L.x1 + L.x2 + L.x3");
  const cases::Json r_ = cases::json("r_iv.json");
  const cases::Json numpy_ = cases::json("numpy_iv.json");
};

TEST_F(TwoEndogenous, TwoStagesAgreeWithAer) {
  const Estimate small = fit("iv", "iid", true);
  EXPECT_EQ(small.n, r_.at("n").get<std::size_t>());
  cases::coefficients(r_.at("coef"), small, false, tolerance::kEstimate, "coef");
  cases::coefficients(r_.at("iid_small"), small, true, tolerance::kEstimate, "iid");
  cases::coefficients(r_.at("hc0"), fit("iv", "robust"), true, tolerance::kEstimate, "robust");
  cases::coefficients(r_.at("cluster_hc0"), fit("iv", "cluster(id)"), true, tolerance::kEstimate, "cluster");
  for (const char* name : {"x1", "x2"})
    cases::near(cases::test(small, std::string("first-stage(") + name + ")").statistic, r_.at("first_stage").at(name),
                tolerance::kEstimate, name);
  cases::near(cases::test(small, "wu-hausman").statistic, r_.at("wu_hausman"), tolerance::kEstimate, "wu-hausman");
  cases::near(cases::test(small, "sargan").statistic, r_.at("sargan"), tolerance::kEstimate, "sargan");
}

TEST_F(TwoEndogenous, FirstStagesAgreeWithR) {
  for (const auto& [vce, key] : {std::pair("robust", "first_stage_robust"), {"cluster(id)", "first_stage_cluster"}}) {
    const Estimate fitted = fit("iv", vce, true);
    for (const auto& [name, value] : r_.at(key).items())
      cases::near(cases::test(fitted, "first-stage(" + name + ")").statistic, value, tolerance::kEstimate,
                  name + " " + vce);
  }
  // The stage itself, on the rows that have the outcome too.
  const Estimate stage =
      fit_model(panel_, parse_formula("x1 ~ x3 + L.x1 + L.x2 + L.x3"), {.linear = {.vce = "robust"}});
  EXPECT_EQ(stage.n, r_.at("n").get<std::size_t>());
  for (const auto& [name, in_r] : {std::pair("x3", "x3"), {"L.x1", "z1"}, {"L.x2", "z2"}, {"L.x3", "z3"}}) {
    cases::near(stage.coefficient(name), r_.at("x1_stage").at("coef").at(in_r), tolerance::kEstimate, name);
    cases::near(stage.se(name), r_.at("x1_stage").at("robust").at(in_r), tolerance::kEstimate, name);
  }
}

TEST_F(TwoEndogenous, GmmAndKleibergenPaapAgreeWithNumpy) {
  const double n = r_.at("n").get<double>();
  const double g = r_.at("within").at("units").get<double>();
  const double instruments = 5;
  const double excluded = 3;
  for (const std::string kind : {"robust", "cluster"}) {
    const cases::Json& wanted = numpy_.at(kind);
    const Estimate fitted = fit("iv-gmm", kind == "robust" ? "robust" : "cluster(id)");
    cases::coefficients(wanted.at("coef"), fitted, false, tolerance::kEstimate, kind);
    cases::coefficients(wanted.at("se"), fitted, true, tolerance::kEstimate, kind + " se");
    cases::near(cases::test(fitted, "hansen").statistic, wanted.at("hansen"), tolerance::kEstimate, kind + " hansen");
    cases::near(cases::test(fitted, "kp-lm").statistic, wanted.at("kp_lm"), tolerance::kEstimate, kind + " kp lm");
    const double factor = kind == "robust" ? n / (n - instruments) : (n - 1) / (n - instruments) * g / (g - 1);
    cases::near(cases::test(fitted, "kp-f").statistic * excluded * factor, wanted.at("kp_wald"), tolerance::kEstimate,
                kind + " kp f");
  }
}

TEST_F(TwoEndogenous, UnitEffectsAgreeWithPlm) {
  const cases::Json& wanted = r_.at("within");
  const Formula formula = parse_formula("y ~ x3 | unit | x1 ~ L.x1 + L.x2");
  const ModelOptions plain{.model = "iv", .linear = {.keep_singletons = true}};
  const Estimate fit = fit_model(panel_, formula, plain);
  cases::coefficients(wanted.at("coef"), fit, false, tolerance::kEstimate, "within");
  cases::coefficients(wanted.at("iid"), fit, true, tolerance::kEstimate, "within iid");
  ModelOptions clustered = plain;
  clustered.linear.vce = "cluster(unit)";
  const Estimate by_unit = fit_model(panel_, formula, clustered);
  const auto n = static_cast<double>(fit.n);
  const double g = wanted.at("units").get<double>();
  // Unit effects are nested in the clusters: N - k - 1.
  const double factor = std::sqrt((n - 1) / (n - 2 - 1) * g / (g - 1));
  for (const auto& [name, value] : wanted.at("cluster_hc0").items())
    cases::near(by_unit.se(name) / factor, value, tolerance::kEstimate, "within cluster " + name);
}

// With one endogenous regressor the rk statistic is the first-stage F.
TEST(IvIdentity, KleibergenPaapIsTheFirstStageWithOneEndogenousRegressor) {
  const Panel panel(cases::table("fe_twoway_unbalanced"), "id", "year");
  for (const std::string vce : {"iid", "robust", "cluster(id)", "cluster(region)"}) {
    for (const std::string effects : {"0", "unit", "unit + time"}) {
      const Formula formula = parse_formula("y ~ x3 | " + effects + " | x1 ~ L.x1 + L.x2");
      const Estimate fit = fit_model(panel, formula, {.model = "iv", .linear = {.vce = vce}});
      EXPECT_LT(tolerance::relative_difference(cases::test(fit, "kp-f").statistic,
                                               cases::test(fit, "first-stage(x1)").statistic),
                1e-9)
          << vce << " " << effects;
    }
  }
}

TEST(IvIdentity, InstrumentingWithItselfIsLeastSquares) {
  const Panel panel(cases::table("fe_twoway_unbalanced"), "id", "year");
  for (const std::string vce : {"iid", "robust", "cluster(id)"}) {
    const Estimate iv =
        fit_model(panel, parse_formula("y ~ x2 | unit + time | x1 ~ x1"), {.model = "iv", .linear = {.vce = vce}});
    const Estimate fe = fit_model(panel, parse_formula("y ~ x2 + x1 | unit + time"), {.linear = {.vce = vce}});
    EXPECT_EQ(iv.df_r, fe.df_r);
    for (const char* name : {"x1", "x2"}) {
      EXPECT_LT(tolerance::relative_difference(iv.coefficient(name), fe.coefficient(name)), 1e-9) << vce;
      EXPECT_LT(tolerance::relative_difference(iv.se(name), fe.se(name)), 1e-9) << vce;
    }
  }
}

// r_limited.json (quantreg).
TEST(QuantileReference, SeveralRegressors) {
  const Panel panel(cases::table("fe_twoway_unbalanced"), "id", "year");
  const cases::Json r = cases::json("r_limited.json");
  for (const auto& [name, block] : r.items()) {
    const double tau = std::stod(name.substr(1)) / 100;
    const Formula formula = parse_formula("y ~ x1 + x2 + x3");
    const Estimate nid = fit_model(panel, formula, {.model = "quantile", .linear = {.vce = "nid"}, .tau = tau});
    cases::coefficients(block.at("coef"), nid, false, tolerance::kEstimate, name);
    cases::coefficients(block.at("se_nid"), nid, true, tolerance::kEstimate, name + " nid");
  }
}

}  // namespace
}  // namespace ecoeff
