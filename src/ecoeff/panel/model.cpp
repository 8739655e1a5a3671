#include "ecoeff/panel/model.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "ecoeff/panel/condition_note.hpp"
#include "ecoeff/panel/estimator.hpp"
#include "ecoeff/panel/model_tests.hpp"
#include "ecoeff/panel/number_range.hpp"
#include "ecoeff/panel/pairs_bootstrap.hpp"
#include "ecoeff/panel/scale.hpp"
#include "ecoeff/panel/vce.hpp"

namespace ecoeff {
namespace {

[[noreturn]] void refuse_weights(const std::string& with) {
  throw Error(Fault::usage, "P582", {fmt::format("{} takes no weights", with), fmt::format("{} 不能使用权重", with)},
              {.value = with}, {"weights go with the models fe and pooled", "权重可用于模型 fe 与 pooled"});
}

// The pairs bootstrap around an estimator's own fit.
Estimate fit_drawn(const Panel& panel, const Formula& formula, const ModelOptions& options, const Estimator& method) {
  ModelOptions one = options;
  one.linear.vce = "iid";
  one.linear.threads = 1;
  const FixedEffectsOptions& asked = options.linear;
  const bool units = method.traits.whole_units || needs_whole_units(panel, formula);
  return bootstrap_pairs(panel, formula, units,
                         {.cluster = parse_vce(asked.vce).clusters.front(),
                          .replications = asked.replications,
                          .seed = asked.seed,
                          .threads = asked.threads},
                         [&](const Panel& drawn) { return method.fit(drawn, formula, one); });
}

}  // namespace

std::vector<std::string> model_names() { return estimators().words(); }

Estimate fit_without_tests(const Panel& panel, const Formula& formula, const ModelOptions& options) {
  const Estimator& method = estimator(options.model);
  if (!options.linear.weights.empty() && !method.traits.weights) refuse_weights("--model " + options.model);
  const bool draws = !method.traits.own_draws && lower_ascii(trim(options.linear.vce)).starts_with("bootstrap");
  if (method.traits.squares) require_range(panel, formula);
  Estimate estimate = draws ? fit_drawn(panel, formula, options, method) : method.fit(panel, formula, options);
  estimate.effects = taken_effects(panel, formula, method.traits);
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
