#include "ecoeff/panel/near_zero.hpp"

#include <algorithm>
#include <cmath>

namespace ecoeff {
namespace {

constexpr double kNothingOfVariation = 1e-8;
constexpr double kNothingOfSize = 1e-12;
constexpr double kFar = 16;

}  // namespace

double negligible_length(double size, double variation, bool centred) {
  if (!centred) return kNothingOfVariation * size;
  return std::max(kNothingOfVariation * variation, kNothingOfSize * size);
}

Vector negligible_lengths(const Matrix& x, bool centred) {
  Vector out(x.cols());
  for (Eigen::Index j = 0; j < x.cols(); ++j) {
    const Vector apart = x.col(j).array() - x(0, j);
    out(j) = negligible_length(x.col(j).norm(), (apart.array() - apart.mean()).matrix().norm(), centred);
  }
  return out;
}

double move_near_zero(Eigen::Ref<Vector> x) {
  const double low = x.minCoeff();
  const double range = x.maxCoeff() - low;
  const double middle = low + range / 2;
  if (!(range > 0) || !std::isfinite(range) || !(std::abs(middle) >= kFar * range)) return 0;
  const double step = std::exp2(std::ilogb(range) + 1);
  const double moved = std::round(middle / step) * step;
  x.array() -= moved;
  return moved;
}

Vector move_near_zero(Matrix& x) {
  Vector moved(x.cols());
  for (Eigen::Index j = 0; j < x.cols(); ++j) moved(j) = move_near_zero(x.col(j));
  return moved;
}

NearColumns scale_near_zero(EstimationSample& sample, bool constant, bool centred, Outcome outcome) {
  NearColumns out{.scales = scale_sample(sample), .moved = Vector::Zero(sample.x.cols())};
  out.nothing = negligible_lengths(sample.x, centred);
  if (!constant) return out;
  out.moved = move_near_zero(sample.x).cwiseProduct(out.scales.x);
  if (outcome == Outcome::moved) out.moved_y = move_near_zero(sample.y) * out.scales.y;
  const Scales again = scale_sample(sample);
  out.scales = {.y = out.scales.y * again.y, .x = out.scales.x.cwiseProduct(again.x)};
  out.nothing = out.nothing.cwiseQuotient(again.x);
  return out;
}

void restore_constant(const std::vector<std::string>& names, const Vector& moved, double moved_outcome,
                      Estimate& estimate) {
  const std::size_t constant = estimate.index_of("_cons");
  if (constant >= estimate.names.size()) return;
  const Eigen::Index k = estimate.coefficients.size();
  const auto at = static_cast<Eigen::Index>(constant);
  Matrix turn = Matrix::Identity(k, k);
  for (std::size_t j = 0; j < names.size(); ++j) {
    const std::size_t name = estimate.index_of(names[j]);
    if (name < estimate.names.size() && name != constant)
      turn(at, static_cast<Eigen::Index>(name)) = -moved(static_cast<Eigen::Index>(j));
  }
  if (turn.isIdentity(0) && moved_outcome == 0) return;
  estimate.coefficients = (turn * estimate.coefficients).eval();
  estimate.coefficients(at) += moved_outcome;
  estimate.covariance = (turn * estimate.covariance * turn.transpose()).eval();
}

}  // namespace ecoeff
