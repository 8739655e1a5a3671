#include "ecoeff/solver/block_bounds.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>

#include "ecoeff/numeric/decompose.hpp"
#include "ecoeff/numeric/simd.hpp"

namespace ecoeff::solver {
namespace {

constexpr std::size_t kManyFeatures = 16;  // spread in so many directions that none is thin

using Columns = Eigen::Map<const Eigen::Matrix<double, BlockBounds::kWidth, Eigen::Dynamic>>;

// The direction in which the columns of a block spread least, each feature in units of its range, 1 where it has none.
Vector thinnest(const Columns& z, const Vector& scale) {
  const Matrix centred = (z.rowwise() - z.colwise().mean()) * scale.cwiseInverse().asDiagonal();
  const SymmetricEigen eigen = symmetric_eigen(centred.transpose() * centred);
  return eigen.vectors.col(scale.size() - 1);
}

}  // namespace

void BlockBounds::assign(std::size_t features, std::span<const double> values, bool with_slabs) {
  features_ = features;
  const std::size_t blocks = features == 0 ? 0 : values.size() / (features * kWidth);
  const std::size_t groups = (blocks + kGroup - 1) / kGroup;
  box_.assign(groups * 2 * features * kGroup, 0.0);
  slab_ = with_slabs && features <= kManyFeatures ? (2 * features + 3) * kGroup : 0;
  slabs_.assign(groups * slab_, 0.0);
  lowest_.assign(features, std::numeric_limits<double>::infinity());
  highest_.assign(features, 0);
  for (std::size_t b = 0; b < blocks; ++b) {
    const double* its = values.data() + b * features * kWidth;
    double* box = box_of(b);
    for (std::size_t k = 0; k < features; ++k) {
      const auto [low, high] = std::minmax_element(its + k * kWidth, its + (k + 1) * kWidth);
      box[2 * k * kGroup] = *low;
      box[(2 * k + 1) * kGroup] = *high;
      lowest_[k] = std::min(lowest_[k], *low);
      highest_[k] = std::max(highest_[k], *high);
    }
    if (slab_ != 0) add_slab(b, its);
  }
}

void BlockBounds::add(std::size_t b, bool is_new, const double* values) {
  if (is_new) box_.resize((b / kGroup + 1) * 2 * features_ * kGroup, 0.0);
  double* box = box_of(b);
  for (std::size_t k = 0; k < features_; ++k) {
    double& low = box[2 * k * kGroup];
    double& high = box[(2 * k + 1) * kGroup];
    low = is_new ? values[k] : std::min(low, values[k]);
    high = is_new ? values[k] : std::max(high, values[k]);
    lowest_[k] = std::min(lowest_[k], values[k]);
    highest_[k] = std::max(highest_[k], values[k]);
  }
}

// p = v / scale with the unit vector v, and q = v * scale, so that a = q'weights makes r = weights - a p smallest in
// units of the ranges.
void BlockBounds::add_slab(std::size_t b, const double* values) {
  const double* box = box_of(b);
  double* slab = slabs_.data() + (b / kGroup) * slab_ + b % kGroup;
  Vector scale(static_cast<Eigen::Index>(features_));
  for (std::size_t k = 0; k < features_; ++k) {
    const double spread = box[(2 * k + 1) * kGroup] - box[2 * k * kGroup];
    scale(static_cast<Eigen::Index>(k)) = spread > 0 && std::isfinite(1 / spread) ? spread : 1;
  }
  const Columns z(values, kWidth, scale.size());
  const Vector v = thinnest(z, scale);
  const Vector p = v.cwiseQuotient(scale);
  const Vector q = v.cwiseProduct(scale);
  double size = 0;
  for (std::size_t k = 0; k < features_; ++k) {
    const auto at = static_cast<Eigen::Index>(k);
    slab[2 * k * kGroup] = p(at);
    slab[(2 * k + 1) * kGroup] = q(at);
    size += std::abs(p(at)) * box[(2 * k + 1) * kGroup];
  }
  const Vector across = z * p;
  double* ends = slab + 2 * features_ * kGroup;
  ends[0] = across.minCoeff();
  ends[kGroup] = across.maxCoeff();
  ends[2 * kGroup] = size;
}

double BlockBounds::by_boxes(std::size_t g, const double* weights, double constant,
                             std::array<double, kGroup>& out) const {
  std::array<std::uint32_t, 64> offset;
  const double* base = box_.data() + g * 2 * features_ * kGroup;
  std::size_t done = 0;
  double most = constant;
  out.fill(constant);
  // 64 features at a time; nearly always all of them.
  while (done < features_) {
    const std::size_t terms = std::min(features_ - done, offset.size());
    for (std::size_t k = 0; k < terms; ++k)
      offset[k] = static_cast<std::uint32_t>((2 * (done + k) + (weights[done + k] > 0 ? 1 : 0)) * kGroup);
    if (done == 0) {
      most = simd::affine(base, offset.data(), weights, terms, constant, kGroup, out.data());
    } else {
      std::array<double, kGroup> more{};
      simd::affine(base, offset.data(), weights + done, terms, 0.0, kGroup, more.data());
      for (std::size_t i = 0; i < kGroup; ++i) out[i] += more[i];
      most = *std::max_element(out.begin(), out.end());
    }
    done += terms;
  }
  return most;
}

double BlockBounds::of_group(std::size_t g, const double* weights, double constant, double enough,
                             std::array<double, kGroup>& out) const {
  const double most = by_boxes(g, weights, constant, out);
  if (slab_ == 0 || most <= enough) return most;
  return simd::slab_bounds(box_.data() + g * 2 * features_ * kGroup, slabs_.data() + g * slab_, weights, features_,
                           constant, out.data());
}

}  // namespace ecoeff::solver
