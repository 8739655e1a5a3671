// An order of rows in which neighbours are alike: a kd-tree on the logarithms of the features (nearly: a number is read
// as exponent and mantissa), each part cut at the median of its widest feature until it holds a block of columns. Many
// rows are first shared among the cells of such a tree of a sample.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "ecoeff/solver/columns.hpp"

namespace ecoeff::solver {

// `rows` in the order of the tree's leaves. Depends on the values alone, not on the number of threads.
[[nodiscard]] std::vector<std::size_t> near_order(const Data& data, std::span<const std::size_t> rows,
                                                  unsigned threads);

}  // namespace ecoeff::solver
