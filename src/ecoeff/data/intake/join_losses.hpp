// What a join leaves without a partner: units and years of the panel that a part lacks, with the nearest spelling that
// the part has.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "ecoeff/base/note.hpp"
#include "ecoeff/data/table.hpp"

namespace ecoeff {

// What one [[data.part]] has.
struct PartReach {
  std::string file;
  std::set<std::size_t> units;  // numbers of places
  std::set<std::int32_t> times;
  std::set<std::pair<std::size_t, std::int32_t>> pairs;  // of unit and time
};

// `units` and `times` of the panel. Note D182 for a part that lacks some.
[[nodiscard]] Table losses_of_join(const std::vector<PartReach>& parts, const std::vector<std::string>& names,
                                   const std::set<std::size_t>& units, const std::set<std::int32_t>& times,
                                   Notes& notes);

}  // namespace ecoeff
