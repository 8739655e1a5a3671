#include "ecoeff/panel/study_gmm.hpp"

#include "ecoeff/method/sources.hpp"
#include "ecoeff/panel/estimator.hpp"
#include "ecoeff/panel/gmm_options.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ecoeff {
namespace {

bool contains(const std::vector<std::string>& list, const std::string& word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

[[noreturn]] void refuse(std::string value, Text message, Text hint = {}) {
  throw Error(Fault::study, "P536", std::move(message), {.value = std::move(value)}, std::move(hint));
}

// Whether the formula asks for time effects.
bool read_effects(const Panel& panel, const Formula& formula) {
  bool time = false;
  for (const std::string& effect : formula.effects) {
    if (effect == "unit" || effect == panel.unit_column()) continue;
    if (effect == "time" || effect == panel.time_column()) {
      time = true;
      continue;
    }
    refuse(effect,
           {fmt::format("GMM knows the effects unit and time only, not {}", effect),
            fmt::format("GMM 只支持 unit 与 time 效应，不支持 {}", effect)},
           {"write i." + effect + " among the regressors", "请将 i." + effect + " 写入解释变量"});
  }
  if (!formula.endogenous.empty() || !formula.instruments.empty()) {
    refuse(join(formula.instruments, " "),
           {"instruments after a bar are not for GMM columns", "GMM 列不接受竖线之后的工具变量"},
           {"name the variables under gmm.endogenous", "请在 gmm.endogenous 中列出内生变量"});
  }
  return time;
}

std::vector<std::string> outcome_lags(const std::string& outcome, int lags) {
  std::vector<std::string> out;
  for (int lag = 1; lag <= lags; ++lag) {
    out.push_back(fmt::format("L{}.{}", lag == 1 ? std::string() : std::to_string(lag), outcome));
  }
  return out;
}

// Stata's spelling of the listed terms, each of which must be a regressor.
std::vector<std::string> listed_terms(const std::vector<std::string>& list,
                                      const std::vector<std::string>& regressors) {
  std::vector<std::string> out;
  for (const std::string& word : list) {
    for (const std::string& term : parse_formula("y ~ " + word).regressors) {
      if (!contains(regressors, term)) {
        const std::string near = did_you_mean(term, regressors);
        refuse(term,
               {fmt::format("\"{}\" is not a regressor of this column", term),
                fmt::format("“{}”不是该列的解释变量", term)},
               near.empty() ? Text{} : Text{"did you mean " + near + "?", "是否指 " + near + "？"});
      }
      out.push_back(term);
    }
  }
  return out;
}

GmmGroup group_of(std::vector<std::string> variables, const StudyGmmOptions& options, int earlier) {
  GmmGroup group{.variables = std::move(variables), .lag_from = options.lag_from - earlier};
  group.lag_to = options.lag_to ? std::optional(*options.lag_to - earlier) : std::nullopt;
  group.collapse = options.collapse;
  return group;
}

// The plan from words alone; `years` is the period's column where the model has its dummies, else empty.
DynamicGmmModel plan_of(const Formula& formula, const StudyGmmOptions& options, const std::string& years) {
  DynamicGmmModel model;
  model.outcome = formula.outcome;
  const std::vector<std::string> lags = outcome_lags(formula.outcome, options.lags);
  model.regressors = lags;
  for (const std::string& term : formula.regressors) {
    if (!contains(lags, term)) model.regressors.push_back(term);
  }

  const std::vector<std::string> predetermined = listed_terms(options.predetermined, model.regressors);
  std::vector<std::string> endogenous = listed_terms(options.endogenous, model.regressors);
  // The first lag instruments further ones: its own deeper lags contain theirs.
  const bool lags_named = std::any_of(lags.begin(), lags.end(), [&](const std::string& lag) {
    return contains(endogenous, lag) || contains(predetermined, lag);
  });
  if (!lags_named) endogenous.insert(endogenous.begin(), lags.front());

  std::vector<std::string> exogenous;
  for (const std::string& term : model.regressors) {
    if (!contains(lags, term) && !contains(endogenous, term) && !contains(predetermined, term))
      exogenous.push_back(term);
  }
  if (!endogenous.empty()) model.gmm.push_back(group_of(std::move(endogenous), options, 0));
  if (!predetermined.empty()) model.gmm.push_back(group_of(predetermined, options, 1));
  if (!exogenous.empty()) model.iv.push_back({std::move(exogenous), GmmEquation::both});
  const std::string dummies = "i." + years;
  if (!years.empty() && !contains(model.regressors, dummies)) {
    model.regressors.push_back(dummies);
    model.iv.push_back({{dummies}, options.system ? GmmEquation::level : GmmEquation::both});
  }
  model.options = {.system = options.system,
                   .orthogonal = options.orthogonal,
                   .steps = options.steps,
                   .robust = options.robust,
                   .small = options.small,
                   .h = options.h};
  return model;
}

}  // namespace

DynamicGmmModel plan_study_gmm(const Panel& panel, const Formula& formula, const StudyGmmOptions& options) {
  if (options.lags < 1) {
    throw Error(Fault::study, "P534",
                {"GMM needs at least one lag of the outcome", "GMM 至少需要一阶滞后的被解释变量"});
  }
  return plan_of(formula, options, read_effects(panel, formula) ? panel.time_column() : "");
}

Estimate fit_study_gmm(const Panel& panel, const Formula& formula, const StudyGmmOptions& options) {
  Estimate estimate = fit_dynamic_gmm(panel, plan_study_gmm(panel, formula, options));
  estimate.absorbed = formula.effects;
  return estimate;
}

namespace {

// As the study plans the instruments; instruments that are spelt out take their place.
template <bool system>
Estimate fit_planned(const Panel& panel, const Formula& formula, const ModelOptions& options) {
  if (!options.gmm.empty() || !options.iv.empty()) {
    ModelOptions spelt = options;
    spelt.dynamic.system = system;
    return kGmmByInstruments.fit(panel, formula, spelt);
  }
  StudyGmmOptions planned = options.study_gmm;
  planned.system = system;
  return fit_study_gmm(panel, formula, planned);
}

Text gmm_how_to_read() {
  return {"In GMM columns the lagged outcome takes up persistence, so that coefficients are short-run ones.",
          "GMM 列含被解释变量滞后项，其系数为短期效应。"};
}

constexpr EstimatorTraits kTraits{.own_draws = true,
                                  .squares = true,
                                  .unit_always = true,
                                  .unit = EffectTreatment::differenced,
                                  .others = EffectTreatment::dummies};

Options planned_options() {
  Options all = gmm_plan();
  for (Option& option : gmm_switches()) all.push_back(std::move(option));
  return all;
}

void take_planned(const OptionValues& values, ModelOptions& options) {
  take_gmm_plan(values, options);
  take_gmm_switches(values, options);
}

bool has_periods(const ReplicaLine& line) {
  return std::any_of(line.estimate.effects.begin(), line.estimate.effects.end(),
                     [](const TakenEffect& effect) { return effect.name == "time"; });
}

// The plan that was estimated, as xtabond2 reads it.
template <bool system>
std::string stata_gmm(const ReplicaLine& line) {
  StudyGmmOptions options = line.options.study_gmm;
  options.system = system;
  const DynamicGmmModel plan = plan_of(line.formula, options, has_periods(line) ? line.time : "");
  std::string out = "xtabond2 " + plan.outcome + " " + join(plan.regressors, " ") + ",";
  for (const GmmGroup& group : plan.gmm)
    out += fmt::format(" gmm({}, lag({} {}){})", join(group.variables, " "), group.lag_from,
                       group.lag_to ? std::to_string(*group.lag_to) : ".", group.collapse ? " collapse" : "");
  for (const IvGroup& group : plan.iv)
    out +=
        fmt::format(" iv({}{})", join(group.variables, " "), group.equation == GmmEquation::level ? ", eq(level)" : "");
  if (!system) out += " nolevel";
  if (options.h) out += fmt::format(" h({})", *options.h);
  if (options.orthogonal) out += " orthogonal";
  if (options.steps == 2) out += " twostep";
  if (options.robust) out += " robust";
  return out + (options.small ? " small" : "");
}

constexpr std::string_view kNoR =
    "pgmm of the package plm has no constant, weights the first step otherwise and counts the periods' instruments "
    "otherwise, so its figures are not those of xtabond2, which the study follows";

}  // namespace

const Estimator kSystemGmm{
    .about = {.name = "system-gmm",
              .title = {"system GMM", "系统 GMM"},
              .help = {"dynamic panel, equations in differences and levels", "动态面板，差分与水平方程"},
              .formula = "y_{it} = \\phi y_{i,t-1} + \\beta x_{it} + \\gamma^{\\prime} z_{it} + \\tau_t + \\mu_i + "
                         "\\epsilon_{it}",
              .sources = {sources::kArellanoBond1991, sources::kBlundellBond1998, sources::kWindmeijer2005,
                          sources::kRoodman2009},
              .page = "system-gmm",
              .reference = "tests/reference/gmm_test.cpp"},
    .traits = kTraits,
    .options = planned_options(),
    .take = take_planned,
    .fit = fit_planned<true>,
    .errors = gmm_errors,
    .rows = gmm_rows,
    .rows_note = gmm_rows_note(),
    .how_to_read = gmm_how_to_read(),
    .describe = describe_gmm,
    .replica = {.stata = stata_gmm<true>, .own_errors = true, .r_missing = kNoR}};

const Estimator kDifferenceGmm{
    .about = {.name = "difference-gmm",
              .title = {"difference GMM", "差分 GMM"},
              .help = {"dynamic panel, equation in differences", "动态面板，差分方程"},
              .formula = "\\Delta y_{it} = \\phi \\Delta y_{i,t-1} + \\beta \\Delta x_{it} + \\gamma^{\\prime} \\Delta "
                         "z_{it} + \\Delta \\tau_t + \\Delta \\epsilon_{it}",
              .sources = {sources::kArellanoBond1991, sources::kWindmeijer2005, sources::kRoodman2009},
              .page = "system-gmm",
              .reference = "tests/reference/gmm_test.cpp"},
    .traits = kTraits,
    .options = planned_options(),
    .take = take_planned,
    .fit = fit_planned<false>,
    .errors = gmm_errors,
    .rows = gmm_rows,
    .rows_note = gmm_rows_note(),
    .how_to_read = gmm_how_to_read(),
    .describe = describe_gmm,
    .replica = {.stata = stata_gmm<false>, .own_errors = true, .r_missing = kNoR}};

}  // namespace ecoeff
