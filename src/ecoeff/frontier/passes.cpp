#include "ecoeff/frontier/passes.hpp"

#include <algorithm>

#include "ecoeff/base/threads.hpp"

namespace ecoeff::frontier {

void Counter::add(std::size_t rows) {
  const std::lock_guard lock(guard_);
  done_ += rows;
  report_step(progress_, {.what = {"scores", "计算得分"}, .done = done_, .total = total_});
}

std::vector<Leaning> score_behind(const Job& job, const Over& over, std::span<const std::size_t> rows,
                                  const std::vector<char>& evaluated, bool remember) {
  std::vector<std::vector<Leaning>> parts((rows.size() + kRowChunk - 1) / kRowChunk);
  for_chunks(rows.size(), kRowChunk, job.options.threads, [&](std::size_t first, std::size_t last) {
    Evaluator evaluator(job.prepared, job.options);
    std::size_t count = 0;
    for (std::size_t i = first; i < last; ++i) {
      const std::size_t row = rows[i];
      if (i + kAhead < last) {
        job.prepared.data.fetch(rows[i + kAhead]);
        job.rows.fetch(rows[i + kAhead]);
      }
      if (evaluated[row] == 0) continue;
      job.rows.put(row, evaluator.evaluate(row, Columns{.store = &over.frontier, .all = over.all, .holds_row = true}));
      ++count;
      if (!remember) continue;
      const std::vector<std::uint32_t>& peers = evaluator.leans_on();
      if (std::find(peers.begin(), peers.end(), static_cast<std::uint32_t>(row)) != peers.end()) {
        const std::size_t alone[] = {row};
        const auto others =
            find_leaning(job.prepared.data, membership(job.prepared.model), over.frontier, alone, 1, {});
        parts[first / kRowChunk].insert(parts[first / kRowChunk].end(), others.begin(), others.end());
        continue;
      }
      for (const std::uint32_t peer : peers)
        parts[first / kRowChunk].emplace_back(peer, static_cast<std::uint32_t>(row));
    }
    job.counter.add(count);
  });
  std::vector<Leaning> out;
  for (auto& part : parts) {
    out.insert(out.end(), part.begin(), part.end());
    part = {};
  }
  return out;
}

void score_carriers(const Job& job, const Over& over, std::span<const std::size_t> carriers,
                    const std::vector<char>& evaluated, const Behind& behind) {
  // Few carriers have many rows behind each, and are worth a thread one by one.
  const std::size_t chunk = job.rows.size() > 1000 * carriers.size() ? 1 : kRowChunk;
  for_chunks(carriers.size(), chunk, job.options.threads, [&](std::size_t first, std::size_t last) {
    Evaluator evaluator(job.prepared, job.options);
    ColumnStore extra;
    std::vector<std::size_t> rows;
    std::size_t count = 0;
    for (std::size_t i = first; i < last; ++i) {
      const std::size_t row = carriers[i];
      if (evaluated[row] == 0) continue;
      const auto its = behind.of(row);
      rows.assign(its.begin(), its.end());
      extra.assign(job.prepared.data, rows);
      const Columns columns{
          .store = &over.frontier, .extra = rows.empty() ? nullptr : &extra, .all = over.all, .holds_row = true};
      job.rows.put(row, evaluator.evaluate(row, columns));
      ++count;
    }
    job.counter.add(count);
  });
}

}  // namespace ecoeff::frontier
