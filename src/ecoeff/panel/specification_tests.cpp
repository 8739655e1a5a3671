#include "ecoeff/panel/specification_tests.hpp"

#include <cmath>

#include "ecoeff/numeric/decompose.hpp"
#include "ecoeff/numeric/distributions.hpp"
#include "ecoeff/panel/derived.hpp"
#include "ecoeff/panel/static_panel.hpp"
#include "ecoeff/panel/wald.hpp"

namespace ecoeff {
namespace {

constexpr std::size_t kAbsent = static_cast<std::size_t>(-1);

// The regressors as the formula has them, against unit effects and whatever else it absorbs.
Formula with_unit(const Panel& panel, Formula formula) {
  bool has_unit = false;
  for (const std::string& effect : formula.effects) has_unit = has_unit || is_unit(panel, effect);
  if (!has_unit) formula.effects.insert(formula.effects.begin(), "unit");
  return formula;
}

Formula without_unit(const Panel& panel, Formula formula) {
  std::erase_if(formula.effects, [&](const std::string& effect) { return is_unit(panel, effect); });
  return formula;
}

TestResult robust_hausman(const Panel& panel, const Formula& formula) {
  const Estimate random = fit_random_effects(panel, formula);
  const EstimationSample sample = make_sample(panel, effects_as_dummies(panel, formula), {}, true);
  const double e2 = std::pow(random.parameters.at("sigma_e"), 2);
  const double u2 = std::pow(random.parameters.at("sigma_u"), 2);
  const Eigen::Index k = sample.x.cols();
  DerivedColumns columns = derived_from(sample);
  columns.effects.clear();
  columns.clusters = {sample.unit};
  columns.x.resize(sample.x.rows(), 2 * k + 1);
  columns.names = {"_cons"};
  columns.names.insert(columns.names.end(), sample.names.begin(), sample.names.end());
  for (const std::string& name : sample.names) columns.names.push_back("within " + name);
  const Matrix means = unit_means(sample.x, sample.unit);
  const Matrix y_means = unit_means(sample.y, sample.unit);
  std::vector<double> counts(sample.unit.levels, 0);
  for (const std::int32_t code : sample.unit.codes) ++counts[static_cast<std::size_t>(code)];
  for (Eigen::Index i = 0; i < sample.x.rows(); ++i) {
    const auto u = static_cast<std::size_t>(sample.unit.codes[static_cast<std::size_t>(i)]);
    const auto unit = static_cast<Eigen::Index>(u);
    const double theta = 1 - std::sqrt(e2 / (counts[u] * u2 + e2));
    columns.y(i) = sample.y(i) - theta * y_means(unit, 0);
    columns.x(i, 0) = 1 - theta;
    columns.x.row(i).segment(1, k) = sample.x.row(i) - theta * means.row(unit);
    columns.x.row(i).tail(k) = sample.x.row(i) - means.row(unit);
  }
  const Estimate fit = fit_derived(columns, formula.text, {.vce = "cluster(unit)", .constant = false});
  std::vector<Eigen::Index> at;
  for (std::size_t i = 0; i < fit.names.size(); ++i) {
    if (fit.names[i].starts_with("within ")) at.push_back(static_cast<Eigen::Index>(i));
  }
  const auto f = wald_f(Vector(fit.coefficients(at)), Matrix(fit.covariance(at, at)), fit.df_r);
  TestResult test{.df = static_cast<double>(at.size())};
  if (!f) return test;
  test.statistic = f->statistic * f->df;
  test.p = chi2_upper_p(test.statistic, test.df);
  return test;
}

}  // namespace

TestResult hausman_test(const Panel& panel, const Formula& formula, HausmanKind kind, Notes& notes) {
  if (kind == HausmanKind::robust) return robust_hausman(panel, formula);
  const Estimate fixed = fit_fixed_effects(panel, with_unit(panel, formula), {.keep_singletons = true});
  const Estimate random = fit_random_effects(panel, formula);
  const double scale = kind == HausmanKind::common ? std::pow(random.rmse / fixed.rmse, 2) : 1;
  std::vector<Eigen::Index> in_fixed;
  std::vector<Eigen::Index> in_random;
  for (std::size_t i = 0; i < fixed.names.size(); ++i) {
    const std::size_t at = random.index_of(fixed.names[i]);
    if (fixed.names[i] == "_cons" || at == kAbsent) continue;
    in_fixed.push_back(static_cast<Eigen::Index>(i));
    in_random.push_back(static_cast<Eigen::Index>(at));
  }
  if (in_fixed.empty()) {
    notes.push_back({Severity::warning,
                     "P590",
                     {"hausman gives no number here: no slope is in both models",
                      "hausman 没有结果：没有同时出现在两个模型中的斜率"},
                     {}});
    return {};
  }
  const Vector difference = Vector(fixed.coefficients(in_fixed)) - Vector(random.coefficients(in_random));
  const Matrix v =
      scale * Matrix(fixed.covariance(in_fixed, in_fixed)) - Matrix(random.covariance(in_random, in_random));
  const Vector size = v.diagonal().cwiseAbs().cwiseSqrt().cwiseMax(1e-300).cwiseInverse();
  const Matrix scaled = size.asDiagonal() * v * size.asDiagonal();
  if (!(symmetric_eigen(scaled).values.minCoeff() > 1e-10)) {
    notes.push_back(
        {Severity::warning,
         "P612",
         {"Hausman: V(fe) − V(re) is not positive definite; prefer the test with one error variance or the robust one",
          "Hausman 检验：V(fe) − V(re) 不是正定矩阵；建议采用共同误差方差的形式或稳健 Hausman 检验"},
         {}});
  }
  TestResult test{.df = static_cast<double>(difference.size())};
  const Vector whitened = size.cwiseProduct(difference);
  const Matrix solved = lu_solve(scaled, whitened);
  if (solved.size() == 0) return test;
  test.statistic = whitened.dot(solved.col(0));
  if (test.statistic >= 0) test.p = chi2_upper_p(test.statistic, test.df);
  return test;
}

TestResult breusch_pagan_test(const Panel& panel, const Formula& formula) {
  const EstimationSample sample = make_sample(panel, effects_as_dummies(panel, formula), {}, true);
  DerivedColumns columns = derived_from(sample);
  columns.effects.clear();
  const Estimate pooled = fit_derived(columns, formula.text, {});
  Vector sums = Vector::Zero(static_cast<Eigen::Index>(sample.unit.levels));
  Vector counts = Vector::Zero(sums.size());
  for (std::size_t i = 0; i < sample.unit.codes.size(); ++i) {
    sums(sample.unit.codes[i]) += pooled.residuals(static_cast<Eigen::Index>(i));
    counts(sample.unit.codes[i]) += 1;
  }
  const double a = 1 - sums.squaredNorm() / pooled.residuals.squaredNorm();
  const double n = counts.sum();
  TestResult test{.statistic = n * n / 2 * a * a / (counts.squaredNorm() - n), .df = 1};
  test.p = chi2_upper_p(test.statistic, 1);
  return test;
}

TestResult unit_effects_test(const Panel& panel, const Formula& formula) {
  const Formula unit = with_unit(panel, formula);
  const Estimate free = fit_fixed_effects(panel, unit, {.keep_singletons = true});
  const Estimate equal = fit_fixed_effects(panel, without_unit(panel, unit), {.keep_singletons = true});
  TestResult test{.df = equal.df_r - free.df_r, .df2 = free.df_r};
  test.statistic = (equal.rss - free.rss) / test.df / (free.rss / free.df_r);
  test.p = f_upper_p(test.statistic, test.df, test.df2);
  return test;
}

}  // namespace ecoeff
