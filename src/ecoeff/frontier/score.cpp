#include "ecoeff/frontier/score.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <mutex>

#include "ecoeff/base/threads.hpp"
#include "ecoeff/frontier/evaluate.hpp"
#include "ecoeff/frontier/model_words.hpp"
#include "ecoeff/frontier/notes.hpp"
#include "ecoeff/frontier/plain_scores.hpp"
#include "ecoeff/frontier/prepare.hpp"
#include "ecoeff/frontier/reference_sets.hpp"
#include "ecoeff/frontier/score_extras.hpp"

namespace ecoeff {
namespace {

using namespace frontier;

constexpr std::size_t kChunk = 64;  // rows of a chunk: a warm start never crosses it

// A part of the rows of one technology.
struct Task {
  std::size_t technology = 0;
  std::size_t begin = 0;
  std::size_t end = 0;
};

std::vector<Task> cut(const std::vector<Technology>& technologies) {
  std::vector<Task> tasks;
  for (std::size_t t = 0; t < technologies.size(); ++t) {
    const std::size_t rows = technologies[t].evaluated.size();
    for (std::size_t begin = 0; begin < rows; begin += kChunk)
      tasks.push_back({t, begin, std::min(rows, begin + kChunk)});
  }
  return tasks;
}

}  // namespace

const char* word(RowStatus status) {
  switch (status) {
    case RowStatus::optimal: return "optimal";
    case RowStatus::infeasible: return "infeasible";
    case RowStatus::uncertified: return "uncertified";
    case RowStatus::bad_data: return "bad-data";
  }
  return "";
}

namespace frontier {

ScoreResult score_once(const Panel& panel, const ScoreOptions& options, bool meta, const Progress& progress) {
  const Prepared prepared = prepare(panel, options);
  ScoreResult result{.options = options, .rows = std::vector<RowScore>(panel.rows()), .notes = prepared.notes};
  for (std::size_t row = 0; row < panel.rows(); ++row) result.rows[row].reason = prepared.problem[row];

  ScoreOptions grouping = options;
  if (meta) grouping.group.clear();
  const std::vector<Technology> all = technologies(panel, grouping, prepared.usable);
  const Family family = family_of(options.model);
  if (family != Family::slacks && family != Family::radial) {
    score_plainly(prepared, all, progress, result);
    return result;
  }
  std::vector<ColumnStore> stores;
  stores.reserve(all.size());
  for (const Technology& technology : all) stores.emplace_back(prepared.data, technology.reference);

  const std::vector<Task> tasks = cut(all);
  std::mutex guard;
  std::size_t done = 0;
  for_chunks(tasks.size(), 1, options.threads, [&](std::size_t first, std::size_t last) {
    for (std::size_t i = first; i < last; ++i) {
      const Task& task = tasks[i];
      Evaluator evaluator(prepared, options);
      for (std::size_t e = task.begin; e < task.end; ++e) {
        const std::size_t row = all[task.technology].evaluated[e];
        result.rows[row] = evaluator.evaluate(row, stores[task.technology]);
      }
      const std::lock_guard lock(guard);
      done += task.end - task.begin;
      report_step(progress, {.what = {"scores", "计算得分"}, .done = done, .total = panel.rows()});
    }
  });
  return result;
}

}  // namespace frontier

ScoreResult score(const Panel& panel, const ScoreOptions& options, const Progress& progress) {
  if (is_productivity(options.model)) {
    throw Error(Fault::usage, "F401",
                {fmt::format("{} gives an index for pairs of years, not a score a row", options.model),
                 fmt::format("{} 给出相邻年份的指数，而非逐行得分", options.model)},
                {}, {"call productivity()", "请调用 productivity()"});
  }
  ScoreResult result = score_once(panel, options, false, progress);
  add_extras(panel, progress, result);
  append(result.notes, notes_of(panel, result));
  return result;
}

}  // namespace ecoeff
