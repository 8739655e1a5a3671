// Weights, unit slopes, degrees of freedom, small-sample and serial covariances, iid quantile errors, truncated
// regression and random-effects Tobit against r_more.json (R) and py_more.json (statsmodels, scipy). Factors that
// follow Stata rather than those programs are applied here.
#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include "ecoeff/panel/model.hpp"
#include "reference/cases.hpp"

namespace ecoeff {
namespace {

constexpr double kOptimiser = 1e-5;  // where a maximum was found by a general optimiser

class Inference : public testing::Test {
 protected:
  // The case with the scripts' weights and trend.
  static Panel made() {
    Table table = cases::table("fe_twoway_unbalanced");
    std::vector<double> w;
    std::vector<double> v;
    std::vector<double> t;
    for (std::size_t i = 0; i < table.rows(); ++i) {
      w.push_back(1 + std::fmod(7 * table.numbers("id")[i] + 3 * table.numbers("year")[i], 5));
      v.push_back(w.back() / 3);
      t.push_back(table.numbers("year")[i] - 2000);
    }
    table.set_numbers("w", w);
    table.set_numbers("v", v);
    table.set_numbers("t", t);
    return {std::move(table), "id", "year"};
  }

  Estimate fit(const std::string& formula, FixedEffectsOptions options) const {
    options.keep_singletons = true;
    return fit_fixed_effects(panel_, parse_formula(formula), options);
  }

  // The slopes that both sources name, errors times `factor`.
  void same(const std::string& block, const std::string& key, const Estimate& fit, double factor = 1) const {
    const bool errors = key != "coef";
    int seen = 0;
    for (const cases::Json* source : {&r_, &py_}) {
      if (!source->contains(block) || !source->at(block).contains(key)) continue;
      for (const auto& [name, value] : source->at(block).at(key).items()) {
        cases::near((errors ? fit.se(name) : fit.coefficient(name)) / factor, value, tolerance::kEstimate,
                    block + " " + key + " " + name);
        ++seen;
      }
    }
    EXPECT_GT(seen, 0) << block << " " << key;
  }

  const Panel panel_ = made();
  const cases::Json r_ = cases::json("r_more.json");
  const cases::Json py_ = cases::json("py_more.json");
};

// (N-1)/(N-k-a[-1 when nested]) G/(G-1), as a factor of errors.
double cluster_factor(double n, double residual, double groups) {
  return std::sqrt((n - 1) / residual * groups / (groups - 1));
}

TEST_F(Inference, AnalyticWeights) {
  const std::string formula = "y ~ x1 + x2 + x3 | unit + time";
  const Estimate iid = fit(formula, {.weights = "aw=v"});
  same("aw_fe", "coef", iid);
  same("aw_fe", "iid", iid);
  EXPECT_EQ(iid.df_r, r_.at("aw_fe").at("df").get<double>());
  same("aw_fe", "robust", fit(formula, {.vce = "robust", .weights = "aw=v"}));
  same("aw_fe", "robust", fit(formula, {.weights = "pw=v"}));  // probability weights are robust ones
  const Estimate region = fit(formula, {.vce = "cluster(region)", .weights = "aw=v"});
  // The units are nested in the regions; the years less one, the constant and the slopes are left.
  const auto n = static_cast<double>(region.n);
  const double left = n - 3 - static_cast<double>(panel_.periods().size() - 1) - 1;
  EXPECT_EQ(n, r_.at("aw_fe").at("n").get<double>());
  same("aw_fe", "cluster_region_hc0", region, cluster_factor(n, left, static_cast<double>(region.clusters)));
  const std::string ols = "y ~ x1 + x2 + x3";
  same("aw_ols", "coef", fit(ols, {.weights = "aw=v"}));
  same("aw_ols", "iid", fit(ols, {.weights = "aw=v"}));
  same("aw_ols", "robust", fit(ols, {.vce = "robust", .weights = "aw=v"}));
}

TEST_F(Inference, FrequencyWeights) {
  const std::string formula = "y ~ x1 + x2 + x3 | unit + time";
  const Estimate iid = fit(formula, {.weights = "fw=w"});
  same("fw_fe", "coef", iid);
  same("fw_fe", "iid", iid);
  EXPECT_EQ(iid.df_r, r_.at("fw_fe").at("df").get<double>());
  EXPECT_EQ(static_cast<double>(iid.n), r_.at("fw_fe").at("n").get<double>());
  same("fw_fe", "robust", fit(formula, {.vce = "robust", .weights = "fw=w"}));
  const Estimate region = fit(formula, {.vce = "cluster(region)", .weights = "fw=w"});
  const auto n = static_cast<double>(region.n);
  const double left = n - 3 - static_cast<double>(panel_.periods().size() - 1) - 1;
  same("fw_fe", "cluster_region_hc0", region, cluster_factor(n, left, static_cast<double>(region.clusters)));
}

TEST_F(Inference, UnitSlopes) {
  const std::string formula = "y ~ x1 + x2 + x3 | unit + time + unit:t";
  const Estimate iid = fit(formula, {});
  same("slopes", "coef", iid);
  cases::near(iid.rss, r_.at("slopes").at("rss"), tolerance::kEstimate, "rss");
  // The trend of all units is inside the year effects: one slope more than the rank of the dummies.
  const double rank = r_.at("slopes").at("rank").get<double>();
  const double counted = static_cast<double>(iid.n) - iid.df_r;
  EXPECT_EQ(counted, rank + 1);
  same("slopes", "iid", iid, std::sqrt((static_cast<double>(iid.n) - rank) / iid.df_r));
  same("slopes", "hc1", fit(formula, {.vce = "robust"}), std::sqrt((static_cast<double>(iid.n) - rank) / iid.df_r));
}

TEST_F(Inference, DegreesOfFreedom) {
  const std::string formula = "y ~ x1 + x2 + x3 | unit + time + region";
  const Estimate exact = fit(formula, {});
  same("dof", "iid", exact);
  EXPECT_EQ(exact.df_r, r_.at("dof").at("exact_df").get<double>());
  const Estimate fixest = fit_fixed_effects(panel_, parse_formula(formula), {.dof = "fixest"});
  same("dof", "iid_fixest", fixest);
  EXPECT_EQ(fixest.df_r, r_.at("dof").at("fixest_df").get<double>());
  const Estimate xtreg = fit_fixed_effects(panel_, parse_formula("y ~ x1 + x2 + x3 | unit + time"), {.dof = "xtreg"});
  EXPECT_EQ(xtreg.df_r, exact.df_r);
  EXPECT_EQ(xtreg.df_a, static_cast<double>(panel_.units()));
}

TEST_F(Inference, CorrectedForLeverage) {
  const std::string formula = "y ~ x1 + x2 + x3 | unit + time";
  same("corrected", "hc2", fit(formula, {.vce = "hc2"}));
  same("corrected", "hc3", fit(formula, {.vce = "hc3"}));
  const Estimate cr2 = fit(formula, {.vce = "cr2(region)"});
  same("corrected", "cr2", cr2);
  same("corrected", "estimatr_cr2", cr2);
  for (const auto& [name, value] : r_.at("corrected").at("cr2_df").items())
    cases::near(cr2.degrees_of(name), value, tolerance::kEstimate, "Satterthwaite " + name);
  const Estimate by_id = fit("y ~ x1 + x2 + x3", {.vce = "cr2(id)"});
  same("corrected_ols", "cr2", by_id);
  for (const auto& [name, value] : r_.at("corrected_ols").at("cr2_df").items())
    cases::near(by_id.degrees_of(name), value, tolerance::kEstimate, "Satterthwaite " + name);
  same("corrected_ols", "cr3_unscaled", fit("y ~ x1 + x2 + x3", {.vce = "cr3(id, unscaled)"}));
}

// The sums over time of plm and statsmodels, times the factor (N-1)/(N-k-a) T/(T-1).
TEST_F(Inference, SerialCorrelation) {
  const std::string formula = "y ~ x1 + x2 + x3 | unit";
  const Estimate dk = fit(formula, {.vce = "dk(2)"});
  const auto n = static_cast<double>(dk.n);
  const double residual = n - 3 - static_cast<double>(panel_.units());
  const auto periods = static_cast<double>(panel_.periods().size());
  same("within", "driscoll_kraay_2", dk, std::sqrt((n - 1) / residual * periods / (periods - 1)));
  EXPECT_EQ(dk.df_r, periods - 1);
}

TEST_F(Inference, NeweyWestOfOneSeries) {
  std::map<double, std::vector<double>> sums;  // year: rows, y, x1, x2
  for (std::size_t i = 0; i < panel_.rows(); ++i) {
    std::vector<double>& sum = sums.try_emplace(panel_.table.numbers("year")[i], 4, 0.0).first->second;
    ++sum[0];
    for (std::size_t j = 1; j < 4; ++j)
      sum[j] += panel_.table.numbers(std::vector<std::string>{"", "y", "x1", "x2"}[j])[i];
  }
  std::vector<std::vector<double>> columns(5);
  for (const auto& [year, sum] : sums) {
    columns[0].push_back(1);
    columns[1].push_back(year);
    for (std::size_t j = 1; j < 4; ++j) columns[j + 1].push_back(sum[j] / sum[0]);
  }
  Table table;
  const char* names[] = {"id", "year", "y", "x1", "x2"};
  for (std::size_t j = 0; j < columns.size(); ++j) table.set_numbers(names[j], columns[j]);
  const Panel series(std::move(table), "id", "year");
  const Estimate nw = fit_fixed_effects(series, parse_formula("y ~ x1 + x2"), {.vce = "nw(2)"});
  same("newey_west_series", "coef", nw);
  const auto n = static_cast<double>(nw.n);
  same("newey_west_series", "hc0", nw, std::sqrt(n / (n - 3)));
}

TEST_F(Inference, QuantileIid) {
  for (const auto& [name, errors] : r_.at("quantile_iid").items()) {
    const Estimate fit = fit_model(panel_, parse_formula("y ~ x1 + x2 + x3"),
                                   {.model = "quantile", .tau = std::stod(name.substr(1)) / 100});
    cases::coefficients(errors, fit, true, tolerance::kEstimate, name);
  }
}

TEST_F(Inference, Truncated) {
  const Estimate fit = fit_model(panel_, parse_formula("y ~ x1 + x2 + x3"), {.model = "truncated", .lower = 0});
  for (const cases::Json* source : {&r_, &py_}) {
    const cases::Json& wanted = source->at("truncated");
    EXPECT_EQ(fit.n, wanted.at("n").get<std::size_t>());
    for (const char* name : {"x1", "x2", "x3"}) {
      cases::near(fit.coefficient(name), wanted.at("coef").at(name), kOptimiser, name);
      cases::near(fit.se(name), wanted.at("se").at(name), kOptimiser, name);
    }
    EXPECT_NEAR(fit.coefficient("_cons"), wanted.at("coef").at("_cons").get<double>(), kOptimiser);
    cases::near(fit.parameters.at("sigma"), wanted.at("sigma"), kOptimiser, "sigma");
    cases::near(fit.parameters.at("log_likelihood"), wanted.at("log_likelihood"), tolerance::kEstimate, "likelihood");
  }
}

// R's maximum by 60 Gauss-Hermite points; scipy's adaptive quadrature finds the same likelihood there, and no slope.
TEST_F(Inference, RandomEffectsTobit) {
  const Estimate fit = fit_model(panel_, parse_formula("y ~ x1 + x2 + x3"), {.model = "xttobit", .lower = 0});
  const cases::Json& wanted = r_.at("xttobit");
  for (const char* name : {"x1", "x2", "x3", "_cons"}) {
    cases::near(fit.coefficient(name), wanted.at("coef").at(name), kOptimiser, name);
    cases::near(fit.se(name), wanted.at("se").at(name), kOptimiser, name);
  }
  cases::near(fit.parameters.at("sigma_u"), wanted.at("sigma_u"), kOptimiser, "sigma_u");
  cases::near(fit.parameters.at("sigma_e"), wanted.at("sigma_e"), kOptimiser, "sigma_e");
  for (const cases::Json* source : {&r_, &py_})
    cases::near(fit.parameters.at("log_likelihood"), source->at("xttobit").at("log_likelihood"), tolerance::kEstimate,
                "likelihood");
  EXPECT_LT(py_.at("xttobit").at("largest_gradient").get<double>(), 1e-3);
}

}  // namespace
}  // namespace ecoeff
