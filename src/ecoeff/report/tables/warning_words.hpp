// What an estimate warns of as a paper says it: its regressors by their labels, its units as the study calls them.
#pragma once

#include "ecoeff/study/result.hpp"

namespace ecoeff {

[[nodiscard]] Text warning_words(const StudyResult& result, const Estimate& estimate, const Note& note);

}  // namespace ecoeff
