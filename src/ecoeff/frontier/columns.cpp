#include "ecoeff/frontier/columns.hpp"

#include <algorithm>

namespace ecoeff::frontier {

ColumnStore::ColumnStore(const Data& data, std::span<const std::size_t> rows)
    : features_(data.features), size_(rows.size()) {
  const std::size_t blocks = (rows.size() + kBlock - 1) / kBlock;
  value_.resize(blocks * features_ * kBlock);
  corner_.resize(blocks * 2 * features_);
  row_.resize(blocks * kBlock);
  for (std::size_t i = 0; i < row_.size(); ++i) row_[i] = rows[std::min(i, rows.size() - 1)];
  for (std::size_t b = 0; b < blocks; ++b) {
    double* low = corner_.data() + b * 2 * features_;
    double* high = low + features_;
    for (std::size_t k = 0; k < features_; ++k) {
      double* out = value_.data() + (b * features_ + k) * kBlock;
      for (std::size_t i = 0; i < kBlock; ++i) out[i] = data.row(row_[b * kBlock + i])[k];
      const auto [least, most] = std::minmax_element(out, out + kBlock);
      low[k] = *least;
      high[k] = *most;
    }
  }
}

void ColumnStore::price(std::size_t b, const double* weights, double constant, std::array<double, kBlock>& out) const {
  out.fill(constant);
  for (std::size_t k = 0; k < features_; ++k) {
    const double* z = values(b, k);
    const double w = weights[k];
    for (std::size_t i = 0; i < kBlock; ++i) out[i] += w * z[i];
  }
}

namespace {

double largest_coefficient(const double* z, const double* divisor, std::size_t features) {
  double largest = 1;
  for (std::size_t k = 0; k < features; ++k) largest = std::max(largest, z[k] / divisor[k]);
  return largest;
}

void scan(const Reference& reference, const ColumnStore& store, const double* weights, double constant,
          const double* divisor, double tolerance, Priced& best) {
  const Data& data = *reference.data;
  std::array<double, ColumnStore::kBlock> value{};
  for (std::size_t b = 0; b < store.blocks(); ++b) {
    // A violation is at most the raw value, so a block below the best so far cannot hold a better one.
    if (store.bound(b, weights, constant) <= best.violation) continue;
    store.price(b, weights, constant, value);
    double most = value[0];
    for (const double v : value) most = std::max(most, v);
    if (most <= best.violation) continue;
    for (std::size_t i = 0; i < ColumnStore::kBlock; ++i) {
      if (value[i] <= best.violation) continue;
      const std::size_t row = store.rows(b)[i];
      if (!reference.holds(row)) continue;
      const double violation = value[i] / largest_coefficient(data.row(row), divisor, data.features);
      if (violation <= best.violation) continue;
      best.violation = violation;
      if (violation > tolerance) best.row = row;
    }
  }
}

}  // namespace

Priced most_violating(const Reference& reference, const double* weights, double constant, const double* divisor,
                      double tolerance) {
  Priced best;
  if (reference.store != nullptr) scan(reference, *reference.store, weights, constant, divisor, tolerance, best);
  if (reference.extra != nullptr) scan(reference, *reference.extra, weights, constant, divisor, tolerance, best);
  return best;
}

}  // namespace ecoeff::frontier
