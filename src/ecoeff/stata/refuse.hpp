// What is said about words of a Stata line that ecoeff does not follow. Nothing in a line is ever passed over: a word
// is obeyed or named in an error.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ecoeff/base/error.hpp"

namespace ecoeff::stata {

// Throws Error(usage, code): `"word" in "line": why`.
[[noreturn]] void refuse(const std::string& code, std::string_view word, std::string_view line, const Text& why,
                         const Text& hint = {});

// A hint that names the nearest candidate, else lists them all.
[[nodiscard]] Text nearest(std::string_view word, const std::vector<std::string>& candidates);

}  // namespace ecoeff::stata
