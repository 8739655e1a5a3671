#include "ecoeff/frontier/score.hpp"

#include <fmt/format.h>

#include "ecoeff/frontier/answer.hpp"
#include "ecoeff/frontier/model_words.hpp"
#include "ecoeff/frontier/notes.hpp"
#include "ecoeff/frontier/prepare.hpp"
#include "ecoeff/frontier/reference_sets.hpp"
#include "ecoeff/frontier/schedule/schedule.hpp"
#include "ecoeff/frontier/score_extras.hpp"

namespace ecoeff {

using namespace frontier;

namespace frontier {

ScoreResult score_once(const Panel& panel, const ScoreOptions& options, bool meta, const Progress& progress) {
  Prepared prepared = prepare(panel, options);
  ScoreResult result{.options = options, .rows = rows_for(prepared, panel.rows(), options), .notes = prepared.notes};

  ScoreOptions grouping = options;
  if (meta) grouping.group.clear();
  const std::vector<Technology> all = technologies(panel, grouping, prepared.usable);
  score_model(options.model).compute(prepared, all, progress, result);
  finish_rows(std::move(prepared), result.rows);
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
