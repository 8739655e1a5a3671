// The models that hold each row against all rows of its reference set: directional, additive, range-adjusted, EBM and
// free disposal hull.
#pragma once

#include "ecoeff/frontier/prepare.hpp"
#include "ecoeff/frontier/reference_sets.hpp"

namespace ecoeff::frontier {

// Fills result.rows of the evaluated rows and the extras of the model; `beta` columns for nddf, the note F460 for EBM.
void score_plainly(const Prepared& prepared, const std::vector<Technology>& technologies, const Progress& progress,
                   ScoreResult& result);

}  // namespace ecoeff::frontier
