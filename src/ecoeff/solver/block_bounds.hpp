// Upper bounds of weights'z + constant over blocks of columns, so that a whole block is passed over without a look at
// its columns, 16 blocks at a time. A block lies in a box, whose best corner bounds it, and where that is asked for
// also in a slab low <= p'z <= high, p the direction in which its columns spread least: on a smooth frontier nearly its
// normal. With weights = a p + r the slab bounds a p'z and the box only r'z, which is small for the blocks that matter,
// since there the prices are nearly normal to the frontier too.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <vector>

#include "ecoeff/base/line_vector.hpp"

namespace ecoeff::solver {

class BlockBounds {
 public:
  static constexpr std::size_t kWidth = 64;  // columns of a block
  static constexpr std::size_t kGroup = 16;  // blocks that are bounded together

  // Feature k of column i of block b at values[(b * features + k) * 64 + i]. Slabs only up to 16 features.
  void assign(std::size_t features, std::span<const double> values, bool with_slabs);

  // The boxes once a column of `values` joins block b, the last one or a new one; for bounds without slabs.
  void add(std::size_t b, bool is_new, const double* values);

  // The largest value that weights'z + constant can take in each block of group g, as computed in double precision;
  // returns the largest of them. Where that is at most `enough` by the boxes alone, nothing more is done.
  double of_group(std::size_t g, const double* weights, double constant, double enough,
                  std::array<double, kGroup>& out) const;

  // The lowest and highest value of feature k in all blocks.
  [[nodiscard]] double lowest(std::size_t k) const { return lowest_[k]; }
  [[nodiscard]] double highest(std::size_t k) const { return highest_[k]; }

 private:
  double by_boxes(std::size_t g, const double* weights, double constant, std::array<double, kGroup>& out) const;
  void add_slab(std::size_t b, const double* values);
  // Where the low of feature k of block b stands at 2k * 16, its high at (2k + 1) * 16.
  [[nodiscard]] double* box_of(std::size_t b) {
    return box_.data() + (b / kGroup) * 2 * features_ * kGroup + b % kGroup;
  }

  std::size_t features_ = 0;
  std::size_t slab_ = 0;         // numbers of the slabs of a group, 0 where there are none
  LineVector<double> box_;       // group by group: low of 16 blocks, high of 16 blocks, feature by feature
  LineVector<double> slabs_;     // group by group, as simd::slab_bounds reads them
  std::vector<double> lowest_;   // of each feature
  std::vector<double> highest_;  // of each feature
};

}  // namespace ecoeff::solver
