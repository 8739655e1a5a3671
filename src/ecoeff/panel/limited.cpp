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
  const Text limits = limits_text(*estimates.front());
  text.paragraph(
      {fmt::format("Tobit columns treat the outcome as censored {}; they are estimated by maximum likelihood, "
                   "effects of the formula entering as dummies:",
                   limits.en),
       fmt::format("Tobit 列将被解释变量视为受限（{}），以极大似然估计，公式中的效应以虚拟变量进入：", limits.zh)});
  text.formula(kTobit.about.formula);
}

void describe_truncated(const std::vector<const Estimate*>& estimates, MethodText& text) {
  const Text limits = limits_text(*estimates.front());
  text.paragraph({fmt::format("Columns of truncated regression see only rows inside the limits (truncated {}), by "
                              "maximum likelihood:",
                              limits.en),
                  fmt::format("截断回归列仅使用限内样本（{}），以极大似然估计：", limits.zh)});
  text.formula(kTruncated.about.formula);
}

template <bool truncated>
std::string stata_limited(const ReplicaLine& line) {
  return fmt::format("{} {} {}{},{}{}", truncated ? "truncreg" : "tobit", line.formula.outcome,
                     replica::stata_dummies(line, true), line.condition, replica::stata_limits(line.options),
                     replica::stata_errors(line));
}

std::string r_tobit(const ReplicaLine& line) {
  const ModelOptions& o = line.options;
  return replica::r_aside(line,
                          fmt::format("AER::tobit({} ~ {}, left = {}, right = {}, data = {})", line.formula.outcome,
                                      replica::r_dummies(line, true), replica::r_limit(o.lower, "-Inf"),
                                      replica::r_limit(o.upper, "Inf"), line.data));
}

std::string r_truncated(const ReplicaLine& line) {
  const ModelOptions& o = line.options;
  return replica::r_aside(
      line, fmt::format("truncreg::truncreg({} ~ {}, point = {}, direction = \"{}\", data = {})", line.formula.outcome,
                        replica::r_dummies(line, true), replica::r_limit(o.lower ? o.lower : o.upper, "0"),
                        o.lower ? "left" : "right", line.data));
}

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
    .traits = {.unit = EffectTreatment::dummies, .others = EffectTreatment::dummies},
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
    .replica = {.stata = stata_limited<false>, .r = r_tobit}};

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
    .traits = {.unit = EffectTreatment::dummies, .others = EffectTreatment::dummies},
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
    .replica = {.stata = stata_limited<true>, .r = r_truncated}};

}  // namespace ecoeff
