// Mechanism and moderation tables of a study: their columns, and what is computed from them.
#pragma once

#include "ecoeff/study/result.hpp"

namespace ecoeff {

// A column that cannot be estimated is `refused`; mistakes of the study throw.
void estimate_mechanism(const Study& study, const Panel& panel, unsigned threads, TableResult& table);
void estimate_moderation(const Study& study, const Panel& panel, TableResult& table);

}  // namespace ecoeff
