// A condition on rows as a note says it: "year ≥ 2012 and basin among Upper reaches, Lower reaches".
#pragma once

#include <string>

#include "ecoeff/study/result.hpp"

namespace ecoeff {

// Columns by their labels, `unit` and `time` and their columns as the study calls them, values by their labels. Error
// S210 for what is no condition.
[[nodiscard]] Text condition_words(const StudyResult& result, const std::string& condition);

}  // namespace ecoeff
