#include "ecoeff/panel/referee_tests.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "ecoeff/panel/panel_diagnostics.hpp"
#include "ecoeff/panel/regressor_checks.hpp"

namespace ecoeff {
namespace {

constexpr double kLargeVif = 10;
constexpr double kLittleWithin = 0.01;

void say(Estimate& estimate, Severity severity, const char* code, Text message) {
  estimate.notes.push_back({severity, code, std::move(message), {}});
}

void say_nothing(Estimate& estimate, const std::string& name, const Text& reason) {
  say(estimate, Severity::info, "P590",
      {fmt::format("{} gives no number here: {}", name, reason.en), fmt::format("{} 没有结果：{}", name, reason.zh)});
}

// The formula as it was fitted: a pooled model leaves the effects out.
Formula fitted(const Formula& formula, const Estimate& estimate) {
  Formula out = formula;
  out.effects = estimate.absorbed;
  return out;
}

// vif and within are columns of one table.
const std::vector<RegressorCheck>& regressors_of(const Panel& panel, const Formula& formula, Estimate& estimate) {
  if (estimate.regressors.empty()) estimate.regressors = check_regressors(panel, fitted(formula, estimate), estimate);
  return estimate.regressors;
}

}  // namespace

void add_vif(const Panel& panel, const Formula& formula, Estimate& estimate) {
  for (const RegressorCheck& check : regressors_of(panel, formula, estimate)) {
    if (!(std::max(check.vif, check.vif_within) >= kLargeVif)) continue;
    say(estimate, Severity::info, "P591",
        {fmt::format("{} is nearly explained by the other regressors: VIF {:.1f}, {:.1f} inside the effects",
                     check.name, check.vif, check.vif_within),
         fmt::format("{} 几乎可由其他解释变量解释：VIF {:.1f}，固定效应之内 {:.1f}", check.name, check.vif,
                     check.vif_within)});
  }
}

void add_within(const Panel& panel, const Formula& formula, Estimate& estimate) {
  for (const RegressorCheck& check : regressors_of(panel, formula, estimate)) {
    if (!(check.within < kLittleWithin)) continue;
    say(estimate, Severity::info, "P592",
        {fmt::format("the effects leave {:.2f} % of the variation of {}", 100 * check.within, check.name),
         fmt::format("去除固定效应后 {1} 只剩 {0:.2f}% 的变化", 100 * check.within, check.name)});
  }
}

void add_cd(const Panel& panel, const Formula&, Estimate& estimate) {
  const CrossSectionDependence cd = pesaran_cd(panel, estimate.rows, estimate.residuals);
  estimate.tests.push_back({"cd",
                            {"Pesaran CD test of cross-sectional dependence", "Pesaran CD 截面相关检验"},
                            {.statistic = cd.statistic, .p = cd.p}});
  if (cd.pairs == 0) {
    say_nothing(estimate, "cd",
                {"no two units share two periods with residuals that vary", "没有两个单元有两个共同时期"});
    return;
  }
  estimate.parameters["cd_mean_correlation"] = cd.mean_correlation;
  estimate.parameters["cd_mean_absolute_correlation"] = cd.mean_absolute_correlation;
}

void add_serial(const Panel& panel, const Formula& formula, Estimate& estimate) {
  const TestResult result = wooldridge_serial(panel, fitted(formula, estimate), estimate.rows);
  estimate.tests.push_back(
      {"serial", {"Wooldridge test of first-order serial correlation", "Wooldridge 一阶序列相关检验"}, result});
  if (is_missing(result.statistic)) {
    say_nothing(estimate, "serial",
                {"too few rows follow each other, or an effect other than the unit's and the period's varies in units",
                 "前后相连的行太少，或有在单元内变化的其他固定效应"});
  }
}

void add_hetero(const Panel& panel, const Formula&, Estimate& estimate) {
  const GroupwiseVariance result = modified_wald(panel, estimate.rows, estimate.residuals);
  estimate.tests.push_back(
      {"hetero", {"modified Wald test of groupwise heteroskedasticity", "组间异方差的修正 Wald 检验"}, result.test});
  if (is_missing(result.test.statistic)) {
    say_nothing(estimate, "hetero", {"no unit has two rows", "没有至少两行的单元"});
  } else if (result.left_out > 0) {
    say(estimate, Severity::info, "P593",
        {fmt::format("hetero: {} units of one row, or of equal squared residuals, left out", result.left_out),
         fmt::format("hetero：略去 {} 个只有一行或残差平方相同的单元", result.left_out)});
  }
}

}  // namespace ecoeff
