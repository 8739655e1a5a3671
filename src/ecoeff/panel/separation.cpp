#include "ecoeff/panel/separation.hpp"

#include <algorithm>
#include <cmath>

#include "ecoeff/panel/absorbed_constant.hpp"
#include "ecoeff/panel/orthogonal.hpp"

namespace ecoeff {
namespace {

using Index = Eigen::Index;

constexpr double kZero = 1e-5;       // of z, which is at most about 1
constexpr int kSteps = 1000;         // of the rectifier
constexpr double kCollinear = 1e-9;  // of a column

// Rows in levels of some effect whose outcome is 0 throughout.
std::vector<bool> in_empty_levels(const EstimationSample& sample) {
  std::vector<bool> found(sample.rows.size(), false);
  for (const Effect& effect : sample.effects) {
    if (effect.slope) continue;
    std::vector<bool> positive(effect.levels, false);
    for (std::size_t i = 0; i < effect.codes.size(); ++i) {
      if (sample.y(static_cast<Index>(i)) > 0) positive[static_cast<std::size_t>(effect.codes[i])] = true;
    }
    for (std::size_t i = 0; i < effect.codes.size(); ++i) {
      if (!positive[static_cast<std::size_t>(effect.codes[i])]) found[i] = true;
    }
  }
  return found;
}

// Projects on the regressors and effects of the sample, rows weighted.
class Projection {
 public:
  Projection(const EstimationSample& sample, bool constant, Vector roots, unsigned threads)
      : roots_(std::move(roots)), absorber_(weighted(sample, constant), threads) {
    Matrix x = roots_.asDiagonal() * sample.x;
    Vector nothing(x.cols());
    for (Index j = 0; j < x.cols(); ++j) nothing(j) = kCollinear * x.col(j).norm();
    for (Index j = 0; j < x.cols(); ++j) (void)absorber_.project(x.col(j));
    basis_ = orthogonalise(std::move(x), nothing).q;
  }

  [[nodiscard]] Vector operator()(const Vector& z) const {
    Vector left = z.cwiseProduct(roots_);
    (void)absorber_.project(left);
    left -= basis_ * (basis_.transpose() * left);
    return z - left.cwiseQuotient(roots_);
  }

 private:
  std::vector<Effect> weighted(const EstimationSample& sample, bool constant) const {
    std::vector<Effect> effects = sample.effects;
    if (effects.empty() && constant) effects.push_back(one_level(sample.rows.size()));
    weigh_effects(roots_, effects);
    return effects;
  }

  Vector roots_;
  Absorber absorber_;
  Matrix basis_;
};

// The iterative rectifier; `settled` is false when it had not come to rest.
std::vector<bool> rectify(const EstimationSample& sample, bool constant, unsigned threads, bool& settled) {
  const Index n = sample.y.size();
  std::vector<bool> found(static_cast<std::size_t>(n), false);
  const auto zeros = (sample.y.array() == 0).count();
  if (zeros == 0) return found;
  const double heavy = std::sqrt(static_cast<double>(zeros)) / kZero;
  Vector roots(n), z(n);
  for (Index i = 0; i < n; ++i) {
    roots(i) = sample.y(i) > 0 ? heavy : 1;
    z(i) = sample.y(i) > 0 ? 0 : 1;
  }
  const Projection project(sample, constant, roots, threads);
  for (int step = 0; step < kSteps; ++step) {
    const Vector fitted = project(z);
    const double change = (fitted - z).cwiseAbs().maxCoeff();
    if (change < kZero) {
      for (Index i = 0; i < n; ++i) found[static_cast<std::size_t>(i)] = sample.y(i) == 0 && fitted(i) > 2 * kZero;
      return found;
    }
    for (Index i = 0; i < n; ++i) z(i) = sample.y(i) > 0 ? 0 : std::max(fitted(i), 0.0);
    if (z.maxCoeff() < kZero) return found;
  }
  settled = false;
  return found;
}

// Takes the rows out of what is kept; how many they are.
std::size_t leave_out(const std::vector<bool>& found, EstimationSample& left, Separation& out) {
  std::vector<Index> places, stay;
  std::size_t count = 0;
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (!found[i]) {
      places.push_back(static_cast<Index>(i));
      stay.push_back(out.kept[i]);
      continue;
    }
    ++count;
    if (out.first.size() < 3) out.first.push_back(out.kept[i]);
  }
  if (count == 0) return 0;
  out.kept = std::move(stay);
  keep_rows(places, left);
  return count;
}

std::size_t leave_singletons(EstimationSample& left, Separation& out) {
  std::vector<Index> all(left.rows.size());
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = static_cast<Index>(i);
  const std::vector<Index> places = without_singletons(left, all);
  if (places.size() == all.size()) return 0;
  std::vector<Index> stay;
  for (const Index place : places) stay.push_back(out.kept[static_cast<std::size_t>(place)]);
  out.kept = std::move(stay);
  keep_rows(places, left);
  return all.size() - places.size();
}

}  // namespace

Separation find_separated(const EstimationSample& sample, bool constant, bool keep_singletons, unsigned threads) {
  Separation out;
  out.kept.resize(sample.rows.size());
  for (std::size_t i = 0; i < out.kept.size(); ++i) out.kept[i] = static_cast<Index>(i);
  EstimationSample left = sample;
  for (bool again = true; again && !out.kept.empty();) {
    const std::size_t by_effects = leave_out(in_empty_levels(left), left, out);
    out.by_effects += by_effects;
    const std::size_t alone = keep_singletons ? 0 : leave_singletons(left, out);
    out.singletons += alone;
    again = by_effects + alone > 0;
    if (again || out.kept.empty()) continue;
    const std::size_t by_regressors = leave_out(rectify(left, constant, threads, out.settled), left, out);
    out.by_regressors += by_regressors;
    again = by_regressors > 0;
  }
  return out;
}

}  // namespace ecoeff
