#include <fmt/format.h>

#include <algorithm>

#include "ecoeff/base/error.hpp"
#include "ecoeff/panel/derived.hpp"
#include "ecoeff/panel/dynamic_gmm.hpp"
#include "ecoeff/panel/estimator.hpp"
#include "ecoeff/panel/fixed_effects.hpp"
#include "ecoeff/panel/iv.hpp"
#include "ecoeff/panel/limited.hpp"
#include "ecoeff/panel/poisson.hpp"
#include "ecoeff/panel/quantile.hpp"
#include "ecoeff/panel/random_tobit.hpp"
#include "ecoeff/panel/static_panel.hpp"
#include "ecoeff/panel/study_gmm.hpp"

namespace ecoeff {

MethodList<Estimator>& estimators() {
  static MethodList<Estimator> all(
      {"model", "模型"},
      {&kFixedEffects, &kPooled, &kBetween, &kFirstDifference, &kRandomEffects, &kInstrumental, &kInstrumentalGmm,
       &kTobit, &kTruncated, &kRandomTobit, &kQuantile, &kPoisson, &kGmmByInstruments, &kSystemGmm, &kDifferenceGmm});
  return all;
}

const Estimator& estimator(const std::string& name) {
  if (const Estimator* known = estimators().find(name)) return *known;
  const std::vector<std::string> words = estimators().words();
  const std::string near = did_you_mean(name, words);
  throw Error(
      Fault::usage, "P600",
      {fmt::format("there is no model \"{}\"; it is one of {}", name, join(words, ", ")),
       fmt::format("没有名为“{}”的模型；可选：{}", name, join(words, "、"))},
      {.value = name},
      near.empty() ? Text{} : Text{fmt::format("did you mean \"{}\"?", near), fmt::format("是否指“{}”？", near)});
}

const Estimator& estimator_of(const Estimate& estimate) { return estimator(estimate.model); }

void take_options(const Estimator& method, const OptionValues& values, ModelOptions& options) {
  if (method.take != nullptr) method.take(values.over(method.options), options);
}

std::vector<TakenEffect> taken_effects(const Panel& panel, const Formula& formula, const EstimatorTraits& traits) {
  std::vector<TakenEffect> taken;
  const bool named = std::any_of(formula.effects.begin(), formula.effects.end(),
                                 [&](const std::string& effect) { return is_unit(panel, effect); });
  if (traits.unit_always && !named) taken.push_back({"unit", traits.unit});
  for (const std::string& effect : formula.effects) {
    const bool unit = is_unit(panel, effect);
    const std::string name = unit ? "unit" : is_time(panel, effect) ? "time" : effect;
    taken.push_back({name, unit ? traits.unit : traits.others});
  }
  return taken;
}

}  // namespace ecoeff
