// Degrees of freedom that fixed effects take: a = sum_g (K_g - M_g) with K_g levels and M_g redundant ones.
//
// The first effect has M = 0; each further one the largest number of connected components of its bipartite graph with
// an earlier effect (Abowd, Creecy and Kramarz 2002; pairwise as in reghdfe, Correia 2017). With clusters: an effect
// whose levels each lie inside one cluster is nested and takes nothing; the others are then counted among themselves,
// each with M >= 1. A set of unit slopes has M = the levels in which its variable is 0, or constant where the same
// levels are absorbed as an effect too. `simple` counts as fixest does: M = 1 for every effect but the first.
#pragma once

#include <vector>

#include "ecoeff/panel/absorb.hpp"

namespace ecoeff {

struct AbsorbedDegrees {
  double all = 0;         // every effect counted
  double not_nested = 0;  // without effects nested in a cluster variable
  bool any_nested = false;
};

[[nodiscard]] AbsorbedDegrees count_absorbed(const std::vector<Effect>& effects, const std::vector<Effect>& clusters,
                                             bool simple = false, unsigned threads = 1);

// Every level of `inner` lies inside one level of `outer`.
[[nodiscard]] bool is_nested(const Effect& inner, const Effect& outer);

// Connected components of the bipartite graph whose nodes are the levels and whose edges are the rows.
[[nodiscard]] std::size_t connected_components(const Effect& a, const Effect& b);

}  // namespace ecoeff
