// The standard errors of an estimate in words, with their clusters as the study calls them: "clustered by city and year
// (12 clusters)" where the study types cluster(unit, time).
#pragma once

#include <functional>
#include <string>

#include "ecoeff/study/result.hpp"

namespace ecoeff {

// As the note of a table names them.
[[nodiscard]] Text errors_said(const StudyResult& result, const Estimate& estimate);

// As the method section defines them; empty where the estimator's own text does.
[[nodiscard]] Text errors_defined(const StudyResult& result, const Estimate& estimate);

// What its estimator says of an estimate, "Tobit, censored below at 0", with the names in it by their labels; empty where
// the rows of effects say it all.
[[nodiscard]] Text method_said(const Estimate& estimate, const std::function<Text(const std::string&)>& label);

// Chinese text without the blanks that were meant for Latin names.
[[nodiscard]] std::string close_up(const std::string& text);

}  // namespace ecoeff
