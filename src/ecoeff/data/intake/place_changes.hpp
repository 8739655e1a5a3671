// What is said of a unit whose place was renamed, merged or divided, by the years that the panel has of it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "ecoeff/base/note.hpp"
#include "ecoeff/data/intake/china.hpp"

namespace ecoeff {

struct YearsOfPlace {
  std::optional<std::int32_t> last, panel_last;  // of the unit, of all units; none in a cross-section
};

// Note D215 where it was renamed. Where it was merged or divided: D216, no warning where the panel ends before that year,
// and D251 where the unit has values of later years, in which there was no such place.
void say_change(const std::string& written, const ChinaChange& change, const YearsOfPlace& years, const Where& at,
                Notes& notes);

}  // namespace ecoeff
