// What a fixed-effects fit refuses and what it says aloud.
#pragma once

#include "ecoeff/panel/estimate.hpp"
#include "ecoeff/panel/estimation_sample.hpp"
#include "ecoeff/panel/vce.hpp"

namespace ecoeff {

// Errors P504, P515, P582, P511.
void refuse_instruments(const Formula& formula);
void require_clusters(const EstimationSample& sample, const Vce& vce);
// P582: the full dummy design of hc2, hc3, cr2 and cr3 is made without weights and slopes; Newey-West and
// Driscoll-Kraay take rows one by one, which frequencies are not.
void refuse_weighted(const EstimationSample& sample, const Vce& vce, Weights::Kind kind);
void require_degrees(const Formula& formula, std::size_t n, std::size_t k, double absorbed);

struct FitTroubles {
  bool converged = true;
  bool base_year_refused = false;
};
// Notes P520 to P526 and P584 into the estimate.
void note_fixed_effects(const Panel& panel, const EstimationSample& sample, const FitTroubles& troubles,
                        Estimate& estimate);

}  // namespace ecoeff
