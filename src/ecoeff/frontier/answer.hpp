// Reading a solved program: slacks, targets, peers and the bounds of its value.
#pragma once

#include "ecoeff/frontier/models/model.hpp"
#include "ecoeff/frontier/prepare.hpp"
#include "ecoeff/frontier/programs.hpp"

namespace ecoeff::frontier {

// How a program's value was proved, in the words of the answer; of two the weaker.
[[nodiscard]] Settled settled_by(const Solution& solution);
[[nodiscard]] Settled weaker(Settled a, Settled b);

// The score is the program's value: sets both with its bounds. What is below 1 and rounds to it is the double before it.
void put_value(const Solution& solution, RowScore& score);

// An efficient row: its own peer, without slacks; its score is for the model to say.
void stand_alone(const double* own, std::size_t features, std::size_t row, RowScore& score);

// Whether a relative change of 1e-9 in the data could move the value by `distance` (RowScore::marginal).
[[nodiscard]] bool is_marginal(const Program& program, const Reference& reference, const Solution& solution,
                               double distance);

// Sets slacks (in the units of the data), targets (own value and slack) and peers by falling intensity. Peers at or
// above `rows` are abated twins (directional.hpp) and count for their row. A feature that is zero in `own` has no
// slack. Where the score is a limit that no point reaches, slacks and targets are missing and `reason` says so.
void read_answer(const double* own, std::size_t features, std::size_t rows, const RowProgram& program,
                 const Solution& solution, RowScore& score);

// The multipliers of RowScore, `scale` times those of the program.
[[nodiscard]] std::vector<double> multipliers_of(const Model& model, const RowProgram& program,
                                                 const Solution& solution, double scale = 1);

// Numbers that a further program is made of: kept with the witnesses or, where these are read, as they were kept if they
// are near.
[[nodiscard]] std::vector<double> agreed(solver::Witnesses* witnesses, const char* name, std::vector<double> numbers);

// "the limit of exact arithmetic was reached".
[[nodiscard]] const Text& uncertified_reason();

// "all features that move are zero": a measure along them has no bound.
[[nodiscard]] const Text& unbounded_reason();

// Room for the answers of `rows` rows, with the reasons of those that cannot be used; once all are put, finish_rows()
// leaves their targets to be derived from the data where that can be done.
[[nodiscard]] ScoreRows rows_for(const Prepared& prepared, std::size_t rows, const ScoreOptions& options);
void finish_rows(Prepared prepared, ScoreRows& rows);

}  // namespace ecoeff::frontier
