// Works that methods cite, each written once: the key by which text speaks of it and the line of the list of
// references.
#pragma once

#include <string_view>
#include <vector>

namespace ecoeff {

// Views of literals, so that descriptors may share them whatever is initialised first.
struct Source {
  std::string_view key;   // "Shannon 1948"
  std::string_view text;  // author, year, title, journal, pages

  friend bool operator==(const Source&, const Source&) = default;
};
using Sources = std::vector<Source>;

// Adds what is not there yet.
void cite(Sources& sources, const Sources& more);
void cite(Sources& sources, const Source& one);

// In the order of a list of references, by key.
[[nodiscard]] Sources sorted(Sources sources);

}  // namespace ecoeff
