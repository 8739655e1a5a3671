// The papers and books that the method text cites.
#pragma once

#include <set>
#include <string>
#include <vector>

namespace ecoeff {

// Keys ("Tone 2001"); a set, so that each is listed once and in order.
using Sources = std::set<std::string>;

// The full reference of each source that is known, in the order of the keys.
[[nodiscard]] std::vector<std::string> references(const Sources& sources);

}  // namespace ecoeff
