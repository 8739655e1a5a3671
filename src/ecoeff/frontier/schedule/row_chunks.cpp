#include "ecoeff/frontier/schedule/row_chunks.hpp"

#include <algorithm>
#include <mutex>

#include "ecoeff/base/threads.hpp"

namespace ecoeff::frontier {
namespace {

constexpr std::size_t kChunk = 64;

struct Chunk {
  std::size_t technology = 0;
  std::size_t begin = 0;
  std::size_t end = 0;
};

}  // namespace

void for_row_chunks(const std::vector<Technology>& technologies, unsigned threads, const Progress& progress,
                    const std::function<void(std::size_t, std::size_t, std::size_t)>& body) {
  std::vector<Chunk> chunks;
  std::size_t total = 0;
  for (std::size_t t = 0; t < technologies.size(); ++t) {
    const std::size_t rows = technologies[t].evaluated.size();
    total += rows;
    for (std::size_t begin = 0; begin < rows; begin += kChunk)
      chunks.push_back({t, begin, std::min(rows, begin + kChunk)});
  }
  std::mutex guard;
  std::size_t done = 0;
  for_chunks(chunks.size(), 1, threads, [&](std::size_t first, std::size_t last) {
    for (std::size_t i = first; i < last; ++i) {
      body(chunks[i].technology, chunks[i].begin, chunks[i].end);
      const std::lock_guard lock(guard);
      done += chunks[i].end - chunks[i].begin;
      report_step(progress, {.what = {"scores", "计算得分"}, .done = done, .total = total});
    }
  });
}

}  // namespace ecoeff::frontier
