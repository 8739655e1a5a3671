#include "ecoeff/panel/limited_sample.hpp"

#include <fmt/format.h>

#include <cmath>
#include <limits>
#include <utility>

#include "ecoeff/base/counted.hpp"
#include "ecoeff/base/error.hpp"
#include "ecoeff/numeric/decompose.hpp"
#include "ecoeff/panel/derived.hpp"
#include "ecoeff/panel/fixed_effects_notes.hpp"
#include "ecoeff/panel/near_zero.hpp"
#include "ecoeff/panel/orthogonal.hpp"

namespace ecoeff {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

void require_limits(const LimitedOptions& options, const Formula& formula) {
  const bool any = options.lower || options.upper;
  const bool ordered = options.lower.value_or(-kInfinity) < options.upper.value_or(kInfinity);
  if (any && ordered) return;
  throw Error(Fault::usage, "P630",
              {fmt::format("{}: a limit is needed, and the lower one below the upper", formula.text),
               fmt::format("{}：需要给出界限，且下限小于上限", formula.text)},
              {}, {"write --ll 0 or --ul 1", "写法：--ll 0 或 --ul 1"});
}

Formula with_dummies(const Panel& panel, const Formula& formula, bool unit_dummies) {
  Formula out = effects_as_dummies(panel, formula);
  if (!unit_dummies) return out;
  for (const std::string& effect : formula.effects) {
    if (is_unit(panel, effect)) out.regressors.push_back("i." + panel.unit_column());
  }
  return out;
}

void truncate_rows(const LimitedOptions& options, LimitedSample& out) {
  std::vector<Eigen::Index> rows;
  for (Eigen::Index i = 0; i < out.sample.y.size(); ++i) {
    const double y = out.sample.y(i);
    if (y > options.lower.value_or(-kInfinity) && y < options.upper.value_or(kInfinity)) rows.push_back(i);
  }
  const auto outside = static_cast<std::size_t>(out.sample.y.size()) - rows.size();
  if (outside == 0) return;
  keep_rows(rows, out.sample);
  out.notes.push_back({Severity::info,
                       "P635",
                       {fmt::format("{} at or outside the limits left out", counted(outside, "row")),
                        fmt::format("{} 行位于界限上或界限外，未使用", outside)},
                       {}});
}

void find_sides(const LimitedOptions& options, LimitedSample& out) {
  for (Eigen::Index i = 0; i < out.sample.y.size(); ++i) {
    double& y = out.sample.y(i);
    Side side = Side::inside;
    if (options.lower && y <= *options.lower) {
      side = Side::lower;
      y = *options.lower;
      ++out.at_lower;
    } else if (options.upper && y >= *options.upper) {
      side = Side::upper;
      y = *options.upper;
      ++out.at_upper;
    }
    out.side.push_back(side);
  }
}

}  // namespace

LimitedSample make_limited_sample(const Panel& panel, const Formula& formula, const LimitedOptions& options,
                                  const Vce& vce, bool truncate, bool unit_dummies) {
  refuse_instruments(formula);
  require_limits(options, formula);
  LimitedSample out{.sample = make_sample(panel, with_dummies(panel, formula, unit_dummies), vce.clusters, true)};
  EstimationSample& sample = out.sample;
  require_clusters(sample, vce);
  if (truncate) truncate_rows(options, out);
  find_sides(options, out);
  if (out.at_lower + out.at_upper >= sample.rows.size()) {
    throw Error(Fault::estimator, "P631",
                {fmt::format("{}: no row lies inside the limits", formula.text),
                 fmt::format("{}：没有位于界限之内的行", formula.text)});
  }
  if (options.constant) {
    Matrix x(sample.x.rows(), sample.x.cols() + 1);
    x << Vector::Ones(sample.x.rows()), sample.x;
    sample.x = std::move(x);
    sample.names.insert(sample.names.begin(), "_cons");
  }
  NearColumns near = scale_near_zero(sample, options.constant, options.constant, Outcome::as_it_is);
  out.scales = std::move(near.scales);
  out.moved = std::move(near.moved);
  out.lower = options.lower ? *options.lower / out.scales.y : -kInfinity;
  out.upper = options.upper ? *options.upper / out.scales.y : kInfinity;
  const OrthogonalColumns basis = orthogonalise(sample.x, near.nothing);
  if (basis.kept.empty()) {
    throw Error(Fault::estimator, "P513",
                {formula.text + ": nothing of any regressor is left", formula.text + "：所有解释变量都没有变化"}, {},
                {"use a regressor that is not zero everywhere, or keep the constant",
                 "请使用并非处处为零的解释变量，或保留常数项"});
  }
  out.kept = basis.kept;
  for (const Eigen::Index j : basis.kept) out.names.push_back(sample.names[static_cast<std::size_t>(j)]);
  for (const Eigen::Index j : basis.omitted) out.omitted.push_back(sample.names[static_cast<std::size_t>(j)]);
  out.x = sample.x(Eigen::all, out.kept);
  require_degrees(formula, sample.rows.size(), out.names.size(), 1);
  return out;
}

Vector least_squares_start(const LimitedSample& sample) {
  const Vector b = least_squares(sample.x, sample.sample.y);
  const Vector e = sample.sample.y - sample.x * b;
  Vector out(b.size() + 1);
  const double size = std::sqrt(e.squaredNorm() / static_cast<double>(e.size()));
  out << b, size > 0 ? size : 1;
  return out;
}

void finish_limited(const Panel& panel, const Formula& formula, const LimitedSample& limited, double log_likelihood,
                    std::size_t inside, Estimate& estimate) {
  const EstimationSample& sample = limited.sample;
  estimate.outcome = formula.outcome;
  estimate.names = limited.names;
  estimate.omitted = limited.omitted;
  estimate.n = sample.rows.size();
  estimate.groups = sample.unit.levels;
  estimate.clusters = sample.clusters.empty() ? 0 : sample.clusters.front().levels;
  estimate.rows = sample.rows;
  estimate.df_a = 0;
  estimate.condition = scaled_condition(limited.x);
  Vector factor = Vector::Constant(estimate.coefficients.size(), limited.scales.y);
  for (std::size_t j = 0; j < limited.kept.size(); ++j)
    factor(static_cast<Eigen::Index>(j)) /= limited.scales.x(limited.kept[j]);
  estimate.coefficients = estimate.coefficients.cwiseProduct(factor).eval();
  estimate.covariance = (factor.asDiagonal() * estimate.covariance * factor.asDiagonal()).eval();
  restore_constant(sample.names, limited.moved, 0, estimate);
  move_constant_last(estimate);
  // A density in units of y is one in scaled units over the scale.
  estimate.parameters["log_likelihood"] = log_likelihood - static_cast<double>(inside) * std::log(limited.scales.y);
  append(estimate.notes, limited.notes);
  note_fixed_effects(panel, sample, {}, estimate);
}

}  // namespace ecoeff
