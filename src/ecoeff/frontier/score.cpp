#include "ecoeff/frontier/score.hpp"

#include <fmt/format.h>

#include "ecoeff/frontier/notes.hpp"
#include "ecoeff/frontier/prepare.hpp"
#include "ecoeff/frontier/reference_sets.hpp"
#include "ecoeff/frontier/schedule.hpp"

namespace ecoeff {

using namespace frontier;

const char* word(RowStatus status) {
  switch (status) {
    case RowStatus::optimal: return "optimal";
    case RowStatus::infeasible: return "infeasible";
    case RowStatus::uncertified: return "uncertified";
    case RowStatus::bad_data: return "bad-data";
  }
  return "";
}

ScoreResult score(const Panel& panel, const ScoreOptions& options, const Progress& progress) {
  const Prepared prepared = prepare(panel, options);
  ScoreResult result{.options = options, .rows = std::vector<RowScore>(panel.rows()), .notes = prepared.notes};
  for (std::size_t row = 0; row < panel.rows(); ++row) result.rows[row].reason = prepared.problem[row];

  const std::vector<Technology> all = technologies(panel, options, prepared.usable);
  score_technologies(prepared, options, all, progress, result.rows);
  append(result.notes, notes_of(panel, result));
  return result;
}

}  // namespace ecoeff
