// English for a number of things: the noun and the verb agree with it.
#pragma once

#include <string>
#include <string_view>

namespace ecoeff {

// "1 row", "3 rows"; the plural is the noun with an s unless it is given.
[[nodiscard]] inline std::string counted(std::size_t n, std::string_view noun, std::string_view plural = {}) {
  std::string text = std::to_string(n) + " ";
  if (n == 1) return text.append(noun);
  return plural.empty() ? text.append(noun).append("s") : text.append(plural);
}

// "is" for one, "are" for none and many.
[[nodiscard]] constexpr std::string_view agree(std::size_t n, std::string_view one, std::string_view many) {
  return n == 1 ? one : many;
}

}  // namespace ecoeff
