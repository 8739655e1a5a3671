// A capital stock by perpetual inventory in words, from the expression that a study gives.
#pragma once

#include <string>

#include "ecoeff/study/result.hpp"

namespace ecoeff {

// "from investment (invest), depreciation 9.6 %, base year 2010, ...": what pim() is given; empty where the expression
// is not a single call of pim.
[[nodiscard]] Text capital_words(const StudyResult& result, const std::string& expression);

}  // namespace ecoeff
