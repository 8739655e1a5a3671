#include "ecoeff/panel/poisson.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "ecoeff/base/counted.hpp"
#include "ecoeff/base/error.hpp"
#include "ecoeff/panel/absorbed_constant.hpp"
#include "ecoeff/panel/absorbed_degrees.hpp"
#include "ecoeff/panel/derived.hpp"
#include "ecoeff/panel/estimator.hpp"
#include "ecoeff/panel/fixed_effects_notes.hpp"
#include "ecoeff/panel/linear_fit.hpp"
#include "ecoeff/panel/near_zero.hpp"
#include "ecoeff/panel/orthogonal.hpp"
#include "ecoeff/panel/plain_vce.hpp"
#include "ecoeff/panel/separation.hpp"

namespace ecoeff {
namespace {

using Index = Eigen::Index;

constexpr double kAtRest = 1e-10;  // of the index; a Newton step squares it
constexpr int kSteps = 200;
constexpr int kHalvings = 40;
constexpr double kLowest = -600;  // of ln mu: below, mu is no number that can be divided by

// sum 2 (y ln(y / mu) - y + mu), 0 ln 0 = 0.
double deviance_of(const Vector& y, const Vector& index) {
  double sum = 0;
  for (Index i = 0; i < y.size(); ++i) {
    const double mu = std::exp(index(i));
    sum += y(i) > 0 ? y(i) * (std::log(y(i)) - index(i)) - (y(i) - mu) : mu;
  }
  return 2 * sum;
}

double log_likelihood_of(const Vector& y, const Vector& index) {
  double sum = 0;
  for (Index i = 0; i < y.size(); ++i) sum += y(i) * index(i) - std::exp(index(i)) - std::lgamma(y(i) + 1);
  return sum;
}

void require_outcomes(const Panel& panel, const Formula& formula, const EstimationSample& sample) {
  for (Index i = 0; i < sample.y.size(); ++i) {
    if (sample.y(i) >= 0) continue;
    throw Error(Fault::data, "P670",
                {fmt::format("{}: a Poisson regression needs outcomes that are not negative", formula.text),
                 fmt::format("{}：泊松回归要求被解释变量非负", formula.text)},
                panel.table.where(sample.rows[static_cast<std::size_t>(i)], formula.outcome),
                {"use another model, or keep the rows that are not negative", "请改用其他模型，或仅保留非负的行"});
  }
  if ((sample.y.array() > 0).any()) return;
  throw Error(
      Fault::estimator, "P671",
      {fmt::format("{}: every outcome is 0", formula.text), fmt::format("{}：被解释变量在每一行都为 0", formula.text)},
      {.file = panel.table.file, .sheet = panel.table.sheet, .column = formula.outcome});
}

// The regressors scaled and near zero, the outcome as it is. A column of which nothing varies becomes 0.
NearColumns bring_near_zero(EstimationSample& sample, bool constant) {
  const bool levels =
      std::any_of(sample.effects.begin(), sample.effects.end(), [](const Effect& e) { return !e.slope; });
  const bool centred = levels || (sample.effects.empty() && constant);
  NearColumns near = scale_near_zero(sample, centred, centred, Outcome::as_it_is);
  sample.y *= near.scales.y;
  near.scales.y = 1;
  for (Index j = 0; centred && j < sample.x.cols(); ++j) {
    const double mean = sample.x.col(j).mean();
    if ((sample.x.col(j).array() - mean).matrix().norm() <= near.nothing(j)) sample.x.col(j).setZero();
  }
  return near;
}

// The sample under the weights mu, its outcome the working variable.
struct Weighted {
  EstimationSample sample;
  std::vector<Effect> effects;
  Vector roots;
};

Weighted weigh(const EstimationSample& sample, const std::vector<Effect>& effects, const Vector& index) {
  Weighted out{.sample = sample, .effects = effects, .roots = (index / 2).array().exp()};
  out.sample.weights = out.roots.cwiseAbs2();
  const Vector working =
      (index.array() + (sample.y - out.sample.weights).array() / out.sample.weights.array()).matrix();
  out.sample.y = working.cwiseProduct(out.roots);
  out.sample.x = out.roots.asDiagonal() * sample.x;
  weigh_effects(out.roots, out.effects);
  return out;
}

struct Solution {
  Weighted at;  // the weights of the last step
  LinearFit fit;
  Vector index;  // ln mu
};

// The index that the step leads to, halfway back as often as the deviance asks for it.
Vector damped(const Vector& y, const Vector& from, Vector to) {
  const double before = deviance_of(y, from);
  for (int halving = 0; halving < kHalvings; ++halving) {
    to = to.cwiseMax(kLowest);
    const double after = deviance_of(y, to);
    if (std::isfinite(after) && after <= before * (1 + 1e-12) + 1e-300) break;
    to = (from + to) / 2;
  }
  return to;
}

Solution solve(const EstimationSample& sample, const std::vector<Effect>& effects, const Formula& formula,
               unsigned threads) {
  Solution out;
  out.index = ((sample.y.array() + sample.y.mean()) / 2).log();
  bool resting = false;
  for (int step = 0; step < kSteps; ++step) {
    out.at = weigh(sample, effects, out.index);
    out.fit = fit_linear(out.at.sample, out.at.sample.x, out.at.effects, formula.text, threads);
    const Vector working = out.at.sample.y.cwiseQuotient(out.at.roots);
    Vector next = working - out.fit.residuals.cwiseQuotient(out.at.roots);
    const double moved = (next - out.index).cwiseProduct(out.at.roots).norm() / out.at.roots.norm();
    // Once more with the weights of the resting index, which the errors are made of.
    if (moved < kAtRest && std::exchange(resting, true)) {
      out.index = std::move(next);
      return out;
    }
    // The first step leaves a start that is no fit of the model: there is nothing to compare with.
    out.index = step == 0 ? Vector(next.cwiseMax(kLowest)) : damped(sample.y, out.index, std::move(next));
  }
  throw Error(Fault::estimator, "P673",
              {fmt::format("{}: the Poisson regression did not converge in {} steps", formula.text, kSteps),
               fmt::format("{}：泊松回归经 {} 次迭代未收敛", formula.text, kSteps)},
              {},
              {"look for regressors of very different size, or a separated outcome",
               "请检查解释变量量级是否悬殊，或被解释变量是否可完全分离"});
}

void name_coefficients(const EstimationSample& sample, const Solution& at, bool constant, Estimate& estimate,
                       Matrix& influence) {
  for (const Index j : at.fit.kept) estimate.names.push_back(sample.names[static_cast<std::size_t>(j)]);
  for (const Index j : at.fit.omitted) estimate.omitted.push_back(sample.names[static_cast<std::size_t>(j)]);
  const Index slopes = at.fit.slopes.size();
  estimate.coefficients = at.fit.slopes;
  influence = at.fit.influence;
  if (!constant) return;
  // At rest the working variable and ln mu have the same mean under the weights mu.
  const Constant cons = constant_of(means_of(at.at.sample, nullptr, 1), at.fit, 1);
  estimate.names.emplace_back("_cons");
  estimate.coefficients.conservativeResize(slopes + 1);
  estimate.coefficients(slopes) = cons.value;
  influence.conservativeResize(Eigen::NoChange, slopes + 1);
  influence.col(slopes) = cons.influence;
}

// `rows`: of the panel, before the separated ones were left out.
void note_separated(const Panel& panel, const Formula& formula, const std::vector<std::size_t>& rows,
                    const Separation& separation, Estimate& estimate) {
  if (const std::size_t all = separation.by_effects + separation.by_regressors; all > 0) {
    const std::size_t row = rows[static_cast<std::size_t>(separation.first.front())];
    estimate.notes.push_back(
        {Severity::warning,
         "P672",
         {fmt::format("{} left out, as no finite coefficients fit: {} in levels of an effect where "
                      "every outcome is 0, {} by a combination of regressors; the first is named here",
                      counted(all, "separated row"), separation.by_effects, separation.by_regressors),
          fmt::format("剔除 {} 个可完全分离的观测（不存在有限的系数）：{} 个所在固定效应组的被解释变量全为 0，{} 个由"
                      "解释变量的组合分离；此处列出其中第一个",
                      all, separation.by_effects, separation.by_regressors)},
         panel.table.where(row, formula.outcome)});
  }
  if (!separation.settled) {
    estimate.notes.push_back({Severity::warning,
                              "P674",
                              {"the search for separated rows was given up before it came to rest: large coefficients "
                               "with large errors may have no finite value",
                               "对可分离观测的搜索未能收敛：若系数与标准误都很大，可能不存在有限的估计值"},
                              {}});
  }
}

void add_covariance(const EstimationSample& sample, const Solution& at, const Matrix& influence, const Vce& vce,
                    Estimate& estimate) {
  if (vce.kind == Vce::Kind::iid) {
    estimate.covariance = iid_meat(influence);
    return;
  }
  const auto count =
      static_cast<double>(vce.kind == Vce::Kind::cluster ? sample.clusters.front().levels : sample.rows.size());
  const Vector mu = at.index.array().exp();
  const Vector e = (sample.y - mu).cwiseQuotient(at.at.roots);
  estimate.covariance = plain_meat(vce, sample, influence, e) * (count / (count - 1));
}

void measure(const EstimationSample& sample, const Solution& at, Estimate& estimate) {
  const double likelihood = log_likelihood_of(sample.y, at.index);
  const Vector alone = Vector::Constant(sample.y.size(), std::log(sample.y.mean()));
  estimate.parameters["log_likelihood"] = likelihood;
  estimate.parameters["deviance"] = deviance_of(sample.y, at.index);
  estimate.r2["pseudo"] = 1 - likelihood / log_likelihood_of(sample.y, alone);
  estimate.residuals = sample.y - at.index.array().exp().matrix();
  estimate.rss = estimate.residuals.squaredNorm();
  estimate.condition = scaled_condition(at.fit.r, at.fit.r_inverse);
}

}  // namespace

Estimate fit_poisson(const Panel& panel, const Formula& formula, const PoissonOptions& options) {
  refuse_instruments(formula);
  const Vce vce = parse_plain_vce(options.vce, kPoisson.about.name);

  // 1. The rows that a Poisson regression can use.
  EstimationSample sample = make_sample(panel, formula, vce.clusters, options.keep_singletons);
  require_outcomes(panel, formula, sample);
  NearColumns near = bring_near_zero(sample, options.constant);
  const Separation separation = find_separated(sample, options.constant, options.keep_singletons, options.threads);
  if (separation.kept.empty()) {
    throw Error(Fault::estimator, "P510",
                {fmt::format("{}: no row is left, because all complete rows are separated or alone in a fixed effect",
                             formula.text),
                 fmt::format("{}：没有可用的行，所有完整的行都可完全分离，或是固定效应中的孤立观测", formula.text)},
                {.file = panel.table.file, .sheet = panel.table.sheet});
  }
  const std::vector<std::size_t> complete = sample.rows;
  keep_rows(separation.kept, sample);
  sample.singletons += separation.singletons;
  require_clusters(sample, vce);
  std::vector<Effect> effects = sample.effects;
  if (effects.empty() && options.constant) effects.push_back(one_level(sample.rows.size()));
  const AbsorbedDegrees absorbed = count_absorbed(effects, sample.clusters, false, options.threads);
  require_degrees(formula, sample.rows.size(), static_cast<std::size_t>(sample.x.cols()), absorbed.all);

  // 2. The fit.
  const Solution at = solve(sample, effects, formula, options.threads);
  Estimate estimate;
  estimate.model = kPoisson.about.name;
  estimate.outcome = formula.outcome;
  estimate.absorbed = formula.effects;
  estimate.vce = vce.text;
  estimate.n = sample.rows.size();
  estimate.groups = sample.unit.levels;
  estimate.clusters = sample.clusters.empty() ? 0 : sample.clusters.front().levels;
  estimate.singletons_dropped = sample.singletons;
  estimate.rows = sample.rows;
  estimate.df_a = sample.effects.empty() ? 0 : absorbed.all;
  Matrix influence;
  name_coefficients(sample, at, !effects.empty(), estimate, influence);

  // 3. Covariance, fit and notes.
  add_covariance(sample, at, influence, vce, estimate);
  measure(sample, at, estimate);
  restore_units(near.scales, at.fit.kept, estimate);
  restore_constant(sample.names, near.moved, 0, estimate);
  speak_in_z(estimate);
  estimate.parameters["n_separated"] = static_cast<double>(separation.by_effects + separation.by_regressors);
  note_fixed_effects(panel, sample, {.converged = at.fit.converged}, estimate);
  note_separated(panel, formula, complete, separation, estimate);
  return estimate;
}

namespace {

Estimate fit_named(const Panel& panel, const Formula& formula, const ModelOptions& options) {
  return fit_poisson(panel, formula,
                     {.vce = options.linear.vce,
                      .keep_singletons = options.linear.keep_singletons,
                      .constant = options.linear.constant,
                      .threads = options.linear.threads});
}

std::vector<EstimatorRow> rows(const Estimate& estimate) {
  std::vector<EstimatorRow> rows{{{"Pseudo R²", "伪 R²"}, estimate.r2.at("pseudo")},
                                 {{"Log pseudolikelihood", "对数伪似然"}, estimate.parameters.at("log_likelihood")}};
  if (const double separated = estimate.parameters.at("n_separated"); separated > 0)
    rows.push_back({{"Separated rows left out", "剔除的可分离观测"}, separated, EstimatorRow::Kind::count});
  return rows;
}

void describe(const std::vector<const Estimate*>&, MethodText& text) {
  text.paragraph(
      {"Poisson columns model the mean of the outcome as an exponential function and are estimated by Poisson "
       "pseudo-maximum likelihood with the effects absorbed; a coefficient is the change in the logarithm of the "
       "expected outcome. Rows that the model would fit perfectly (separated rows) are left out:",
       "泊松列将被解释变量的条件均值设为指数函数，以泊松伪极大似然（PPML）估计并吸收固定效应；系数为期望值对数的变化。"
       "模型可完全拟合（可分离）的观测被剔除："});
  text.formula(kPoisson.about.formula);
}

// ppmlhdfe is robust where nothing is said, and has no others but clusters.
std::string stata_poisson(const ReplicaLine& line) {
  const std::string absorb = line.effects.empty() ? "noabsorb" : "absorb(" + join(line.effects, " ") + ")";
  return fmt::format(
      "{}ppmlhdfe {} {}, {}{}",
      line.vce.kind == Vce::Kind::iid ? "* the study's errors are iid, those of ppmlhdfe are robust\n" : "",
      line.formula.outcome, join(line.formula.regressors, " "), absorb, replica::stata_errors(line));
}

std::string r_poisson(const ReplicaLine& line) {
  return replica::r_call("poisson_pml", line, line.formula.regressors,
                         line.effects.empty() ? "" : ", effects = " + replica::r_vector(line.effects));
}

constexpr const char* kPoissonInR = R"R(
# Poisson by glm() with a dummy for each level; rows of a level without any outcome above 0 are left out.
poisson_pml <- function(name, d, y, x, effects = NULL, vce = "robust", clusters = NULL) {
  d <- sample_of(d, y, x, effects, clusters)
  repeat {
    empty <- rep(FALSE, nrow(d))
    for (effect in effects) empty <- empty | ave(d[[y]], level_of(d, effect), FUN = max) == 0
    if (!any(empty)) break
    d <- sample_of(d[!empty, , drop = FALSE], y, x, effects, clusters)
  }
  Y <- as.numeric(d[[y]])
  X <- regressors(d, x)
  D <- if (is.null(effects)) matrix(1, nrow(d), 1) else dummies_of(d, effects)
  M <- cbind(D, X)
  m <- glm.fit(M[, independent(M), drop = FALSE], Y, family = poisson(), control = list(epsilon = 1e-13, maxit = 100))
  mu <- m$fitted.values
  fit <- absorbed_fit(log(mu), X, D, sqrt(mu))
  b <- fit$b
  score <- fit$B * ((Y - mu) / sqrt(mu))
  n <- nrow(d)
  V <- if (identical(vce, "iid")) crossprod(fit$B)
       else if (identical(vce, "robust")) crossprod(score) * n / (n - 1)
       else clustered(score, d, clusters) * groups_of(d, clusters) / (groups_of(d, clusters) - 1)
  show_fit(name, b, V, n)
}
)R";

}  // namespace

const Estimator kPoisson{
    .about = {.name = "poisson",
              .aliases = {"ppml"},
              .title = {"Poisson pseudo-maximum likelihood", "泊松伪极大似然"},
              .help = {"Poisson pseudo-maximum likelihood (PPML), effects absorbed",
                       "泊松伪极大似然（PPML），吸收固定效应"},
              .formula =
                  "E(y_{it} \\mid x_{it}) = \\exp(\\beta^{\\prime} x_{it} + \\mu_i + \\tau_t), \\quad \\sum_{i,t} "
                  "(y_{it} - \\hat{y}_{it}) x_{it} = 0",
              .sources = {{"Santos Silva and Tenreyro 2006",
                           "Santos Silva, J. M. C., Tenreyro, S. (2006). The log of gravity. Review of Economics and "
                           "Statistics 88(4), 641–658."},
                          {"Correia et al. 2020",
                           "Correia, S., Guimarães, P., Zylkin, T. (2020). Fast Poisson estimation with "
                           "high-dimensional fixed effects. Stata Journal 20(1), 95–115."}},
              .page = "poisson",
              .reference = "tests/reference/poisson_test.cpp"},
    .traits = {.factor = ErrorFactor::rows},
    .fit = fit_named,
    .says =
        [](const Estimate&) {
          return Text{"Poisson (PPML)", "泊松（PPML）"};
        },
    .rows = rows,
    .describe = describe,
    .replica = {.stata = stata_poisson, .r = r_poisson, .r_code = kPoissonInR}};

}  // namespace ecoeff
