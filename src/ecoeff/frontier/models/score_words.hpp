// What the method texts of several models of scores have in common.
#pragma once

#include <string>

#include "ecoeff/frontier/score_model.hpp"

namespace ecoeff::frontier {

[[nodiscard]] Text returns_text(Returns returns);                // "constant returns to scale"
[[nodiscard]] std::string returns_row(Returns returns);          // TeX: ", \quad \sum_j \lambda_j = 1"
[[nodiscard]] Text orientation_text(Orientation orientation);    // "input-oriented"
[[nodiscard]] Text reference_text(const ScoreOptions& options);  // "one frontier of all rows and periods (pooled)"

// The sides that move in a directional distance.
struct Moves {
  bool inputs = false;
  bool good = true;
  bool bad = true;
};
[[nodiscard]] Moves moves_of(const ScoreOptions& options);
[[nodiscard]] Text direction_text(const ScoreOptions& options);  // "more of the desirable outputs, less of ..."

// How undesirable outputs can be disposed of, where there are any; `abated`: the letter of the formula for what peers
// abate, empty where it has none.
void disposability_text(const ScoreOptions& options, const std::string& abated, MethodText& text);

// What the weights w of the formula are, where columns have any: those that are named and `sums`, over which they are
// relative ("each side's weights average 1").
void weights_text(const ScoreOptions& options, const Text& sums, MethodText& text);

// "{name} is {what} under constant returns to scale; the reference set is ... With inputs x, good outputs y, bad
// outputs b and the row under evaluation o:"
void open_text(const ScoreSaid& said, const Text& what, MethodText& text);

}  // namespace ecoeff::frontier
