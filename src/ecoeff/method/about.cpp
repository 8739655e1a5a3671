#include "ecoeff/method/about.hpp"

#include <algorithm>

namespace ecoeff {

bool About::is_called(std::string_view word) const {
  return name == word || std::find(aliases.begin(), aliases.end(), word) != aliases.end();
}

}  // namespace ecoeff
