// ivregress, ivreg2 and ivreghdfe: panel/iv.hpp with each command's own defaults.
#include <utility>

#include "ecoeff/panel/iv.hpp"
#include "ecoeff/stata/commands.hpp"
#include "ecoeff/stata/estimation.hpp"
#include "ecoeff/stata/options.hpp"
#include "ecoeff/stata/print.hpp"
#include "ecoeff/stata/refuse.hpp"

namespace ecoeff::stata {
namespace {

// The first stages of a fit as `first` prints them: each endogenous variable on all exogenous ones.
Text first_stages(const Fitted& fitted) {
  Text out;
  for (const std::string& endogenous : fitted.formula.endogenous) {
    Formula formula{.outcome = endogenous,
                    .regressors = fitted.formula.regressors,
                    .effects = fitted.formula.effects,
                    .text = fitted.line};
    formula.regressors.insert(formula.regressors.end(), fitted.formula.instruments.begin(),
                              fitted.formula.instruments.end());
    Fitted stage{.command = "first stage", .formula = formula};
    stage.estimate = fit_fixed_effects(*fitted.panel, formula, fitted.options.linear);
    stage.order = stage.estimate.names;
    out.en += print_fit(stage, Language::en) + "\n";
    stage.command = "第一阶段";
    out.zh += print_fit(stage, Language::zh) + "\n";
  }
  return out;
}

Outcome fit_iv_line(Session& session, const Line& line, ModelLine model, bool first) {
  if (model.words.endogenous.empty())
    refuse("T705", line.body, line.text, {"(endogenous = instruments) is needed", "需要（内生变量 = 工具变量）"});
  Outcome outcome = fit_line(session, line, std::move(model));
  if (!first) return outcome;
  const Text stages = first_stages(*outcome.fitted);
  outcome.output = {stages.en + outcome.output.en, stages.zh + outcome.output.zh};
  return outcome;
}

// Least squares with errors robust to serial correlation inside a unit, lags up to the bandwidth less one.
Outcome fit_kernel_line(Session& session, const Line& line, ModelLine model, int bandwidth) {
  if (model.vce.kind != "robust" || model.options.model != "iv")
    refuse("T717", "bw()", line.text, {"bw() goes with robust here", "此处 bw() 须与 robust 同用"});
  require_xtset(session, line, true);
  model.vce = {.kind = "nw", .lag = bandwidth - 1, .text = "bw()"};
  model.options.model = "fe";
  return fit_line(session, line, std::move(model));
}

// Stata's errors of gmm, where ivreg2 and panel/iv.hpp take those of the weight.
auto with_last_residuals(const ModelOptions& options) {
  return [small = options.small, constant = options.linear.constant](const Panel& panel, const Formula& formula,
                                                                     Estimate& estimate) {
    if (estimate.vce.starts_with("bootstrap")) return;
    const Estimate last =
        fit_iv(panel, formula,
               {.vce = estimate.vce, .gmm = true, .last_residuals = true, .small = small, .constant = constant});
    estimate.covariance = last.covariance;
    estimate.f = last.f;
  };
}

}  // namespace

Outcome run_ivregress(Session& session, const Line& line) {
  std::vector<std::string> words = words_of(line.body);
  const std::string estimator = words.empty() ? "" : words.front();
  if (estimator != "2sls" && estimator != "gmm") {
    if (estimator == "liml")
      refuse("T717", estimator, line.text, {"this estimator is not available", "不提供该估计方法"});
    refuse("T705", estimator, line.text, {"ivregress takes 2sls or gmm first", "ivregress 之后应为 2sls 或 gmm"});
  }
  words.erase(words.begin());
  OptionReader options(line);
  ModelLine model{.command = "ivregress " + estimator,
                  .words = split_model(join(words, " "), line),
                  .vce = read_vce(options, line)};
  model.options.model = estimator == "gmm" ? "iv-gmm" : "iv";
  // Stata weights gmm robustly unless told otherwise, and gives robust errors with it.
  if (estimator == "gmm" && model.vce.kind.empty()) model.vce.kind = "robust";
  model.options.small = options.flag("small", 2);
  model.options.linear.constant = !options.flag("noconstant", 3);
  const bool first = options.flag("first", 5);
  options.finish();
  if (estimator == "gmm") model.adjust = with_last_residuals(model.options);
  return fit_iv_line(session, line, std::move(model), first);
}

Outcome run_ivreg2(Session& session, const Line& line) {
  OptionReader options(line);
  ModelLine model{.command = "ivreg2", .words = split_model(line.body, line), .vce = read_vce(options, line)};
  model.options.model = options.flag("gmm2s", 3) ? "iv-gmm" : "iv";
  model.options.small = options.flag("small", 2);
  model.options.linear.constant = !options.flag("noconstant", 3);
  const bool first = options.flag("first", 5);
  options.finish();
  return fit_iv_line(session, line, std::move(model), first);
}

Outcome run_ivreghdfe(Session& session, const Line& line) {
  OptionReader options(line);
  ModelLine model{.command = "ivreghdfe", .words = split_model(line.body, line), .vce = read_vce(options, line)};
  model.options.model = options.flag("gmm2s", 3) ? "iv-gmm" : "iv";
  const auto absorb = options.value("absorb", 1);
  model.options.linear.keep_singletons = options.flag("keepsingletons", 5);
  const bool first = options.flag("first", 5);
  (void)options.flag("small", 2);  // with effects the factors are always on
  const std::optional<int> bandwidth = options.whole("bw", 2, 1, 1000);
  options.finish();
  if (!absorb) refuse("T704", "absorb()", line.text, {"ivreghdfe needs absorb(...)", "ivreghdfe 需要 absorb(...)"});
  model.effects = read_absorb(*absorb, line);
  if (model.words.endogenous.empty() && bandwidth) return fit_kernel_line(session, line, std::move(model), *bandwidth);
  if (bandwidth)
    refuse("T717", "bw()", line.text, {"bw() goes without endogenous variables here", "此处 bw() 不与内生变量同用"});
  return fit_iv_line(session, line, std::move(model), first);
}

}  // namespace ecoeff::stata
