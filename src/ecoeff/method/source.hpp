// Works that methods cite, each written once: the key by which text speaks of it and the line of the list of
// references.
#pragma once

#include <string>
#include <vector>

namespace ecoeff {

struct Source {
  std::string key;   // "Shannon 1948"
  std::string text;  // author, year, title, journal, pages

  friend bool operator==(const Source&, const Source&) = default;
  friend auto operator<=>(const Source& a, const Source& b) { return a.key <=> b.key; }
};
using Sources = std::vector<Source>;

// Adds what is not there yet.
void cite(Sources& sources, const Sources& more);
void cite(Sources& sources, const Source& one);

// In the order of a list of references, by key.
[[nodiscard]] Sources sorted(Sources sources);

}  // namespace ecoeff
