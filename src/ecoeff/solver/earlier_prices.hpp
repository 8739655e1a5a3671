// Rows that follow one another have prices much alike, and what bounded a block at the prices of one bounds it at those
// of the next: with weights = a earlier + r, no column of a block is worth more than a times the bound at the earlier
// weights, and what r, which is small, makes of the best corner of its box.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <vector>

#include "ecoeff/solver/block_bounds.hpp"

namespace ecoeff::solver {

class ColumnStore;

class EarlierPrices {
 public:
  void clear() { weights_.clear(); }

  // To be called before a pass over all groups of blocks: the prices to come, and 1 over the size of each feature.
  // False when there is nothing to compare them with.
  bool compare(const double* weights, double constant, const double* inverse, std::size_t features, std::size_t groups);
  // As BlockBounds::of_group().
  double of_group(const ColumnStore& store, std::size_t g, std::array<double, BlockBounds::kGroup>& out);
  // Bounds of the blocks of a group at the new prices.
  void put(std::size_t g, const std::array<double, BlockBounds::kGroup>& bounds) {
    std::copy(bounds.begin(), bounds.end(), next_.begin() + static_cast<std::ptrdiff_t>(g * BlockBounds::kGroup));
  }
  // After a pass that put every group.
  void keep(const double* weights, double constant);

 private:
  std::vector<double> weights_;  // empty when nothing is kept
  std::vector<double> bound_;    // of each block at weights_ and constant_
  std::vector<double> next_;     // what put() brings
  std::vector<double> rest_;     // r
  double constant_ = 0;
  double factor_ = 0;  // a
  double shift_ = 0;   // what is left of the constant
};

}  // namespace ecoeff::solver
