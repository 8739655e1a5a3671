#include "ecoeff/panel/static_panel.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "ecoeff/method/sources.hpp"
#include "ecoeff/panel/absorbed_constant.hpp"
#include "ecoeff/panel/derived.hpp"
#include "ecoeff/panel/estimator.hpp"
#include "ecoeff/panel/fit_measures.hpp"
#include "ecoeff/panel/fixed_effects_notes.hpp"
#include "ecoeff/panel/near_sample.hpp"
#include "ecoeff/panel/near_zero.hpp"
#include "ecoeff/panel/orthogonal.hpp"
#include "ecoeff/panel/vce.hpp"

namespace ecoeff {
namespace {

Matrix beside(const Vector& y, const Matrix& x) {
  Matrix out(y.size(), x.cols() + 1);
  out << y, x;
  return out;
}

// Clusters of units from clusters of rows: that of a unit's first row.
std::vector<Effect> clusters_of_units(const EstimationSample& sample) {
  std::vector<Effect> clusters = sample.clusters;
  for (Effect& cluster : clusters) {
    std::vector<std::int32_t> codes(sample.unit.levels, -1);
    for (std::size_t i = 0; i < cluster.codes.size(); ++i) {
      std::int32_t& code = codes[static_cast<std::size_t>(sample.unit.codes[i])];
      if (code < 0) code = cluster.codes[i];
    }
    cluster.codes = std::move(codes);
  }
  return clusters;
}

DerivedColumns between_columns(const EstimationSample& sample) {
  const Matrix means = unit_means(beside(sample.y, sample.x), sample.unit);
  DerivedColumns columns{.y = means.col(0), .x = means.rightCols(sample.x.cols()), .names = sample.names};
  for (std::size_t u = 0; u < sample.unit.levels; ++u) {
    columns.unit.push_back(static_cast<std::int32_t>(u));
    columns.time.push_back(0);
  }
  columns.clusters = clusters_of_units(sample);
  return columns;
}

struct Components {
  double e2 = 0;
  double u2 = 0;
  bool negative = false;
  double unit = 1;  // the variances are in its square, which no outcome makes overflow
};

// A residual variance needs no regressor: none is left where no column varies beside the effect.
void leave_out_constant_columns(const Effect& effect, DerivedColumns& columns) {
  const Vector nothing = negligible_lengths(columns.x, true);
  const std::vector<Effect> only{effect};  // an Absorber keeps pointers
  const Absorber absorber(only);
  Matrix left = columns.x;
  for (Eigen::Index j = 0; j < left.cols(); ++j) (void)absorber.project(left.col(j));
  if (!orthogonalise(std::move(left), nothing).kept.empty()) return;
  columns.x.resize(columns.x.rows(), 0);
  columns.names.clear();
}

Components swamy_arora(const EstimationSample& sample, const Formula& formula) {
  DerivedColumns within = derived_from(sample);
  within.clusters.clear();
  within.effects = {sample.unit};
  leave_out_constant_columns(sample.unit, within);
  const Estimate fe = fit_derived(within, formula.text, {.keep_singletons = true});
  DerivedColumns columns = between_columns(sample);
  columns.clusters.clear();
  leave_out_constant_columns(one_level(sample.unit.levels), columns);
  const Estimate between = fit_derived(columns, formula.text, {});
  double harmonic = 0;
  std::vector<double> counts(sample.unit.levels, 0);
  for (const std::int32_t code : sample.unit.codes) ++counts[static_cast<std::size_t>(code)];
  for (const double count : counts) harmonic += 1 / count;
  const double mean_periods = static_cast<double>(counts.size()) / harmonic;
  const double largest = std::max(fe.rmse, between.rmse);
  const double unit = largest > 0 ? std::exp2(std::ilogb(largest)) : 1;
  Components components{.e2 = std::pow(fe.rmse / unit, 2), .unit = unit};
  const double difference = std::pow(between.rmse / unit, 2) - components.e2 / mean_periods;
  components.negative = difference < 0;
  components.u2 = std::max(0.0, difference);
  return components;
}

double squared_correlation(const Vector& a, const Vector& b) {
  const Vector x = a.array() - a.mean();
  const Vector y = b.array() - b.mean();
  const double product = x.dot(y);
  return product * product / (x.squaredNorm() * y.squaredNorm());
}

Vector within_units(const Vector& x, const Effect& unit) {
  const Matrix means = unit_means(x, unit);
  Vector out = x;
  for (Eigen::Index i = 0; i < x.size(); ++i) out(i) -= means(unit.codes[static_cast<std::size_t>(i)], 0);
  return out;
}

void set_random_r2(const EstimationSample& sample, Estimate& estimate) {
  Vector index = Vector::Zero(sample.y.size());
  for (std::size_t j = 0; j < sample.names.size(); ++j) {
    const double b = estimate.coefficient(sample.names[j]);
    if (!is_missing(b)) index += b * sample.x.col(static_cast<Eigen::Index>(j));
  }
  estimate.r2.clear();
  const XtregR2 xtreg = xtreg_r2(sample.y, index, sample.unit);
  const Vector inside = within_units(index, sample.unit);
  const bool varies = inside.norm() > negligible_lengths(index, true)(0);
  estimate.r2["within"] = varies ? squared_correlation(within_units(sample.y, sample.unit), inside) : 0;
  estimate.r2["between"] = xtreg.between;
  estimate.r2["overall"] = xtreg.overall;
}

void set_theta(std::vector<double> theta, Estimate& estimate) {
  std::sort(theta.begin(), theta.end());
  if (theta.front() == theta.back()) {
    estimate.parameters["theta"] = theta.front();
    return;
  }
  const std::size_t half = theta.size() / 2;
  estimate.parameters["theta_min"] = theta.front();
  estimate.parameters["theta_median"] = theta.size() % 2 == 1 ? theta[half] : (theta[half - 1] + theta[half]) / 2;
  estimate.parameters["theta_max"] = theta.back();
}

}  // namespace

Matrix unit_means(const Matrix& x, const Effect& unit) {
  Matrix means = Matrix::Zero(static_cast<Eigen::Index>(unit.levels), x.cols());
  Vector counts = Vector::Zero(means.rows());
  for (Eigen::Index i = 0; i < x.rows(); ++i) {
    const auto u = static_cast<Eigen::Index>(unit.codes[static_cast<std::size_t>(i)]);
    means.row(u) += x.row(i);
    counts(u) += 1;
  }
  for (Eigen::Index u = 0; u < means.rows(); ++u) means.row(u) /= counts(u);
  return means;
}

Estimate fit_between(const Panel& panel, const Formula& formula, const FixedEffectsOptions& options) {
  refuse_instruments(formula);
  Formula plain = formula;
  plain.effects.clear();
  EstimationSample sample = make_sample(panel, plain, parse_vce(options.vce).clusters, true);
  const NearSample near = bring_near_zero(formula, sample, options.constant);
  Estimate estimate = fit_derived(between_columns(sample), formula.text, options);
  undo(near, sample, estimate);
  estimate.model = "between";
  estimate.outcome = formula.outcome;
  estimate.n = sample.rows.size();
  estimate.groups = sample.unit.levels;
  estimate.rows = sample.rows;
  estimate.residuals.resize(0);
  for (const std::string& effect : formula.effects) {
    if (is_unit(panel, effect)) continue;
    estimate.notes.push_back(
        {Severity::info,
         "P610",
         {fmt::format("a between regression has no {} effects", effect),
          is_time(panel, effect) ? std::string("组间估计不含时间效应") : fmt::format("组间估计不含 {} 效应", effect)},
         {}});
  }
  return estimate;
}

Estimate fit_first_difference(const Panel& panel, const Formula& formula, const FixedEffectsOptions& options) {
  refuse_instruments(formula);
  const std::vector<double> y = build_term(panel, formula.outcome);
  const Terms terms = build_terms(panel, formula.regressors);
  const auto difference = [&](const auto& value_at) {
    std::vector<double> out(panel.rows(), kMissing);
    for (std::size_t i = 0; i < out.size(); ++i) {
      const std::size_t before = panel.lag(i, 1);
      if (before != kNoRow) out[i] = value_at(i) - value_at(before);
    }
    return out;
  };
  Panel changed = panel;
  Formula differenced{.outcome = "difference of the outcome", .text = formula.text};
  changed.table.set_numbers(differenced.outcome, difference([&](std::size_t i) { return y[i]; }));
  for (std::size_t j = 0; j < terms.names.size(); ++j) {
    differenced.regressors.push_back(fmt::format("difference {}", j));
    const auto column = static_cast<Eigen::Index>(j);
    changed.table.set_numbers(differenced.regressors.back(), difference([&](std::size_t i) {
                                return terms.values(static_cast<Eigen::Index>(i), column);
                              }));
  }
  for (const std::string& effect : formula.effects) {
    if (!is_unit(panel, effect)) differenced.effects.push_back(effect);
  }
  // The derived columns carry the names of the regressors.
  EstimationSample sample = make_sample(changed, differenced, parse_vce(options.vce).clusters, options.keep_singletons);
  sample.names = terms.names;
  Estimate estimate = fit_derived(derived_from(sample), formula.text, options);
  estimate.model = "fd";
  estimate.outcome = formula.outcome;
  estimate.absorbed = differenced.effects;
  estimate.singletons_dropped = sample.singletons;
  for (std::size_t& row : estimate.rows) row = sample.rows[row];
  return estimate;
}

Estimate fit_random_effects(const Panel& panel, const Formula& formula, const FixedEffectsOptions& options) {
  refuse_instruments(formula);
  EstimationSample sample =
      make_sample(panel, effects_as_dummies(panel, formula), parse_vce(options.vce).clusters, true);
  const NearSample near = bring_near_zero(formula, sample, true);
  require_degrees(formula, sample.unit.levels, static_cast<std::size_t>(sample.x.cols()), 1);
  const Components components = swamy_arora(sample, formula);

  std::vector<double> counts(sample.unit.levels, 0);
  for (const std::int32_t code : sample.unit.codes) ++counts[static_cast<std::size_t>(code)];
  std::vector<double> theta;
  for (const double count : counts)
    theta.push_back(1 - std::sqrt(components.e2 / (count * components.u2 + components.e2)));
  DerivedColumns columns = derived_from(sample);
  columns.effects.clear();
  const Matrix all = beside(sample.y, sample.x);
  const Matrix means = unit_means(all, sample.unit);
  columns.x.resize(all.rows(), all.cols());
  for (Eigen::Index i = 0; i < all.rows(); ++i) {
    const auto u = static_cast<Eigen::Index>(sample.unit.codes[static_cast<std::size_t>(i)]);
    const double share = theta[static_cast<std::size_t>(u)];
    columns.y(i) = all(i, 0) - share * means(u, 0);
    columns.x(i, 0) = 1 - share;
    columns.x.row(i).tail(sample.x.cols()) = sample.x.row(i) - share * means.row(u).tail(sample.x.cols());
  }
  columns.names.insert(columns.names.begin(), "_cons");

  FixedEffectsOptions plain = options;
  plain.constant = false;
  plain.base_year_constant = false;
  Estimate estimate = fit_derived(columns, formula.text, plain);
  move_constant_last(estimate);
  undo(near, sample, estimate);
  speak_in_z(estimate);
  estimate.model = "re";
  estimate.outcome = formula.outcome;
  estimate.absorbed = formula.effects;
  for (std::size_t& row : estimate.rows) row = sample.rows[row];
  estimate.parameters["sigma_u"] = components.unit * std::sqrt(components.u2);
  estimate.parameters["sigma_e"] = components.unit * std::sqrt(components.e2);
  estimate.parameters["rho"] = components.u2 / (components.u2 + components.e2);
  set_theta(theta, estimate);
  set_random_r2(sample, estimate);
  if (components.negative) {
    estimate.notes.push_back({Severity::warning,
                              "P611",
                              {"the variance of the unit effects is estimated as 0: random effects are pooled OLS here",
                               "个体效应方差的估计值为 0：此处随机效应等同于混合 OLS"},
                              {}});
  }
  return estimate;
}

namespace {

using LinearFit = Estimate (*)(const Panel&, const Formula&, const FixedEffectsOptions&);

template <LinearFit fit>
Estimate fit_named(const Panel& panel, const Formula& formula, const ModelOptions& options) {
  return fit(panel, formula, options.linear);
}

std::vector<EstimatorRow> random_rows(const Estimate& estimate) {
  std::vector<EstimatorRow> rows;
  for (const auto& [name, label] : {std::pair{"sigma_u", "σᵤ"}, std::pair{"sigma_e", "σₑ"}, std::pair{"rho", "ρ"}}) {
    const auto at = estimate.parameters.find(name);
    if (at != estimate.parameters.end()) rows.push_back({both(label), at->second});
  }
  return rows;
}

void describe_between(const std::vector<const Estimate*>&, MethodText& text) {
  text.paragraph({"Between columns regress the means of the units, each counted once:",
                  "组间估计以各个体的时期均值回归，每个个体计一次："});
  text.formula(kBetween.about.formula);
}

void describe_differences(const std::vector<const Estimate*>&, MethodText& text) {
  text.paragraph(
      {"First-difference columns regress changes between consecutive periods, which takes the unit effects "
       "out; period effects are absorbed in the differences:",
       "一阶差分列以相邻两期的变化回归，个体效应随之消去；时间效应在差分方程中吸收："});
  text.formula(kFirstDifference.about.formula);
}

void describe_random(const std::vector<const Estimate*>&, MethodText& text) {
  text.paragraph(
      {"Random-effects columns treat the unit effects as drawn independently of the regressors, with the "
       "variance components of Swamy and Arora; other effects of the formula enter as dummies:",
       "随机效应列假定个体效应与解释变量不相关，方差成分按 Swamy 与 Arora "
       "的方法估计；公式中的其他效应以虚拟变量进入："});
  text.formula(kRandomEffects.about.formula);
}

// xtreg takes robust for clusters of the unit, so the study's robust has no line of its own there.
std::string stata_random(const ReplicaLine& line) {
  const bool robust = line.vce.kind == Vce::Kind::robust;
  return fmt::format(
      "{}xtreg {} {}, re{}",
      robust ? "* the study's errors are robust, which xtreg takes for clusters of the unit; these are plain\n" : "",
      line.formula.outcome, replica::stata_dummies(line, false),
      line.clusters.empty() ? "" : replica::stata_errors(line));
}

std::string stata_between(const ReplicaLine& line) {
  return fmt::format("xtreg {} {}, be", line.formula.outcome, join(line.formula.regressors, " "));
}

std::string stata_differences(const ReplicaLine& line) {
  // D of L.x is DL.x.
  const auto changed = [](const std::string& term) {
    return (term.find('.') == std::string::npos ? "D." : "D") + term;
  };
  std::string terms = changed(line.formula.outcome);
  for (const std::string& term : line.formula.regressors) terms += " " + changed(term);
  std::vector<std::string> others = line.effects;
  std::erase(others, line.unit);
  const std::string errors = replica::stata_errors(line);
  if (others.empty()) return fmt::format("regress {},{}", terms, errors);
  return fmt::format("reghdfe {}, absorb({}){}", terms, join(others, " "), errors);
}

std::string r_random(const ReplicaLine& line) {
  return replica::r_call("random_effects", line, replica::r_dummies(line, false),
                         ", unit = " + replica::r_text(line.unit));
}
std::string r_between(const ReplicaLine& line) {
  return replica::r_call("between", line, line.formula.regressors, ", unit = " + replica::r_text(line.unit));
}
std::string r_differences(const ReplicaLine& line) {
  std::vector<std::string> others = line.effects;
  std::erase(others, line.unit);
  return replica::r_call("first_differences", line, line.formula.regressors,
                         fmt::format(", unit = {}, time = {}{}", replica::r_text(line.unit), replica::r_text(line.time),
                                     others.empty() ? "" : ", effects = " + replica::r_vector(others)));
}

constexpr const char* kBetweenInR = R"R(
# Least squares on the means of the units, each counted once.
between <- function(name, d, y, x, unit, vce = "iid", clusters = NULL) {
  d <- sample_of(d, y, x, clusters = clusters)
  means <- aggregate(d[unique(c(y, x))], list(.unit = d[[unit]]), mean)
  for (by in clusters) means[[by]] <- d[[by]][match(means$.unit, d[[unit]])]
  least_squares(name, means, y, x, vce = vce, clusters = clusters, rows = nrow(d))
}
)R";

constexpr const char* kDifferencesInR = R"R(
# Least squares on changes from the period before; a gap gives none.
first_differences <- function(name, d, y, x, unit, time, effects = NULL, vce = "robust", clusters = NULL) {
  before <- d
  for (column in c(y, x)) d[[column]] <- before[[column]] - lag_of(before[[column]], before[[unit]], before[[time]])
  least_squares(name, d, y, x, effects = effects, vce = vce, clusters = clusters)
}
)R";

constexpr const char* kRandomInR = R"R(
# Random effects: the variances of Swamy and Arora, then least squares on y - theta * mean of its unit.
random_effects <- function(name, d, y, x, unit, vce = "iid", clusters = NULL) {
  d <- sample_of(d, y, x, clusters = clusters)
  X <- regressors(d, x)
  Y <- as.numeric(d[[y]])
  u <- level_of(d, unit)
  periods <- as.numeric(table(u))
  means <- function(m) rowsum(m, u) / periods
  sigma2 <- function(y, X, D) {
    fit <- absorbed_fit(y, X, D, rep(1, length(y)))
    sum(fit$e^2) / (length(y) - length(fit$kept) - qr(D)$rank)
  }
  within <- sigma2(Y, X, dummies_of(d, unit))
  between <- sigma2(as.numeric(means(Y)), means(X), matrix(1, nlevels(u), 1))
  between <- max(0, between - within / (length(periods) / sum(1 / periods)))
  share <- (1 - sqrt(within / (periods * between + within)))[as.integer(u)]
  demean <- function(m) m - share * means(m)[as.integer(u), , drop = FALSE]
  Z <- cbind(demean(X), `_cons` = 1 - share)
  z <- as.numeric(demean(matrix(Y)))
  kept <- independent(Z)
  Z <- Z[, kept, drop = FALSE]
  B <- influence_of(Z)
  b <- as.numeric(crossprod(B, z))
  names(b) <- colnames(Z)
  e <- z - as.numeric(Z %*% b)
  V <- covariance_of(B, e, d, length(b), NULL, vce, clusters, hat = Z)
  show_fit(name, b, V, nrow(d))
}
)R";

}  // namespace

const Estimator kBetween{
    .about = {.name = "between",
              .title = {"between estimator", "组间估计"},
              .help = {"least squares on the means of the units", "以个体均值回归"},
              .formula = "\\bar{y}_i = \\alpha + \\beta^{\\prime} \\bar{x}_i + e_i",
              .page = "static-panels",
              .reference = "tests/reference/static_panel_test.cpp"},
    .traits = {.whole_units = true,
               .squares = true,
               .unit = EffectTreatment::averaged,
               .others = EffectTreatment::left_out},
    .fit = fit_named<fit_between>,
    .says =
        [](const Estimate&) {
          return Text{"between estimator (means of units)", "组间估计（个体均值）"};
        },
    .describe = describe_between,
    .replica = {.stata = stata_between, .errors = Replica::Errors::iid, .r = r_between, .r_code = kBetweenInR}};

const Estimator kFirstDifference{
    .about = {.name = "fd",
              .title = {"first differences", "一阶差分"},
              .help = {"least squares on changes between consecutive periods", "以相邻两期之差回归"},
              .formula = "\\Delta y_{it} = \\alpha + \\beta^{\\prime} \\Delta x_{it} + \\Delta \\epsilon_{it}",
              .page = "static-panels",
              .reference = "tests/reference/static_panel_test.cpp"},
    .traits = {.whole_units = true, .squares = true, .unit_always = true, .unit = EffectTreatment::differenced},
    .fit = fit_named<fit_first_difference>,
    .says = [](const Estimate&) { return kFirstDifference.about.title; },
    .describe = describe_differences,
    .replica = {.stata = stata_differences,
                .errors = Replica::Errors::clusters,
                .r = r_differences,
                .r_code = kDifferencesInR}};

const Estimator kRandomEffects{
    .about = {.name = "re",
              .title = {"random effects", "随机效应"},
              .help = {"random unit effects (Swamy and Arora)", "随机个体效应（Swamy–Arora）"},
              .formula = "y_{it} = \\alpha + \\beta^{\\prime} x_{it} + u_i + \\epsilon_{it}, \\quad \\theta_i = 1 - "
                         "\\sqrt{\\frac{\\sigma_e^2}{T_i \\sigma_u^2 + \\sigma_e^2}}",
              .sources = {{"Swamy and Arora 1972",
                           "Swamy, P. A. V. B., Arora, S. S. (1972). The exact finite sample properties of the "
                           "estimators of coefficients in the error components regression models. Econometrica 40(2), "
                           "261–275."}},
              .page = "static-panels",
              .reference = "tests/reference/static_panel_test.cpp"},
    .traits = {.whole_units = true,
               .squares = true,
               .unit_always = true,
               .unit = EffectTreatment::random,
               .others = EffectTreatment::dummies},
    .fit = fit_named<fit_random_effects>,
    .says = [](const Estimate&) { return kRandomEffects.about.title; },
    .rows = random_rows,
    .describe = describe_random,
    .replica = {.stata = stata_random, .r = r_random, .r_code = kRandomInR}};

}  // namespace ecoeff
