// The reference rows as columns of the linear programs: values kept in blocks of 64 with the corners of each block's
// box, so that a whole block is priced out by one dot product.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace ecoeff::frontier {

inline constexpr std::size_t kNone = std::numeric_limits<std::size_t>::max();

// All rows of the data, row by row: `value[row * features + k]`, with the unit of each row.
struct Data {
  std::size_t features = 0;
  std::vector<double> value;
  std::vector<std::int32_t> unit;

  [[nodiscard]] const double* row(std::size_t r) const { return value.data() + r * features; }
  [[nodiscard]] std::size_t rows() const { return features == 0 ? 0 : value.size() / features; }
};

class ColumnStore {
 public:
  static constexpr std::size_t kBlock = 64;

  ColumnStore() = default;
  // Columns in the order of `rows`; nearby rows should stand together. `data` must outlive the store.
  ColumnStore(const Data& data, std::span<const std::size_t> rows);

  [[nodiscard]] std::size_t blocks() const { return row_.size() / kBlock; }
  [[nodiscard]] std::size_t size() const { return size_; }
  // The values of feature k in block b, and the rows that stand in the block (the last block is padded with copies of
  // its last row).
  [[nodiscard]] const double* values(std::size_t b, std::size_t k) const {
    return value_.data() + (b * features_ + k) * kBlock;
  }
  [[nodiscard]] const std::size_t* rows(std::size_t b) const { return row_.data() + b * kBlock; }
  // The largest value that weights'z + constant can take in block b.
  [[nodiscard]] double bound(std::size_t b, const double* weights, double constant) const {
    const double* low = corner_.data() + b * 2 * features_;
    const double* high = low + features_;
    for (std::size_t k = 0; k < features_; ++k) constant += weights[k] * (weights[k] > 0 ? high[k] : low[k]);
    return constant;
  }
  // weights'z + constant for the 64 columns of block b.
  void price(std::size_t b, const double* weights, double constant, std::array<double, kBlock>& out) const;

 private:
  std::size_t features_ = 0;
  std::size_t size_ = 0;
  std::vector<double> value_;
  std::vector<double> corner_;
  std::vector<std::size_t> row_;
};

// The reference set of one evaluated row: a store, less some of its rows, plus a few others.
struct Reference {
  const Data* data = nullptr;
  const ColumnStore* store = nullptr;
  const ColumnStore* extra = nullptr;  // further columns
  std::size_t without_row = kNone;     // this row is left out
  std::int32_t without_unit = -1;      // all rows of this unit are left out ...
  std::size_t but_keep = kNone;        // ... except this one

  [[nodiscard]] bool holds(std::size_t row) const {
    return row != without_row && (without_unit < 0 || data->unit[row] != without_unit || row == but_keep);
  }
};

struct Priced {
  std::size_t row = kNone;  // the most violating column, kNone when none exceeds the tolerance
  double violation = 0;     // its value over max(1, largest coefficient); largest over all columns, at least 0
};

// The column of the reference with the largest (weights'z + constant) / max(1, max_k z_k / divisor_k).
[[nodiscard]] Priced most_violating(const Reference& reference, const double* weights, double constant,
                                    const double* divisor, double tolerance);

}  // namespace ecoeff::frontier
