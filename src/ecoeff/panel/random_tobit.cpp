#include "ecoeff/panel/random_tobit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "ecoeff/base/error.hpp"
#include "ecoeff/numeric/decompose.hpp"
#include "ecoeff/numeric/distributions.hpp"
#include "ecoeff/panel/derived.hpp"
#include "ecoeff/panel/estimator.hpp"
#include "ecoeff/panel/limited_sample.hpp"
#include "ecoeff/panel/maximize.hpp"
#include "ecoeff/panel/normal_tail.hpp"
#include "ecoeff/panel/plain_vce.hpp"

namespace ecoeff {
namespace {

constexpr double kLogRootTwoPi = 0.91893853320467274178;
constexpr double kSmallestEffect = -12;  // ln of s_u over s_e at which s_u counts as 0

// Nodes and weights for the integral of exp(-x^2) g(x): eigenvalues of the Jacobi matrix (Golub and Welsch 1969).
struct Quadrature {
  Vector nodes;
  Vector log_weights;  // with the exp(x^2) of the adaptive form
};

Quadrature gauss_hermite(int points) {
  Matrix jacobi = Matrix::Zero(points, points);
  for (int i = 1; i < points; ++i) jacobi(i, i - 1) = jacobi(i - 1, i) = std::sqrt(i / 2.0);
  const SymmetricEigen eigen = symmetric_eigen(jacobi);
  Quadrature q{.nodes = eigen.values, .log_weights = Vector(points)};
  for (int i = 0; i < points; ++i)
    q.log_weights(i) = std::log(std::sqrt(M_PI) * std::pow(eigen.vectors(0, i), 2)) + q.nodes(i) * q.nodes(i);
  return q;
}

// A row's log density with its derivatives with respect to the mean m and ln s_e.
struct RowDensity {
  double value = 0;
  double dm = 0;
  double dmm = 0;
  double dln = 0;
};

class RandomTobit {
 public:
  RandomTobit(const LimitedSample& sample, int points) : s_(sample), q_(gauss_hermite(points)) {
    rows_.resize(sample.sample.unit.levels);
    for (std::size_t i = 0; i < sample.sample.unit.codes.size(); ++i)
      rows_[static_cast<std::size_t>(sample.sample.unit.codes[i])].push_back(static_cast<Eigen::Index>(i));
  }

  // Value and a row of scores for every unit; theta = (b, ln s_u, ln s_e).
  double scores(const Vector& theta, Matrix& scores) const {
    const Eigen::Index k = s_.x.cols();
    scores = Matrix::Zero(static_cast<Eigen::Index>(rows_.size()), k + 2);
    const Vector mean = s_.x * theta.head(k);
    double value = 0;
    for (std::size_t unit = 0; unit < rows_.size(); ++unit)
      value += unit_score(rows_[unit], mean, std::exp(theta(k)), std::exp(theta(k + 1)),
                          scores.row(static_cast<Eigen::Index>(unit)));
    return value;
  }

  Likelihood operator()(const Vector& theta) const {
    Likelihood out;
    Matrix by_unit;
    out.value = scores(theta, by_unit);
    out.gradient = by_unit.colwise().sum().transpose();
    const Eigen::Index p = theta.size();
    out.hessian.resize(p, p);
    for (Eigen::Index j = 0; j < p; ++j) {
      const double step = 1e-5 * std::max(1.0, std::abs(theta(j)));
      Vector moved = theta;
      moved(j) = theta(j) + step;
      (void)scores(moved, by_unit);
      const Vector up = by_unit.colwise().sum().transpose();
      moved(j) = theta(j) - step;
      (void)scores(moved, by_unit);
      out.hessian.col(j) = (up - by_unit.colwise().sum().transpose()) / (2 * step);
    }
    out.hessian = (out.hessian + out.hessian.transpose()).eval() / 2;
    return out;
  }

 private:
  RowDensity density(Eigen::Index i, double m, double s) const {
    const Side side = s_.side[static_cast<std::size_t>(i)];
    if (side == Side::inside) {
      const double r = (s_.sample.y(i) - m) / s;
      return {-r * r / 2 - kLogRootTwoPi - std::log(s), r / s, -1 / (s * s), r * r - 1};
    }
    const double sign = side == Side::lower ? 1 : -1;
    const double z = sign * ((side == Side::lower ? s_.lower : s_.upper) - m) / s;
    const NormalTail tail = log_normal_cdf(z);
    return {tail.value, -sign * tail.slope / s, tail.curvature / (s * s), -z * tail.slope};
  }

  // Mode of log prod f phi(v) and its curvature there, by Newton's method (the integrand is log-concave).
  std::pair<double, double> mode(const std::vector<Eigen::Index>& rows, const Vector& mean, double su,
                                 double se) const {
    double v = 0;
    double curvature = 1;
    for (int step = 0; step < 60; ++step) {
      double slope = -v;
      curvature = 1;
      for (const Eigen::Index i : rows) {
        const RowDensity d = density(i, mean(i) + su * v, se);
        slope += su * d.dm;
        curvature -= su * su * d.dmm;
      }
      const double move = std::clamp(slope / curvature, -5.0, 5.0);
      v += move;
      if (std::abs(move) < 1e-12) break;
    }
    return {v, curvature};
  }

  double unit_score(const std::vector<Eigen::Index>& rows, const Vector& mean, double su, double se,
                    Eigen::Ref<Eigen::RowVectorXd, 0, Eigen::InnerStride<>> score) const {
    const auto [centre, curvature] = mode(rows, mean, su, se);
    const double width = std::sqrt(2 / curvature);
    const Eigen::Index k = s_.x.cols();
    const Eigen::Index points = q_.nodes.size();
    Vector log_part(points);
    Matrix at(points, k + 2);
    for (Eigen::Index node = 0; node < points; ++node) {
      const double v = centre + width * q_.nodes(node);
      double value = -v * v / 2 - kLogRootTwoPi + q_.log_weights(node) + std::log(width);
      at.row(node).setZero();
      for (const Eigen::Index i : rows) {
        const RowDensity d = density(i, mean(i) + su * v, se);
        value += d.value;
        at.row(node).head(k) += d.dm * s_.x.row(i);
        at(node, k) += d.dm * su * v;
        at(node, k + 1) += d.dln;
      }
      log_part(node) = value;
    }
    const double largest = log_part.maxCoeff();
    const Vector weight = (log_part.array() - largest).exp();
    const double total = weight.sum();
    score = weight.transpose() * at / total;
    return largest + std::log(total);
  }

  const LimitedSample& s_;
  Quadrature q_;
  std::vector<std::vector<Eigen::Index>> rows_;
};

Vce unit_vce(const Panel& panel, const std::string& typed) {
  Vce vce = parse_plain_vce(typed, "xttobit");
  const bool by_unit =
      vce.kind == Vce::Kind::robust || (vce.kind == Vce::Kind::cluster && is_unit(panel, vce.clusters.front()));
  if (vce.kind == Vce::Kind::iid) return vce;
  if (!by_unit) {
    throw Error(
        Fault::usage, "P603",
        {"the model xttobit has the errors iid and cluster(unit)", "模型 xttobit 的标准误可选 iid 与 cluster(unit)"},
        {.value = typed});
  }
  return {.kind = Vce::Kind::cluster, .clusters = {"unit"}, .text = "cluster(unit)"};
}

[[noreturn]] void refuse_maximum(const Formula& formula, int iterations) {
  throw Error(Fault::estimator, "P632",
              {fmt::format("{}: no maximum of the likelihood was found after {} steps", formula.text, iterations),
               fmt::format("{}：经过 {} 次迭代仍未找到似然函数的最大值", formula.text, iterations)});
}

}  // namespace

Estimate fit_random_tobit(const Panel& panel, const Formula& formula, const RandomTobitOptions& options) {
  const Vce vce = unit_vce(panel, options.limited.vce);
  const LimitedSample limited = make_limited_sample(panel, formula, options.limited, vce, false, false);
  const Eigen::Index k = limited.x.cols();

  // 1. Start from pooled least squares with half of the spread in the units.
  const Vector start = least_squares_start(limited);
  Vector theta(k + 2);
  theta << start.head(k), std::log(start(k) / std::sqrt(2.0)), std::log(start(k) / std::sqrt(2.0));
  const RandomTobit model(limited, options.points);
  const Maximum best = maximize(model, theta);
  const bool vanished = best.at.allFinite() && best.at(k) - best.at(k + 1) < kSmallestEffect;
  const Matrix information = -best.likelihood.hessian;
  // Where s_u vanishes its logarithm has no maximum: the rest is judged alone.
  Matrix inverse = Matrix::Zero(k + 2, k + 2);
  std::vector<Eigen::Index> free;
  for (Eigen::Index j = 0; j < k + 2; ++j) {
    if (!vanished || j != k) free.push_back(j);
  }
  const Matrix part = spd_inverse(Matrix(information(free, free)));
  if ((!best.converged && !vanished) || part.size() == 0) refuse_maximum(formula, best.iterations);
  inverse(free, free) = part;
  if (vce.kind == Vce::Kind::cluster) {
    Matrix by_unit;
    (void)model.scores(best.at, by_unit);
    const auto g = static_cast<double>(by_unit.rows());
    inverse = (inverse * (by_unit.transpose() * by_unit) * inverse * (g / (g - 1))).eval();
  }

  // 2. The result.
  Estimate estimate;
  estimate.model = "xttobit";
  estimate.vce = vce.text;
  estimate.lower = options.limited.lower;
  estimate.upper = options.limited.upper;
  estimate.absorbed = formula.effects;
  estimate.coefficients = best.at.head(k);
  estimate.covariance = inverse.topLeftCorner(k, k);
  const std::size_t inside = limited.sample.rows.size() - limited.at_lower - limited.at_upper;
  finish_limited(panel, formula, limited, best.likelihood.value, inside, estimate);
  speak_in_z(estimate);
  auto& parameters = estimate.parameters;
  const double su = vanished ? 0 : std::exp(best.at(k)) * limited.scales.y;
  const double se = std::exp(best.at(k + 1)) * limited.scales.y;
  parameters["sigma_u"] = su;
  parameters["sigma_e"] = se;
  parameters["sigma_u_se"] = su * std::sqrt(inverse(k, k));
  parameters["sigma_e_se"] = se * std::sqrt(inverse(k + 1, k + 1));
  parameters["rho"] = su * su / (su * su + se * se);
  parameters["n_left"] = static_cast<double>(limited.at_lower);
  parameters["n_right"] = static_cast<double>(limited.at_upper);
  parameters["points"] = options.points;
  LimitedOptions pooled = options.limited;
  pooled.vce = "iid";
  Formula without_unit = formula;
  std::erase_if(without_unit.effects, [&](const std::string& effect) { return is_unit(panel, effect); });
  const double alone = fit_tobit(panel, without_unit, pooled).parameters.at("log_likelihood");
  TestResult ratio{.statistic = std::max(0.0, 2 * (parameters["log_likelihood"] - alone)), .df = 1};
  ratio.p = ratio.statistic > 0 ? chi2_upper_p(ratio.statistic, 1) / 2 : 1;
  estimate.tests.push_back({"sigma-u", {"likelihood ratio, sigma_u = 0", "似然比检验（sigma_u = 0）"}, ratio});
  if (vanished) {
    estimate.notes.push_back(
        {Severity::warning,
         "P636",
         {"sigma_u is estimated as 0: the model is pooled Tobit", "sigma_u 的估计值为 0：模型等同于混合 Tobit"},
         {}});
  }
  return estimate;
}

namespace {

Estimate fit_named(const Panel& panel, const Formula& formula, const ModelOptions& options) {
  return fit_random_tobit(panel, formula,
                          {.limited = {.lower = options.lower,
                                       .upper = options.upper,
                                       .vce = options.linear.vce,
                                       .constant = options.linear.constant}});
}

void describe_random_tobit(const std::vector<const Estimate*>& estimates, MethodText& text) {
  const Text limits = limits_text(estimates);
  text.paragraph(
      {fmt::format("Columns of the random-effects Tobit treat the outcome as censored {}; the normal unit effect is "
                   "integrated out by adaptive Gauss-Hermite quadrature:",
                   limits.en),
       fmt::format("随机效应 Tobit 列将被解释变量视为受限（{}），正态个体效应以自适应 Gauss–Hermite 求积积出：",
                   limits.zh)});
  text.formula(kRandomTobit.about.formula);
}

std::string stata_random_tobit(const ReplicaLine& line) {
  return fmt::format("xttobit {} {},{}", line.formula.outcome, replica::stata_dummies(line, false),
                     replica::stata_limits(line.options));
}

}  // namespace

const Estimator kRandomTobit{
    .about = {.name = "xttobit",
              .title = {"random-effects Tobit", "随机效应 Tobit"},
              .help = {"Tobit with random unit effects", "含随机个体效应的 Tobit"},
              .formula =
                  "y_{it}^{*} = \\beta^{\\prime} x_{it} + u_i + \\epsilon_{it}, \\quad y_{it} = \\min(u, \\max(l, "
                  "y_{it}^{*}))",
              .sources = {{"Liu and Pierce 1994",
                           "Liu, Q., Pierce, D. A. (1994). A note on Gauss-Hermite quadrature. Biometrika 81(3), "
                           "624–629."}},
              .page = "limited",
              .reference = "tests/reference/limited_test.cpp"},
    .traits = {.whole_units = true,
               .squares = true,
               .unit_always = true,
               .factor = ErrorFactor::rows,
               .unit = EffectTreatment::random,
               .others = EffectTreatment::dummies},
    .options = limit_options(),
    .take = take_limits,
    .fit = fit_named,
    .says =
        [](const Estimate& estimate) {
          const Text limits = limits_text(estimate);
          return Text{"random-effects Tobit, censored " + limits.en, "随机效应 Tobit，" + limits.zh};
        },
    .rows = [](const Estimate& estimate) { return kTobit.rows(estimate); },
    .describe = describe_random_tobit,
    .replica = {.stata = stata_random_tobit,
                .errors = Replica::Errors::iid,
                .r_missing =
                    "R has no Tobit with random effects whose quadrature adapts to each unit, as xttobit's does; "
                    "censReg's differs in the digits that a table prints"}};

}  // namespace ecoeff
