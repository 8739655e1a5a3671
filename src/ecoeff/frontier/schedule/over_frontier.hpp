// Rows scored over the rows that carry their technology (frontier_set.hpp) in the place of all of it, for models over
// strongly disposable convex technologies whose answer is a point that dominates the row. Small reference sets are
// columns as they are, and so are all where proofs are read.
//
//   A. F, the rows that carry the technology;  B. every other row over F and itself, its peers remembered;  C. the rows
//   of F over F and the rows behind each, so that what the others can do without it may be asked.
#pragma once

#include <algorithm>
#include <vector>

#include "ecoeff/base/threads.hpp"
#include "ecoeff/frontier/prepare.hpp"
#include "ecoeff/frontier/proof_book.hpp"
#include "ecoeff/frontier/reference_sets.hpp"
#include "ecoeff/frontier/schedule/frontier_set.hpp"
#include "ecoeff/frontier/schedule/passes.hpp"
#include "ecoeff/frontier/score.hpp"

namespace ecoeff::frontier {

// make() gives what a thread keeps from row to row of a chunk; score(kept, row, technology, reference) the answer of a
// row, whose reference holds it.
template <class Make, class Score>
class OverFrontier {
 public:
  OverFrontier(const Prepared& prepared, const Progress& progress, ScoreResult& result, Make make, Score score)
      : prepared_(prepared),
        options_(result.options),
        counter_(progress, result.rows.size()),
        rows_(result.rows),
        make_(std::move(make)),
        score_(std::move(score)) {}

  void run(const std::vector<Technology>& technologies) {
    for (std::size_t t = 0; t < technologies.size(); ++t) {
      const bool small = technologies[t].reference.size() <= kColumnsAsTheyAre || reads_proofs(options_);
      small ? score_all(t, technologies[t]) : score_frontier_first(t, technologies[t]);
    }
  }

 private:
  void score_all(std::size_t t, const Technology& technology) {
    const ColumnStore store(prepared_.data, technology.reference);
    chunks(technology.evaluated, [&](auto& kept, std::size_t row, std::size_t) {
      put(kept, row, t, {.data = &prepared_.data, .store = &store});
    });
  }

  void score_frontier_first(std::size_t t, const Technology& technology) {
    const Data& data = prepared_.data;
    const Model test = membership(prepared_.model);
    const Beat beat = [this] { counter_.add(0); };
    const std::vector<std::size_t> ordered = near_order(data, technology.reference, options_.threads);
    const std::vector<std::size_t> carriers = find_frontier(data, test, ordered, options_.threads, beat);
    const ColumnStore frontier(data, near_order(data, carriers, options_.threads));
    std::vector<char> evaluated(data.rows(), 0);
    std::vector<char> carries(data.rows(), 0);
    for (const std::size_t row : technology.evaluated) evaluated[row] = 1;
    for (const std::size_t row : carriers) carries[row] = 1;
    std::vector<std::size_t> asked;    // rows behind the frontier ...
    std::vector<std::size_t> unasked;  // ... that another technology evaluates
    for (const std::size_t row : ordered) {
      if (carries[row] == 0) (evaluated[row] == 0 ? unasked : asked).push_back(row);
    }
    const Reference over{.data = &data, .store = &frontier, .behind_within = kBehind, .behind = technology.reference};
    std::vector<Leaning> leaning = score_rest(t, over, asked);
    const auto others = find_leaning(data, test, frontier, unasked, options_.threads, beat);
    leaning.insert(leaning.end(), others.begin(), others.end());
    const Behind behind(leaning, data.rows());
    std::vector<std::size_t> on_frontier;
    for (const std::size_t row : carriers) {
      if (evaluated[row] != 0) on_frontier.push_back(row);
    }
    chunks(on_frontier, [&](auto& kept, std::size_t row, std::size_t) {
      const auto its = behind.of(row);
      const std::vector<std::size_t> rows(its.begin(), its.end());
      const ColumnStore extra(data, rows);
      Reference reference = over;
      if (!rows.empty()) reference.extra = &extra;
      reference.holds_behind_own = true;
      put(kept, row, t, reference);
    });
  }

  // Who leans on whom. A row that leans on itself, as a twin of one of the frontier may, is asked without it.
  std::vector<Leaning> score_rest(std::size_t t, const Reference& over, const std::vector<std::size_t>& rest) {
    std::vector<std::vector<Leaning>> parts((rest.size() + kRowChunk - 1) / kRowChunk);
    chunks(rest, [&](auto& kept, std::size_t row, std::size_t chunk) {
      const std::size_t itself[] = {row};
      const ColumnStore extra(prepared_.data, itself);
      Reference reference = over;
      reference.extra = &extra;
      const RowScore score = put(kept, row, t, reference);
      const bool alone = score.peers.empty() || std::any_of(score.peers.begin(), score.peers.end(),
                                                            [&](const Peer& peer) { return peer.row == row; });
      std::vector<Leaning>& part = parts[chunk];
      if (alone) {
        const auto others = find_leaning(prepared_.data, membership(prepared_.model), *over.store, itself, 1, {});
        part.insert(part.end(), others.begin(), others.end());
        return;
      }
      for (const Peer& peer : score.peers)
        part.emplace_back(static_cast<std::uint32_t>(peer.row), static_cast<std::uint32_t>(row));
    });
    std::vector<Leaning> out;
    for (const auto& part : parts) out.insert(out.end(), part.begin(), part.end());
    return out;
  }

  template <class Kept>
  RowScore put(Kept& kept, std::size_t row, std::size_t technology, const Reference& reference) {
    RowScore score = score_(kept, row, technology, reference);
    rows_.put(row, score);
    return score;
  }

  template <class Body>
  void chunks(const std::vector<std::size_t>& rows, Body body) {
    for_chunks(rows.size(), kRowChunk, options_.threads, [&](std::size_t first, std::size_t last) {
      auto kept = make_();
      for (std::size_t i = first; i < last; ++i) body(*kept, rows[i], first / kRowChunk);
      counter_.add(last - first);
    });
  }

  const Prepared& prepared_;
  const ScoreOptions& options_;
  Counter counter_;
  ScoreRows& rows_;
  Make make_;
  Score score_;
};

}  // namespace ecoeff::frontier
