#include "ecoeff/panel/absorbed_degrees.hpp"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <numeric>

#include "ecoeff/base/threads.hpp"

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

// The largest number of components that each effect's graph with an effect before it has; 0 for slopes.
std::vector<std::size_t> most_components(const std::vector<const Effect*>& effects, unsigned threads) {
  std::vector<std::vector<std::size_t>> of_pair(effects.size());
  std::vector<std::function<void()>> tasks;
  for (std::size_t g = 0; g < effects.size(); ++g) {
    of_pair[g].assign(g, 0);
    for (std::size_t h = 0; h < g; ++h) {
      if (!effects[g]->slope && !effects[h]->slope)
        tasks.emplace_back([&, g, h] { of_pair[g][h] = connected_components(*effects[g], *effects[h]); });
    }
  }
  run_tasks(tasks, threads);
  std::vector<std::size_t> most(effects.size(), 0);
  for (std::size_t g = 1; g < effects.size(); ++g) most[g] = *std::max_element(of_pair[g].begin(), of_pair[g].end());
  return most;
}

double count(const std::vector<const Effect*>& effects, std::size_t least_redundant, bool simple,
             const std::vector<Effect>& all, unsigned threads) {
  const std::vector<std::size_t> components =
      simple ? std::vector<std::size_t>(effects.size(), 0) : most_components(effects, threads);
  double total = 0;
  bool first = true;
  for (std::size_t g = 0; g < effects.size(); ++g) {
    if (effects[g]->slope) {
      const bool beside = std::any_of(all.begin(), all.end(),
                                      [&](const Effect& e) { return !e.slope && e.codes == effects[g]->codes; });
      total += static_cast<double>(effects[g]->levels - empty_slopes(*effects[g], beside));
      continue;
    }
    const std::size_t least = simple && !first ? std::max<std::size_t>(least_redundant, 1) : least_redundant;
    first = false;
    total += static_cast<double>(effects[g]->levels - std::max(least, components[g]));
  }
  return total;
}

}  // namespace

std::size_t connected_components(const Effect& a, const Effect& b) {
  std::vector<std::uint32_t> parent(a.levels + b.levels);
  std::iota(parent.begin(), parent.end(), 0U);
  const auto root = [&](std::uint32_t node) {
    while (parent[node] != node) node = parent[node] = parent[parent[node]];
    return node;
  };
  const auto first = static_cast<std::uint32_t>(a.levels);
  std::size_t components = parent.size();
  for (std::size_t i = 0; i < a.codes.size(); ++i) {
    const std::uint32_t left = root(static_cast<std::uint32_t>(a.codes[i]));
    const std::uint32_t right = root(first + static_cast<std::uint32_t>(b.codes[i]));
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

AbsorbedDegrees count_absorbed(const std::vector<Effect>& effects, const std::vector<Effect>& clusters, bool simple,
                               unsigned threads) {
  std::vector<const Effect*> all;
  std::vector<const Effect*> rest;
  for (const Effect& effect : effects) {
    all.push_back(&effect);
    const bool nested =
        std::any_of(clusters.begin(), clusters.end(), [&](const Effect& c) { return is_nested(effect, c); });
    if (!nested) rest.push_back(&effect);
  }
  const bool any_nested = rest.size() < all.size();
  const double degrees = count(all, 0, simple, effects, threads);
  return {.all = degrees,
          .not_nested = any_nested ? count(rest, 1, simple, effects, threads) : degrees,
          .any_nested = any_nested};
}

}  // namespace ecoeff
