#include "ecoeff/panel/quantile.hpp"

#include <fmt/format.h>

#include <cmath>
#include <utility>

#include "ecoeff/base/error.hpp"
#include "ecoeff/numeric/decompose.hpp"
#include "ecoeff/numeric/distributions.hpp"
#include "ecoeff/panel/derived.hpp"
#include "ecoeff/panel/estimator.hpp"
#include "ecoeff/panel/fixed_effects_notes.hpp"
#include "ecoeff/panel/near_zero.hpp"
#include "ecoeff/panel/orthogonal.hpp"
#include "ecoeff/panel/quantile_solve.hpp"
#include "ecoeff/panel/scale.hpp"
#include "ecoeff/panel/wald.hpp"

namespace ecoeff {
namespace {

// The kinds of errors, as an estimate names them.
constexpr const char* kNid = "nid";
constexpr const char* kIid = "iid";

void require_tau(double tau) {
  if (tau > 0 && tau < 1) return;
  throw Error(Fault::usage, "P640",
              {fmt::format("a quantile lies between 0 and 1, not at {}", tau),
               fmt::format("分位点应在 0 与 1 之间，而不是 {}", tau)},
              {}, {"write --tau 0.5 for the median", "中位数写作 --tau 0.5"});
}

bool read_nid(const std::string& typed) {
  const std::string word = lower_ascii(trim(typed));
  if (word.empty() || word == "iid") return false;
  if (word == "nid" || word == "robust") return true;
  throw Error(Fault::usage, "P603",
              {fmt::format("the model quantile has the errors iid and nid (robust), not {}", typed),
               fmt::format("模型 quantile 的标准误可选 iid 与 nid（robust），不支持 {}", typed)},
              {.value = typed});
}

// Hall and Sheather (1988) for a 95 % interval; halved until tau - h and tau + h are quantiles.
double bandwidth(double tau, double n) {
  const double z = normal_quantile(tau);
  const double density = normal_density(z);
  double h = std::pow(n, -1.0 / 3) * std::pow(normal_quantile(0.975), 2.0 / 3) *
             std::cbrt(1.5 * density * density / (2 * z * z + 1));
  while (tau - h < 0 || tau + h > 1) h /= 2;
  return h;
}

struct QuantileDesign {
  EstimationSample sample;
  NearColumns near;
  std::vector<Eigen::Index> kept;
  Matrix x;
};

QuantileDesign make_design(const Panel& panel, const Formula& formula, bool constant) {
  refuse_instruments(formula);
  Formula plain = effects_as_dummies(panel, formula);
  for (const std::string& effect : formula.effects) {
    if (is_unit(panel, effect)) plain.regressors.push_back("i." + panel.unit_column());
  }
  QuantileDesign d{.sample = make_sample(panel, plain, {}, true)};
  if (constant) {
    Matrix x(d.sample.x.rows(), d.sample.x.cols() + 1);
    x << Vector::Ones(d.sample.x.rows()), d.sample.x;
    d.sample.x = std::move(x);
    d.sample.names.insert(d.sample.names.begin(), "_cons");
  }
  d.near = scale_near_zero(d.sample, constant, constant, Outcome::moved);
  d.kept = orthogonalise(d.sample.x, d.near.nothing).kept;
  if (d.kept.empty()) {
    throw Error(Fault::estimator, "P513",
                {formula.text + ": nothing of any regressor is left", formula.text + "：所有解释变量都没有变化"}, {},
                {"use a regressor that is not zero everywhere, or keep the constant",
                 "请使用并非处处为零的解释变量，或保留常数项"});
  }
  d.x = d.sample.x(Eigen::all, d.kept);
  require_degrees(formula, d.sample.rows.size(), d.kept.size(), 0);
  return d;
}

// Covariance in scaled units, and the parameters behind it; an empty matrix when the fits at tau + h and tau - h cross
// everywhere.
Matrix covariance_of(const QuantileDesign& d, double tau, bool nid, Estimate& estimate) {
  const auto n = static_cast<double>(d.x.rows());
  const double h = bandwidth(tau, n);
  estimate.parameters["bandwidth"] = h;
  const Vector spread = solve_quantile(d.x, d.sample.y, tau + h).b - solve_quantile(d.x, d.sample.y, tau - h).b;
  const Matrix cross = d.x.transpose() * d.x;
  if (!nid) {
    const double sparsity = d.x.colwise().mean().dot(spread) / (2 * h);
    estimate.parameters["sparsity"] = sparsity * d.near.scales.y;
    const Matrix inverse = spd_inverse(cross);
    if (!(sparsity > 0) || inverse.size() == 0) return {};
    return tau * (1 - tau) * sparsity * sparsity * inverse;
  }
  const Vector fitted = d.x * spread;
  const double nothing = std::pow(2.220446049250313e-16, 2.0 / 3) / d.near.scales.y;
  Vector density(fitted.size());
  for (Eigen::Index i = 0; i < fitted.size(); ++i) density(i) = std::max(0.0, 2 * h / (fitted(i) - nothing));
  const Matrix inverse = spd_inverse(d.x.transpose() * density.asDiagonal() * d.x);
  if (inverse.size() == 0) return {};
  return tau * (1 - tau) * inverse * cross * inverse;
}

}  // namespace

Estimate fit_quantile(const Panel& panel, const Formula& formula, const QuantileOptions& options) {
  require_tau(options.tau);
  const bool nid = read_nid(options.vce);
  const QuantileDesign d = make_design(panel, formula, options.constant);
  const QuantileSolution solution = solve_quantile(d.x, d.sample.y, options.tau);

  Estimate estimate;
  estimate.model = "quantile";
  estimate.outcome = formula.outcome;
  estimate.vce = nid ? kNid : kIid;
  estimate.n = d.sample.rows.size();
  estimate.groups = d.sample.unit.levels;
  estimate.rows = d.sample.rows;
  std::size_t next = 0;
  for (std::size_t j = 0; j < d.sample.names.size(); ++j) {
    const bool kept = next < d.kept.size() && d.kept[next] == static_cast<Eigen::Index>(j);
    (kept ? estimate.names : estimate.omitted).push_back(d.sample.names[j]);
    if (kept) ++next;
  }
  estimate.coefficients = solution.b;
  estimate.residuals = d.sample.y - d.x * solution.b;
  estimate.rss = estimate.residuals.squaredNorm();
  estimate.rmse = kMissing;
  estimate.df_a = 0;
  estimate.df_r = static_cast<double>(estimate.n) - static_cast<double>(d.kept.size());
  estimate.parameters["tau"] = options.tau;
  estimate.parameters["objective"] = solution.objective * d.near.scales.y;
  if (options.constant) {
    const double alone = solve_quantile(Vector::Ones(d.x.rows()), d.sample.y, options.tau).objective;
    if (alone > 0) estimate.r2["pseudo"] = 1 - solution.objective / alone;
  }
  estimate.covariance = covariance_of(d, options.tau, nid, estimate);
  if (estimate.covariance.size() == 0) {
    estimate.covariance = Matrix::Constant(solution.b.size(), solution.b.size(), kMissing);
    estimate.notes.push_back({Severity::warning,
                              "P642",
                              {"no errors: the quantiles beside tau do not give a positive density",
                               "无法计算标准误：相邻分位点给出的密度不为正"},
                              {}});
  }
  estimate.condition = scaled_condition(d.x);
  restore_units(d.near.scales, d.kept, estimate);
  restore_constant(d.sample.names, d.near.moved, d.near.moved_y, estimate);
  move_constant_last(estimate);
  const Eigen::Index slopes = estimate.coefficients.size() - (options.constant ? 1 : 0);
  estimate.f =
      wald_f(estimate.coefficients.head(slopes), estimate.covariance.topLeftCorner(slopes, slopes), estimate.df_r);
  if (!solution.unique) {
    estimate.notes.push_back({Severity::info,
                              "P641",
                              {"other coefficients fit equally well (the solution is an edge, as for an even median)",
                               "还有其他系数拟合得同样好（解不唯一，如同偶数个数的中位数）"},
                              {}});
  }
  note_fixed_effects(panel, d.sample, {.converged = solution.optimal}, estimate);
  return estimate;
}

namespace {

Estimate fit_named(const Panel& panel, const Formula& formula, const ModelOptions& options) {
  return fit_quantile(panel, formula,
                      {.tau = options.tau, .vce = options.linear.vce, .constant = options.linear.constant});
}

double tau_of(const Estimate& estimate) { return estimate.parameters.at("tau"); }

Text errors_of(const Estimate& estimate) {
  if (estimate.vce == kNid)
    return {"robust to differing densities (Hendricks and Koenker)", "允许密度不同的稳健标准误（Hendricks–Koenker）"};
  return estimate.vce == kIid ? Text{"of independent, identically distributed errors", "独立同分布误差下的标准误"}
                              : Text{};
}

void describe_quantile(const std::vector<const Estimate*>& estimates, MethodText& text) {
  std::vector<std::string> taus;
  for (const Estimate* one : estimates) {
    const std::string tau = fmt::format("{:g}", tau_of(*one));
    if (std::find(taus.begin(), taus.end(), tau) == taus.end()) taus.push_back(tau);
  }
  text.paragraph(
      {fmt::format("Quantile columns describe the conditional quantile of the outcome at $\\tau$ = {}; effects "
                   "of the formula enter as dummies:",
                   join(taus, ", ")),
       fmt::format("分位数列估计被解释变量的条件分位数，$\\tau$ = {}；公式中的效应以虚拟变量进入：",
                   join(taus, "、"))});
  text.formula(kQuantile.about.formula);
}

std::string stata_quantile(const ReplicaLine& line) {
  const bool robust = line.vce.kind == Vce::Kind::robust;
  return fmt::format("qreg {} {}, quantile({}) vce({})", line.formula.outcome, replica::stata_dummies(line, true),
                     line.options.tau, robust ? "robust" : "iid");
}

std::string r_quantile(const ReplicaLine& line) {
  return replica::r_call("quantile_regression", line, replica::r_dummies(line, true),
                         fmt::format(", tau = {}", line.options.tau));
}

constexpr const char* kQuantileInR = R"R(
# Quantile regression by the package quantreg, solved at its corner; nid errors are those of Hendricks and Koenker.
quantile_regression <- function(name, d, y, x, tau, vce = "iid", clusters = NULL) {
  if (!requireNamespace("quantreg", quietly = TRUE)) {
    cat("#", name, "needs install.packages(\"quantreg\")\n")
    return(invisible())
  }
  d <- sample_of(d, y, x)
  X <- cbind(regressors(d, x), `_cons` = 1)
  X <- X[, independent(X), drop = FALSE]
  Y <- as.numeric(d[[y]])
  at <- function(tau) quantreg::rq.fit(X, Y, tau = tau, method = "br")$coefficients
  b <- at(tau)
  n <- nrow(X)
  h <- quantreg::bandwidth.rq(tau, n, hs = TRUE)
  while (tau - h <= 0 || tau + h >= 1) h <- h / 2
  width <- as.numeric(X %*% (at(tau + h) - at(tau - h)))
  if (identical(vce, "robust")) {
    density <- pmax(0, 2 * h / (width - .Machine$double.eps^(2 / 3)))
    bread <- solve(crossprod(sqrt(density) * X))
    V <- tau * (1 - tau) * bread %*% crossprod(X) %*% bread
  } else {
    V <- tau * (1 - tau) * (mean(width) / (2 * h))^2 * solve(crossprod(X))
  }
  show_fit(name, setNames(b, colnames(X)), V, n)
}
)R";

}  // namespace

const Estimator kQuantile{
    .about =
        {.name = "quantile",
         .title = {"quantile regression", "分位数回归"},
         .help = {"quantile regression at tau", "tau 分位数回归"},
         .formula =
             "\\min_{b} \\sum_{i} \\rho_{\\tau}(y_i - b^{\\prime} x_i), \\quad \\rho_{\\tau}(r) = r (\\tau - 1[r < 0])",
         .sources = {{"Koenker and Bassett 1978",
                      "Koenker, R., Bassett, G. (1978). Regression quantiles. Econometrica 46(1), 33–50."},
                     {"Hendricks and Koenker 1992",
                      "Hendricks, W., Koenker, R. (1992). Hierarchical spline models for conditional quantiles and "
                      "the demand for electricity. Journal of the American Statistical Association 87(417), "
                      "58–68."}},
         .page = "quantile",
         .reference = "tests/reference/limited_test.cpp"},
    .traits = {.unit = EffectTreatment::dummies, .others = EffectTreatment::dummies},
    .options = {{.key = "tau",
                 .type = Option::Type::number,
                 .help = {"the quantile, between 0 and 1", "分位点，0 与 1 之间"},
                 .otherwise = "0.5"}},
    .take = [](const OptionValues& values, ModelOptions& options) { options.tau = values.number("tau"); },
    .fit = fit_named,
    .says =
        [](const Estimate& estimate) {
          return Text{fmt::format("quantile regression at τ = {:g}", tau_of(estimate)),
                      fmt::format("分位数回归，τ = {:g}", tau_of(estimate))};
        },
    .errors = errors_of,
    .rows =
        [](const Estimate& estimate) {
          std::vector<EstimatorRow> rows;
          const auto pseudo = estimate.r2.find("pseudo");
          if (pseudo != estimate.r2.end()) rows.push_back({{"Pseudo R²", "伪 R²"}, pseudo->second});
          return rows;
        },
    .describe = describe_quantile,
    .replica = {.stata = stata_quantile, .errors = Replica::Errors::robust, .r = r_quantile, .r_code = kQuantileInR}};

}  // namespace ecoeff
