#include "ecoeff/panel/fixed_effects.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "ecoeff/panel/absorbed_constant.hpp"
#include "ecoeff/panel/absorbed_degrees.hpp"
#include "ecoeff/panel/column_spread.hpp"
#include "ecoeff/panel/condition_note.hpp"
#include "ecoeff/panel/degrees_convention.hpp"
#include "ecoeff/panel/estimator.hpp"
#include "ecoeff/panel/fit_measures.hpp"
#include "ecoeff/panel/fixed_effects_named.hpp"
#include "ecoeff/panel/fixed_effects_notes.hpp"
#include "ecoeff/panel/linear_fit.hpp"
#include "ecoeff/panel/orthogonal.hpp"
#include "ecoeff/panel/pairs_bootstrap.hpp"
#include "ecoeff/panel/row_pieces.hpp"
#include "ecoeff/panel/sandwich.hpp"
#include "ecoeff/panel/scale.hpp"
#include "ecoeff/panel/time_effects.hpp"
#include "ecoeff/panel/vce.hpp"
#include "ecoeff/panel/wald.hpp"

namespace ecoeff {
namespace {

// Which of the formula's effects are the panel's units and periods.
struct Roles {
  bool unit = false;
  bool time = false;
  bool other = false;
};

Roles roles_of(const Panel& panel, const Formula& formula) {
  Roles roles;
  for (const std::string& effect : formula.effects) {
    const bool crossed = effect.find_first_of("^:") != std::string::npos;
    const std::string column = crossed ? effect : column_of(panel, effect);
    if (column == panel.unit_column()) {
      roles.unit = true;
    } else if (column == panel.time_column()) {
      roles.time = true;
    } else {
      roles.other = true;
    }
  }
  return roles;
}

struct Degrees {
  AbsorbedDegrees absorbed;
  double residual = 0;  // N - k - a
  double n = 0;         // rows, or the sum of frequencies
};

// What is absorbed where that is not the effects of the sample as they are: nothing but a constant, or with weights.
std::vector<Effect> own_effects(const EstimationSample& sample, bool constant) {
  if (sample.weights.size() > 0 && !sample.effects.empty()) return sample.effects;
  if (sample.effects.empty() && constant) return {one_level(sample.rows.size())};
  return {};
}

// Rows times the roots of their weights, the columns of the effects too.
void weigh(EstimationSample& sample, std::vector<Effect>& absorbed) {
  if (sample.weights.size() == 0) return;
  const Vector roots = sample.weights.cwiseSqrt();
  sample.y = sample.y.cwiseProduct(roots);
  sample.x = roots.asDiagonal() * sample.x;
  weigh_effects(roots, absorbed);
}

// The degrees that the fit reports as absorbed.
double reported(const EstimationSample& sample, const Panel& panel, const AbsorbedDegrees& all,
                const DegreesConvention& convention) {
  if (sample.effects.empty()) return 0;
  AbsorbedDegrees counted = all;
  if (convention.unit_only) {
    std::vector<Effect> units;
    for (const Effect& effect : sample.effects) {
      if (!effect.slope && effect.name.find('^') == std::string::npos &&
          column_of(panel, effect.name) == panel.unit_column())
        units.push_back(effect);
    }
    counted = count_absorbed(units, sample.clusters);
  }
  return sample.clusters.empty() ? counted.all : counted.not_nested;
}

// Coefficients that are no constant.
std::vector<Eigen::Index> slopes_of(const Estimate& estimate) {
  std::vector<Eigen::Index> out;
  for (std::size_t j = 0; j < estimate.names.size(); ++j) {
    if (estimate.names[j] != "_cons") out.push_back(static_cast<Eigen::Index>(j));
  }
  return out;
}

// The covariance, with its degrees of freedom and clusters, and the joint test of the slopes.
void add_covariance(const Panel& panel, const Matrix& influence, Eigen::Index slopes, const EstimationSample& sample,
                    const std::vector<Effect>& absorbed, const Vce& vce, const Degrees& degrees, Vector spread,
                    bool frequencies, unsigned threads, Estimate& estimate) {
  SandwichInput in{.influence = influence,
                   .slopes = slopes,
                   .e = estimate.residuals,
                   .absorbed = absorbed,
                   .clusters = sample.clusters,
                   .unit = sample.unit.codes,
                   .degrees = degrees.absorbed,
                   .residual = degrees.residual,
                   .n = degrees.n,
                   .threads = threads,
                   .without_constant = slopes_of(estimate),
                   .spread = std::move(spread)};
  // A row of frequency f is f rows: its square counts f times, not f^2 times.
  if (frequencies) in.robust_e = estimate.residuals.cwiseQuotient(sample.weights.cwiseSqrt());
  if (vce.kind == Vce::Kind::newey_west || vce.kind == Vce::Kind::driscoll_kraay) {
    for (const std::size_t row : sample.rows) in.period.push_back(panel.time()[row]);
  }
  Sandwich made = sandwich(in, vce);
  estimate.covariance = std::move(made.v);
  estimate.df_r = made.df_r;
  estimate.df = std::move(made.df);
  estimate.clusters = made.clusters;
  estimate.covariance_repaired = made.repaired;
  estimate.f = wald_f(estimate.coefficients.head(slopes), estimate.covariance.topLeftCorner(slopes, slopes),
                      estimate.df_r, made.root);
}

constexpr std::size_t kFewClusters = 40;
constexpr Eigen::Index kQuickRows = 20'000;

// The wild bootstrap of every slope when it was asked for; of the first one, unasked, when clusters are few and the
// sample small.
void add_wild_tests(const Matrix& influence, Eigen::Index slopes, const EstimationSample& sample,
                    const std::vector<Effect>& absorbed, const Vce& vce, const FixedEffectsOptions& options,
                    Estimate& estimate) {
  const bool asked = vce.kind == Vce::Kind::wild;
  const bool few = vce.kind == Vce::Kind::cluster && vce.clusters.size() == 1 && estimate.clusters < kFewClusters &&
                   influence.rows() <= kQuickRows;
  const std::vector<Eigen::Index> all = slopes_of(estimate);
  if (all.empty() || (!asked && !few)) return;
  const Matrix of_slopes = influence.leftCols(slopes);
  const WildBootstrap bootstrap(
      of_slopes, estimate.residuals, absorbed, sample.clusters.front(),
      {.replications = options.replications, .seed = options.seed, .threads = options.threads, .webb = vce.webb});
  for (const Eigen::Index j : all) {
    const std::string& name = estimate.names[static_cast<std::size_t>(j)];
    WildTest test = bootstrap.test(j, estimate.coefficients(j), estimate.se(name));
    test.name = name;
    estimate.wild.push_back(std::move(test));
    if (!asked) return;
  }
}

void measure_fit(const EstimationSample& sample, const LinearFit& fit, const Roles& roles, const TimeEffects* years,
                 double residual_df, double absorbed, unsigned threads, Estimate& estimate) {
  const auto n = static_cast<double>(estimate.n);
  const double mean_square = estimate.rss / residual_df;
  const bool centred = absorbed > 0;
  estimate.r2["r2"] = 1 - estimate.rss / fit.tss;
  estimate.r2["adjusted"] = 1 - mean_square / (fit.tss / (centred ? n - 1 : n));
  if (sample.effects.empty()) return;
  estimate.r2["within"] = 1 - estimate.rss / fit.tss_within;
  estimate.r2["within-adjusted"] = 1 - mean_square / (fit.tss_within / (n - absorbed));
  if (!roles.unit) return;
  if (sample.weights.size() > 0) {
    std::vector<Effect> unit{sample.unit};
    const Vector roots = sample.weights.cwiseSqrt();
    unit.front().values.assign(roots.begin(), roots.end());
    Vector y = sample.y;
    (void)Absorber(unit).project(y);
    estimate.r2["within-unit"] = 1 - estimate.rss / y.squaredNorm();
    return;
  }
  estimate.r2["within-unit"] = 1 - estimate.rss / squares_within(sample.y, sample.unit, threads);
  if (roles.other || (roles.time && years == nullptr)) return;
  Vector index = sample.x(Eigen::all, fit.kept) * fit.slopes;
  if (years != nullptr) {
    const Vector delta = years->effects(sample.y - index);
    for (Eigen::Index i = 0; i < index.size(); ++i) index(i) += delta(sample.time.codes[static_cast<std::size_t>(i)]);
  }
  const XtregR2 xtreg = xtreg_r2(sample.y, index, sample.unit, threads);
  if (!is_missing(xtreg.overall)) estimate.r2["overall"] = xtreg.overall;
  if (!is_missing(xtreg.between)) estimate.r2["between"] = xtreg.between;
}

void name_coefficients(const EstimationSample& sample, const LinearFit& fit, const std::optional<Constant>& constant,
                       Estimate& estimate) {
  for (const Eigen::Index j : fit.kept) estimate.names.push_back(sample.names[static_cast<std::size_t>(j)]);
  for (const Eigen::Index j : fit.omitted) estimate.omitted.push_back(sample.names[static_cast<std::size_t>(j)]);
  estimate.coefficients = fit.slopes;
  if (!constant) return;
  estimate.names.emplace_back("_cons");
  estimate.coefficients.conservativeResize(fit.slopes.size() + 1);
  estimate.coefficients(fit.slopes.size()) = constant->value;
}

Estimate fit_bootstrapped(const Panel& panel, const Formula& formula, const FixedEffectsOptions& options,
                          const std::string& cluster) {
  FixedEffectsOptions one = options;
  one.vce = "iid";
  one.threads = 1;
  return bootstrap_pairs(panel, formula, needs_whole_units(panel, formula),
                         {.cluster = cluster,
                          .replications = options.replications,
                          .seed = options.seed,
                          .threads = options.threads,
                          .weights = options.weights},
                         [&](const Panel& drawn) { return fit_fixed_effects(drawn, formula, one); });
}

}  // namespace

Estimate fit_fixed_effects(const Panel& panel, const Formula& formula, const FixedEffectsOptions& options) {
  return fit_named_columns(panel, formula, options, {});
}

Estimate fit_named_columns(const Panel& panel, const Formula& formula, const FixedEffectsOptions& options,
                           const std::vector<std::string>& called) {
  refuse_instruments(formula);

  // 1. The rows, and what is absorbed on them.
  const DegreesConvention& convention = degrees_convention(options.dof);
  const Weights weights = parse_weights(options.weights);
  Vce vce = parse_vce(options.vce);
  if (vce.kind == Vce::Kind::bootstrap) return fit_bootstrapped(panel, formula, options, vce.clusters.front());
  if (weights.kind == Weights::Kind::probability && vce.kind == Vce::Kind::iid) vce = parse_vce("robust");
  EstimationSample sample =
      make_sample(panel, formula, vce.clusters, options.keep_singletons ? Singletons::keep : convention.singletons,
                  weights, options.threads);
  if (!called.empty()) sample.names = called;
  require_clusters(sample, vce);
  refuse_weighted(sample, vce, weights.kind);
  const Scales scales = scale_sample(sample, options.threads);
  const Roles roles = roles_of(panel, formula);
  std::vector<Effect> own = own_effects(sample, options.constant);
  const std::vector<Effect>& absorbed = own.empty() ? sample.effects : own;

  const bool frequencies = weights.kind == Weights::Kind::frequency;
  Degrees degrees{.absorbed = count_absorbed(absorbed, sample.clusters, convention.simple, options.threads),
                  .n = frequencies ? sample.weights.sum() : static_cast<double>(sample.rows.size())};
  Vector spreads;
  if (vce.clusters.size() > 1) spreads = column_spreads(sample.x, frequencies ? sample.weights : Vector());
  weigh(sample, own);

  std::optional<TimeEffects> years;
  if (roles.unit && roles.time && !roles.other && sample.weights.size() == 0)
    years = TimeEffects::build(sample.unit, sample.time);
  const bool base_year = options.base_year_constant && years.has_value();
  Means means;
  if (!absorbed.empty()) means = means_of(sample, base_year ? &*years : nullptr, options.threads);

  // 2. The fit. The regressors are needed again where R2 between and overall are measured.
  const bool needed = roles.unit && !roles.other;
  LinearFit fit = fit_linear(sample, needed ? sample.x : std::move(sample.x), absorbed, formula.text, options.threads);
  Estimate estimate;
  estimate.model = sample.effects.empty() ? "ols" : "fe";
  estimate.outcome = formula.outcome;
  estimate.absorbed = formula.effects;
  estimate.effects = taken_effects(panel, formula, kFixedEffects.traits);
  estimate.vce = vce.text;
  estimate.weights = weights_text(weights);
  estimate.n = static_cast<std::size_t>(degrees.n);
  estimate.groups = sample.unit.levels;
  estimate.singletons_dropped = sample.singletons;
  estimate.rows = sample.rows;
  estimate.residuals = std::move(fit.residuals);
  estimate.rss = squares_of(estimate.residuals, options.threads);
  estimate.condition = scaled_condition(fit.r, fit.r_inverse);

  // 3. Degrees of freedom.
  degrees.residual = static_cast<double>(estimate.n) - static_cast<double>(fit.kept.size()) - degrees.absorbed.all;
  require_degrees(formula, estimate.n, fit.kept.size(), degrees.absorbed.all);
  estimate.rmse = std::sqrt(estimate.rss / degrees.residual);
  estimate.df_a = reported(sample, panel, degrees.absorbed, convention);

  // 4. The constant.
  std::optional<Constant> constant;
  if (!absorbed.empty()) constant = constant_of(std::move(means), fit, options.threads);
  name_coefficients(sample, fit, constant, estimate);

  // 5. Covariance and the joint test of the slopes.
  Matrix influence = std::move(fit.influence);
  if (constant) {
    influence.conservativeResize(Eigen::NoChange, influence.cols() + 1);
    influence.col(influence.cols() - 1) = constant->influence;
  }
  const auto slopes = static_cast<Eigen::Index>(fit.kept.size());
  Vector spread = Vector::Ones(influence.cols());
  for (const Eigen::Index j : slopes_of(estimate)) {
    if (spreads.size() > 0) spread(j) = spreads(fit.kept[static_cast<std::size_t>(j)]);
  }
  add_covariance(panel, influence, slopes, sample, absorbed, vce, degrees, std::move(spread), frequencies,
                 options.threads, estimate);
  add_wild_tests(influence, slopes, sample, absorbed, vce, options, estimate);

  // 6. Fit and notes.
  measure_fit(sample, fit, roles, years ? &*years : nullptr, degrees.residual, degrees.absorbed.all, options.threads,
              estimate);
  restore_units(scales, fit.kept, estimate);
  if (sample.weights.size() > 0) estimate.residuals = estimate.residuals.cwiseQuotient(sample.weights.cwiseSqrt());
  note_fixed_effects(panel, sample,
                     {.converged = fit.converged,
                      .base_year_refused = options.base_year_constant && !base_year && (roles.time || roles.other)},
                     estimate);
  note_out_of_range(estimate);
  note_condition(estimate);
  return estimate;
}

}  // namespace ecoeff
