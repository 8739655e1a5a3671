// What is computed beside the score of a row.
//
// With a group column the score is that against the row's own group's frontier, and beside it stand `score_meta`,
// against the frontier of all groups, and `tgr`, the technology gap ratio (O'Donnell, Rao and Battese 2008), score_meta
// / score: of efficiencies (1/phi for output-oriented radial models), for directional models (1 + beta) / (1 +
// beta_meta). It is at most 1. Additive scores have no ratio and EBM's weights differ between the frontiers: they have
// no tgr.
//
// `scale`: efficiency_crs, efficiency_vrs (rho of SBM, theta or 1/phi of radial models, never super-efficiency),
// scale_efficiency, their ratio, and returns_to_scale: "constant" when both agree, else "decreasing" when the NIRS
// score is that of VRS and "increasing" when it is that of CRS (Fare, Grosskopf and Lovell 1985).
#pragma once

#include "ecoeff/frontier/score.hpp"

namespace ecoeff::frontier {

// The scores alone, each row against its own group or, with `meta`, all groups against one frontier.
[[nodiscard]] ScoreResult score_once(const Panel& panel, const ScoreOptions& options, bool meta,
                                     const Progress& progress);

void add_extras(const Panel& panel, const Progress& progress, ScoreResult& result);

}  // namespace ecoeff::frontier
