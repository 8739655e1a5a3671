#include "ecoeff/panel/scale.hpp"

#include <fmt/format.h>

#include <cmath>
#include <limits>
#include <string>
#include <vector>

namespace ecoeff {
namespace {

double power_near(const Eigen::Ref<const Vector>& x) {
  const double largest = x.size() > 0 ? x.cwiseAbs().maxCoeff() : 0;
  return largest > 0 ? std::exp2(std::ilogb(largest)) : 1;
}

// A variance that is infinite, or so small that its digits are gone.
bool lost(double variance, double coefficient) {
  return std::isinf(variance) || (variance < std::numeric_limits<double>::min() && std::abs(coefficient) < 1e-140);
}

}  // namespace

Scales scale_sample(EstimationSample& sample) {
  Scales scales{.y = power_near(sample.y), .x = Vector::Ones(sample.x.cols())};
  sample.y /= scales.y;
  for (Eigen::Index j = 0; j < sample.x.cols(); ++j) {
    scales.x(j) = power_near(sample.x.col(j));
    sample.x.col(j) /= scales.x(j);
  }
  return scales;
}

void restore_units(const Scales& scales, const std::vector<Eigen::Index>& kept, Estimate& estimate) {
  const Vector scaled = estimate.covariance.diagonal();
  Vector factor = Vector::Constant(estimate.coefficients.size(), scales.y);
  for (std::size_t j = 0; j < kept.size(); ++j) factor(static_cast<Eigen::Index>(j)) /= scales.x(kept[j]);
  estimate.coefficients = estimate.coefficients.cwiseProduct(factor).eval();
  estimate.covariance = (factor.asDiagonal() * estimate.covariance * factor.asDiagonal()).eval();
  for (WildTest& test : estimate.wild) {
    const double unit = factor(static_cast<Eigen::Index>(estimate.index_of(test.name)));
    test.low *= unit;
    test.high *= unit;
  }
  estimate.residuals *= scales.y;
  estimate.rmse *= scales.y;
  estimate.rss *= scales.y * scales.y;
  for (Eigen::Index i = 0; i < factor.size(); ++i) {
    double& variance = estimate.covariance(i, i);
    if (scaled(i) > 0 && variance < std::numeric_limits<double>::min())
      variance = std::numeric_limits<double>::infinity();
  }
}

void note_out_of_range(Estimate& estimate) {
  for (auto& [name, value] : estimate.parameters) {
    if (std::isinf(value)) value = kMissing;
  }
  std::vector<std::string> names;
  for (std::size_t j = 0; j < estimate.names.size(); ++j) {
    const auto i = static_cast<Eigen::Index>(j);
    const double coefficient = estimate.coefficients(i);
    const double variance = estimate.covariance(i, i);
    if (is_missing(coefficient) && is_missing(variance)) continue;  // said before
    const bool known = std::isfinite(coefficient);
    if (known && !lost(variance, coefficient)) continue;
    names.push_back(estimate.names[j]);
    if (!known) estimate.coefficients(i) = kMissing;
    estimate.covariance.row(i).setConstant(kMissing);
    estimate.covariance.col(i).setConstant(kMissing);
  }
  if (names.empty()) return;
  estimate.notes.push_back(
      {Severity::warning,
       "P594",
       {fmt::format("{}: the coefficient or its variance is larger or smaller than a number can be, and is left empty",
                    join(names, ", ")),
        fmt::format("{}：系数或其方差超出了数值能表示的范围，故留空", join(names, "、"))},
       {}});
}

}  // namespace ecoeff
