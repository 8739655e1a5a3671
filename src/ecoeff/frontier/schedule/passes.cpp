#include "ecoeff/frontier/schedule/passes.hpp"

#include <algorithm>

namespace ecoeff::frontier {

void Counter::add(std::size_t rows) {
  const std::lock_guard lock(guard_);
  done_ += rows;
  report_step(progress_, {.what = {"scores", "计算得分"}, .done = done_, .total = total_});
}

std::vector<Leaning> score_behind(const Job& job, const Over& over, std::span<const std::size_t> rows,
                                  const std::vector<char>& evaluated, bool remember) {
  std::vector<std::vector<Leaning>> parts((rows.size() + kRowChunk - 1) / kRowChunk);
  const Columns columns{.store = &over.frontier, .behind_within = kBehind, .all = over.all, .holds_row = true};
  for_evaluated(job, rows, evaluated, kRowChunk, [&](Worker& worker, std::size_t row, std::size_t chunk) {
    job.rows.put(row, worker.evaluator.evaluate(row, columns));
    if (!remember) return;
    std::vector<Leaning>& part = parts[chunk];
    const std::vector<std::uint32_t>& peers = worker.evaluator.leans_on();
    if (std::find(peers.begin(), peers.end(), static_cast<std::uint32_t>(row)) != peers.end()) {
      const std::size_t alone[] = {row};
      const auto others = find_leaning(job.prepared.data, membership(job.prepared.model), over.frontier, alone, 1, {});
      part.insert(part.end(), others.begin(), others.end());
      return;
    }
    for (const std::uint32_t peer : peers) part.emplace_back(peer, static_cast<std::uint32_t>(row));
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
  for_evaluated(job, carriers, evaluated, chunk, [&](Worker& worker, std::size_t row, std::size_t) {
    const auto its = behind.of(row);
    worker.rows.assign(its.begin(), its.end());
    const Columns columns{.store = &over.frontier,
                          .extra = worker.gathered(job.prepared.data),
                          .behind_within = kBehind,
                          .all = over.all,
                          .holds_row = true,
                          .carries = true};
    job.rows.put(row, worker.evaluator.evaluate(row, columns));
  });
}

}  // namespace ecoeff::frontier
