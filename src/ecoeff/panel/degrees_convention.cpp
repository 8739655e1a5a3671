#include "ecoeff/panel/degrees_convention.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "ecoeff/base/error.hpp"

namespace ecoeff {

const std::vector<DegreesConvention>& degrees_conventions() {
  static const std::vector<DegreesConvention> kAll{
      {.name = "reghdfe"},
      {.name = "xtreg", .singletons = Singletons::keep, .unit_only = true},
      {.name = "fixest",
       .singletons = Singletons::drop_once,
       .simple = true,
       .in_stata =
           "* the study counts degrees of freedom as fixest does: errors differ where effects overlap more than "
           "once\n"}};
  return kAll;
}

std::vector<std::string> degrees_words() {
  std::vector<std::string> words;
  for (const DegreesConvention& one : degrees_conventions()) words.push_back(one.name);
  return words;
}

const DegreesConvention& degrees_convention(std::string_view word) {
  const auto& all = degrees_conventions();
  const auto at = std::find_if(all.begin(), all.end(), [&](const DegreesConvention& one) { return one.name == word; });
  if (at != all.end()) return *at;
  const std::vector<std::string> words = degrees_words();
  throw Error(Fault::usage, "P583",
              {fmt::format("degrees of freedom are counted as one of {}, not \"{}\"", join(words, ", "), word),
               fmt::format("自由度的口径为 {} 之一，而不是“{}”", join(words, "、"), word)},
              {.value = std::string(word)});
}

}  // namespace ecoeff
