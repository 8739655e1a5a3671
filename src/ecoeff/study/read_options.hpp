// The options of a method from its section of the study file, by the method's own descriptions.
#pragma once

#include "ecoeff/method/option.hpp"
#include "ecoeff/study/toml_section.hpp"

namespace ecoeff {

// Reads every option by its type; what is left out takes its default, which is noted. Error S104 for a value outside
// the option's range or words.
[[nodiscard]] OptionValues read_options(Section& section, const Options& options);

}  // namespace ecoeff
