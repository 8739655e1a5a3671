#include "ecoeff/panel/iv.hpp"

#include <fmt/format.h>

#include <cmath>
#include <limits>
#include <utility>

#include "ecoeff/numeric/decompose.hpp"
#include "ecoeff/numeric/distributions.hpp"
#include "ecoeff/panel/derived.hpp"
#include "ecoeff/panel/estimator.hpp"
#include "ecoeff/panel/fixed_effects_notes.hpp"
#include "ecoeff/panel/iv_design.hpp"
#include "ecoeff/panel/iv_tests.hpp"
#include "ecoeff/panel/near_zero.hpp"
#include "ecoeff/panel/orthogonal.hpp"
#include "ecoeff/panel/plain_vce.hpp"
#include "ecoeff/panel/wald.hpp"

namespace ecoeff {
namespace {

struct Moments {
  Matrix c;   // Q'X
  Vector qy;  // Q'y
};

struct IvFit {
  Vector b;
  Vector e;
  Matrix inverse;    // (C'C)^-1 or (C'WC)^-1
  Matrix influence;  // Q C (C'C)^-1 or Q W C (C'WC)^-1
};

IvFit two_stage(const IvDesign& d, const Moments& m, const Formula& formula) {
  IvFit fit;
  fit.inverse = spd_inverse(m.c.transpose() * m.c);
  if (fit.inverse.size() == 0 || !fit.inverse.allFinite()) {
    throw Error(Fault::estimator, "P622",
                {fmt::format("{}: the instruments say nothing about an endogenous regressor", formula.text),
                 fmt::format("{}：工具变量与某个内生变量完全无关", formula.text)});
  }
  fit.b = fit.inverse * (m.c.transpose() * m.qy);
  fit.e = d.y - d.x * fit.b;
  fit.influence = d.q * (m.c * fit.inverse);
  return fit;
}

// Two-step GMM; nothing when S is singular.
std::optional<IvFit> two_step(const IvDesign& d, const Moments& m, const Vce& vce, const Vector& e, double& j) {
  const Matrix weight = spd_inverse(moment_covariance(d, vce, d.q, e));
  if (weight.size() == 0) return std::nullopt;
  IvFit fit;
  fit.inverse = spd_inverse(m.c.transpose() * weight * m.c);
  if (fit.inverse.size() == 0) return std::nullopt;
  fit.b = fit.inverse * (m.c.transpose() * (weight * m.qy));
  fit.e = d.y - d.x * fit.b;
  fit.influence = d.q * (weight * m.c * fit.inverse);
  const Vector g = d.q.transpose() * fit.e;
  j = g.dot(weight * g);
  return fit;
}

void add_overidentification(const IvDesign& d, const Vce& vce, const IvFit& two_stage_fit, double j,
                            Estimate& estimate) {
  const auto df = static_cast<double>(d.q.cols() - d.x.cols());
  if (df == 0) return;
  const bool iid = vce.kind == Vce::Kind::iid;
  TestResult test{.statistic = j, .df = df};
  if (iid) {
    const Vector& e = two_stage_fit.e;
    test.statistic = static_cast<double>(e.size()) * (d.q.transpose() * e).squaredNorm() / e.squaredNorm();
  } else if (is_missing(j)) {
    estimate.notes.push_back({Severity::warning,
                              "P625",
                              {"no Hansen J: the moments are singular (no more clusters than instruments?)",
                               "无法计算 Hansen J：矩条件矩阵奇异（聚类数不多于工具变量数？）"},
                              {}});
    return;
  }
  test.p = chi2_upper_p(test.statistic, df);
  estimate.tests.push_back({iid ? "sargan" : "hansen",
                            iid ? Text{"overidentification, Sargan", "过度识别检验（Sargan）"}
                                : Text{"overidentification, Hansen J", "过度识别检验（Hansen J）"},
                            test});
}

void note_instruments(const IvDesign& d, Estimate& estimate) {
  if (!d.omitted_instruments.empty()) {
    const std::string names = join(d.omitted_instruments, " ");
    estimate.notes.push_back(
        {Severity::warning,
         "P623",
         {"instruments left out because of collinearity: " + names, "因共线性剔除的工具变量：" + names},
         {}});
  }
  for (const NamedTest& test : estimate.tests) {
    if (!test.name.starts_with("first-stage(") || !(test.result.statistic < 10)) continue;
    const std::string of = test.name.substr(12, test.name.size() - 13);
    estimate.notes.push_back(
        {Severity::warning,
         "P624",
         {fmt::format("weak instruments: F = {:.2f} in the first stage of {}, below 10", test.result.statistic, of),
          fmt::format("弱工具变量：{} 的第一阶段 F = {:.2f}，小于 10", of, test.result.statistic)},
         {}});
  }
}

void measure(const IvDesign& d, double df, Estimate& estimate) {
  const Vector& y = d.sample.y;
  const bool centred = d.effects || (!d.names.empty() && d.names.front() == "_cons");
  const double tss = centred ? (y.array() - y.mean()).matrix().squaredNorm() : y.squaredNorm();
  estimate.r2["r2"] = 1 - estimate.rss / tss;
  const auto n = static_cast<double>(estimate.n);
  estimate.r2["adjusted"] = 1 - estimate.rss / df / (tss / (centred ? n - 1 : n));
  if (d.effects) estimate.r2["within"] = 1 - estimate.rss / d.y.squaredNorm();
}

}  // namespace

Estimate fit_iv(const Panel& panel, const Formula& formula, const IvOptions& options) {
  const Vce vce = parse_plain_vce(options.vce, options.gmm ? "iv-gmm" : "iv");
  const IvDesign d = make_iv_design(panel, formula, vce, options.constant, options.keep_singletons);

  // 1. Two stages, then the second step of GMM, which Hansen's J needs too.
  const Moments moments{d.q.transpose() * d.x, d.q.transpose() * d.y};
  const IvFit first = two_stage(d, moments, formula);
  double j = kMissing;
  std::optional<IvFit> second;
  if (vce.kind != Vce::Kind::iid) second = two_step(d, moments, vce, first.e, j);
  const bool gmm = options.gmm && second.has_value();
  const IvFit& fit = gmm ? *second : first;

  Estimate estimate;
  estimate.model = options.gmm ? "iv-gmm" : "iv";
  estimate.outcome = formula.outcome;
  estimate.absorbed = formula.effects;
  estimate.endogenous = formula.endogenous;
  estimate.instruments = formula.instruments;
  estimate.names = d.names;
  estimate.omitted = d.omitted;
  estimate.vce = vce.text;
  estimate.n = d.sample.rows.size();
  estimate.groups = d.sample.unit.levels;
  estimate.clusters = d.sample.clusters.empty() ? 0 : d.sample.clusters.front().levels;
  estimate.singletons_dropped = d.sample.singletons;
  estimate.rows = d.sample.rows;
  estimate.residuals = fit.e;
  estimate.rss = fit.e.squaredNorm();
  estimate.coefficients = fit.b;

  // 2. Covariance.
  const auto n = static_cast<double>(estimate.n);
  const bool small = options.small || d.effects;
  const IvFactor factor = iv_factor(d, vce, d.x.cols());
  const double residual = n - static_cast<double>(d.x.cols()) - d.absorbed.all;
  estimate.rmse = std::sqrt(estimate.rss / (small ? residual : n));
  estimate.df_r = factor.df;
  estimate.df_a = d.effects ? (vce.kind == Vce::Kind::cluster ? d.absorbed.not_nested : d.absorbed.all) : 0;
  if (vce.kind == Vce::Kind::iid) {
    estimate.covariance = fit.inverse * (estimate.rss * (small ? factor.factor : 1 / n));
  } else {
    const bool closed = gmm && !options.last_residuals;
    const Matrix v = closed ? fit.inverse : plain_meat(vce, d.sample, fit.influence, fit.e);
    estimate.covariance = v * (small ? factor.factor : 1);
  }

  // 3. Tests, fit and notes.
  estimate.tests = iv_strength_tests(d, vce);
  add_overidentification(d, vce, first, j, estimate);
  measure(d, residual, estimate);
  estimate.condition = scaled_condition(d.x);
  restore_units(d.near.scales, d.kept, estimate);
  restore_constant(d.sample.names, d.near.moved, d.near.moved_y, estimate);
  move_constant_last(estimate);
  if (small) {
    const Eigen::Index slopes = estimate.coefficients.size() - (estimate.names.back() == "_cons" ? 1 : 0);
    estimate.f =
        wald_f(estimate.coefficients.head(slopes), estimate.covariance.topLeftCorner(slopes, slopes), estimate.df_r);
  } else {
    speak_in_z(estimate);
  }
  note_fixed_effects(panel, d.sample, {.converged = d.converged}, estimate);
  note_instruments(d, estimate);
  return estimate;
}

namespace {

template <bool gmm>
Estimate fit_named(const Panel& panel, const Formula& formula, const ModelOptions& options) {
  return fit_iv(panel, formula,
                {.vce = options.linear.vce,
                 .gmm = gmm,
                 .small = options.small,
                 .constant = options.linear.constant,
                 .keep_singletons = options.linear.keep_singletons});
}

const NamedTest* find_test(const Estimate& estimate, const std::string& name) {
  const auto at = std::find_if(estimate.tests.begin(), estimate.tests.end(),
                               [&](const NamedTest& test) { return test.name == name; });
  return at == estimate.tests.end() ? nullptr : &*at;
}

// "two-stage least squares, p and q instrumented by z1, z2"
template <bool gmm>
Text says_instruments(const Estimate& estimate) {
  const Text& method = (gmm ? kInstrumentalGmm : kInstrumental).about.title;
  return {fmt::format("{}, {} instrumented by {}", method.en, join(estimate.endogenous, " and "),
                      join(estimate.instruments, ", ")),
          fmt::format("{}，以 {} 为 {} 的工具变量", method.zh, join(estimate.instruments, "、"),
                      join(estimate.endogenous, "、"))};
}

std::vector<EstimatorRow> strength_rows(const Estimate& estimate) {
  std::vector<EstimatorRow> rows;
  for (const std::string& name : estimate.endogenous) {
    if (const NamedTest* test = find_test(estimate, "first-stage(" + name + ")"))
      rows.push_back({{"First-stage F: " + name, "第一阶段 F：" + name},
                      test->result.statistic,
                      EstimatorRow::Kind::number,
                      "first-stage"});
  }
  const auto add = [&](const char* name, const Text& label, std::string_view word, bool p) {
    const NamedTest* test = find_test(estimate, name);
    if (test == nullptr) return;
    rows.push_back({label, p ? test->result.p : test->result.statistic,
                    p ? EstimatorRow::Kind::p : EstimatorRow::Kind::number, word});
  };
  add("kp-lm", {"Underidentification (p)", "识别不足检验 p 值"}, "underid", true);
  add("kp-f", {"Weak identification F", "弱工具变量 F"}, "weak-iv", false);
  add("hansen", {"Hansen J", "Hansen J 统计量"}, "overid", false);
  add("hansen", {"Hansen J (p)", "Hansen J 检验 p 值"}, "overid", true);
  add("sargan", {"Sargan", "Sargan 统计量"}, "overid", false);
  add("sargan", {"Sargan (p)", "Sargan 检验 p 值"}, "overid", true);
  add("wu-hausman", {"Endogeneity (p)", "内生性检验 p 值"}, "endogeneity", true);
  return rows;
}

Text strength_note() {
  return {
      "First-stage F: the excluded instruments jointly; underidentification and weak identification: the rk "
      "statistics of Kleibergen and Paap (under homoskedastic errors Anderson's LM and the F of Cragg and Donald); "
      "Hansen J and Sargan: the overidentifying restrictions hold; endogeneity: the test of Wu and Hausman that the "
      "regressor is exogenous. Rows marked (p) are p-values.",
      "第一阶段 F 为排除性工具变量的联合检验；识别不足与弱工具变量检验采用 Kleibergen–Paap rk 统计量（同方差时即 "
      "Anderson LM 与 Cragg–Donald F）；Hansen J、Sargan 检验过度识别约束；内生性检验为 Wu–Hausman "
      "检验，原假设为解释变量外生。注明 p 值的行为 p 值。"};
}

void describe_instruments(const std::vector<const Estimate*>& estimates, MethodText& text) {
  const bool gmm = std::any_of(estimates.begin(), estimates.end(),
                               [](const Estimate* one) { return one->model == kInstrumentalGmm.about.name; });
  text.paragraph(
      {std::string("Instrumental-variables columns are estimated by ") +
           (gmm ? "two-step GMM (two-stage least squares in the first step)" : "two-stage least squares") +
           ". The first-stage F is that of the excluded instruments; weak identification is judged by the statistic of "
           "Kleibergen and Paap, which under homoskedastic errors is that of Cragg and Donald:",
       std::string("工具变量列采用") + (gmm ? "两步 GMM（第一步为两阶段最小二乘）" : "两阶段最小二乘") +
           "估计。第一阶段 F 为排除性工具变量的联合检验；弱识别以 Kleibergen–Paap 统计量判断，同方差时即 Cragg–Donald "
           "统计量："});
  text.formula(kInstrumental.about.formula);
}

// Without effects two-step GMM is ivreg2's: ivregress gmm takes its errors from other residuals.
template <bool gmm>
std::string stata_instrumented(const ReplicaLine& line) {
  const Formula& f = line.formula;
  const std::string terms =
      fmt::format("{} {}{}({} = {})", f.outcome, join(f.regressors, " "), f.regressors.empty() ? "" : " ",
                  join(f.endogenous, " "), join(f.instruments, " "));
  const std::string small = line.options.small ? " small" : "";
  if (line.effects.empty() && !gmm)
    return fmt::format("ivregress 2sls {},{}{}", terms, replica::stata_errors(line), small);
  const std::string errors = !line.clusters.empty()               ? " cluster(" + join(line.clusters, " ") + ")"
                             : line.vce.kind == Vce::Kind::robust ? " robust"
                                                                  : "";
  if (line.effects.empty()) return fmt::format("ivreg2 {}, gmm2s{}{}", terms, errors, small);
  return fmt::format("ivreghdfe {}, absorb({}){}{}{}", terms, join(line.effects, " "), gmm ? " gmm2s" : "", errors,
                     small);
}

template <bool gmm>
std::string r_instrumented(const ReplicaLine& line) {
  const Formula& f = line.formula;
  std::string extra = fmt::format(", endogenous = {}, instruments = {}", replica::r_vector(f.endogenous),
                                  replica::r_vector(f.instruments));
  if (!line.effects.empty()) extra += ", effects = " + replica::r_vector(line.effects);
  if (gmm) extra += ", gmm = TRUE";
  if (line.options.small) extra += ", small = TRUE";
  return replica::r_call("instrumented", line, f.regressors, extra);
}

Options small_option() {
  return {{.key = "small",
           .type = Option::Type::flag,
           .help = {"small-sample factors and t", "小样本修正与 t 分布"},
           .otherwise = "false"}};
}

void take_small(const OptionValues& values, ModelOptions& options) { options.small = values.flag("small"); }

constexpr const char* kInstrumentedInR = R"R(
# Two-stage least squares, or two-step GMM, on what the effects leave.
instrumented <- function(name, d, y, x, endogenous, instruments, effects = NULL, gmm = FALSE, small = FALSE,
                         vce = "iid", clusters = NULL) {
  d <- sample_of(d, y, c(x, endogenous, instruments), effects, clusters)
  n <- nrow(d)
  plain <- is.null(effects)
  left <- function(m) if (plain) m else qr.resid(qr(dummies_of(d, effects)), m)
  columns <- function(terms) { m <- regressors(d, terms); if (is.null(m)) matrix(0, n, 0) else m }
  own <- if (plain) cbind(columns(x), `_cons` = 1) else left(columns(x))
  X <- cbind(left(columns(endogenous)), own)
  X <- X[, independent(X), drop = FALSE]
  Y <- as.numeric(left(matrix(as.numeric(d[[y]]))))
  Q <- qr.Q(qr(scaled(cbind(own, left(columns(instruments))))))
  size <- sqrt(colSums(X^2))
  C <- crossprod(Q, sweep(X, 2, size, "/"))
  bread <- solve(crossprod(C))
  b <- bread %*% crossprod(C, crossprod(Q, Y))
  e <- Y - as.numeric(sweep(X, 2, size, "/") %*% b)
  a <- degrees_of(d, effects, clusters)
  k <- ncol(X) + a$taken
  exact <- small || !plain
  groups <- if (is.null(clusters)) NA else groups_of(d, clusters)
  factor <- switch(vce, iid = if (exact) n / (n - k) else 1, robust = if (exact) n / (n - k) else 1,
                   cluster = if (exact) (n - 1) / (n - k - a$nested) * groups / (groups - 1) else 1)
  meat <- function(S) if (identical(vce, "cluster")) clustered(S, d, clusters) else crossprod(S)
  if (gmm && !identical(vce, "iid")) {
    W <- solve(meat(Q * e))
    V <- solve(crossprod(C, W %*% C))
    b <- V %*% crossprod(C, W %*% crossprod(Q, Y))
  } else {
    B <- Q %*% C %*% bread
    V <- if (identical(vce, "iid")) crossprod(B) * sum(e^2) / n else meat(B * e)
  }
  V <- V * factor / outer(size, size)
  show_fit(name, setNames(as.numeric(b) / size, colnames(X)), V, n)
}
)R";

constexpr Source kKleibergenPaap{
    "Kleibergen and Paap 2006",
    "Kleibergen, F., Paap, R. (2006). Generalized reduced rank tests using the singular value "
    "decomposition. Journal of Econometrics 133(1), 97–126."};

}  // namespace

const Estimator kInstrumental{
    .about = {.name = "iv",
              .title = {"two-stage least squares", "两阶段最小二乘"},
              .help = {"two-stage least squares; instruments after a second bar",
                       "两阶段最小二乘；工具变量写在第二条竖线之后"},
              .formula =
                  "b = (X^{\\prime} P_Z X)^{-1} X^{\\prime} P_Z y, \\quad P_Z = Z (Z^{\\prime} Z)^{-1} Z^{\\prime}",
              .sources = {kKleibergenPaap},
              .page = "iv",
              .reference = "tests/reference/static_panel_test.cpp"},
    .traits = {.factor = ErrorFactor::regressors_under_t},
    .options = small_option(),
    .take = take_small,
    .fit = fit_named<false>,
    .says = says_instruments<false>,
    .rows = strength_rows,
    .rows_note = strength_note(),
    .describe = describe_instruments,
    .replica = {.stata = stata_instrumented<false>,
                .errors = Replica::Errors::clusters,
                .r = r_instrumented<false>,
                .r_code = kInstrumentedInR}};

const Estimator kInstrumentalGmm{
    .about = {.name = "iv-gmm",
              .title = {"two-step GMM", "两步 GMM"},
              .help = {"instrumental variables by two-step GMM", "工具变量两步 GMM"},
              .formula = "b = (X^{\\prime} Z W Z^{\\prime} X)^{-1} X^{\\prime} Z W Z^{\\prime} y, \\quad W = S^{-1}",
              .sources = {{"Hansen 1982",
                           "Hansen, L. P. (1982). Large sample properties of generalized method of moments estimators. "
                           "Econometrica 50(4), 1029–1054."},
                          kKleibergenPaap},
              .page = "iv",
              .reference = "tests/reference/static_panel_test.cpp"},
    .traits = {.factor = ErrorFactor::regressors_under_t},
    .options = small_option(),
    .take = take_small,
    .fit = fit_named<true>,
    .says = says_instruments<true>,
    .rows = strength_rows,
    .rows_note = strength_note(),
    .describe = describe_instruments,
    .replica = {.stata = stata_instrumented<true>,
                .errors = Replica::Errors::clusters,
                .r = r_instrumented<true>,
                .r_code = kInstrumentedInR}};

}  // namespace ecoeff
