// What the notes of a score say of rows, with the columns and the rows behind it: which input or output is missing and
// why (F412), and which cells are zero (F414).
#pragma once

#include "ecoeff/base/note.hpp"
#include "ecoeff/data/panel.hpp"
#include "ecoeff/frontier/score.hpp"

namespace ecoeff {

// Completes F412 and F414 among `of_score`. Reasons are the warnings of `so_far` that speak of the column: those of
// filling, of derived columns and of capital stocks.
void name_columns_and_rows(const Panel& panel, const ScoreOptions& options, const Notes& so_far, Notes& of_score);

}  // namespace ecoeff
