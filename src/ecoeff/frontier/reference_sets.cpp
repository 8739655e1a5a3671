#include "ecoeff/frontier/reference_sets.hpp"

#include <cstdlib>
#include <map>
#include <utility>

namespace ecoeff::frontier {
namespace {

bool refers(const ScoreOptions& options, std::int32_t period, std::int32_t other) {
  switch (options.reference) {
    case ReferenceKind::pooled: return true;
    case ReferenceKind::contemporaneous: return other == period;
    case ReferenceKind::sequential: return other <= period;
    case ReferenceKind::window: return std::abs(other - period) <= options.window / 2;
    case ReferenceKind::biennial: return false;  // of productivity alone, which makes its own
  }
  return false;
}

std::vector<Technology> one_technology(const std::vector<char>& usable) {
  Technology all;
  all.evaluated.resize(usable.size());
  std::size_t count = 0;
  for (std::size_t row = 0; row < usable.size(); ++row) {
    all.evaluated[count] = row;
    count += usable[row] != 0 ? 1 : 0;
  }
  all.evaluated.resize(count);
  if (count == 0) return {};
  all.reference = all.evaluated;
  return {std::move(all)};
}

}  // namespace

std::vector<Technology> technologies(const Panel& panel, const ScoreOptions& options, const std::vector<char>& usable) {
  if (options.group.empty() && options.reference == ReferenceKind::pooled) return one_technology(usable);
  std::vector<std::string> group(panel.rows());
  if (!options.group.empty()) group = panel.table.texts(options.group);
  // Rows of each group and period, in the order of the file.
  std::map<std::string, std::map<std::int32_t, std::vector<std::size_t>>> cells;
  for (std::size_t row = 0; row < panel.rows(); ++row) {
    if (usable[row] == 0) continue;
    cells[group[row]][options.reference == ReferenceKind::pooled ? 0 : panel.time()[row]].push_back(row);
  }
  std::vector<Technology> out;
  for (const auto& [name, periods] : cells) {
    for (const auto& [period, rows] : periods) {
      Technology technology{.evaluated = rows};
      for (const auto& [other, more] : periods) {
        if (!refers(options, period, other)) continue;
        technology.reference.insert(technology.reference.end(), more.begin(), more.end());
      }
      out.push_back(std::move(technology));
    }
  }
  return out;
}

}  // namespace ecoeff::frontier
