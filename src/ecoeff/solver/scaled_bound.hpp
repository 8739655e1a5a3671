// The best bound that given multipliers of the features have: max eta over s >= 0 such that every own column v keeps
// s A_v + eta n_v <= c_v (enclosure.hpp).
#pragma once

#include <vector>

#include "ecoeff/solver/program.hpp"

namespace ecoeff::solver {

struct Interval;

// A lower bound of it, -infinity where there is none. `own`: the A_v, enclosed. `near`: what eta is supposed to be.
// `homogeneous`: all costs are 0, so that an answer above 0 is a proof of infeasibility.
[[nodiscard]] double scaled_bound(const Program& program, const std::vector<Interval>& own, double near,
                                  bool homogeneous);

}  // namespace ecoeff::solver
