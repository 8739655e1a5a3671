// Macros: `global controls x1 x2` and `$controls`, `local y lngdp` and `` `y' ``. Texts that stand for other texts;
// Stata puts nothing where a macro is not defined, here that is an error.
#pragma once

#include <string>
#include <string_view>

#include "ecoeff/stata/session.hpp"

namespace ecoeff::stata {

// The line with its macros put in. Errors: T721 a macro that is not defined (did-you-mean), or one that never ends.
[[nodiscard]] std::string expand_macros(const Session& session, std::string_view text);

// `global name text` and `local name text`, the text with or without quotes. T705 no name; T704 `= expression`.
[[nodiscard]] Outcome run_global(Session& session, const Line& line);
[[nodiscard]] Outcome run_local(Session& session, const Line& line);

}  // namespace ecoeff::stata
