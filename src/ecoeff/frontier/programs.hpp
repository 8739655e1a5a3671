// The linear programs of the solver room, under the names by which this room speaks of them.
#pragma once

#include "ecoeff/solver/columns.hpp"
#include "ecoeff/solver/order.hpp"
#include "ecoeff/solver/program.hpp"
#include "ecoeff/solver/proved_solver.hpp"
#include "ecoeff/solver/simplex.hpp"
#include "ecoeff/solver/tolerances.hpp"

namespace ecoeff::frontier {

using solver::ColumnStore;
using solver::Data;
using solver::exact_value;
using solver::ExactMaker;
using solver::ExactProgram;
using solver::kAhead;
using solver::kNone;
using solver::Label;
using solver::near_order;
using solver::Outcome;
using solver::Prices;
using solver::Program;
using solver::ProvedSolver;
using solver::Rational;
using solver::Reference;
using solver::size_of;
using solver::Solution;
using solver::Solver;
using solver::Start;

}  // namespace ecoeff::frontier
