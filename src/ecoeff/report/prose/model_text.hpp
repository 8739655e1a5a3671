// The base model in the method section: its equation, with the effects that columns take out of it, and what its standard
// errors, R2 and constant are.
#pragma once

#include <vector>

#include "ecoeff/method/source.hpp"
#include "ecoeff/method/text.hpp"
#include "ecoeff/study/result.hpp"

namespace ecoeff {

// `all`: the estimates of the study's columns. Adds the sources of their errors.
[[nodiscard]] std::vector<MethodBlock> model_text(const StudyResult& result, const std::vector<const Estimate*>& all,
                                                  Sources& sources);

}  // namespace ecoeff
