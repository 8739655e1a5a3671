#include "ecoeff/panel/limited.hpp"

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
#include "ecoeff/panel/wald.hpp"

namespace ecoeff {
namespace {

constexpr double kLogRootTwoPi = 0.91893853320467274178;

// One row's log likelihood as a function of two linear indices: m = x'g (g = b/sigma) and h = 1/sigma.
struct RowTerm {
  double value = 0;
  double dm = 0;
  double dh = 0;
  double dmm = 0;
  double dmh = 0;
  double dhh = 0;
};

// log h - (h y - m)^2 / 2.
RowTerm density_term(double y, double m, double h) {
  const double r = h * y - m;
  return {std::log(h) - r * r / 2 - kLogRootTwoPi, r, 1 / h - r * y, -1, y, -1 / (h * h) - y * y};
}

// log Phi(sign (h limit - m)).
RowTerm tail_term(double limit, double sign, double m, double h) {
  const NormalTail tail = log_normal_cdf(sign * (h * limit - m));
  return {tail.value,     -sign * tail.slope,      sign * limit * tail.slope,
          tail.curvature, -limit * tail.curvature, limit * limit * tail.curvature};
}

// -log(Phi(h u - m) - Phi(h l - m)); derivatives from the densities at both ends.
RowTerm truncation_term(double lower, double upper, double m, double h) {
  if (std::isinf(upper)) {
    RowTerm t = tail_term(lower, -1, m, h);
    return {-t.value, -t.dm, -t.dh, -t.dmm, -t.dmh, -t.dhh};
  }
  if (std::isinf(lower)) {
    RowTerm t = tail_term(upper, 1, m, h);
    return {-t.value, -t.dm, -t.dh, -t.dmm, -t.dmh, -t.dhh};
  }
  const double a = h * lower - m;
  const double b = h * upper - m;
  const double log_mass = log_normal_interval(a, b);
  const double pa = std::exp(-a * a / 2 - kLogRootTwoPi - log_mass);
  const double pb = std::exp(-b * b / 2 - kLogRootTwoPi - log_mass);
  const double first_m = -(pb - pa);
  const double first_h = upper * pb - lower * pa;
  return {-log_mass,
          -first_m,
          -first_h,
          -((-b * pb + a * pa) - first_m * first_m),
          -((upper * b * pb - lower * a * pa) - first_m * first_h),
          -((-upper * upper * b * pb + lower * lower * a * pa) - first_h * first_h)};
}

class LimitedLikelihood {
 public:
  LimitedLikelihood(const LimitedSample& sample, bool truncated) : s_(sample), truncated_(truncated) {}

  RowTerm row(Eigen::Index i, double m, double h) const {
    const Side side = s_.side[static_cast<std::size_t>(i)];
    if (side == Side::lower) return tail_term(s_.lower, 1, m, h);
    if (side == Side::upper) return tail_term(s_.upper, -1, m, h);
    RowTerm t = density_term(s_.sample.y(i), m, h);
    if (!truncated_) return t;
    const RowTerm u = truncation_term(s_.lower, s_.upper, m, h);
    return {t.value + u.value, t.dm + u.dm, t.dh + u.dh, t.dmm + u.dmm, t.dmh + u.dmh, t.dhh + u.dhh};
  }

  // theta = (g, h).
  Likelihood operator()(const Vector& theta) const {
    const Eigen::Index k = s_.x.cols();
    Likelihood out{.gradient = Vector::Zero(k + 1), .hessian = Matrix::Zero(k + 1, k + 1)};
    const double h = theta(k);
    if (!(h > 0)) {
      out.value = -std::numeric_limits<double>::infinity();
      return out;
    }
    const Vector m = s_.x * theta.head(k);
    Vector dm(m.size());
    Vector dmm(m.size());
    Vector dmh(m.size());
    for (Eigen::Index i = 0; i < m.size(); ++i) {
      const RowTerm t = row(i, m(i), h);
      out.value += t.value;
      dm(i) = t.dm;
      dmm(i) = t.dmm;
      dmh(i) = t.dmh;
      out.gradient(k) += t.dh;
      out.hessian(k, k) += t.dhh;
    }
    out.gradient.head(k) = s_.x.transpose() * dm;
    out.hessian.topLeftCorner(k, k) = s_.x.transpose() * dmm.asDiagonal() * s_.x;
    out.hessian.col(k).head(k) = s_.x.transpose() * dmh;
    out.hessian.row(k).head(k) = out.hessian.col(k).head(k).transpose();
    return out;
  }

  // Rows of scores.
  Matrix scores(const Vector& theta) const {
    const Eigen::Index k = s_.x.cols();
    const Vector m = s_.x * theta.head(k);
    Matrix out(m.size(), k + 1);
    for (Eigen::Index i = 0; i < m.size(); ++i) {
      const RowTerm t = row(i, m(i), theta(k));
      out.row(i).head(k) = t.dm * s_.x.row(i);
      out(i, k) = t.dh;
    }
    return out;
  }

 private:
  const LimitedSample& s_;
  bool truncated_;
};

Maximum maximum_of(const LimitedSample& sample, bool truncated, const Formula& formula) {
  const Vector start = least_squares_start(sample);
  const Eigen::Index k = sample.x.cols();
  Vector theta(k + 1);
  theta << start.head(k) / start(k), 1 / start(k);
  Maximum best = maximize(LimitedLikelihood(sample, truncated), theta);
  const bool sane = best.converged && best.at.allFinite() && best.likelihood.hessian.allFinite();
  if (!sane || spd_inverse(-best.likelihood.hessian).size() == 0) {
    throw Error(
        Fault::estimator, "P632",
        {fmt::format("{}: no maximum of the likelihood was found after {} steps", formula.text, best.iterations),
         fmt::format("{}：经过 {} 次迭代仍未找到似然函数的最大值", formula.text, best.iterations)},
        {},
        {"use fewer regressors, or check how many rows lie inside the limits",
         "请减少解释变量，或检查界限之内有多少行"});
  }
  return best;
}

// Covariance of (b, ln sigma) from that of (g, h): b = g/h, ln sigma = -ln h.
Matrix in_natural_units(const Vector& theta, const Matrix& covariance) {
  const Eigen::Index k = theta.size() - 1;
  const double h = theta(k);
  Matrix jacobian = Matrix::Zero(k + 1, k + 1);
  jacobian.topLeftCorner(k, k).diagonal().setConstant(1 / h);
  jacobian.col(k).head(k) = -theta.head(k) / (h * h);
  jacobian(k, k) = -1 / h;
  return jacobian * covariance * jacobian.transpose();
}

Matrix covariance_of(const LimitedSample& sample, bool truncated, const Maximum& best, const Vce& vce) {
  const Matrix inverse = spd_inverse(-best.likelihood.hessian);
  if (vce.kind == Vce::Kind::iid) return inverse;
  const Matrix scores = LimitedLikelihood(sample, truncated).scores(best.at);
  const Vector ones = Vector::Ones(scores.rows());
  const auto count = static_cast<double>(vce.kind == Vce::Kind::cluster ? sample.sample.clusters.front().levels
                                                                        : sample.sample.rows.size());
  return inverse * plain_meat(vce, sample.sample, scores, ones) * inverse * (count / (count - 1));
}

double constant_only(const LimitedSample& sample, bool truncated, const Formula& formula) {
  LimitedSample alone = sample;
  alone.x = Vector::Ones(sample.x.rows());
  return maximum_of(alone, truncated, formula).likelihood.value;
}

Estimate fit_limited(const Panel& panel, const Formula& formula, const LimitedOptions& options, bool truncated) {
  const Vce vce = parse_plain_vce(options.vce, truncated ? "truncated" : "tobit");
  const LimitedSample limited = make_limited_sample(panel, formula, options, vce, truncated, true);
  const Maximum best = maximum_of(limited, truncated, formula);
  const Eigen::Index k = limited.x.cols();
  const double sigma = limited.scales.y / best.at(k);
  const Matrix all = in_natural_units(best.at, covariance_of(limited, truncated, best, vce));

  Estimate estimate;
  estimate.model = truncated ? "truncated" : "tobit";
  estimate.vce = vce.text;
  estimate.lower = options.lower;
  estimate.upper = options.upper;
  estimate.coefficients = best.at.head(k) / best.at(k);
  estimate.covariance = all.topLeftCorner(k, k);
  const std::size_t inside = limited.sample.rows.size() - limited.at_lower - limited.at_upper;
  estimate.df_r = static_cast<double>(limited.sample.rows.size()) - static_cast<double>(k);
  finish_limited(panel, formula, limited, best.likelihood.value, inside, estimate);
  auto& parameters = estimate.parameters;
  const double ln_sigma_se = std::sqrt(all(k, k));
  parameters["sigma"] = sigma;
  parameters["ln_sigma_se"] = ln_sigma_se;
  parameters["sigma_se"] = sigma * ln_sigma_se;
  parameters["var_e"] = sigma * sigma;
  parameters["var_e_se"] = 2 * sigma * sigma * ln_sigma_se;
  estimate.rmse = sigma;
  if (truncated) {
    speak_in_z(estimate);
  } else {
    parameters["n_left"] = static_cast<double>(limited.at_lower);
    parameters["n_right"] = static_cast<double>(limited.at_upper);
    const Eigen::Index slopes = k - (options.constant ? 1 : 0);
    estimate.f =
        wald_f(estimate.coefficients.head(slopes), estimate.covariance.topLeftCorner(slopes, slopes), estimate.df_r);
    if (options.constant && slopes > 0)
      estimate.r2["pseudo"] =
          1 - parameters["log_likelihood"] / (constant_only(limited, truncated, formula) -
                                              static_cast<double>(inside) * std::log(limited.scales.y));
    if (inside == limited.sample.rows.size())
      estimate.notes.push_back({Severity::info,
                                "P634",
                                {"no row stands at a limit: the model is a regression without censoring",
                                 "没有任何行位于界限上：模型等同于无删失的回归"},
                                {}});
  }
  if (std::any_of(formula.effects.begin(), formula.effects.end(),
                  [&](const std::string& effect) { return is_unit(panel, effect); })) {
    estimate.notes.push_back(
        {Severity::warning,
         "P633",
         {"unit effects enter as dummies: with few periods the estimates are inconsistent (incidental parameters); "
          "xttobit treats them as random",
          "个体效应以虚拟变量进入：时期较少时估计量不一致（附带参数问题）；xttobit 将其作为随机效应"},
         {}});
  }
  return estimate;
}

}  // namespace

Estimate fit_tobit(const Panel& panel, const Formula& formula, const LimitedOptions& options) {
  return fit_limited(panel, formula, options, false);
}

Estimate fit_truncated(const Panel& panel, const Formula& formula, const LimitedOptions& options) {
  return fit_limited(panel, formula, options, true);
}

Text limits_text(const Estimate& estimate) {
  std::vector<std::string> en, zh;
  if (estimate.lower) {
    en.push_back(fmt::format("below at {:g}", *estimate.lower));
    zh.push_back(fmt::format("下限 {:g}", *estimate.lower));
  }
  if (estimate.upper) {
    en.push_back(fmt::format("above at {:g}", *estimate.upper));
    zh.push_back(fmt::format("上限 {:g}", *estimate.upper));
  }
  return {join(en, " and "), join(zh, "、")};
}

Text limits_text(const std::vector<const Estimate*>& estimates) {
  std::vector<std::string> en, zh;
  for (const Estimate* one : estimates) {
    const Text limits = limits_text(*one);
    if (std::find(en.begin(), en.end(), limits.en) != en.end()) continue;
    en.push_back(limits.en);
    zh.push_back(limits.zh);
  }
  return {join(en, ", or "), join(zh, "；或")};
}

Options limit_options() {
  return {{.key = "ll", .type = Option::Type::number, .help = {"lower limit", "下限"}},
          {.key = "ul", .type = Option::Type::number, .help = {"upper limit", "上限"}}};
}

void take_limits(const OptionValues& values, ModelOptions& options) {
  options.lower = values.number_if("ll");
  options.upper = values.number_if("ul");
}

namespace {

template <bool truncated>
Estimate fit_named(const Panel& panel, const Formula& formula, const ModelOptions& options) {
  const LimitedOptions limited{
      .lower = options.lower, .upper = options.upper, .vce = options.linear.vce, .constant = options.linear.constant};
  return truncated ? fit_truncated(panel, formula, limited) : fit_tobit(panel, formula, limited);
}

std::vector<EstimatorRow> counts(const Estimate& estimate) {
  std::vector<EstimatorRow> rows;
  const auto count = [&](const char* name, Text label) {
    const auto at = estimate.parameters.find(name);
    if (at != estimate.parameters.end()) rows.push_back({std::move(label), at->second, EstimatorRow::Kind::count});
  };
  count("n_left", {"At the lower limit", "下限处观测"});
  count("n_right", {"At the upper limit", "上限处观测"});
  count("n_truncated", {"Outside the limits", "限外观测"});
  const auto likelihood = estimate.parameters.find("log_likelihood");
  if (likelihood != estimate.parameters.end()) rows.push_back({{"Log likelihood", "对数似然"}, likelihood->second});
  return rows;
}

void describe_tobit(const std::vector<const Estimate*>& estimates, MethodText& text) {
  const Text limits = limits_text(estimates);
  text.paragraph(
      {fmt::format("Tobit columns treat the outcome as censored {}; they are estimated by maximum likelihood, "
                   "effects of the formula entering as dummies:",
                   limits.en),
       fmt::format("Tobit 列将被解释变量视为受限（{}），以极大似然估计，公式中的效应以虚拟变量进入：", limits.zh)});
  text.formula(kTobit.about.formula);
}

void describe_truncated(const std::vector<const Estimate*>& estimates, MethodText& text) {
  const Text limits = limits_text(estimates);
  text.paragraph({fmt::format("Columns of truncated regression see only rows inside the limits (truncated {}), by "
                              "maximum likelihood:",
                              limits.en),
                  fmt::format("截断回归列仅使用限内样本（{}），以极大似然估计：", limits.zh)});
  text.formula(kTruncated.about.formula);
}

template <bool truncated>
std::string stata_limited(const ReplicaLine& line) {
  return fmt::format("{} {} {},{}{}", truncated ? "truncreg" : "tobit", line.formula.outcome,
                     replica::stata_dummies(line, true), replica::stata_limits(line.options),
                     replica::stata_errors(line));
}

template <bool truncated>
std::string r_limited(const ReplicaLine& line) {
  return replica::r_call("limited", line, replica::r_dummies(line, true),
                         replica::r_limits(line.options) + (truncated ? ", truncated = TRUE" : ""));
}

constexpr const char* kLimitedInR = R"R(
# Tobit and truncated regression over b/sigma and 1/sigma (Olsen 1978), by Newton's method.
limited <- function(name, d, y, x, lower = -Inf, upper = Inf, truncated = FALSE, vce = "iid", clusters = NULL) {
  if (truncated) d <- d[which(d[[y]] > lower & d[[y]] < upper), , drop = FALSE]
  d <- sample_of(d, y, x, clusters = clusters)
  Y <- as.numeric(d[[y]])
  X <- cbind(regressors(d, x), `_cons` = 1)
  X <- X[, independent(X), drop = FALSE]
  size <- sqrt(colMeans(X^2))
  Z <- sweep(X, 2, size, "/")
  k <- ncol(Z)
  at_lower <- !truncated & Y <= lower
  at_upper <- !truncated & Y >= upper
  inside <- !at_lower & !at_upper
  mills <- function(z) exp(dnorm(z, log = TRUE) - pnorm(z, log.p = TRUE))
  # The derivative of each row's log likelihood by its index and by 1/sigma.
  rows <- function(t) {
    index <- as.numeric(Z %*% t[seq_len(k)])
    s <- t[k + 1]
    r <- s * Y - index
    by_index <- ifelse(inside, r, 0)
    by_scale <- ifelse(inside, 1 / s - r * Y, 0)
    if (truncated) {
      low <- if (is.finite(lower)) s * lower - index else rep(-Inf, length(Y))
      high <- if (is.finite(upper)) s * upper - index else rep(Inf, length(Y))
      mass <- pnorm(high) - pnorm(low)
      by_index <- by_index + (dnorm(high) - dnorm(low)) / mass
      times <- function(limit, z) if (is.finite(limit)) limit * dnorm(z) else 0
      by_scale <- by_scale - (times(upper, high) - times(lower, low)) / mass
    } else {
      if (any(at_lower)) {
        m <- mills(s * lower - index[at_lower])
        by_index[at_lower] <- -m
        by_scale[at_lower] <- lower * m
      }
      if (any(at_upper)) {
        m <- mills(index[at_upper] - s * upper)
        by_index[at_upper] <- m
        by_scale[at_upper] <- -upper * m
      }
    }
    cbind(Z * by_index, by_scale)
  }
  gradient <- function(t) colSums(rows(t))
  hessian <- function(t) {
    H <- sapply(seq_along(t), function(j) {
      h <- 1e-5 * max(abs(t[j]), 1e-2)
      step <- replace(numeric(length(t)), j, h)
      (gradient(t + step) - gradient(t - step)) / (2 * h)
    })
    (H + t(H)) / 2
  }
  start <- qr.coef(qr(Z), Y)
  sigma <- sqrt(mean((Y - as.numeric(Z %*% start))^2))
  t <- c(start, 1) / sigma
  for (i in 1:200) {
    g <- gradient(t)
    step <- -solve(hessian(t), g)
    while (t[k + 1] + step[k + 1] <= 0) step <- step / 2
    t <- t + step
    if (max(abs(step) / pmax(abs(t), 1e-3)) < 1e-11) break
  }
  sigma <- 1 / t[k + 1]
  inverse <- solve(-hessian(t))
  J <- rbind(cbind(diag(sigma, k), -sigma^2 * t[seq_len(k)]))
  scores <- rows(t)
  n <- nrow(d)
  V <- switch(vce, iid = inverse, robust = inverse %*% crossprod(scores) %*% inverse * n / (n - 1),
              cluster = inverse %*% clustered(scores, d, clusters) %*% inverse *
                groups_of(d, clusters) / (groups_of(d, clusters) - 1))
  V <- J %*% V %*% t(J) / outer(size, size)
  show_fit(name, setNames(sigma * t[seq_len(k)] / size, colnames(X)), V, n)
}
)R";

}  // namespace

const Estimator kTobit{
    .about =
        {.name = "tobit",
         .title = {"Tobit", "Tobit"},
         .help = {"censored outcome by maximum likelihood", "受限因变量，极大似然"},
         .formula =
             "y_{it}^{*} = \\beta^{\\prime} x_{it} + \\epsilon_{it}, \\quad y_{it} = \\min(u, \\max(l, y_{it}^{*}))",
         .sources = {{"Tobin 1958",
                      "Tobin, J. (1958). Estimation of relationships for limited dependent variables. Econometrica "
                      "26(1), 24–36."}},
         .page = "limited",
         .reference = "tests/reference/limited_test.cpp"},
    .traits = {.factor = ErrorFactor::rows, .unit = EffectTreatment::dummies, .others = EffectTreatment::dummies},
    .options = limit_options(),
    .take = take_limits,
    .fit = fit_named<false>,
    .says =
        [](const Estimate& estimate) {
          const Text limits = limits_text(estimate);
          return Text{"Tobit, censored " + limits.en, "Tobit，" + limits.zh};
        },
    .rows = counts,
    .describe = describe_tobit,
    .replica = {.stata = stata_limited<false>, .r = r_limited<false>, .r_code = kLimitedInR}};

const Estimator kTruncated{
    .about = {.name = "truncated",
              .title = {"truncated regression", "截断回归"},
              .help = {"truncated outcome by maximum likelihood", "截断因变量，极大似然"},
              .formula = "y_{it} = \\beta^{\\prime} x_{it} + \\epsilon_{it}, \\quad l < y_{it} < u",
              .sources = {{"Hausman and Wise 1977",
                           "Hausman, J. A., Wise, D. A. (1977). Social experimentation, truncated distributions, and "
                           "efficient estimation. Econometrica 45(4), 919–938."}},
              .page = "limited",
              .reference = "tests/reference/limited_test.cpp"},
    .traits = {.factor = ErrorFactor::rows, .unit = EffectTreatment::dummies, .others = EffectTreatment::dummies},
    .options = limit_options(),
    .take = take_limits,
    .fit = fit_named<true>,
    .says =
        [](const Estimate& estimate) {
          const Text limits = limits_text(estimate);
          return Text{"truncated regression, truncated " + limits.en, "截断回归，" + limits.zh};
        },
    .rows = counts,
    .describe = describe_truncated,
    .replica = {.stata = stata_limited<true>, .r = r_limited<true>, .r_code = kLimitedInR}};

}  // namespace ecoeff
