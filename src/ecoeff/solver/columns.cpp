#include "ecoeff/solver/columns.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "ecoeff/numeric/simd.hpp"

namespace ecoeff::solver {

void ColumnStore::assign(const Data& data, std::span<const std::size_t> rows, Use use) {
  features_ = data.features;
  size_ = rows.size();
  const std::size_t blocks = (rows.size() + kBlock - 1) / kBlock;
  value_.resize(blocks * features_ * kBlock);
  row_.resize(blocks * kBlock);
  offset_.resize(features_);
  for (std::size_t k = 0; k < features_; ++k) offset_[k] = static_cast<std::uint32_t>(k * kBlock);
  for (std::size_t i = 0; i < row_.size(); ++i)
    row_[i] = static_cast<std::uint32_t>(rows[std::min(i, rows.size() - 1)]);
  for (std::size_t i = 0; i < row_.size(); ++i) {
    if (i + 2 * kAhead < row_.size()) data.fetch(row_[i + 2 * kAhead]);
    const double* z = data.row(row_[i]);
    double* out = value_.data() + (i / kBlock) * features_ * kBlock + i % kBlock;
    for (std::size_t k = 0; k < features_; ++k) out[k * kBlock] = z[k];
  }
  const bool worth = use == Use::often && blocks >= kManyBlocks;
  bounds_.assign(features_, value_, worth);
  filter_.clear();
  if (worth) filter_.assign(features_, kBlock, value_);
}

void ColumnStore::add(const Data& data, std::size_t row) {
  if (size_ == 0) return assign(data, std::span(&row, 1), Use::once);
  const std::size_t b = size_ / kBlock;
  const std::size_t i = size_ % kBlock;
  value_.resize((b + 1) * features_ * kBlock);
  row_.resize((b + 1) * kBlock);
  const double* z = data.row(row);
  for (std::size_t k = 0; k < features_; ++k) {
    double* its = value_.data() + (b * features_ + k) * kBlock;
    std::fill(its + i, its + kBlock, z[k]);
  }
  std::fill(row_.begin() + static_cast<std::ptrdiff_t>(size_), row_.end(), static_cast<std::uint32_t>(row));
  bounds_.add(b, i == 0, z);
  ++size_;
}

double ColumnStore::least_size(const double* scales) const {
  double size = 0;
  for (std::size_t k = 0; k < features_; ++k) size = std::max(size, bounds_.lowest(k) * std::abs(scales[k]));
  return size;
}

double ColumnStore::price(std::size_t b, const double* weights, double constant,
                          std::array<double, kBlock>& out) const {
  return simd::affine(value_.data() + b * features_ * kBlock, offset_.data(), weights, features_, constant, priced(b),
                      out.data());
}

void WorkingSet::add(const ColumnStore& store, std::size_t features, std::size_t b, std::size_t i) {
  const std::uint32_t row = store.rows(b)[i];
  if (std::find(row_.begin(), row_.begin() + static_cast<std::ptrdiff_t>(count_), row) !=
      row_.begin() + static_cast<std::ptrdiff_t>(count_))
    return;
  if (offset_.size() != features) {
    value_.assign(features * kMost, 0.0);
    offset_.resize(features);
    for (std::size_t k = 0; k < features; ++k) offset_[k] = static_cast<std::uint32_t>(k * kMost);
  }
  for (std::size_t k = 0; k < features; ++k) value_[k * kMost + next_] = store.values(b, k)[i];
  row_[next_] = row;
  next_ = (next_ + 1) % kMost;
  count_ = std::min(count_ + 1, kMost);
}

double WorkingSet::price(const double* weights, double constant, std::array<double, kMost>& out) const {
  return simd::affine(value_.data(), offset_.data(), weights, offset_.size(), constant, (count_ + 15) / 16 * 16,
                      out.data());
}

namespace {

// The best of the columns that are small in every feature, by their violation over their size.
void price_small(const Reference& reference, const ColumnStore& store, const Prices& prices, Priced& best) {
  if (store.least_size(prices.inverse) >= kSmallColumn) return;
  const double least = std::max(kSmallestColumn, store.least_size(prices.weights));
  const std::size_t features = reference.data->features;
  const double rounding = kCancellation * std::abs(prices.constant);
  const double threshold = std::max(prices.tolerance * least, rounding);
  std::array<double, ColumnStore::kGroup> bound;
  alignas(kCacheLine) std::array<double, ColumnStore::kBlock> value;
  for (std::size_t b = 0; b < store.blocks(); ++b) {
    const std::size_t at = b % ColumnStore::kGroup;
    if (at == 0)
      (void)store.bounds().of_group(b / ColumnStore::kGroup, prices.weights, prices.constant, threshold, bound);
    if (bound[at] <= threshold || store.price(b, prices.weights, prices.constant, value) <= threshold) continue;
    const std::size_t many = std::min(ColumnStore::kBlock, store.size() - b * ColumnStore::kBlock);
    for (std::size_t i = 0; i < many; ++i) {
      const std::size_t row = store.rows(b)[i];
      if (value[i] <= threshold || !reference.holds(row)) continue;
      const double violation = value[i] / size_of(reference.data->row(row), prices.weights, features);
      if (violation <= std::max(best.violation, prices.tolerance)) continue;
      best = {.row = row, .violation = violation};
    }
  }
}

// What a pass over a store with many blocks knows of them before it prices them one by one.
class BlockScan {
 public:
  BlockScan(const ColumnStore& store, const Prices& prices, std::size_t features, EarlierPrices* earlier)
      : store_(store),
        prices_(prices),
        earlier_(store.blocks() >= ColumnStore::kManyBlocks ? earlier : nullptr),
        alike_(earlier_ != nullptr &&
               earlier_->compare(prices.weights, prices.constant, prices.inverse, features, store.groups())),
        filter_(store.filter().prices(prices.weights, prices.constant)) {}

  // Bounds the blocks of a group; false when none can hold a column of a price above `least`.
  bool open(std::size_t group, double least) {
    first_ = group * ColumnStore::kGroup;
    many_ = std::min(store_.blocks() - first_, ColumnStore::kGroup);
    if (alike_ && earlier_->of_group(store_, group, bound_) <= least) return false;
    std::array<double, ColumnStore::kGroup> own;
    const double most = store_.bounds().of_group(group, prices_.weights, prices_.constant, least, own);
    for (std::size_t i = 0; i < own.size(); ++i) bound_[i] = alike_ && bound_[i] < own[i] ? bound_[i] : own[i];
    return !(most <= least);
  }
  [[nodiscard]] std::size_t many() const { return many_; }

  // Whether block i of the group may hold a column of a price above `least`.
  bool may_exceed(std::size_t i, double least) {
    if (bound_[i] <= least) return false;
    if (!filter_.usable) return true;
    fetch_next(i, least);
    const double most = store_.filter().largest(first_ + i, filter_);
    if (most < bound_[i]) bound_[i] = most;
    return !(most <= least);
  }
  // The largest price of block i is known.
  void set(std::size_t i, double most) { bound_[i] = most; }

  void close(std::size_t group) {
    if (earlier_ != nullptr) earlier_->put(group, bound_);
  }
  // Every group has been closed.
  void finish() {
    if (earlier_ != nullptr) earlier_->keep(prices_.weights, prices_.constant);
  }

 private:
  void fetch_next(std::size_t i, double least) const {
    std::size_t next = i + 1;
    while (next < many_ && bound_[next] <= least) ++next;
    if (next < many_) store_.filter().fetch(first_ + next);
  }

  const ColumnStore& store_;
  const Prices& prices_;
  EarlierPrices* earlier_;
  bool alike_;
  PriceFilter::Prices filter_;
  std::size_t first_ = 0;
  std::size_t many_ = 0;
  std::array<double, ColumnStore::kGroup> bound_{};
};

// One pricing pass: what is priced with, and the best column so far.
struct Pass {
  static constexpr double kNever = -std::numeric_limits<double>::infinity();

  const Reference& reference;
  const Prices& prices;
  Priced best{};

  // The best of the columns with these prices, feature k of column i at values[k * 64 + i]; its place, or kNone when
  // none is better than the best so far. Compared by their size, which takes fewer pivots; where none violates by that,
  // by the size of the terms of their price.
  std::size_t take(std::array<double, ColumnStore::kBlock>& price, double most, std::size_t count, const double* values,
                   const std::uint32_t* rows) {
    if (most <= best.violation) return kNone;
    if (most <= prices.tolerance) {
      best.violation = most;
      return kNone;
    }
    const std::size_t padded = (count + 15) / 16 * 16;
    std::fill(price.begin() + static_cast<std::ptrdiff_t>(count), price.begin() + static_cast<std::ptrdiff_t>(padded),
              kNever);
    for (const double* scales : {prices.inverse, prices.weights}) {
      const auto [place, ratio] = largest(price, values, rows, scales, padded);
      if (ratio > std::max(best.violation, prices.tolerance)) {
        best = {.row = rows[place], .violation = ratio};
        return place;
      }
      if (best.row != kNone) return kNone;
      best.violation = std::max(best.violation, ratio);
    }
    return kNone;
  }

  // The first of the largest among the columns that the reference holds.
  simd::Largest largest(std::array<double, ColumnStore::kBlock>& price, const double* values, const std::uint32_t* rows,
                        const double* scales, std::size_t padded) const {
    for (;;) {
      const simd::Largest found =
          simd::largest_ratio(price.data(), values, ColumnStore::kBlock, scales, reference.data->features, padded);
      if (!(found.ratio > best.violation) || reference.holds(rows[found.place])) return found;
      price[found.place] = kNever;
    }
  }

  void price(const WorkingSet& working) {
    if (working.size() == 0) return;
    alignas(kCacheLine) std::array<double, ColumnStore::kBlock> value;
    const double most = working.price(prices.weights, prices.constant, value);
    (void)take(value, most, working.size(), working.values(0), working.rows());
  }

  // The place that take() gives, and the largest price of the block.
  std::pair<std::size_t, double> price(const ColumnStore& store, std::size_t b) {
    alignas(kCacheLine) std::array<double, ColumnStore::kBlock> value;
    const double most = store.price(b, prices.weights, prices.constant, value);
    return {take(value, most, store.priced(b), store.values(b, 0), store.rows(b)), most};
  }

  // A violation is at most the raw value, so a block below the best so far cannot hold a better one. With a working set
  // the pass begins where a violating column was found last, and ends with the group in which it finds one.
  void price(const ColumnStore& store, WorkingSet* working) {
    if (store.blocks() <= 2) {
      for (std::size_t b = 0; b < store.blocks(); ++b) (void)price(store, b);
      return;
    }
    const std::size_t groups = store.groups();
    const std::size_t start = working == nullptr ? 0 : working->group() % groups;
    const std::size_t features = reference.data->features;
    BlockScan scan(store, prices, features, working == nullptr ? nullptr : &working->earlier());
    for (std::size_t n = 0; n < groups; ++n) {
      const std::size_t g = start + n < groups ? start + n : start + n - groups;
      if (scan.open(g, best.violation)) {
        for (std::size_t i = 0; i < scan.many(); ++i) {
          if (!scan.may_exceed(i, best.violation)) continue;
          const auto [place, most] = price(store, g * ColumnStore::kGroup + i);
          scan.set(i, most);
          if (place != kNone && working != nullptr) working->add(store, features, g * ColumnStore::kGroup + i, place);
        }
        if (working != nullptr && best.row != kNone) return working->set_group(g);
      }
      scan.close(g);
    }
    scan.finish();
  }
};

}  // namespace

double size_of(const double* z, const double* scales, std::size_t features) {
  double largest = kSmallestColumn;
  for (std::size_t k = 0; k < features; ++k) largest = std::max(largest, z[k] * std::abs(scales[k]));
  return largest;
}

Priced most_violating(const Reference& reference, const Prices& prices) {
  Pass pass{reference, prices};
  for (const ColumnStore* store : {reference.store, reference.extra}) {
    if (store != nullptr) pass.price(*store, nullptr);
  }
  return pass.best;
}

Priced violating(const Reference& reference, const Prices& prices, WorkingSet& working) {
  Pass pass{reference, prices};
  const bool few = reference.extra == nullptr && reference.store != nullptr && reference.store->blocks() <= 1;
  if (!few) pass.price(working);
  if (pass.best.row != kNone) return pass.best;
  if (reference.extra != nullptr) pass.price(*reference.extra, nullptr);
  if (reference.store != nullptr) pass.price(*reference.store, &working);
  if (pass.best.row != kNone || !prices.unbounded) return pass.best;
  for (const ColumnStore* store : {reference.extra, reference.store}) {
    if (store != nullptr) price_small(reference, *store, prices, pass.best);
  }
  return pass.best;
}

}  // namespace ecoeff::solver
