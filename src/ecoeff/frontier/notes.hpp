// What a result has to say about itself: the form used, infeasible rows, saturation, zeros, who carries the frontier.
#pragma once

#include "ecoeff/frontier/score.hpp"

namespace ecoeff::frontier {

// F410, F411, F413, F414, F415, F416 of score().
[[nodiscard]] Notes notes_of(const Panel& panel, const ScoreResult& result);

// "unit@time", or the unit alone in a cross-section.
[[nodiscard]] std::string row_name(const Panel& panel, std::size_t row);

}  // namespace ecoeff::frontier
