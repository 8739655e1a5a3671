#include "ecoeff/panel/moderation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "ecoeff/base/error.hpp"
#include "ecoeff/numeric/distributions.hpp"
#include "ecoeff/panel/estimation_sample.hpp"
#include "ecoeff/panel/vce.hpp"

namespace ecoeff {
namespace {

const std::string kCentred = "moderator less its mean";
const std::string kProduct = "focus times moderator";

}  // namespace

MarginalEffect marginal_effect(const Estimate& estimate, const std::string& focus, const std::string& product,
                               double moderator) {
  MarginalEffect out{.at = moderator};
  const std::size_t x = estimate.index_of(focus);
  const std::size_t xz = estimate.index_of(product);
  if (std::max(x, xz) >= estimate.names.size()) return out;
  const auto i = static_cast<Eigen::Index>(x);
  const auto j = static_cast<Eigen::Index>(xz);
  const Matrix& v = estimate.covariance;
  out.effect = estimate.coefficients(i) + moderator * estimate.coefficients(j);
  out.se = std::sqrt(v(i, i) + 2 * moderator * v(i, j) + moderator * moderator * v(j, j));
  out.statistic = out.effect / out.se;
  out.p = t_two_sided_p(out.statistic, estimate.df_r);
  const double reach = t_quantile(0.975, estimate.df_r) * out.se;
  out.low = out.effect - reach;
  out.high = out.effect + reach;
  return out;
}

Moderation fit_moderation(const Panel& panel, const Formula& formula, const std::string& focus,
                          const std::string& moderator, const FixedEffectsOptions& options) {
  Formula widest = formula;
  std::erase(widest.regressors, moderator);
  if (std::find(widest.regressors.begin(), widest.regressors.end(), focus) == widest.regressors.end()) {
    throw Error(Fault::usage, "P650",
                {fmt::format("{}: {} must be a regressor other than the moderator", formula.text, focus),
                 fmt::format("{}：{} 应为调节变量以外的解释变量", formula.text, focus)},
                {.value = focus});
  }
  Formula rows = widest;
  rows.regressors.push_back(moderator);
  const EstimationSample sample =
      make_sample(panel, rows, parse_vce(options.vce).clusters,
                  options.keep_singletons ? Singletons::keep : Singletons::drop, parse_weights(options.weights));
  Moderation out{.focus = focus, .moderator = moderator, .product = focus + ":" + moderator};
  std::vector<double> z = build_term(panel, moderator);
  const std::vector<double> x = build_term(panel, focus);
  // Weights sum to the rows, or are frequencies.
  const Vector weights =
      sample.weights.size() > 0 ? sample.weights : Vector(Vector::Ones(static_cast<Eigen::Index>(sample.rows.size())));
  const double n = weights.sum();
  double sum = 0;
  for (std::size_t i = 0; i < sample.rows.size(); ++i) sum += weights(static_cast<Eigen::Index>(i)) * z[sample.rows[i]];
  out.mean = sum / n;
  double squares = 0;
  for (std::size_t i = 0; i < sample.rows.size(); ++i)
    squares += weights(static_cast<Eigen::Index>(i)) * std::pow(z[sample.rows[i]] - out.mean, 2);
  out.sd = std::sqrt(squares / (n - 1));
  std::vector<double> product(z.size());
  for (std::size_t i = 0; i < z.size(); ++i) {
    z[i] -= out.mean;
    product[i] = x[i] * z[i];
  }
  Panel with = panel;
  with.table.set_numbers(kCentred, std::move(z));
  with.table.set_numbers(kProduct, std::move(product));
  widest.regressors.push_back(kCentred);
  widest.regressors.push_back(kProduct);
  out.estimate = fit_fixed_effects(with, widest, options);
  for (auto* names : {&out.estimate.names, &out.estimate.omitted}) {
    std::replace(names->begin(), names->end(), kCentred, moderator);
    std::replace(names->begin(), names->end(), kProduct, out.product);
  }
  for (const std::string& name : {focus, out.product}) {
    if (!is_missing(out.estimate.coefficient(name))) continue;
    throw Error(Fault::estimator, "P517",
                {fmt::format("{} was omitted as collinear", name), fmt::format("{} 因共线被剔除", name)});
  }
  for (const double step : {-1.0, 0.0, 1.0}) {
    out.effects.push_back(marginal_effect(out.estimate, focus, out.product, step * out.sd));
    out.effects.back().at = out.mean + step * out.sd;
  }
  return out;
}

}  // namespace ecoeff
