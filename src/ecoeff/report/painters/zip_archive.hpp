// A zip file in memory whose bytes depend on its contents alone: every entry carries the same date.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace ecoeff {

// Entries in the order given, deflated, dated 1980-01-01. Error R107 when there is no memory for it.
[[nodiscard]] std::string zip_bytes(const std::vector<std::pair<std::string, std::string>>& entries);

}  // namespace ecoeff
