// Who is scored when, and over which columns: the rows of each technology, frontier first (frontier_set.hpp). Small
// reference sets are scored over all their rows at once. Chunks are fixed by the data alone, so answers do not depend
// on the number of threads.
//
//   A. F, the rows that carry the technology;  B. every other row over F, its peers remembered;  C. the rows of F over
//   F and, because a super-efficiency leaves o out, the rows behind o. With --leave-out unit the rows behind all rows
//   of the unit come in for each of its rows.
#pragma once

#include <vector>

#include "ecoeff/frontier/prepare.hpp"
#include "ecoeff/frontier/reference_sets.hpp"
#include "ecoeff/frontier/score.hpp"

namespace ecoeff::frontier {

// Fills `rows` for every evaluated row. For models over strongly disposable convex technologies (slacks-based, radial).
void score_technologies(const Prepared& prepared, const ScoreOptions& options,
                        const std::vector<Technology>& technologies, const Progress& progress, ScoreRows& rows);

}  // namespace ecoeff::frontier
