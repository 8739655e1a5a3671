#include "ecoeff/frontier/schedule/dominators.hpp"

#include <algorithm>
#include <limits>

namespace ecoeff::frontier {

Dominators::Dominators(const Model& model, std::size_t most)
    : features_(model.features.size()), most_(most), returns_(model.returns) {
  for (std::size_t k = 0; k < features_; ++k) (model.features[k].side == Side::good ? goods_ : others_).push_back(k);
}

void Dominators::add(const double* point) {
  std::size_t at = order_.size();
  if (at == most_) {
    at = order_.back();
    order_.pop_back();
  } else {
    inverse_.resize(inverse_.size() + features_);
  }
  for (std::size_t k = 0; k < features_; ++k) inverse_[at * features_ + k] = 1 / point[k];
  order_.insert(order_.begin(), at);
}

// The point times s produces enough from s = goods on and uses no more up to s = others; the returns to scale bound s.
bool Dominators::clearly(const double* inverse, const double* own) const {
  double goods = 0;
  double others = std::numeric_limits<double>::infinity();
  for (const std::size_t k : goods_) goods = std::max(goods, own[k] * inverse[k]);
  for (const std::size_t k : others_) others = std::min(others, own[k] * inverse[k]);
  const bool may_shrink = returns_ == Returns::crs || returns_ == Returns::nirs;
  const bool may_grow = returns_ == Returns::crs || returns_ == Returns::ndrs;
  const double least = may_shrink ? goods : std::max(goods, 1.0);
  const double most = may_grow ? others : std::min(others, 1.0);
  return least <= most && (goods * kClearly <= most || least * kClearly <= others);
}

bool Dominators::dominate(const double* own) {
  for (std::size_t k = 0; k < features_; ++k) {
    if (!(own[k] > 0)) return false;
  }
  for (std::size_t i = 0; i < order_.size(); ++i) {
    if (!clearly(inverse_.data() + order_[i] * features_, own)) continue;
    std::rotate(order_.begin(), order_.begin() + static_cast<std::ptrdiff_t>(i),
                order_.begin() + static_cast<std::ptrdiff_t>(i) + 1);
    return true;
  }
  return false;
}

}  // namespace ecoeff::frontier
