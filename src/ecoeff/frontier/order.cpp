#include "ecoeff/frontier/order.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "ecoeff/base/raw_vector.hpp"
#include "ecoeff/base/threads.hpp"

namespace ecoeff::frontier {
namespace {

constexpr std::size_t kLeaf = 32;
constexpr double kTiny = 1e-300;

// The logarithm as a whole number that keeps its order and, to 1e-6, its distances.
std::uint32_t step_of(double value) {
  constexpr double kSteps = 1 << 20;
  return static_cast<std::uint32_t>(std::int64_t{1} << 31) +
         static_cast<std::uint32_t>(static_cast<std::int32_t>(std::log(std::max(value, kTiny)) * kSteps));
}

class Tree {
 public:
  Tree(const Data& data, std::span<const std::size_t> rows, unsigned threads)
      : features_(data.features), step_(rows.size() * data.features), item_(rows.size()) {
    for_chunks(rows.size(), 4096, threads, [&](std::size_t first, std::size_t last) {
      for (std::size_t i = first; i < last; ++i) {
        item_[i] = static_cast<std::uint32_t>(i);
        const double* z = data.row(rows[i]);
        for (std::size_t k = 0; k < features_; ++k) step_[i * features_ + k] = step_of(z[k]);
      }
    });
  }

  // Level by level, the parts of a level side by side; small parts to the end at once.
  void sort(unsigned threads) {
    std::vector<std::pair<std::size_t, std::size_t>> parts{{0, item_.size()}};
    while (!parts.empty()) {
      std::vector<std::pair<std::size_t, std::size_t>> next(2 * parts.size());
      for_chunks(parts.size(), 1, threads, [&](std::size_t first, std::size_t last) {
        std::vector<std::uint64_t> scratch;
        for (std::size_t i = first; i < last; ++i) {
          const auto [begin, end] = parts[i];
          if (end - begin <= kWhole) {
            sort_all(begin, end, scratch);
            continue;
          }
          const std::size_t middle = cut(begin, end, scratch);
          next[2 * i] = {begin, middle};
          next[2 * i + 1] = {middle, end};
        }
      });
      std::erase_if(next, [](const auto& part) { return part.first == part.second; });
      parts = std::move(next);
    }
  }
  [[nodiscard]] const RawVector<std::uint32_t>& items() const { return item_; }

 private:
  static constexpr std::size_t kWhole = 16384;

  void sort_all(std::size_t begin, std::size_t end, std::vector<std::uint64_t>& scratch) {
    if (end - begin <= kLeaf) return;
    const std::size_t middle = cut(begin, end, scratch);
    sort_all(begin, middle, scratch);
    sort_all(middle, end, scratch);
  }

  // The feature that spreads most, by some of the rows.
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

  // The lower part is a whole number of leaves, so that blocks of columns do not straddle a cut. A key is the value of
  // a row and, below it, the row.
  std::size_t cut(std::size_t begin, std::size_t end, std::vector<std::uint64_t>& key) {
    const std::size_t k = widest(begin, end);
    key.resize(end - begin);
    for (std::size_t i = begin; i < end; ++i)
      key[i - begin] = std::uint64_t{step_[item_[i] * features_ + k]} << 32U | item_[i];
    const std::size_t leaves = (end - begin + kLeaf - 1) / kLeaf;
    const std::size_t half = std::max<std::size_t>(1, leaves / 2) * kLeaf;
    std::nth_element(key.begin(), key.begin() + static_cast<std::ptrdiff_t>(half), key.end());
    for (std::size_t i = begin; i < end; ++i) item_[i] = static_cast<std::uint32_t>(key[i - begin]);
    return begin + half;
  }

  std::size_t features_;
  RawVector<std::uint32_t> step_;
  RawVector<std::uint32_t> item_;
};

}  // namespace

std::vector<std::size_t> near_order(const Data& data, std::span<const std::size_t> rows, unsigned threads) {
  if (rows.size() <= kLeaf) return {rows.begin(), rows.end()};
  Tree tree(data, rows, threads);
  tree.sort(threads);
  std::vector<std::size_t> out(rows.size());
  for_chunks(out.size(), 16384, threads, [&](std::size_t first, std::size_t last) {
    for (std::size_t i = first; i < last; ++i) out[i] = rows[tree.items()[i]];
  });
  return out;
}

}  // namespace ecoeff::frontier
