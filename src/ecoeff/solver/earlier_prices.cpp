#include "ecoeff/solver/earlier_prices.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "ecoeff/solver/columns.hpp"

namespace ecoeff::solver {

bool EarlierPrices::compare(const double* weights, double constant, const double* inverse, std::size_t features,
                            std::size_t groups) {
  rest_.resize(features);
  next_.resize(groups * BlockBounds::kGroup);
  if (weights_.empty()) return false;
  double along = 0;
  double norm = 0;
  for (std::size_t k = 0; k < features; ++k) {
    const double size = 1 / inverse[k];
    along += weights[k] * size * weights_[k] * size;
    norm += weights_[k] * size * weights_[k] * size;
  }
  factor_ = along / norm;
  if (!(factor_ > 0) || !std::isfinite(factor_)) return false;
  // The rounding of every price is at most kCancellation of its terms, which are those of the same column.
  for (std::size_t k = 0; k < features; ++k)
    rest_[k] =
        weights[k] - factor_ * weights_[k] + kCancellation * (std::abs(weights[k]) + factor_ * std::abs(weights_[k]));
  shift_ = constant - factor_ * constant_ + kCancellation * (std::abs(constant) + factor_ * std::abs(constant_));
  return true;
}

double EarlierPrices::of_group(const ColumnStore& store, std::size_t g, std::array<double, BlockBounds::kGroup>& out) {
  (void)store.bounds().of_group(g, rest_.data(), shift_, std::numeric_limits<double>::infinity(), out);
  double most = -std::numeric_limits<double>::infinity();
  const double* earlier = bound_.data() + g * BlockBounds::kGroup;
  for (std::size_t i = 0; i < out.size(); ++i) {
    const double along = factor_ * earlier[i];
    const double bound = out[i] + along + kCancellation * std::abs(along);
    out[i] = std::isnan(bound) ? std::numeric_limits<double>::infinity() : bound;
    most = std::max(most, out[i]);
  }
  return most;
}

void EarlierPrices::keep(const double* weights, double constant) {
  if (std::all_of(weights, weights + rest_.size(), [](double weight) { return weight == 0; })) return;
  weights_.assign(weights, weights + rest_.size());
  constant_ = constant;
  std::swap(bound_, next_);
}

}  // namespace ecoeff::solver
