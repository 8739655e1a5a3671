// The rows that carry a technology: a set F such that every row of the reference is dominated by a mixture of F, so
// that programs over F have the value of programs over all rows. Holds for strongly disposable convex technologies,
// whatever the model that is solved over them.
//
// A row is tested against the F found so far by the slacks-based program without orientation (it and F): an objective
// below 1 - 1e-9 at a mixture that misses none of its values by more than 1e-12 proves it dominated up to that, which every
// bound of a score allows for; the test stops there, else it joins (one too many is harmless). Rows are
// tested in batches of fixed size, thinly spread ones first, so that F does not depend on the number of threads.
//
// Without a row o of F itself, rows that leaned on it may become efficient. `Behind` lists for each row of F the rows
// that have it as a peer: F without o plus those rows carries the technology without o, because a row whose peers
// exclude o is dominated by columns that stay.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "ecoeff/frontier/models/model.hpp"
#include "ecoeff/frontier/programs.hpp"

namespace ecoeff::frontier {

// (peer, row): the row leans on the peer.
using Leaning = std::pair<std::uint32_t, std::uint32_t>;

// Called now and then from one thread at a time; may throw to cancel.
using Beat = std::function<void()>;

// The technology's membership test: slacks without orientation under the model's returns to scale.
[[nodiscard]] Model membership(const Model& model);

// F in the order of `ordered`, which is an order of near_order. Equal rows are taken once.
[[nodiscard]] std::vector<std::size_t> find_frontier(const Data& data, const Model& membership,
                                                     std::span<const std::size_t> ordered, unsigned threads,
                                                     const Beat& beat);

// The peers over F of each of `rows`, which are not in F.
[[nodiscard]] std::vector<Leaning> find_leaning(const Data& data, const Model& membership, const ColumnStore& frontier,
                                                std::span<const std::size_t> rows, unsigned threads, const Beat& beat);

class Behind {
 public:
  Behind() = default;
  // Pairs whose peer is `row` are found by `of(row)`, in the order given.
  Behind(std::span<const Leaning> pairs, std::size_t rows);
  [[nodiscard]] std::span<const std::uint32_t> of(std::size_t row) const {
    if (first_.empty()) return {};
    return {row_.data() + first_[row], row_.data() + first_[row + 1]};
  }

 private:
  std::vector<std::uint32_t> first_;
  std::vector<std::uint32_t> row_;
};

}  // namespace ecoeff::frontier
