#include "ecoeff/panel/model.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "ecoeff/panel/condition_note.hpp"
#include "ecoeff/panel/iv.hpp"
#include "ecoeff/panel/limited.hpp"
#include "ecoeff/panel/model_tests.hpp"
#include "ecoeff/panel/number_range.hpp"
#include "ecoeff/panel/pairs_bootstrap.hpp"
#include "ecoeff/panel/quantile.hpp"
#include "ecoeff/panel/random_tobit.hpp"
#include "ecoeff/panel/scale.hpp"
#include "ecoeff/panel/static_panel.hpp"
#include "ecoeff/panel/vce.hpp"

namespace ecoeff {
namespace {

using Fit = std::function<Estimate(const Panel&, const Formula&, const ModelOptions&)>;

struct NamedModel {
  std::string name;
  Fit fit;
};

Formula without_effects(Formula formula) {
  formula.effects.clear();
  return formula;
}

using LinearFit = Estimate (*)(const Panel&, const Formula&, const FixedEffectsOptions&);

Fit linear(LinearFit fit) {
  return [fit](const Panel& panel, const Formula& formula, const ModelOptions& options) {
    return fit(panel, formula, options.linear);
  };
}

Estimate fit_pooled(const Panel& panel, const Formula& formula, const ModelOptions& options) {
  return fit_fixed_effects(panel, without_effects(formula), options.linear);
}

Estimate fit_gmm_strings(const Panel& panel, const Formula& formula, const ModelOptions& options) {
  std::vector<GmmGroup> gmm;
  std::vector<IvGroup> iv;
  for (const std::string& text : options.gmm) gmm.push_back(parse_gmm_group(text));
  for (const std::string& text : options.iv) iv.push_back(parse_iv_group(text));
  return fit_dynamic_gmm(panel, formula.outcome, formula.regressors, gmm, iv, options.dynamic);
}

Fit planned_gmm(bool system) {
  return [system](const Panel& panel, const Formula& formula, const ModelOptions& options) {
    StudyGmmOptions planned = options.study_gmm;
    planned.system = system;
    return fit_study_gmm(panel, formula, planned);
  };
}

Fit instrumented(bool gmm) {
  return [gmm](const Panel& panel, const Formula& formula, const ModelOptions& options) {
    return fit_iv(panel, formula,
                  {.vce = options.linear.vce,
                   .gmm = gmm,
                   .small = options.small,
                   .constant = options.linear.constant,
                   .keep_singletons = options.linear.keep_singletons});
  };
}

using LimitedFit = Estimate (*)(const Panel&, const Formula&, const LimitedOptions&);

Fit limited(LimitedFit fit) {
  return [fit](const Panel& panel, const Formula& formula, const ModelOptions& options) {
    return fit(panel, formula,
               {.lower = options.lower,
                .upper = options.upper,
                .vce = options.linear.vce,
                .constant = options.linear.constant});
  };
}

Estimate fit_random(const Panel& panel, const Formula& formula, const ModelOptions& options) {
  return fit_random_tobit(panel, formula,
                          {.limited = {.lower = options.lower,
                                       .upper = options.upper,
                                       .vce = options.linear.vce,
                                       .constant = options.linear.constant}});
}

Estimate fit_at_tau(const Panel& panel, const Formula& formula, const ModelOptions& options) {
  return fit_quantile(panel, formula,
                      {.tau = options.tau, .vce = options.linear.vce, .constant = options.linear.constant});
}

const std::vector<NamedModel>& models() {
  static const std::vector<NamedModel> kModels{
      {"fe", [](const Panel& panel, const Formula& formula,
                const ModelOptions& options) { return fit_fixed_effects(panel, formula, options.linear); }},
      {"pooled", fit_pooled},
      {"ols", fit_pooled},
      {"between", linear(fit_between)},
      {"fd", linear(fit_first_difference)},
      {"re", linear(fit_random_effects)},
      {"iv", instrumented(false)},
      {"iv-gmm", instrumented(true)},
      {"tobit", limited(fit_tobit)},
      {"truncated", limited(fit_truncated)},
      {"xttobit", fit_random},
      {"quantile", fit_at_tau},
      {"gmm", fit_gmm_strings},
      {"system-gmm", planned_gmm(true)},
      {"difference-gmm", planned_gmm(false)},
  };
  return kModels;
}

[[noreturn]] void refuse_model(const std::string& name) {
  const std::string near = did_you_mean(name, model_names());
  throw Error(
      Fault::usage, "P600",
      {fmt::format("there is no model \"{}\"; it is one of {}", name, join(model_names(), ", ")),
       fmt::format("没有名为“{}”的模型；可选：{}", name, join(model_names(), "、"))},
      {.value = name},
      near.empty() ? Text{} : Text{fmt::format("did you mean \"{}\"?", near), fmt::format("是否指“{}”？", near)});
}

[[noreturn]] void refuse_weights(const std::string& with) {
  throw Error(Fault::usage, "P582", {fmt::format("{} takes no weights", with), fmt::format("{} 不能使用权重", with)},
              {.value = with}, {"weights go with the models fe and pooled", "权重可用于模型 fe 与 pooled"});
}

bool is_one_of(const std::string& model, std::initializer_list<const char*> names) {
  return std::any_of(names.begin(), names.end(), [&](const char* name) { return model == name; });
}

// Every estimator but fe and pooled, which draw for themselves, and GMM, whose errors are its own.
Estimate fit_drawn(const Panel& panel, const Formula& formula, const ModelOptions& options, const Fit& fit) {
  ModelOptions one = options;
  one.linear.vce = "iid";
  one.linear.threads = 1;
  const FixedEffectsOptions& asked = options.linear;
  const bool units = is_one_of(options.model, {"between", "fd", "re", "xttobit"}) || needs_whole_units(panel, formula);
  return bootstrap_pairs(panel, formula, units,
                         {.cluster = parse_vce(asked.vce).clusters.front(),
                          .replications = asked.replications,
                          .seed = asked.seed,
                          .threads = asked.threads},
                         [&](const Panel& drawn) { return fit(drawn, formula, one); });
}

}  // namespace

const std::vector<std::string>& model_names() {
  static const std::vector<std::string> kNames = [] {
    std::vector<std::string> names;
    for (const NamedModel& model : models()) names.push_back(model.name);
    return names;
  }();
  return kNames;
}

Estimate fit_without_tests(const Panel& panel, const Formula& formula, const ModelOptions& options) {
  const auto model =
      std::find_if(models().begin(), models().end(), [&](const NamedModel& m) { return m.name == options.model; });
  if (model == models().end()) refuse_model(options.model);
  const bool linear_model = is_one_of(options.model, {"fe", "pooled", "ols"});
  if (!options.linear.weights.empty() && !linear_model) refuse_weights("--model " + options.model);
  const bool draws = !linear_model && !is_one_of(options.model, {"gmm", "system-gmm", "difference-gmm"}) &&
                     lower_ascii(trim(options.linear.vce)).starts_with("bootstrap");  // others have words of their own
  if (is_one_of(options.model, {"re", "between", "fd", "gmm", "system-gmm", "difference-gmm", "xttobit"}))
    require_range(panel, formula);
  Estimate estimate = draws ? fit_drawn(panel, formula, options, model->fit) : model->fit(panel, formula, options);
  note_out_of_range(estimate);
  note_condition(estimate);
  return estimate;
}

Estimate fit_model(const Panel& panel, const Formula& formula, const ModelOptions& options) {
  check_test_names(options.tests);
  if (!options.linear.weights.empty() && !options.tests.empty()) refuse_weights("--tests");
  Estimate estimate = fit_without_tests(panel, formula, options);
  run_tests(panel, formula, options, estimate);
  return estimate;
}

}  // namespace ecoeff
