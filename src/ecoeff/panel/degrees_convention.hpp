// How degrees of freedom are counted: the conventions of the three programs that users compare with, each once. Sources:
// reghdfe (Correia 2017), xtreg and areg (Stata 17), fixest (Berge 2018, section on small samples).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ecoeff/base/text.hpp"
#include "ecoeff/panel/estimation_sample.hpp"

namespace ecoeff {

struct DegreesConvention {
  std::string name;
  Singletons singletons = Singletons::drop;  // groups of one row
  bool unit_only = false;                    // the unit's effects alone are counted as absorbed
  bool simple = false;        // levels less one an effect, however effects overlap (absorbed_degrees.hpp)
  std::string in_stata = {};  // a line of comment where Stata's reghdfe counts otherwise
};

// The first is the one that is meant when nothing is said.
[[nodiscard]] const std::vector<DegreesConvention>& degrees_conventions();
[[nodiscard]] std::vector<std::string> degrees_words();

// Error P583 for a word that is none.
[[nodiscard]] const DegreesConvention& degrees_convention(std::string_view word);

}  // namespace ecoeff
