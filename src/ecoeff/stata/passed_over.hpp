// Lines of do-files that change no number here: how Stata shows results, how much memory it takes, where it writes its
// log, what variables are labelled.
#pragma once

#include <optional>
#include <string_view>

#include "ecoeff/stata/session.hpp"

namespace ecoeff::stata {

// The outcome of such a line, with note T813; nothing for any other line.
[[nodiscard]] std::optional<Outcome> pass_over(std::string_view text);

}  // namespace ecoeff::stata
