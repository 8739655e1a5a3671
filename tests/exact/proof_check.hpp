// The proofs of an instance's answers, written to a file's text, read back and checked without a solver: for data sets
// that are too many, or too large, to be solved in fractions.
#pragma once

#include "exact/check.hpp"

namespace ecoeff::exact {

// Kinds: proof (a value that its proof does not give), unproved (an answer without one), refused.
[[nodiscard]] Checked check_by_proof(const Instance& instance);

}  // namespace ecoeff::exact
