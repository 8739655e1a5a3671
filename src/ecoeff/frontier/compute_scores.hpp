// How the models fill their rows: what descriptors (score_model.hpp) name as `compute`.
#pragma once

#include <vector>

#include "ecoeff/frontier/prepare.hpp"
#include "ecoeff/frontier/reference_sets.hpp"

namespace ecoeff::frontier {

// SBM and radial models with their super-efficiencies: against the rows that carry the frontier (schedule/schedule.hpp).
void score_by_frontiers(const Prepared& prepared, const std::vector<Technology>& technologies, const Progress& progress,
                        ScoreResult& result);
// Each row against all rows of its reference set; extras `beta_<column>` where every feature has a share of its own.
void score_directional(const Prepared& prepared, const std::vector<Technology>& technologies, const Progress& progress,
                       ScoreResult& result);
void score_additive(const Prepared& prepared, const std::vector<Technology>& technologies, const Progress& progress,
                    ScoreResult& result);
void score_range_adjusted(const Prepared& prepared, const std::vector<Technology>& technologies,
                          const Progress& progress, ScoreResult& result);
// Note F460: the weights and epsilon that were found.
void score_ebm(const Prepared& prepared, const std::vector<Technology>& technologies, const Progress& progress,
               ScoreResult& result);
void score_fdh(const Prepared& prepared, const std::vector<Technology>& technologies, const Progress& progress,
               ScoreResult& result);

}  // namespace ecoeff::frontier
