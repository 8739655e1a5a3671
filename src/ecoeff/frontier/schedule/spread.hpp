// score() on several ranks, each holding a part of the rows. Answers are those of one process up to rounding:
//
//   1. every rank finds the frontier of its own rows;
//   2. two and two, up a binary tree, ranks keep of both their frontiers the rows that carry both together; the first
//      rank ends with F, the frontier of all rows, and every rank gets it;
//   3. every rank scores its other rows over F and, for super-efficiencies, sends each to the ranks whose rows of F it
//      leans on;
//   4. every rank scores its rows of F over F and the rows that lean on them (frontier_set.hpp says why that is exact).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ecoeff/base/ranks.hpp"
#include "ecoeff/frontier/score.hpp"

namespace ecoeff::frontier {

struct SpreadScores {
  ScoreResult result;              // of the rank's own rows; peers at or above their number are rows of other ranks
  std::vector<std::string> names;  // "unit@time" of those peers: names[peer - rows]
  Notes notes;                     // of all rows, on the first rank
  std::uint64_t first_row = 0;     // how many rows stand on the ranks before
  bool uncertified = false;        // some row of some rank has no certificate
};

// What ranks can share: F501 names what they cannot. Models sbm, super-sbm, radial, super-radial; one frontier of all
// rows; whole rows left out.
void check_spread(const ScoreOptions& options);

// `panel` is the rank's part, nullptr where it has no rows. Every rank gets the same options and throws the same
// errors: those of score(); F501; D120 for a unit and period on two ranks. Progress counts the rank's own rows.
[[nodiscard]] SpreadScores spread_score(Ranks& ranks, const Panel* panel, const ScoreOptions& options,
                                        const Progress& progress = {});

}  // namespace ecoeff::frontier
