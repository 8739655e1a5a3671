// Numbers of a study file that several sections have, with their limits.
#pragma once

#include <string>

#include "ecoeff/study/toml_section.hpp"

namespace ecoeff {

// The key `digits`, from 0 to 12. Error S104.
[[nodiscard]] int read_digits(Section& s, int otherwise);
// A count of draws, from 0 to 1000000. Error S104.
void require_replications(Section& s, const std::string& key, int replications);

}  // namespace ecoeff
