// Estimates by the name under which `estimates store` or `eststo` kept them.
#pragma once

#include <memory>
#include <string>

#include "ecoeff/stata/session.hpp"

namespace ecoeff::stata {

// T713 when there is none of that name (did-you-mean).
[[nodiscard]] const std::shared_ptr<const Fitted>& find_stored(const Session& session, const std::string& name,
                                                               const Line& line);

}  // namespace ecoeff::stata
