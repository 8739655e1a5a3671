// Models by name, and the check that a model takes the options that are given: behind every "does not go together".
#pragma once

#include <string>
#include <vector>

#include "ecoeff/frontier/score.hpp"
#include "ecoeff/frontier/score_model.hpp"

namespace ecoeff {

// sbm, super-sbm, radial, super-radial, ddf, nddf, additive, ram, ebm, fdh: a score a row.
[[nodiscard]] std::vector<std::string> score_models();
// malmquist, malmquist-luenberger, global-ml, luenberger: an index a pair of years.
[[nodiscard]] std::vector<std::string> productivity_models();
[[nodiscard]] bool is_productivity(const std::string& model);
// An index of productivity that multiplies: 1 is no change and its means are geometric (luenberger is a difference).
[[nodiscard]] bool is_ratio_index(const std::string& model);

// What a model means when the user says nothing: returns to scale, reference set and the other options.
[[nodiscard]] ScoreOptions default_score_options(const std::string& model);
[[nodiscard]] Returns default_returns(const std::string& model);
[[nodiscard]] ReferenceKind default_reference(const std::string& model);

namespace frontier {

// Errors: F401, F402, F404, F405 of score(), F450 the reference kind, F451 the base, F452 the direction, F453
// disposability, F454 returns to scale, F455 weights, F456 scale efficiency, F457 what is left out, F458 a group, F471
// and F472 levels of productivity.
void check_options(const Panel& panel, const ScoreOptions& options);

}  // namespace frontier
}  // namespace ecoeff
