// The two passes that score rows over a frontier once that is known (schedule.hpp): the rows behind it, and the rows
// that carry it. Chunks are fixed by the lists of rows, so answers do not depend on the number of threads.
#pragma once

#include <mutex>
#include <span>
#include <vector>

#include "ecoeff/base/threads.hpp"
#include "ecoeff/frontier/models/evaluate.hpp"
#include "ecoeff/frontier/schedule/frontier_set.hpp"

namespace ecoeff::frontier {

inline constexpr std::size_t kColumnsAsTheyAre = 128;  // reference sets up to this size are not reduced first
inline constexpr std::size_t kRowChunk = 64;           // a warm start never crosses it

// Counts rows and reports them, one thread at a time.
class Counter {
 public:
  Counter(const Progress& progress, std::size_t total) : progress_(progress), total_(total) {}
  void add(std::size_t rows);

 private:
  const Progress& progress_;
  std::size_t total_;
  std::size_t done_ = 0;
  std::mutex guard_;
};

struct Job {
  const Prepared& prepared;
  const ScoreOptions& options;
  Counter& counter;
  ScoreRows& rows;
};

// A frontier, and all rows of the technology where they are at hand.
struct Over {
  const ColumnStore& frontier;
  std::span<const std::size_t> all;
};

// What one thread keeps from row to row of a chunk.
struct Worker {
  Evaluator evaluator;
  ColumnStore extra;
  std::vector<std::size_t> rows;

  // The rows listed, once each, as further columns; nullptr when there are none.
  const ColumnStore* gathered(const Data& data) {
    extra.assign(data, rows, ColumnStore::Use::once);
    return rows.empty() ? nullptr : &extra;
  }
};

// Calls body(worker, row, chunk) for those of `rows` with `evaluated[row]`, chunk by chunk, and counts them.
template <class Body>
void for_evaluated(const Job& job, std::span<const std::size_t> rows, const std::vector<char>& evaluated,
                   std::size_t chunk, Body body) {
  for_chunks(rows.size(), chunk, job.options.threads, [&](std::size_t first, std::size_t last) {
    Worker worker{.evaluator = Evaluator(job.prepared, job.options), .extra = {}, .rows = {}};
    std::size_t count = 0;
    for (std::size_t i = first; i < last; ++i) {
      if (i + kAhead < last) {
        job.prepared.data.fetch(rows[i + kAhead]);
        job.rows.fetch(rows[i + kAhead]);
        __builtin_prefetch(evaluated.data() + rows[i + kAhead]);
      }
      if (evaluated[rows[i]] == 0) continue;
      body(worker, rows[i], first / chunk);
      ++count;
    }
    job.counter.add(count);
  });
}

// Scores those of `rows` with `evaluated[row]`, none of which carries the frontier; with `remember` returns who leans
// on whom (in slacks-based models with the row itself in the reference; a row that leans on itself, as a twin of one of
// the frontier may, is asked again without it).
std::vector<Leaning> score_behind(const Job& job, const Over& over, std::span<const std::size_t> rows,
                                  const std::vector<char>& evaluated, bool remember);

// Scores those of the rows of the frontier with `evaluated[row]`, each over the frontier and the rows behind it.
void score_carriers(const Job& job, const Over& over, std::span<const std::size_t> carriers,
                    const std::vector<char>& evaluated, const Behind& behind);

}  // namespace ecoeff::frontier
