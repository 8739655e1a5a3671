#include "ecoeff/solver/price_bound.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "ecoeff/solver/price_sign.hpp"
#include "ecoeff/solver/tolerances.hpp"

namespace ecoeff::solver {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

// The prices that are above 0 in double precision: all others are covered by the rounding that is added at the end.
class Search {
 public:
  Search(const Reference& reference, const std::vector<double>& weights, double constant)
      : reference_(reference), weights_(weights), constant_(constant) {}

  void look_at(std::size_t row) {
    if (!reference_.holds(row)) return;
    const double* z = reference_.data->row(row);
    double sum = constant_;
    double terms = std::abs(constant_);
    for (std::size_t k = 0; k < weights_.size(); ++k) {
      const double term = weights_[k] * z[k];
      sum += term;
      terms += std::abs(term);
    }
    if (sum > 0) worst_ = std::max(worst_, sum / terms);
    if (std::isnan(sum) || std::isinf(terms)) worst_ = kInfinity;
  }

  void look_at(const ColumnStore& store) {
    alignas(kCacheLine) std::array<double, ColumnStore::kBlock> value;
    std::array<double, ColumnStore::kGroup> bound;
    // Bounds of blocks are rounded in proportion to the largest terms of all.
    double terms = std::abs(constant_);
    for (std::size_t k = 0; k < weights_.size(); ++k) terms += std::abs(weights_[k]) * store.highest(k);
    const double sure = -kBlockRounding * terms;
    const bool many = store.blocks() > kBounded;
    for (std::size_t b = 0; b < store.blocks(); ++b) {
      if (many) {
        const std::size_t at = b % ColumnStore::kGroup;
        if (at == 0 &&
            store.bounds().of_group(b / ColumnStore::kGroup, weights_.data(), constant_, sure, bound) <= sure) {
          b += ColumnStore::kGroup - 1;
          continue;
        }
        if (bound[at] <= sure) continue;
      }
      if (store.price(b, weights_.data(), constant_, value) <= 0) continue;
      const std::size_t count = std::min(ColumnStore::kBlock, store.size() - b * ColumnStore::kBlock);
      for (std::size_t i = 0; i < count; ++i) {
        if (!(value[i] <= 0)) look_at(store.rows(b)[i]);
      }
    }
  }

  [[nodiscard]] double worst() const { return worst_; }

 private:
  static constexpr std::size_t kBounded = 4;  // blocks from which on bounds are worth while

  const Reference& reference_;
  const std::vector<double>& weights_;
  double constant_;
  double worst_ = 0;
};

}  // namespace

double largest_relative_price(const Reference& reference, const std::vector<double>& weights, double constant,
                              bool every) {
  for (const double w : weights) {
    if (w != 0 && !(std::abs(w) < kLargestWeight && std::abs(w) > kSmallestWeight)) return kInfinity;
  }
  Search search(reference, weights, constant);
  for (const ColumnStore* store : {reference.store, reference.extra}) {
    if (store != nullptr && store->size() > 0) search.look_at(*store);
  }
  if (every) {
    for (const std::size_t row : reference.behind) search.look_at(row);
  }
  const double rounding = static_cast<double>(weights.size() + 8) * kRounding;
  return (search.worst() + rounding) * (1 + 4 * rounding);
}

}  // namespace ecoeff::solver
