// r(): the numbers that summarize, pwcorr and the like leave for the lines after them, and _b[], _se[] of the last
// estimates.
#pragma once

#include <string>
#include <string_view>

#include "ecoeff/stata/session.hpp"

namespace ecoeff::stata {

// The line with r(mean), _b[x] and _se[x] outside quotes replaced by their numbers, with all their digits; matrices
// in r() stay as they are written. T713 where nothing of that name is there.
[[nodiscard]] std::string put_returned(const Session& session, std::string_view text);

}  // namespace ecoeff::stata
