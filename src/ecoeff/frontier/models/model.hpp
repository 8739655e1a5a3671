// A frontier model as data: the features with their sides and weights, and for each kind of program the few own columns
// that make it. Notation: z_o the evaluated row's values, s slacks, t the scale of Charnes and Cooper (1962), S = t s.
//
// slacks (SBM with bad outputs, Tone 2001; 2003, equations 8-9), o in the reference:
//   min t - sum w S   s.t.  t + sum v S = 1,
//     sum Lambda x + S = t x_o,   sum Lambda y - S = t y_o,   sum Lambda b + S = t b_o;
//   w = 1/m for inputs, v = 1/q for good and bad outputs. The slacks of a side that is not in the orientation stay free
//   and unpriced.
// super_slacks (Tone 2002), o not in the reference:
//   min t + sum w S   s.t.  t - sum v S = 1,
//     sum Lambda x - S <= t x_o,   sum Lambda y + S >= t y_o,   sum Lambda b - S <= t b_o;
//   w, v as above (bad as output), or w = 1/(m+q2) for inputs and bads and v = 1/q1 for goods (bad as input). The slack
//   of a side that is not in the orientation is fixed at 0.
// radial (Charnes, Cooper and Rhodes 1978; Banker, Charnes and Cooper 1984): min theta (input) or max phi (output);
//   bads count with the inputs as they are (not scaled) in both.
//
// Returns to scale: CRS nothing; VRS sum Lambda = t; NIRS <=; NDRS >=. A zero input or bad of o fixes its slack at 0:
// its term leaves and the divisors count the rest.
#pragma once

#include <vector>

#include "ecoeff/frontier/programs.hpp"
#include "ecoeff/frontier/score.hpp"

namespace ecoeff::frontier {

enum class Side { input, good, bad };

struct Feature {
  Side side = Side::input;
  double weight = 1;  // relative to the other features of its side of the objective
};

enum class Kind { slacks, super_slacks, radial };

struct Model {
  Kind kind = Kind::slacks;
  std::vector<Feature> features;
  Orientation orientation = Orientation::none;
  Returns returns = Returns::crs;
  BadAs bad_as = BadAs::output;
};

// The program of the row with values `own`, and where its slacks are. `Real` is double, or Rational for the program
// without rounding: the same functions build both, so that what is proved is what was solved.
template <class Real>
struct RowProgramOf {
  solver::ProgramOf<Real> program;
  std::vector<std::size_t> slack;  // own column of each feature's slack, kNone when it is fixed at 0
  std::vector<double> direction;   // target = own + direction * slack: -1 for inputs and bads of `slacks`, ...
  std::size_t scale = 0;           // own column t
  bool zero = false;               // some input or bad of o is zero
};
using RowProgram = RowProgramOf<double>;
using ExactRowProgram = RowProgramOf<Rational>;

template <class Real>
void build(const Model& model, const double* own, RowProgramOf<Real>& out);

// Builds it without rounding when asked. Both arguments must outlive it.
[[nodiscard]] ExactMaker exact_maker(const Model& model, const double* own);

// The same from the program of another row of the same model: only the divisors change, unless one of the two rows has
// zeros (then false, and nothing is done).
[[nodiscard]] bool rebuild(const Model& model, const double* own, RowProgram& out);

// Empties `out` and begins a program: own column 0 is t with this cost, 1 in the norm row and -1 in the rows whose
// right-hand side it carries (not in those of zero values); the surplus of NIRS and NDRS.
template <class Real>
void start_program(const Model& model, const double* own, const Real& cost, RowProgramOf<Real>& out);

// Adds the slack of feature k at this cost, as one that makes the row an equality, and returns its own column.
template <class Real>
std::size_t add_slack(const Model& model, std::size_t k, const Real& cost, RowProgramOf<Real>& out);

// The sign with which a slack enters the row of its feature in `sum Lambda z + sign S = t z_o`: -1 for good outputs.
[[nodiscard]] inline double sign_of(Side side) { return side == Side::good ? -1 : 1; }

// The second stage of a radial model: its largest slacks at the optimal `factor`.
template <class Real>
void build_second_stage(const Model& model, const double* own, const Real& factor, RowProgramOf<Real>& out);

}  // namespace ecoeff::frontier
