#include "ecoeff/solver/order.hpp"

#include <algorithm>
#include <bit>
#include <cstdint>

#include "ecoeff/base/raw_vector.hpp"
#include "ecoeff/base/threads.hpp"

namespace ecoeff::solver {
namespace {

constexpr std::size_t kLeaf = 32;
constexpr std::size_t kWhole = 16384;  // more rows are first shared among cells
constexpr std::size_t kCell = 4096;    // rows of a cell, about
constexpr std::size_t kSample = 32;    // of them drawn to find the cells
constexpr std::size_t kChunk = 16384;

// The first half of a number from zero on: exponent and mantissa side by side, which grow with its logarithm and stay
// within 0.09 of it (base 2).
std::uint32_t step_of(double value) { return static_cast<std::uint32_t>(std::bit_cast<std::uint64_t>(value) >> 32U); }

// Some rows by their steps. cut() halves a stretch of them by the feature that spreads most.
class Part {
 public:
  explicit Part(std::size_t features) : features_(features) {}

  void take(const Data& data, std::span<const std::size_t> rows) {
    size_ = rows.size();
    step_.resize(size_ * features_);
    item_.resize(size_);
    for (std::size_t i = 0; i < size_; ++i) {
      if (i + kAhead < size_) data.fetch(rows[i + kAhead]);
      item_[i] = static_cast<std::uint32_t>(i);
      const double* z = data.row(rows[i]);
      for (std::size_t k = 0; k < features_; ++k) step_[i * features_ + k] = step_of(z[k]);
    }
  }

  struct Cut {
    std::size_t feature = 0;
    std::uint32_t value = 0;  // rows of the upper half have this value or more
    std::size_t middle = 0;
  };
  // A key is the value of a row and, below it, the row.
  Cut cut(std::size_t begin, std::size_t end, std::size_t middle) {
    const std::size_t k = widest(begin, end);
    key_.resize(end - begin);
    for (std::size_t i = begin; i < end; ++i)
      key_[i - begin] = std::uint64_t{step_[item_[i] * features_ + k]} << 32U | item_[i];
    const auto nth = key_.begin() + static_cast<std::ptrdiff_t>(middle - begin);
    std::nth_element(key_.begin(), nth, key_.end());
    for (std::size_t i = begin; i < end; ++i) item_[i] = static_cast<std::uint32_t>(key_[i - begin]);
    return {k, static_cast<std::uint32_t>(*nth >> 32U), middle};
  }

  void sort() { sort(0, size_); }
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] std::size_t item(std::size_t i) const { return item_[i]; }

 private:
  // The lower part is a whole number of leaves, so that blocks of columns do not straddle a cut.
  void sort(std::size_t begin, std::size_t end) {
    if (end - begin <= kLeaf) return;
    const std::size_t leaves = (end - begin + kLeaf - 1) / kLeaf;
    const std::size_t middle = cut(begin, end, begin + std::max<std::size_t>(1, leaves / 2) * kLeaf).middle;
    sort(begin, middle);
    sort(middle, end);
  }

  // By some of the rows.
  [[nodiscard]] std::size_t widest(std::size_t begin, std::size_t end) const {
    constexpr std::size_t kLooks = 256;
    const std::size_t stride = std::max<std::size_t>(1, (end - begin) / kLooks);
    std::size_t best = 0;
    std::uint32_t spread = 0;
    for (std::size_t k = 0; k < features_; ++k) {
      std::uint32_t low = step_[item_[begin] * features_ + k];
      std::uint32_t high = low;
      for (std::size_t i = begin; i < end; i += stride) {
        const std::uint32_t value = step_[item_[i] * features_ + k];
        low = std::min(low, value);
        high = std::max(high, value);
      }
      if (high - low <= spread) continue;
      spread = high - low;
      best = k;
    }
    return best;
  }

  std::size_t features_;
  std::size_t size_ = 0;
  RawVector<std::uint32_t> step_;
  RawVector<std::uint32_t> item_;
  RawVector<std::uint64_t> key_;
};

// The cells of a tree that halves a sample of the rows.
class Cells {
 public:
  Cells(const Data& data, std::span<const std::size_t> rows) : count_(std::bit_floor(rows.size() / kCell)) {
    const std::size_t stride = rows.size() / (count_ * kSample);
    std::vector<std::size_t> drawn;
    for (std::size_t i = 0; i < count_ * kSample; ++i) drawn.push_back(rows[i * stride]);
    Part sample(data.features);
    sample.take(data, drawn);
    cut_.resize(count_ - 1);
    cut(sample, 0, 0, sample.size());
  }
  [[nodiscard]] std::size_t count() const { return count_; }
  [[nodiscard]] std::size_t cell_of(const double* z) const {
    std::size_t at = 0;
    while (at < cut_.size()) at = 2 * at + (step_of(z[cut_[at].feature]) >= cut_[at].value ? 2 : 1);
    return at - cut_.size();
  }

 private:
  void cut(Part& sample, std::size_t at, std::size_t begin, std::size_t end) {
    if (at >= cut_.size()) return;
    cut_[at] = sample.cut(begin, end, (begin + end) / 2);
    cut(sample, 2 * at + 1, begin, cut_[at].middle);
    cut(sample, 2 * at + 2, cut_[at].middle, end);
  }

  std::size_t count_;
  std::vector<Part::Cut> cut_;  // node i has the nodes 2i + 1 and 2i + 2 below it
};

// The rows cell by cell, in the order given within each; `first` says where each cell begins, and the last ends.
std::vector<std::size_t> by_cell(const Data& data, std::span<const std::size_t> rows, unsigned threads,
                                 std::vector<std::size_t>& first) {
  const Cells cells(data, rows);
  const std::size_t chunks = (rows.size() + kChunk - 1) / kChunk;
  RawVector<std::uint32_t> cell(rows.size());
  std::vector<std::vector<std::size_t>> place(chunks, std::vector<std::size_t>(cells.count(), 0));
  for_chunks(rows.size(), kChunk, threads, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      cell[i] = static_cast<std::uint32_t>(cells.cell_of(data.row(rows[i])));
      ++place[begin / kChunk][cell[i]];
    }
  });
  std::size_t next = 0;
  for (std::size_t c = 0; c < cells.count(); ++c) {
    first.push_back(next);
    for (auto& chunk : place) {
      const std::size_t count = chunk[c];
      chunk[c] = next;
      next += count;
    }
  }
  first.push_back(next);
  std::vector<std::size_t> out(rows.size());
  for_chunks(rows.size(), kChunk, threads, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) out[place[begin / kChunk][cell[i]]++] = rows[i];
  });
  return out;
}

}  // namespace

std::vector<std::size_t> near_order(const Data& data, std::span<const std::size_t> rows, unsigned threads) {
  std::vector<std::size_t> first{0, rows.size()};
  std::vector<std::size_t> out;
  if (rows.size() > kWhole) {
    first.clear();
    out = by_cell(data, rows, threads, first);
  } else {
    out.assign(rows.begin(), rows.end());
  }
  for_chunks(first.size() - 1, 1, threads, [&](std::size_t begin, std::size_t end) {
    Part part(data.features);
    for (std::size_t c = begin; c < end; ++c) {
      const std::vector<std::size_t> its(out.begin() + static_cast<std::ptrdiff_t>(first[c]),
                                         out.begin() + static_cast<std::ptrdiff_t>(first[c + 1]));
      part.take(data, its);
      part.sort();
      for (std::size_t i = 0; i < its.size(); ++i) out[first[c] + i] = its[part.item(i)];
    }
  });
  return out;
}

}  // namespace ecoeff::solver
