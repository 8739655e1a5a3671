// The lines of a starter study that say where its data are: [[data.part]] and [data.names], each guess with "# check".
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ecoeff/study/findings.hpp"

namespace ecoeff {

// A basic string of TOML: quotes, backslashes and control characters are escaped.
[[nodiscard]] std::string toml_text(std::string_view text);
[[nodiscard]] std::string toml_list(const std::vector<std::string>& texts);

[[nodiscard]] std::string parts_toml(const Findings& findings);

}  // namespace ecoeff
