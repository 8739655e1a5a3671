// What the method texts of several models of scores have in common.
#pragma once

#include <string>

#include "ecoeff/frontier/score_model.hpp"

namespace ecoeff::frontier {

[[nodiscard]] Text returns_text(Returns returns);                // "constant returns to scale"
[[nodiscard]] std::string returns_row(Returns returns);          // TeX: ", \quad \sum_j \lambda_j = 1"
[[nodiscard]] Text orientation_text(Orientation orientation);    // "input-oriented"
[[nodiscard]] Text reference_text(const ScoreOptions& options);  // "one frontier of all rows and periods (pooled)"

// "{name} is {what} under constant returns to scale; the reference set is ... With inputs x, good outputs y, bad
// outputs b and the row under evaluation o:"
void open_text(const ScoreSaid& said, const Text& what, MethodText& text);

}  // namespace ecoeff::frontier
