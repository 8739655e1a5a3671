// Colours that the colour-blind can tell apart and that keep their order in grey.
#pragma once

#include <string>
#include <string_view>

namespace ecoeff {

// viridis (van der Walt and Smith 2015) at 0 (dark) .. 1 (light), as "#rrggbb"; outside it is the nearest end.
[[nodiscard]] std::string viridis(double at);
// Black or white, whichever reads better on the colour.
[[nodiscard]] std::string_view text_on(std::string_view color);
// Colours for groups: dark to light in turn, so that they differ in grey too.
inline constexpr std::size_t kGroupColors = 8;
[[nodiscard]] std::string_view group_color(std::size_t index);

}  // namespace ecoeff
