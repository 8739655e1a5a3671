#include "ecoeff/frontier/schedule/schedule.hpp"

#include <algorithm>

#include "ecoeff/base/threads.hpp"
#include "ecoeff/frontier/programs.hpp"
#include "ecoeff/frontier/proof_book.hpp"
#include "ecoeff/frontier/schedule/passes.hpp"

namespace ecoeff::frontier {
namespace {

// A part of the rows of one technology.
struct Task {
  std::size_t technology = 0;
  std::size_t begin = 0;
  std::size_t end = 0;
};

// Proofs are checked against all rows.
bool is_large(const Job& job, const Technology& technology) {
  return technology.reference.size() > kColumnsAsTheyAre && !reads_proofs(job.options);
}

void score_small(const Job& job, const std::vector<Technology>& technologies) {
  std::vector<ColumnStore> stores(technologies.size());
  std::vector<Task> tasks;
  for (std::size_t t = 0; t < technologies.size(); ++t) {
    if (is_large(job, technologies[t])) continue;
    stores[t].assign(job.prepared.data, technologies[t].reference);
    const std::size_t rows = technologies[t].evaluated.size();
    for (std::size_t begin = 0; begin < rows; begin += kRowChunk)
      tasks.push_back({t, begin, std::min(rows, begin + kRowChunk)});
  }
  for_chunks(tasks.size(), 1, job.options.threads, [&](std::size_t first, std::size_t last) {
    for (std::size_t i = first; i < last; ++i) {
      const Task& task = tasks[i];
      const Technology& technology = technologies[task.technology];
      Evaluator evaluator(job.prepared, job.options);
      for (std::size_t e = task.begin; e < task.end; ++e) {
        const std::size_t row = technology.evaluated[e];
        job.rows.put(row, evaluator.evaluate(row, Columns{.store = &stores[task.technology], .holds_row = true}));
      }
      job.counter.add(task.end - task.begin);
    }
  });
}

// Steps A to C for one technology.
class FrontierFirst {
 public:
  FrontierFirst(const Job& job, const Technology& technology) : job_(job), technology_(technology) {}

  void run() {
    const Prepared& prepared = job_.prepared;
    const unsigned threads = job_.options.threads;
    const std::vector<std::size_t> ordered = near_order(prepared.data, technology_.reference, threads);
    const Model test = membership(prepared.model);
    const Beat beat = [this] { job_.counter.add(0); };
    const std::vector<std::size_t> carriers = find_frontier(prepared.data, test, ordered, threads, beat);
    frontier_.assign(prepared.data, near_order(prepared.data, carriers, threads));
    split(ordered, carriers);
    const bool by_unit = job_.options.leave_out == LeaveOut::unit;
    // Slacks-based models ask for a row's standing without it, super-efficiency or not.
    const bool slacks = prepared.model.kind == Kind::slacks;
    const bool without = by_unit || prepared.is_super || slacks;
    const bool own_peers = slacks && technology_.evaluated.size() == ordered.size();
    std::vector<Leaning> leaning;
    if (!by_unit) leaning = score_behind(job_, over(), rest_, evaluated_, own_peers);
    if (by_unit || (without && !own_peers))
      leaning = find_leaning(prepared.data, test, frontier_, rest_, threads, beat);
    if (without) behind_ = Behind(leaning, prepared.data.rows());
    leaning = {};
    if (by_unit) {
      score_by_unit(ordered, carriers);
    } else {
      score_carriers(job_, over(), carriers, evaluated_, behind_);
    }
  }

 private:
  void split(const std::vector<std::size_t>& ordered, const std::vector<std::size_t>& carriers) {
    const std::size_t rows = job_.prepared.data.rows();
    evaluated_.assign(rows, 0);
    carries_.assign(rows, 0);
    for (const std::size_t row : technology_.evaluated) evaluated_[row] = 1;
    for (const std::size_t row : carriers) carries_[row] = 1;
    for (const std::size_t row : ordered) {
      if (carries_[row] == 0) rest_.push_back(row);
    }
  }

  [[nodiscard]] Over over() const { return {.frontier = frontier_, .all = technology_.reference}; }
  [[nodiscard]] Columns columns(const ColumnStore* extra) const {
    return {
        .store = &frontier_, .extra = extra, .behind_within = kBehind, .all = technology_.reference, .holds_row = true};
  }

  // For each row all rows behind the carriers of its unit, and the row itself.
  void score_by_unit(const std::vector<std::size_t>& ordered, const std::vector<std::size_t>& carriers) {
    const Data& data = job_.prepared.data;
    std::vector<Leaning> by_unit;
    for (const std::size_t row : carriers)
      by_unit.emplace_back(static_cast<std::uint32_t>(data.unit[row]), static_cast<std::uint32_t>(row));
    const Behind carriers_of(by_unit, data.rows());
    for_evaluated(job_, ordered, evaluated_, kRowChunk, [&](Worker& worker, std::size_t row, std::size_t) {
      std::vector<std::size_t>& rows = worker.rows;
      rows.clear();
      for (const std::uint32_t carrier : carriers_of.of(static_cast<std::size_t>(data.unit[row]))) {
        const auto behind = behind_.of(carrier);
        rows.insert(rows.end(), behind.begin(), behind.end());
      }
      if (carries_[row] == 0) rows.push_back(row);
      std::sort(rows.begin(), rows.end());
      rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
      job_.rows.put(row, worker.evaluator.evaluate(row, columns(worker.gathered(data))));
    });
  }

  const Job& job_;
  const Technology& technology_;
  ColumnStore frontier_;
  std::vector<std::size_t> rest_;
  std::vector<char> evaluated_;
  std::vector<char> carries_;
  Behind behind_;
};

}  // namespace

void score_technologies(const Prepared& prepared, const ScoreOptions& options,
                        const std::vector<Technology>& technologies, const Progress& progress, ScoreRows& rows) {
  Counter counter(progress, rows.size());
  const Job job{prepared, options, counter, rows};
  score_small(job, technologies);
  for (const Technology& technology : technologies) {
    if (is_large(job, technology)) FrontierFirst(job, technology).run();
  }
}

}  // namespace ecoeff::frontier
