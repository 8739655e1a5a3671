// Bases to begin with: the evaluated row as its own peer, one of slacks and artificial columns, or that of another row.
#pragma once

#include <vector>

#include "ecoeff/solver/program.hpp"
#include "ecoeff/solver/simplex.hpp"

namespace ecoeff::solver {

// The row of the program that the evaluated row would stand for as its own peer (t = 1, every slack 0): the returns row,
// or else the first feature that is not 0. kNone where it cannot be: it is not in the reference, or t does not carry the
// row's own values.
[[nodiscard]] std::size_t own_peer_row(const Program& program, const Reference& reference);

// The evaluated row as its own peer, with the slack of every other feature at 0. Empty where own_peer_row is kNone or a
// feature has no slack of its own.
void own_start(const Program& program, const Reference& reference, std::vector<Label>& labels);

// Own column 0, which carries the norm (t), in the norm row; in every other row the own column that is a positive unit
// vector there, or the row's artificial column.
void cold_start(const Program& program, std::vector<Label>& labels);

// Whether a basis found elsewhere can be one of this program: as many columns, none artificial, all there.
[[nodiscard]] bool may_start_from(const Program& program, const Reference& reference, const std::vector<Label>& labels);

}  // namespace ecoeff::solver
