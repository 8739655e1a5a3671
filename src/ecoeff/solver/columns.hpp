// The reference rows as columns of the linear programs: values kept in blocks of 64, of which most are passed over by
// what bounds them (block_bounds.hpp).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "ecoeff/base/line_vector.hpp"
#include "ecoeff/solver/block_bounds.hpp"
#include "ecoeff/solver/earlier_prices.hpp"
#include "ecoeff/solver/price_filter.hpp"
#include "ecoeff/solver/tolerances.hpp"

namespace ecoeff::solver {

inline constexpr std::size_t kNone = std::numeric_limits<std::size_t>::max();

// All rows of the data, row by row: `value[row * features + k]`, with the unit of each row.
struct Data {
  std::size_t features = 0;
  std::vector<double> value;
  std::vector<std::int32_t> unit;
  std::vector<double> rest = {};  // what rounding took from each value: the data are value + rest; empty: nothing

  [[nodiscard]] const double* row(std::size_t r) const { return value.data() + r * features; }
  [[nodiscard]] std::size_t rows() const { return features == 0 ? 0 : value.size() / features; }
  // Asks for a row that will be read soon.
  void fetch(std::size_t r) const {
    __builtin_prefetch(row(r));
    __builtin_prefetch(row(r) + features - 1);
  }
};

inline constexpr std::size_t kAhead = 16;  // rows to fetch before they are read

class ColumnStore {
 public:
  static constexpr std::size_t kBlock = BlockBounds::kWidth;
  static constexpr std::size_t kGroup = BlockBounds::kGroup;
  static constexpr std::size_t kManyBlocks = 32;  // from which on most are passed over by more than their boxes

  ColumnStore() = default;
  // For a store that is priced `once` or so, what makes pricing faster is not worth its making.
  enum class Use { once, often };
  // Columns in the order of `rows`; nearby rows should stand together. `data` must outlive the store.
  ColumnStore(const Data& data, std::span<const std::size_t> rows) { assign(data, rows); }
  void assign(const Data& data, std::span<const std::size_t> rows, Use use = Use::often);
  // One more column, of a store that is empty or priced once.
  void add(const Data& data, std::size_t row);

  [[nodiscard]] std::size_t blocks() const { return row_.size() / kBlock; }
  [[nodiscard]] std::size_t groups() const { return (blocks() + kGroup - 1) / kGroup; }
  [[nodiscard]] std::size_t size() const { return size_; }
  // The values of feature k in block b, and the rows that stand in the block (the last block is padded with copies of
  // its last row).
  [[nodiscard]] const double* values(std::size_t b, std::size_t k) const {
    return value_.data() + (b * features_ + k) * kBlock;
  }
  [[nodiscard]] const std::uint32_t* rows(std::size_t b) const { return row_.data() + b * kBlock; }
  // The size_of of a column with the lowest value of every feature: no column's is smaller.
  [[nodiscard]] double least_size(const double* scales) const;
  // The largest value of feature k.
  [[nodiscard]] double highest(std::size_t k) const { return bounds_.highest(k); }
  [[nodiscard]] const BlockBounds& bounds() const { return bounds_; }
  [[nodiscard]] const PriceFilter& filter() const { return filter_; }
  // Columns of block b that need pricing: 64 or, in the last block, the least multiple of 16 that holds its rows.
  [[nodiscard]] std::size_t priced(std::size_t b) const {
    return b + 1 < blocks() ? kBlock : ((size_ - b * kBlock) + 15) / 16 * 16;
  }
  // weights'z + constant for the columns of block b; returns the largest.
  double price(std::size_t b, const double* weights, double constant, std::array<double, kBlock>& out) const;

 private:
  std::size_t features_ = 0;
  std::size_t size_ = 0;
  LineVector<double> value_;
  BlockBounds bounds_;
  PriceFilter filter_;
  std::vector<std::uint32_t> row_;
  std::vector<std::uint32_t> offset_;  // of the features in a block
};

// The reference set of one evaluated row: a store, less some of its rows, plus a few others.
struct Reference {
  const Data* data = nullptr;
  const ColumnStore* store = nullptr;
  const ColumnStore* extra = nullptr;  // further columns
  std::size_t without_row = kNone;     // this row is left out
  std::int32_t without_unit = -1;      // all rows of this unit are left out ...
  std::size_t but_keep = kNone;        // ... except this one
  std::size_t own_row = kNone;         // the evaluated row where it belongs to the reference: a solve may start from it
  // Above 0: the columns stand for further rows too, and a mixture of them is as good as each of those up to this part of
  // every value. `behind`: all rows, where they are at hand (not those of other processes).
  double behind_within = 0;
  std::span<const std::size_t> behind = {};
  bool holds_behind_own = false;  // the columns stand for all rows also when the evaluated one is left out

  [[nodiscard]] bool holds(std::size_t row) const {
    return row != without_row && (without_unit < 0 || data->unit[row] != without_unit || row == but_keep);
  }
};

// The largest z_k |scale_k|, at least kSmallestColumn. Scaled by 1 over the evaluated row's values it is the size of a
// column in its program; scaled by the weights it is the size of the terms of its price, whose rounding a violation
// has.
[[nodiscard]] double size_of(const double* z, const double* scales, std::size_t features);

struct Priced {
  std::size_t row = kNone;  // the most violating column, kNone when none exceeds the tolerance
  // The violation of `row`: its value over max(1, largest coefficient), or over max(1, largest term of its price); when
  // no column exceeds the tolerance, no column's violation is larger than this.
  double violation = 0;
};

// Columns of a store that violated lately, side by side: they are priced first.
class WorkingSet {
 public:
  static constexpr std::size_t kMost = ColumnStore::kBlock;
  void clear() {
    count_ = next_ = group_ = 0;
    earlier_.clear();
  }
  [[nodiscard]] EarlierPrices& earlier() { return earlier_; }
  // Column i of block b of the store, with its features.
  void add(const ColumnStore& store, std::size_t features, std::size_t b, std::size_t i);
  [[nodiscard]] std::size_t size() const { return count_; }
  [[nodiscard]] const double* values(std::size_t k) const { return value_.data() + k * kMost; }
  [[nodiscard]] const std::uint32_t* rows() const { return row_.data(); }
  // The group of blocks in which a violating column was found last.
  [[nodiscard]] std::size_t group() const { return group_; }
  void set_group(std::size_t group) { group_ = group; }
  // weights'z + constant for its columns, rounded up to 16 of them; returns the largest.
  double price(const double* weights, double constant, std::array<double, kMost>& out) const;

 private:
  LineVector<double> value_;  // feature by feature
  std::vector<std::uint32_t> offset_;
  EarlierPrices earlier_;
  std::array<std::uint32_t, kMost> row_{};
  std::size_t count_ = 0;
  std::size_t next_ = 0;
  std::size_t group_ = 0;
};

// What columns are priced with.
struct Prices {
  const double* weights = nullptr;
  double constant = 0;
  const double* inverse = nullptr;  // 1 over the evaluated row's own values
  double tolerance = 0;             // of the violation over max(1, the largest term of the price)
  bool unbounded = false;           // intensities have no upper bound
};

// The column of the reference with the largest (weights'z + constant) / max(1, max_k z_k inverse_k); when that exceeds
// the tolerance for none, with the largest (weights'z + constant) / max(1, max_k |weights_k| z_k).
[[nodiscard]] Priced most_violating(const Reference& reference, const Prices& prices);

// The same, but content with the best column of the working set when there is one above the tolerance; else groups of
// blocks are priced (by their corners first) until one has a violating column, which joins the working set with others
// of the group. Only where no column violates are all priced, and then, when `unbounded`, small columns over their own
// size.
[[nodiscard]] Priced violating(const Reference& reference, const Prices& prices, WorkingSet& working);

}  // namespace ecoeff::solver
