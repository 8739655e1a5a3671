// Columns in single precision, half as much to read: their prices with a margin for rounding tell that a block holds no
// column of a price above zero, of nearly every block that does not.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <vector>

#include "ecoeff/base/line_vector.hpp"

namespace ecoeff::solver {

class PriceFilter {
 public:
  static constexpr std::size_t kMostFeatures = 16;

  // Prices in single precision, each term made larger by its rounding.
  struct Prices {
    std::array<float, kMostFeatures> weights{};
    float constant = 0;
    bool usable = false;
  };

  void clear() { value_.clear(); }
  // Feature k of column i of block b at values[(b * features + k) * width + i]. Values outside of single precision
  // leave the filter empty.
  void assign(std::size_t features, std::size_t width, std::span<const double> values);
  // Not usable where the filter is empty or a term may leave single precision.
  [[nodiscard]] Prices prices(const double* weights, double constant) const;
  // At least the largest price of block b as computed in double precision.
  [[nodiscard]] double largest(std::size_t b, const Prices& prices) const;
  void fetch(std::size_t b) const;

 private:
  std::size_t features_ = 0;
  std::size_t width_ = 0;
  LineVector<float> value_;
  std::vector<double> highest_;  // of each feature
};

}  // namespace ecoeff::solver
