// The columns that the study computes itself, scores and indices, as scripts come by them: they are read from panel.csv,
// and a comment says why; R makes indices again and stops where panel.csv has other numbers.
#pragma once

#include <string>

#include "ecoeff/study/result.hpp"

namespace ecoeff {

[[nodiscard]] std::string stata_made_columns(const StudyResult& result);
[[nodiscard]] std::string r_made_columns(const StudyResult& result);

}  // namespace ecoeff
