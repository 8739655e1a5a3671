#include "ecoeff/solver/proved_solver.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "ecoeff/solver/tolerances.hpp"

namespace ecoeff::solver {
namespace {

bool narrow(const Solution& s) {
  return s.lower <= s.upper && s.upper - s.lower <= kEnclosed * std::max(1.0, std::abs(s.value));
}

}  // namespace

const Solution& ProvedSolver::find(const Program& program, const Reference& reference, const ExactMaker& exact,
                                   const Start& start) {
  program_ = &program;
  reference_ = reference;
  make_exact_ = &exact;
  if (reads()) return read(false);
  solution_ = &solver_.solve(program, reference, start);
  solution_->settled = Settled::no;
  solution_->lower = -std::numeric_limits<double>::infinity();
  solution_->upper = std::numeric_limits<double>::infinity();
  return *solution_;
}

const Solution& ProvedSolver::prove() { return prove_in_double() ? *solution_ : settle(); }

bool ProvedSolver::prove_in_double() {
  if (reads()) return read_bounds();
  if (!proved(*solution_)) return false;
  solution_->settled = Settled::in_double;
  keep(true);
  return true;
}

double ProvedSolver::upper_bound(double* value) {
  if (reads()) {
    if (!witnessed_.upper) return std::numeric_limits<double>::infinity();
    if (value != nullptr) *value = near(*witnessed_.upper);
    return above(*witnessed_.upper);
  }
  const double bound = bound_above(value);
  if (std::isfinite(bound)) keep(false);
  return bound;
}

double ProvedSolver::bound_above(double* value) {
  Interval at_basis;
  if (enclosure_.primal(*program_, reference_, solution_->basis, at_basis)) {
    if (value != nullptr) *value = at_basis.lower + (at_basis.upper - at_basis.lower) / 2;
    if (enclosure_.unsure() > kSureLevels) (void)take_exact_levels();
    return at_basis.upper;
  }
  const std::optional<Rational> exact = take_exact_levels();
  if (!exact) return std::numeric_limits<double>::infinity();
  if (value != nullptr) *value = near(*exact);
  return above(*exact);
}

// Of a basis that is nearly singular: its value may be known well where its levels are not.
// The objective there.
std::optional<Rational> ProvedSolver::take_exact_levels() {
  std::optional<ExactPoint> exact = exact_point(question(), solution_->basis);
  if (!exact) return std::nullopt;
  for (std::size_t i = 0; i < exact->basic.size(); ++i) solution_->basic[i] = near(exact->basic[i]);
  return std::move(exact->value);
}

bool ProvedSolver::lower_bound(Solution& s) {
  s.lower = enclosure_.dual(*program_, reference_, s.dual, false);
  if (narrow(s) || reference_.behind.empty()) return narrow(s);
  s.lower = std::max(s.lower, enclosure_.dual(*program_, reference_, s.dual, true));
  return narrow(s);
}

bool ProvedSolver::proved(Solution& s) {
  if (s.outcome == Outcome::infeasible) {
    return enclosure_.farkas(*program_, reference_, s.dual, false) ||
           (!reference_.behind.empty() && enclosure_.farkas(*program_, reference_, s.dual, true));
  }
  if (s.outcome != Outcome::optimal) return false;
  double at_basis = s.value;
  s.upper = bound_above(&at_basis);
  if (!std::isfinite(s.upper)) return false;
  if (!lower_bound(s)) return false;
  const double rounded = std::clamp(at_basis, s.lower, s.upper);
  s.distance_from_one += rounded - s.value;
  s.value = rounded;
  return true;
}

ExactQuestion ProvedSolver::question() {
  (*make_exact_)(exact_program_);
  rows_.clear();
  for (const ColumnStore* store : {reference_.store, reference_.extra}) {
    for (std::size_t i = 0; store != nullptr && i < store->size(); ++i) rows_.push_back(store->rows(0)[i]);
  }
  rows_.insert(rows_.end(), reference_.behind.begin(), reference_.behind.end());
  return {.program = *program_, .exact = exact_program_, .reference = reference_, .rows = rows_};
}

const Solution& ProvedSolver::settle() {
  if (solution_->settled == Settled::rational) return *solution_;
  if (reads()) return read(true);
  const std::vector<Label> start = solution_->basis;
  exact_ = exact_solve(question(), start);
  take_exact();
  if (solution_->settled == Settled::rational) keep(true);
  return *solution_;
}

void ProvedSolver::keep(bool with_multipliers) {
  if (witnesses_ == nullptr) return;
  Witness out{.program = name_, .infeasible = solution_->outcome == Outcome::infeasible};
  if (!out.infeasible) out.basis = solution_->basis;
  if (with_multipliers && solution_->settled == Settled::rational) {
    out.price = exact_.price;
  } else if (with_multipliers) {
    out.multipliers = enclosure_.multipliers();
  }
  witnesses_->add(std::move(out));
}

// Of the witnesses of this name the first that proves something, those from rational arithmetic before the others.
const Solution& ProvedSolver::read(bool rational) {
  solution_ = &read_;
  const ExactQuestion asked = question();
  for (const bool in_double : {false, true}) {
    for (const Witness& witness : witnesses_->all()) {
      if (witness.program != name_ || witness.price.empty() != in_double) continue;
      read_ = {};
      Witnessed found = check(witness, asked);
      if (!found.infeasible && !found.upper) continue;
      take(witness, std::move(found));
      if (rational && !(read_bounds() && read_.settled == Settled::rational)) continue;
      return *solution_;
    }
  }
  read_ = {};
  witnessed_ = {};
  return *solution_;
}

void ProvedSolver::take(const Witness& witness, Witnessed found) {
  witnessed_ = std::move(found);
  Solution& s = read_;
  s.dual = witnessed_.dual;
  if (witnessed_.infeasible) {
    s.outcome = Outcome::infeasible;
    return;
  }
  s.outcome = Outcome::optimal;
  s.basis = witness.basis;
  for (const Rational& level : witnessed_.basic) s.basic.push_back(near(level));
  s.dual.resize(program_->rows(), 0.0);
  s.value = near(*witnessed_.upper);
  s.distance_from_one = near(*witnessed_.upper - 1);
}

// Whether the witness proves the answer, and by what arithmetic.
bool ProvedSolver::read_bounds() {
  Solution& s = read_;
  if (s.outcome == Outcome::infeasible) {
    s.settled = Settled::rational;
    return true;
  }
  if (s.outcome != Outcome::optimal || !witnessed_.lower || *witnessed_.lower > *witnessed_.upper) return false;
  s.lower = below(*witnessed_.lower);
  s.upper = above(*witnessed_.upper);
  const bool exact = *witnessed_.lower == *witnessed_.upper;
  exact_.value = *witnessed_.upper;
  s.settled = exact ? Settled::rational : Settled::in_double;
  return true;
}

void ProvedSolver::take_exact() {
  Solution& s = *solution_;
  s.outcome = exact_.outcome;
  s.settled = exact_.outcome == Outcome::failed ? Settled::no : Settled::rational;
  if (exact_.outcome == Outcome::failed) return;
  s.basis = exact_.basis;
  s.basic.clear();
  for (const Rational& level : exact_.basic) s.basic.push_back(near(level));
  s.dual.clear();
  for (std::size_t i = 0; i < exact_.price.size(); ++i) {
    const bool feature = i < program_->features();
    s.dual.push_back(near(feature ? exact_.price[i] * exact_program_.exact_divisor(i) : exact_.price[i]));
  }
  s.value = near(exact_.value);
  s.lower = below(exact_.value);
  s.upper = above(exact_.value);
  // Rows that are not at hand may be better than the mixtures that stand for them, by what is allowed for.
  if (reference_.behind_within > 0 && reference_.behind.empty() && s.outcome == Outcome::optimal)
    s.lower = std::min(s.lower, enclosure_.dual(*program_, reference_, s.dual, false));
  s.distance_from_one = near(exact_.value - 1);
  s.pivots += exact_.pivots;
}

Proof ProvedSolver::proof() const {
  Proof out{.infeasible = solution_->outcome == Outcome::infeasible, .multipliers = {}, .price = {}};
  if (solution_->settled == Settled::rational) {
    out.price = exact_.price;
  } else {
    out.multipliers = enclosure_.multipliers();
  }
  return out;
}

}  // namespace ecoeff::solver
