// The words of Stata's GMM options, shared by gmm(), iv() and whole xtabond2 lines.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ecoeff/base/text.hpp"

namespace ecoeff {

// Throws error P530.
[[noreturn]] void refuse_gmm_word(std::string_view word, std::string_view text, const Text& why);

// Words separated by white space; white space inside parentheses belongs to the word, and a parenthesis after an
// option's name too ("lag (2 3)" is one word). `whole` is named in errors.
[[nodiscard]] std::vector<std::string> gmm_words(std::string_view text, std::string_view whole);
// The terms of a list of words, operators expanded: "L(0/1).(w k)" gives w, L.w, k, L.k.
[[nodiscard]] std::vector<std::string> gmm_terms(std::string_view text, std::string_view whole);
// Position of the first comma outside parentheses, or npos.
[[nodiscard]] std::size_t top_level_comma(std::string_view text);
// True when `name` is `full` cut to no fewer than `least` letters, as Stata allows.
[[nodiscard]] bool shortens(std::string_view name, std::string_view full, std::size_t least);
// "lag(2 3)" -> {"lag", "2 3"}; without parentheses the second is empty. The name in lower case.
[[nodiscard]] std::pair<std::string, std::string> split_option(const std::string& option);

}  // namespace ecoeff
