// Results as text, in the order in which Stata prints them.
#pragma once

#include <string>

#include "ecoeff/stata/session.hpp"

namespace ecoeff::stata {

// The table of one estimation: what was estimated, observations and groups, R2 and F, then coefficient, standard error,
// t or z, p and the 95 % interval of each variable as typed; below it what a GMM line adds.
[[nodiscard]] std::string print_fit(const Fitted& fitted, Language language);

// A number in at most `width` characters as Stata's %9.0g shows it: seven digits, no zero before the point, "." for
// missing.
[[nodiscard]] std::string stata_number(double value, std::size_t width = 9);

// A test statistic or p with so many digits after the point; "." for missing.
[[nodiscard]] std::string stata_fixed(double value, int digits);

// Pads to a width of terminal columns.
[[nodiscard]] std::string pad_left(const std::string& text, std::size_t width);
[[nodiscard]] std::string pad_right(const std::string& text, std::size_t width);

}  // namespace ecoeff::stata
