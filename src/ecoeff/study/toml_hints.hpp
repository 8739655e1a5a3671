// What most likely is wrong with a text that is no TOML, from the place where its parser stopped: another encoding,
// Chinese punctuation, a path with backslashes, a quote or bracket that is not closed, a key that stands twice, and so
// on.
#pragma once

#include <cstddef>
#include <string_view>

#include "ecoeff/base/text.hpp"

namespace ecoeff {

struct TomlSlip {
  Text hint;
  std::size_t line = 0;  // the line to look at, which may stand above the one where the parser stopped; 1 = the first
};

// `description` is what the parser said.
[[nodiscard]] TomlSlip toml_slip(std::string_view text, std::size_t line, std::string_view description);

}  // namespace ecoeff
