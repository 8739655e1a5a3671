#include "ecoeff/panel/iv_design.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "ecoeff/base/error.hpp"
#include "ecoeff/panel/fixed_effects_notes.hpp"
#include "ecoeff/panel/orthogonal.hpp"

namespace ecoeff {
namespace {

void require_instruments(const Formula& formula) {
  if (formula.endogenous.empty() || formula.instruments.empty()) {
    throw Error(Fault::usage, "P620",
                {fmt::format("{}: the model needs endogenous regressors and instruments", formula.text),
                 fmt::format("{}：该模型需要内生变量与工具变量", formula.text)},
                {},
                {"write y ~ exog | effects | endog ~ instruments", "写法：y ~ 外生变量 | 效应 | 内生变量 ~ 工具变量"});
  }
}

// How many columns each part of the formula has on the rows used.
struct Parts {
  Eigen::Index exogenous = 0;
  Eigen::Index endogenous = 0;
  Eigen::Index instruments = 0;
};

Parts count_parts(const Panel& panel, const Formula& formula, const std::vector<std::size_t>& rows) {
  std::vector<bool> used(panel.rows(), false);
  for (const std::size_t row : rows) used[row] = true;
  const auto count = [&](const std::vector<std::string>& terms) {
    return static_cast<Eigen::Index>(build_terms(panel, terms, used).names.size());
  };
  return {count(formula.regressors), count(formula.endogenous), count(formula.instruments)};
}

EstimationSample sample_of(const Panel& panel, const Formula& formula, const Vce& vce, bool keep_singletons) {
  Formula all = formula;
  all.regressors.insert(all.regressors.end(), formula.endogenous.begin(), formula.endogenous.end());
  all.regressors.insert(all.regressors.end(), formula.instruments.begin(), formula.instruments.end());
  EstimationSample sample = make_sample(panel, all, vce.clusters, keep_singletons);
  require_clusters(sample, vce);
  return sample;
}

[[noreturn]] void refuse_identification(const Formula& formula, Eigen::Index endogenous, Eigen::Index instruments) {
  throw Error(Fault::estimator, "P621",
              {fmt::format("{}: {} usable instruments cannot identify {} endogenous regressors", formula.text,
                           instruments, endogenous),
               fmt::format("{}：{} 个可用的工具变量不足以识别 {} 个内生变量", formula.text, instruments, endogenous)},
              {}, {"add instruments that are not collinear", "请增加不共线的工具变量"});
}

}  // namespace

IvDesign make_iv_design(const Panel& panel, const Formula& formula, const Vce& vce, bool constant,
                        bool keep_singletons) {
  require_instruments(formula);
  IvDesign d{.sample = sample_of(panel, formula, vce, keep_singletons)};
  EstimationSample& sample = d.sample;
  Parts parts = count_parts(panel, formula, sample.rows);
  d.effects = !sample.effects.empty();
  if (!d.effects && constant) {
    Matrix x(sample.x.rows(), sample.x.cols() + 1);
    x << Vector::Ones(sample.x.rows()), sample.x;
    sample.x = std::move(x);
    sample.names.insert(sample.names.begin(), "_cons");
    ++parts.exogenous;
  }
  d.near = scale_near_zero(sample, !d.effects && constant, d.effects || constant, Outcome::moved);
  const Vector& nothing = d.near.nothing;

  // The effects out of every column.
  const Absorber absorber(sample.effects);
  Matrix all = sample.x;
  d.y = sample.y;
  d.converged = absorber.project(d.y);
  for (Eigen::Index j = 0; j < all.cols(); ++j) d.converged = absorber.project(all.col(j)) && d.converged;

  // Collinear columns, from left to right: among the regressors, then among the instruments.
  const Eigen::Index regressors = parts.exogenous + parts.endogenous;
  const OrthogonalColumns x = orthogonalise(all.leftCols(regressors), nothing.head(regressors));
  d.kept = x.kept;
  for (const Eigen::Index j : x.kept) {
    d.names.push_back(sample.names[static_cast<std::size_t>(j)]);
    if (j < parts.exogenous) ++d.exogenous;
  }
  for (const Eigen::Index j : x.omitted) d.omitted.push_back(sample.names[static_cast<std::size_t>(j)]);
  d.x = all(Eigen::all, d.kept);
  std::vector<Eigen::Index> columns(d.kept.begin(), d.kept.begin() + d.exogenous);
  for (Eigen::Index j = regressors; j < all.cols(); ++j) columns.push_back(j);
  OrthogonalColumns z = orthogonalise(all(Eigen::all, columns), Vector(nothing(columns)));
  for (const Eigen::Index j : z.omitted)
    d.omitted_instruments.push_back(sample.names[static_cast<std::size_t>(columns[static_cast<std::size_t>(j)])]);
  d.q = std::move(z.q);
  const Eigen::Index endogenous = d.x.cols() - d.exogenous;
  if (endogenous == 0 || d.q.cols() < d.x.cols()) refuse_identification(formula, endogenous, d.q.cols() - d.exogenous);
  d.absorbed = count_absorbed(sample.effects, sample.clusters);
  require_degrees(formula, sample.rows.size(), static_cast<std::size_t>(d.q.cols()), d.absorbed.all);
  return d;
}

}  // namespace ecoeff
