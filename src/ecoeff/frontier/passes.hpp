// The two passes that score rows over a frontier once that is known (schedule.hpp): the rows behind it, and the rows
// that carry it. Chunks are fixed by the lists of rows, so answers do not depend on the number of threads.
#pragma once

#include <mutex>
#include <span>
#include <vector>

#include "ecoeff/frontier/evaluate.hpp"
#include "ecoeff/frontier/frontier_set.hpp"

namespace ecoeff::frontier {

inline constexpr std::size_t kRowChunk = 64;  // a warm start never crosses it

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

// A frontier, and all rows of the technology for --certify.
struct Over {
  const ColumnStore& frontier;
  std::span<const std::size_t> all;
};

// Scores those of `rows` with `evaluated[row]`, none of which carries the frontier; with `remember` returns who leans
// on whom (in slacks-based models with the row itself in the reference; a row that leans on itself, as a twin of one of
// the frontier may, is asked again without it).
std::vector<Leaning> score_behind(const Job& job, const Over& over, std::span<const std::size_t> rows,
                                  const std::vector<char>& evaluated, bool remember);

// Scores those of the rows of the frontier with `evaluated[row]`, each over the frontier and the rows behind it.
void score_carriers(const Job& job, const Over& over, std::span<const std::size_t> carriers,
                    const std::vector<char>& evaluated, const Behind& behind);

}  // namespace ecoeff::frontier
