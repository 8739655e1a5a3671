#include "ecoeff/solver/price_filter.hpp"

#include <algorithm>
#include <cmath>

#include "ecoeff/numeric/simd.hpp"
#include "ecoeff/solver/tolerances.hpp"

namespace ecoeff::solver {
namespace {

bool within(double value) { return value == 0 || (std::abs(value) >= kSingleLeast && std::abs(value) <= kSingleMost); }

}  // namespace

void PriceFilter::assign(std::size_t features, std::size_t width, std::span<const double> values) {
  features_ = features;
  width_ = width;
  value_.clear();
  if (features > kMostFeatures || !std::all_of(values.begin(), values.end(), within)) return;
  value_.assign(values.begin(), values.end());
  highest_.assign(features, 0);
  for (std::size_t i = 0; i < values.size(); ++i) {
    double& highest = highest_[i / width % features];
    highest = std::max(highest, values[i]);
  }
}

PriceFilter::Prices PriceFilter::prices(const double* weights, double constant) const {
  Prices out;
  if (value_.empty() || !within(constant)) return out;
  for (std::size_t k = 0; k < features_; ++k) {
    if (!within(weights[k]) || !within(weights[k] * highest_[k])) return out;
    out.weights[k] = static_cast<float>(weights[k] + kSingleRounding * std::abs(weights[k]));
  }
  out.constant = static_cast<float>(constant + kSingleRounding * std::abs(constant));
  out.usable = true;
  return out;
}

double PriceFilter::largest(std::size_t b, const Prices& prices) const {
  return static_cast<double>(simd::largest_affine(value_.data() + b * features_ * width_, width_, prices.weights.data(),
                                                  features_, prices.constant));
}

void PriceFilter::fetch(std::size_t b) const {
  const float* first = value_.data() + b * features_ * width_;
  for (std::size_t i = 0; i < features_ * width_; i += 16) __builtin_prefetch(first + i);
}

}  // namespace ecoeff::solver
