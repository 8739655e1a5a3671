// The section [scores.NAME] of a study file.
#pragma once

#include <string>

#include "ecoeff/study/toml_section.hpp"

namespace ecoeff {

// Errors: S102 an unknown key, S103 a value of the wrong type, S104 a word outside its choices. Whether the options go
// together is said when the score is computed, and by check_study.
[[nodiscard]] ScoreSpec read_score(const std::string& name, Section s);

}  // namespace ecoeff
