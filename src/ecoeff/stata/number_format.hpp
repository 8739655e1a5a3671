// A format of Stata for numbers with fixed decimals.
#pragma once

#include <string>

#include "ecoeff/stata/line.hpp"

namespace ecoeff::stata {

// Digits after the point of "%9.3f" or "3". T704 for another format.
[[nodiscard]] int digits_of_format(const std::string& format, const Line& line);

}  // namespace ecoeff::stata
