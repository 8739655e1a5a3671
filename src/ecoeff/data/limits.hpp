// How large a data file may be. What is beyond is refused at once with a code (docs/en/limits.md says the same), not
// after the memory is full. Rows are bounded because a text is a 32-bit code of its level.
#pragma once

#include <cstddef>

namespace ecoeff {

inline constexpr std::size_t kMostTableRows = 100'000'000;
inline constexpr std::size_t kMostTableColumns = 32'767;
inline constexpr std::size_t kLongestCell = std::size_t{1} << 20U;  // bytes of UTF-8

}  // namespace ecoeff
