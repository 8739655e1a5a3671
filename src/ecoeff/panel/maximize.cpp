#include "ecoeff/panel/maximize.hpp"

#include <cmath>
#include <utility>

#include "ecoeff/numeric/decompose.hpp"

namespace ecoeff {
namespace {

constexpr double kDecrement = 1e-18;
constexpr double kNearlyThere = 1e-8;
constexpr int kHalvings = 40;

// (-H)^-1 g with the eigenvalues of -H scaled and made positive.
Vector newton_step(const Likelihood& at) {
  Vector scale = at.hessian.diagonal().cwiseAbs().cwiseSqrt();
  for (Eigen::Index i = 0; i < scale.size(); ++i) scale(i) = scale(i) > 0 ? 1 / scale(i) : 1;
  const SymmetricEigen eigen = symmetric_eigen(-(scale.asDiagonal() * at.hessian * scale.asDiagonal()));
  const double floor = 1e-12 * eigen.values.cwiseAbs().maxCoeff();
  const Vector values = eigen.values.cwiseAbs().cwiseMax(floor > 0 ? floor : 1);
  const Vector rotated = eigen.vectors.transpose() * scale.cwiseProduct(at.gradient);
  return scale.cwiseProduct(eigen.vectors * rotated.cwiseQuotient(values));
}

}  // namespace

Maximum maximize(const std::function<Likelihood(const Vector&)>& likelihood, Vector start, int most_iterations) {
  Maximum out{.at = std::move(start)};
  out.likelihood = likelihood(out.at);
  for (; out.iterations < most_iterations; ++out.iterations) {
    const Vector step = newton_step(out.likelihood);
    const double decrement = step.dot(out.likelihood.gradient);
    if (!std::isfinite(decrement)) return out;
    if (decrement < kDecrement) {
      out.converged = true;
      return out;
    }
    double length = 1;
    bool better = false;
    for (int halving = 0; halving < kHalvings && !better; ++halving, length /= 2) {
      const Vector next = out.at + length * step;
      Likelihood there = likelihood(next);
      if (!(there.value > out.likelihood.value)) continue;
      out.at = next;
      out.likelihood = std::move(there);
      better = true;
    }
    if (!better) {
      // The value no longer tells the points apart: a full step still sharpens the place.
      if (decrement > kNearlyThere) return out;
      const Vector next = out.at + step;
      Likelihood there = likelihood(next);
      if (there.gradient.norm() < out.likelihood.gradient.norm()) {
        out.at = next;
        out.likelihood = std::move(there);
      }
      out.converged = true;
      return out;
    }
  }
  return out;
}

}  // namespace ecoeff
