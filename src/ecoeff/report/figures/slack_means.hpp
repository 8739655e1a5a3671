// Slacks as shares: what the slack figure draws and its sentence says.
#pragma once

#include <functional>
#include <vector>

#include "ecoeff/study/result.hpp"

namespace ecoeff {

// Mean of slack_k / value_k over the chosen rows below the frontier, for every feature k (inputs, good, bad).
struct SlackMeans {
  std::vector<double> ratio;
  std::size_t rows = 0;

  [[nodiscard]] double total() const;
};

[[nodiscard]] SlackMeans slack_means(const StudyResult& result, const ScoreOutcome& outcome,
                                     const std::function<bool(std::size_t)>& keep);

}  // namespace ecoeff
