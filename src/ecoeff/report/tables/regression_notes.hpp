// What a regression table says below its last rule, so that nobody has to guess: what stands in brackets, the
// thresholds of the stars, the kind of standard errors and degrees of freedom, which R2, what differs between columns.
#pragma once

#include <cstddef>
#include <vector>

#include "ecoeff/base/text.hpp"
#include "ecoeff/study/result.hpp"

namespace ecoeff {

// Below this many clusters the text and the notes of a table warn (P523).
inline constexpr std::size_t kFewClusters = 40;

[[nodiscard]] std::vector<Text> regression_notes(const StudyResult& result, const TableResult& table);

// What its estimates warn of, and why a column is empty.
[[nodiscard]] std::vector<Text> regression_cautions(const StudyResult& result, const TableResult& table);

}  // namespace ecoeff
