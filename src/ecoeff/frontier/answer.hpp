// Reading a solved program: slacks, targets, peers and the worst figures of its certificate.
#pragma once

#include "ecoeff/frontier/models/model.hpp"
#include "ecoeff/frontier/prepare.hpp"
#include "ecoeff/frontier/programs.hpp"

namespace ecoeff::frontier {

// Keeps the worse of what stands there and what this solution has.
void keep_worst(const Solution& solution, Certificate& certificate);

// Sets slacks (in the units of the data), targets (own value and slack) and peers by falling intensity. Peers at or
// above `rows` are abated twins (directional.hpp) and count for their row. A feature that is zero in `own` has no
// slack. Where the score is a limit that no point reaches, slacks and targets are missing and `reason` says so.
void read_answer(const double* own, std::size_t features, std::size_t rows, const RowProgram& program,
                 const Solution& solution, RowScore& score);

// The multipliers of RowScore, `scale` times those of the program.
[[nodiscard]] std::vector<double> multipliers_of(const Model& model, const RowProgram& program,
                                                 const Solution& solution, double scale = 1);

// "no solution passed its certificate".
[[nodiscard]] const Text& uncertified_reason();

// "all features that move are zero": a measure along them has no bound.
[[nodiscard]] const Text& unbounded_reason();

// Room for the answers of `rows` rows, with the reasons of those that cannot be used; once all are put, finish_rows()
// leaves their targets to be derived from the data where that can be done.
[[nodiscard]] ScoreRows rows_for(const Prepared& prepared, std::size_t rows, const ScoreOptions& options);
void finish_rows(Prepared prepared, ScoreRows& rows);

// Every slack is rounding.
[[nodiscard]] bool free_of_slack(const double* own, const RowScore& score);

}  // namespace ecoeff::frontier
