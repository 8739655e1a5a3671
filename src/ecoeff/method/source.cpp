#include "ecoeff/method/source.hpp"

#include <algorithm>

namespace ecoeff {

void cite(Sources& sources, const Source& one) {
  if (std::find(sources.begin(), sources.end(), one) == sources.end()) sources.push_back(one);
}

void cite(Sources& sources, const Sources& more) {
  for (const Source& one : more) cite(sources, one);
}

Sources sorted(Sources sources) {
  std::sort(sources.begin(), sources.end(), [](const Source& a, const Source& b) { return a.key < b.key; });
  return sources;
}

}  // namespace ecoeff
