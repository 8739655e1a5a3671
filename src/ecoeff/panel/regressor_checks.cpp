#include "ecoeff/panel/regressor_checks.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "ecoeff/numeric/decompose.hpp"
#include "ecoeff/panel/estimation_sample.hpp"

namespace ecoeff {
namespace {

// The effect on some of the sample's rows, levels renumbered without gaps.
Effect on_places(const Effect& effect, const std::vector<std::size_t>& places) {
  Effect out;
  out.name = effect.name;
  out.slope = effect.slope;
  std::vector<std::int32_t> number(effect.levels, -1);
  for (const std::size_t place : places) {
    std::int32_t& code = number[static_cast<std::size_t>(effect.codes[place])];
    if (code < 0) code = static_cast<std::int32_t>(out.levels++);
    out.codes.push_back(code);
    if (!effect.values.empty()) out.values.push_back(effect.values[place]);
  }
  return out;
}

// 1 / (1 - R2_j) of columns of which means or effects are taken out: (X'X)_jj ((X'X)^-1)_jj. Infinite when singular.
Vector inflation(const Matrix& x) {
  Matrix cross = x.transpose() * x;
  const Vector scale = cross.diagonal().cwiseSqrt().cwiseInverse();
  cross = scale.asDiagonal() * cross * scale.asDiagonal();
  const Matrix inverse = spd_inverse(cross);
  if (inverse.rows() != cross.rows()) return Vector::Constant(x.cols(), std::numeric_limits<double>::infinity());
  return inverse.diagonal();
}

}  // namespace

std::vector<RegressorCheck> check_regressors(const Panel& panel, const Formula& formula, const Estimate& estimate) {
  // The estimate's rows and columns within a sample that keeps singletons.
  const EstimationSample sample = make_sample(panel, formula, {}, true);
  std::map<std::size_t, std::size_t> place_of;
  for (std::size_t i = 0; i < sample.rows.size(); ++i) place_of[sample.rows[i]] = i;
  std::vector<std::size_t> places;
  for (const std::size_t row : estimate.rows) places.push_back(place_of.at(row));
  std::vector<Eigen::Index> columns;
  for (std::size_t j = 0; j < sample.names.size(); ++j) {
    const std::size_t at = estimate.index_of(sample.names[j]);
    if (at != static_cast<std::size_t>(-1)) columns.push_back(static_cast<Eigen::Index>(j));
  }
  Matrix x(static_cast<Eigen::Index>(places.size()), static_cast<Eigen::Index>(columns.size()));
  for (Eigen::Index j = 0; j < x.cols(); ++j) {
    for (Eigen::Index i = 0; i < x.rows(); ++i)
      x(i, j) = sample.x(static_cast<Eigen::Index>(places[static_cast<std::size_t>(i)]),
                         columns[static_cast<std::size_t>(j)]);
    // Near 1, so that squares of 1e300 do not overflow; put back below.
    const double size = x.col(j).cwiseAbs().maxCoeff();
    if (size > 0) x.col(j) /= std::exp2(std::ilogb(size));
  }

  Matrix centred = x.rowwise() - x.colwise().mean();
  const Vector vif = inflation(centred);
  std::vector<Effect> effects;
  for (const Effect& effect : sample.effects) effects.push_back(on_places(effect, places));
  const Absorber absorber(effects);
  Matrix within = centred;
  for (Eigen::Index j = 0; j < within.cols(); ++j) (void)absorber.project(within.col(j));
  const Vector vif_within = effects.empty() ? vif : inflation(within);

  std::vector<RegressorCheck> out;
  for (Eigen::Index j = 0; j < x.cols(); ++j) {
    const auto column = static_cast<std::size_t>(columns[static_cast<std::size_t>(j)]);
    double size = 0;
    for (const std::size_t place : places)
      size = std::max(size, std::abs(sample.x(static_cast<Eigen::Index>(place), static_cast<Eigen::Index>(column))));
    const double unit = size > 0 ? std::exp2(std::ilogb(size)) : 1;
    const double degrees = std::sqrt(static_cast<double>(x.rows()) - 1);
    RegressorCheck check{.name = sample.names[column], .vif = vif(j), .vif_within = vif_within(j)};
    check.sd = centred.col(j).norm() / degrees * unit;
    check.sd_within = within.col(j).norm() / degrees * unit;
    check.within = std::pow(within.col(j).norm() / centred.col(j).norm(), 2);
    out.push_back(check);
  }
  return out;
}

}  // namespace ecoeff
