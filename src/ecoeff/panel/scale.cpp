#include "ecoeff/panel/scale.hpp"

#include <cmath>

namespace ecoeff {
namespace {

double power_near(const Eigen::Ref<const Vector>& x) {
  const double largest = x.size() > 0 ? x.cwiseAbs().maxCoeff() : 0;
  return largest > 0 ? std::exp2(std::ilogb(largest)) : 1;
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
}

}  // namespace ecoeff
