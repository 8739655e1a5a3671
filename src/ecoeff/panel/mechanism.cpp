#include "ecoeff/panel/mechanism.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "ecoeff/base/error.hpp"
#include "ecoeff/base/threads.hpp"
#include "ecoeff/numeric/distributions.hpp"
#include "ecoeff/numeric/random.hpp"
#include "ecoeff/panel/cluster_draw.hpp"
#include "ecoeff/panel/derived.hpp"
#include "ecoeff/panel/vce.hpp"

namespace ecoeff {
namespace {

bool contains(const std::vector<std::string>& list, const std::string& name) {
  return std::find(list.begin(), list.end(), name) != list.end();
}

void require_roles(const Formula& formula, const std::string& focus, const std::string& mediator, int steps) {
  if (steps != 2 && steps != 3)
    throw Error(Fault::usage, "P651", {"a mechanism has 2 or 3 steps", "机制检验为两步或三步"});
  if (contains(formula.regressors, focus) && !contains(formula.regressors, mediator)) return;
  throw Error(Fault::usage, "P650",
              {fmt::format("{}: {} must be a regressor and the mediator {} must not", formula.text, focus, mediator),
               fmt::format("{}：{} 应为解释变量，而中介变量 {} 不应是", formula.text, focus, mediator)},
              {.value = mediator});
}

// The rows that all steps share: complete in y, x, m, effects and clusters.
Panel common_rows(const Panel& panel, const Formula& widest, const FixedEffectsOptions& linear) {
  const EstimationSample sample =
      make_sample(panel, widest, parse_vce(linear.vce).clusters,
                  linear.keep_singletons ? Singletons::keep : Singletons::drop, parse_weights(linear.weights));
  // Lags need their neighbours, so all rows stay; fit_step empties the outcome of the others with this column.
  std::vector<double> mask(panel.rows(), kMissing);
  for (const std::size_t row : sample.rows) mask[row] = 1;
  Panel out = panel;
  out.table.set_numbers("row of the common sample", std::move(mask));
  return out;
}

Estimate fit_step(const Panel& panel, const Formula& formula, const FixedEffectsOptions& linear,
                  const std::string& outcome) {
  Formula step = formula;
  step.outcome = outcome + ":row of the common sample";
  step.text = outcome + " ~ " + join(formula.regressors, " + ");
  Estimate fit = fit_fixed_effects(panel, step, linear);
  fit.outcome = outcome;
  return fit;
}

double require(const Estimate& fit, const std::string& name) {
  const double b = fit.coefficient(name);
  if (!is_missing(b)) return b;
  throw Error(Fault::estimator, "P517",
              {fmt::format("{} was omitted as collinear in the step for {}", name, fit.outcome),
               fmt::format("{} 在以 {} 为被解释变量的一步中因共线被剔除", name, fit.outcome)});
}

TestResult normal_test(double effect, double variance) {
  TestResult test;
  if (!(variance > 0)) return test;
  test.statistic = effect / std::sqrt(variance);
  test.p = normal_two_sided_p(test.statistic);
  return test;
}

IndirectEffect indirect_of(const Mechanism& m) {
  IndirectEffect out;
  out.a = require(m.on_mediator, m.focus);
  out.b = require(*m.direct, m.mediator);
  out.total = require(m.total, m.focus);
  out.direct = require(*m.direct, m.focus);
  out.effect = out.a * out.b;
  out.share = out.effect / out.total;
  const double va = std::pow(m.on_mediator.se(m.focus), 2);
  const double vb = std::pow(m.direct->se(m.mediator), 2);
  const double first_order = out.a * out.a * vb + out.b * out.b * va;
  out.sobel = normal_test(out.effect, first_order);
  out.aroian = normal_test(out.effect, first_order + va * vb);
  out.goodman = normal_test(out.effect, first_order - va * vb);
  return out;
}

void judge_draws(std::vector<double> draws, int asked, IndirectEffect& out, Notes& notes) {
  std::erase_if(draws, [](double d) { return is_missing(d); });
  out.replications = static_cast<int>(draws.size());
  if (100 * (asked - out.replications) >= asked && asked > 0) {
    notes.push_back(
        {Severity::warning,
         "P652",
         {fmt::format("{} of {} bootstrap replications could not be estimated", asked - out.replications, asked),
          fmt::format("{} 次自助抽样中有 {} 次无法估计", asked, asked - out.replications)},
         {}});
  }
  if (draws.size() < 2) return;
  std::sort(draws.begin(), draws.end());
  const auto n = static_cast<double>(draws.size());
  double mean = 0;
  for (const double d : draws) mean += d / n;
  double squares = 0;
  for (const double d : draws) squares += (d - mean) * (d - mean);
  out.bootstrap_se = std::sqrt(squares / (n - 1));
  out.low = percentile_of(draws, 0.025);
  out.high = percentile_of(draws, 0.975);
  const auto count = [&](auto&& holds) {
    return static_cast<double>(std::count_if(draws.begin(), draws.end(), holds));
  };
  const double below = count([](double d) { return d <= 0; });
  const double above = count([](double d) { return d >= 0; });
  out.bootstrap_p = std::min(1.0, 2 * (1 + std::min(below, above)) / (1 + n));
  // Efron's (1981) bias correction; the share below the estimate kept off 0 and 1.
  const double share = std::clamp(count([&](double d) { return d < out.effect; }) / n, 0.5 / n, 1 - 0.5 / n);
  const double shift = 2 * normal_quantile(share);
  out.low_corrected = percentile_of(draws, normal_cdf(shift + normal_quantile(0.025)));
  out.high_corrected = percentile_of(draws, normal_cdf(shift + normal_quantile(0.975)));
}

void bootstrap(const Panel& panel, const Formula& widest, const Mechanism& m, const MechanismOptions& options,
               IndirectEffect& out, Notes& notes) {
  if (options.replications <= 0) return;
  const Vce vce = parse_vce(options.linear.vce);
  const std::string cluster = vce.clusters.empty() ? "unit" : vce.clusters.front();
  const ClusterPool pool = make_cluster_pool(panel, widest, m.direct->rows, cluster, options.linear.weights);
  const Eigen::Index focus = pool.column(m.focus);
  const Eigen::Index mediator = pool.column(m.mediator);
  std::vector<double> draws(static_cast<std::size_t>(options.replications), kMissing);
  for_chunks(draws.size(), 16, options.threads, [&](std::size_t begin, std::size_t end) {
    for (std::size_t r = begin; r < end; ++r) {
      RandomStream random(options.seed, r);
      std::vector<std::size_t> pieces(pool.pieces.size());
      for (std::size_t& piece : pieces) piece = random.below(pool.pieces.size());
      EstimationSample sample = draw_pieces(pool, pieces, true);
      const double b = slope_on(sample, mediator, pool.text);
      // The mediator as outcome, its own column taken out.
      sample.y = sample.x.col(mediator);
      sample.x.col(mediator).setZero();
      const double a = slope_on(sample, focus, pool.text);
      // In scaled units a is x(mediator)/x(focus), b y/x(mediator).
      draws[r] = a * b * pool.scales.y / pool.scales.x(focus);
    }
  });
  judge_draws(std::move(draws), options.replications, out, notes);
}

}  // namespace

Mechanism fit_mechanism(const Panel& panel, const Formula& formula, const std::string& focus,
                        const std::string& mediator, const MechanismOptions& options) {
  require_roles(formula, focus, mediator, options.steps);
  Formula widest = formula;
  widest.regressors.insert(std::find(widest.regressors.begin(), widest.regressors.end(), focus) + 1, mediator);
  const Panel common = common_rows(panel, widest, options.linear);
  Mechanism out{.focus = focus, .mediator = mediator};
  out.total = fit_step(common, formula, options.linear, formula.outcome);
  out.on_mediator = fit_step(common, formula, options.linear, mediator);
  if (options.steps == 2) return out;
  out.direct = fit_step(common, widest, options.linear, formula.outcome);
  out.indirect = indirect_of(out);
  bootstrap(panel, widest, out, options, *out.indirect, out.notes);
  return out;
}

}  // namespace ecoeff
