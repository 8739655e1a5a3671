#include "ecoeff/panel/absorb.hpp"

#include <algorithm>
#include <cmath>

namespace ecoeff {
namespace {

constexpr double kTolerance = 1e-14;
constexpr int kSweeps = 10'000;

}  // namespace

Absorber::Absorber(const std::vector<Effect>& effects) {
  for (const Effect& effect : effects) effects_.push_back(&effect);
  // The finest effect first: its means remove most, and what is constant inside its levels becomes exactly zero.
  std::stable_sort(effects_.begin(), effects_.end(),
                   [](const Effect* a, const Effect* b) { return a->levels > b->levels; });
  for (const Effect* effect : effects_) {
    std::vector<double> counts(effect->levels, 0);
    for (const std::int32_t code : effect->codes) counts[static_cast<std::size_t>(code)] += 1;
    for (double& count : counts) count = 1 / count;
    inverse_counts_.push_back(std::move(counts));
  }
}

void Absorber::subtract_means(std::size_t effect, Eigen::Ref<Vector> x) const {
  const std::vector<std::int32_t>& codes = effects_[effect]->codes;
  std::vector<double> means(effects_[effect]->levels, 0);
  for (std::size_t i = 0; i < codes.size(); ++i)
    means[static_cast<std::size_t>(codes[i])] += x(static_cast<Eigen::Index>(i));
  for (std::size_t level = 0; level < means.size(); ++level) means[level] *= inverse_counts_[effect][level];
  for (std::size_t i = 0; i < codes.size(); ++i)
    x(static_cast<Eigen::Index>(i)) -= means[static_cast<std::size_t>(codes[i])];
}

void Absorber::sweep(Eigen::Ref<Vector> x) const {
  for (std::size_t g = 0; g < effects_.size(); ++g) subtract_means(g, x);
  for (std::size_t g = effects_.size() - 1; g-- > 0;) subtract_means(g, x);
}

bool Absorber::project(Eigen::Ref<Vector> x) const {
  if (effects_.empty() || x.size() == 0) return true;
  // A large common level would cost digits in the means; a constant becomes exactly zero.
  x.array() -= x(0);
  subtract_means(0, x);
  subtract_means(0, x);  // removes the rounding of the first pass
  if (effects_.size() == 1) return true;

  const double size = x.norm();
  if (size == 0) return true;
  Vector swept = x;
  sweep(swept);
  Vector residual = x - swept;
  Vector direction = residual;
  double squared = residual.squaredNorm();
  for (int step = 0; step < kSweeps; ++step) {
    if (std::sqrt(squared) <= kTolerance * size) {
      sweep(x);
      return true;
    }
    swept = direction;
    sweep(swept);
    swept = direction - swept;
    const double curvature = direction.dot(swept);
    if (!(curvature > 0)) return std::sqrt(squared) <= 1e-10 * size;
    const double length = squared / curvature;
    x -= length * direction;
    residual -= length * swept;
    const double next = residual.squaredNorm();
    direction = residual + (next / squared) * direction;
    squared = next;
  }
  return false;
}

}  // namespace ecoeff
