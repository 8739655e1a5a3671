#include "ecoeff/panel/scale.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "ecoeff/panel/row_pieces.hpp"

namespace ecoeff {
namespace {

double largest_of(const Eigen::Ref<const Vector>& x, unsigned threads) {
  struct Largest {
    double value = 0;
    Largest& operator+=(const Largest& more) {
      value = std::max(value, more.value);
      return *this;
    }
  };
  return sum_rows(x.size(), threads, Largest(),
                  [&](Eigen::Index first, Eigen::Index count) {
                    return Largest{x.segment(first, count).cwiseAbs().maxCoeff()};
                  })
      .value;
}

// Divides x by the power of 2 near its largest value, which is returned.
double scale(Eigen::Ref<Vector> x, unsigned threads) {
  const double largest = largest_of(x, threads);
  const double power = largest > 0 ? std::exp2(std::ilogb(largest)) : 1;
  if (power == 1) return power;
  for_rows(x.size(), threads, [&](Eigen::Index first, Eigen::Index count) { x.segment(first, count) /= power; });
  return power;
}

// 0 stays 0 where a factor is infinite.
void multiply(double& value, double factor, double other = 1) {
  if (value != 0) value = factor * value * other;
}

// A variance that is infinite, or so small that its digits are gone.
bool lost(double variance, double coefficient) {
  return std::isinf(variance) || (variance < std::numeric_limits<double>::min() && std::abs(coefficient) < 1e-140);
}

}  // namespace

Scales scale_sample(EstimationSample& sample, unsigned threads) {
  Scales scales{.y = scale(sample.y, threads), .x = Vector(sample.x.cols())};
  for (Eigen::Index j = 0; j < sample.x.cols(); ++j) scales.x(j) = scale(sample.x.col(j), threads);
  return scales;
}

void restore_units(const Scales& scales, const std::vector<Eigen::Index>& kept, Estimate& estimate) {
  const Vector scaled = estimate.covariance.diagonal();
  Vector factor = Vector::Constant(estimate.coefficients.size(), scales.y);
  for (std::size_t j = 0; j < kept.size(); ++j) factor(static_cast<Eigen::Index>(j)) /= scales.x(kept[j]);
  for (Eigen::Index i = 0; i < factor.size(); ++i) multiply(estimate.coefficients(i), factor(i));
  for (Eigen::Index i = 0; i < factor.size(); ++i) {
    for (Eigen::Index j = 0; j < factor.size(); ++j) multiply(estimate.covariance(i, j), factor(i), factor(j));
  }
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
    const bool gone = is_missing(variance) || variance < std::numeric_limits<double>::min();
    if (scaled(i) > 0 && gone) variance = std::numeric_limits<double>::infinity();
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
