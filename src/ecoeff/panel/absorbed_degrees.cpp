#include "ecoeff/panel/absorbed_degrees.hpp"

#include <algorithm>
#include <numeric>

namespace ecoeff {
namespace {

// Levels in which the variable of a set of slopes tells nothing.
std::size_t empty_slopes(const Effect& slopes, bool beside_levels) {
  std::vector<double> first(slopes.levels, 0);
  std::vector<bool> seen(slopes.levels, false);
  std::vector<bool> varies(slopes.levels, false);
  for (std::size_t i = 0; i < slopes.codes.size(); ++i) {
    const auto level = static_cast<std::size_t>(slopes.codes[i]);
    if (!seen[level] && beside_levels) first[level] = slopes.values[i];
    seen[level] = true;
    if (slopes.values[i] != first[level]) varies[level] = true;
  }
  return static_cast<std::size_t>(std::count(varies.begin(), varies.end(), false));
}

double count(const std::vector<const Effect*>& effects, std::size_t least_redundant, bool simple,
             const std::vector<Effect>& all) {
  double total = 0;
  bool first = true;
  for (std::size_t g = 0; g < effects.size(); ++g) {
    if (effects[g]->slope) {
      const bool beside = std::any_of(all.begin(), all.end(),
                                      [&](const Effect& e) { return !e.slope && e.codes == effects[g]->codes; });
      total += static_cast<double>(effects[g]->levels - empty_slopes(*effects[g], beside));
      continue;
    }
    std::size_t redundant = simple && !first ? std::max<std::size_t>(least_redundant, 1) : least_redundant;
    first = false;
    for (std::size_t h = 0; h < g && !simple; ++h) {
      if (!effects[h]->slope) redundant = std::max(redundant, connected_components(*effects[g], *effects[h]));
    }
    total += static_cast<double>(effects[g]->levels - redundant);
  }
  return total;
}

}  // namespace

std::size_t connected_components(const Effect& a, const Effect& b) {
  std::vector<std::size_t> parent(a.levels + b.levels);
  std::iota(parent.begin(), parent.end(), std::size_t{0});
  const auto root = [&](std::size_t node) {
    while (parent[node] != node) node = parent[node] = parent[parent[node]];
    return node;
  };
  std::size_t components = parent.size();
  for (std::size_t i = 0; i < a.codes.size(); ++i) {
    const std::size_t left = root(static_cast<std::size_t>(a.codes[i]));
    const std::size_t right = root(a.levels + static_cast<std::size_t>(b.codes[i]));
    if (left == right) continue;
    parent[std::max(left, right)] = std::min(left, right);
    --components;
  }
  return components;
}

bool is_nested(const Effect& inner, const Effect& outer) {
  std::vector<std::int32_t> home(inner.levels, -1);
  for (std::size_t i = 0; i < inner.codes.size(); ++i) {
    std::int32_t& at = home[static_cast<std::size_t>(inner.codes[i])];
    if (at >= 0 && at != outer.codes[i]) return false;
    at = outer.codes[i];
  }
  return true;
}

AbsorbedDegrees count_absorbed(const std::vector<Effect>& effects, const std::vector<Effect>& clusters, bool simple) {
  std::vector<const Effect*> all;
  std::vector<const Effect*> rest;
  for (const Effect& effect : effects) {
    all.push_back(&effect);
    const bool nested =
        std::any_of(clusters.begin(), clusters.end(), [&](const Effect& c) { return is_nested(effect, c); });
    if (!nested) rest.push_back(&effect);
  }
  const bool any_nested = rest.size() < all.size();
  return {.all = count(all, 0, simple, effects),
          .not_nested = count(rest, any_nested ? 1 : 0, simple, effects),
          .any_nested = any_nested};
}

}  // namespace ecoeff
