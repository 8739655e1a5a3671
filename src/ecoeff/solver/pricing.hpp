// Who enters: the column that violates most. An own column counts as it is, a reference column by its size
// (columns.hpp); a tolerance keeps rounding out. When none violates, own columns are looked at once more by what they
// can move (decision 069).
#pragma once

#include <algorithm>
#include <cmath>
#include <type_traits>

#include "ecoeff/solver/program_columns.hpp"

namespace ecoeff::solver {

struct Entering {
  Label label;
  bool found = false;    // some column violates by more than the tolerance
  double violation = 0;  // the largest, found or not
};

// Looks at the own columns from `first` on; own_violation(v) is 0 or less for one that may not enter. With
// `lowest_index` the first that violates is taken.
template <class OwnViolation>
void price_own(const Program& program, std::size_t first, double tolerance, bool lowest_index,
               OwnViolation own_violation, Entering& entering) {
  for (std::size_t v = first; v < program.columns(); ++v) {
    const double violation = own_violation(v);
    if (violation <= entering.violation) continue;
    entering.violation = violation;
    if (violation <= tolerance) continue;
    entering.label = {Label::Kind::own, v};
    entering.found = true;
    if (lowest_index) return;
  }
}

// How far an own column can reach: a slack as far as the largest value of its feature, in units of the evaluated row's.
inline double reach_of(const Program& program, const Reference& reference, std::size_t v) {
  double reach = 1;
  for (std::size_t k = 0; k < program.features(); ++k) {
    if (program.at(k, v) == 0) continue;
    for (const ColumnStore* store : {reference.store, reference.extra}) {
      if (store != nullptr && store->size() > 0) reach = std::max(reach, store->highest(k) * program.inverse[k]);
    }
  }
  return reach;
}

// Looks at the own columns again, when none has violated by more than the tolerance: what counts is the violation times
// the reach, where it is more than `rounding`.
template <class OwnViolation>
void price_far_own(const Program& program, const Reference& reference, std::size_t first, double tolerance,
                   double rounding, OwnViolation own_violation, Entering& entering) {
  double worst = tolerance;
  for (std::size_t v = first; v < program.columns(); ++v) {
    const double violation = own_violation(v);
    if (violation <= rounding) continue;
    const double far = violation * reach_of(program, reference, v);
    if (far <= worst) continue;
    worst = far;
    entering = {.label = {Label::Kind::own, v}, .found = true, .violation = violation};
  }
}

// Multipliers that double precision prices well; larger ones stand at corners where many meet.
inline bool trustworthy(double largest_dual, double value) {
  return largest_dual <= kTrustedDual * std::max(1.0, std::abs(value));
}

// Looks at the reference columns in double precision. `dual` has a value for every row of the program but the last;
// `weights` is scratch.
template <class Real>
void price_reference(const Program& program, const Reference& reference, const Real* dual, double tolerance,
                     double* weights, WorkingSet& working, Entering& entering) {
  for (std::size_t k = 0; k < program.features(); ++k)
    weights[k] = static_cast<double>(dual[k] * static_cast<Real>(program.inverse[k]));
  const Prices prices{.weights = weights,
                      .constant = program.has_returns_row() ? static_cast<double>(dual[program.returns_row()]) : 0.0,
                      .inverse = program.inverse.data(),
                      .tolerance = tolerance,
                      .unbounded = program.unbounded};
  const Priced best = violating(reference, prices, working);
  if (best.violation <= entering.violation) return;
  entering.violation = best.violation;
  if (best.row == kNone) return;
  entering.label = {Label::Kind::reference, best.row};
  entering.found = true;
}

// The violation of a reference column over its size, with each sum's rounding taken off. `column` is scratch.
template <class Real>
double violation_of(const ProgramColumns<Real>& columns, const Real* dual, std::size_t row, Real* column) {
  columns.fill({Label::Kind::reference, row}, column);
  Real value = 0;
  Real size = 1;
  Real terms = 0;
  for (std::size_t i = 0; i < columns.program().rows(); ++i) {
    value += dual[i] * column[i];
    size = std::max(size, std::abs(column[i]));
    terms = std::max(terms, std::abs(dual[i] * column[i]));
  }
  value -= Real{Tolerance<Real>::rounding} * terms;
  return static_cast<double>(value / size);
}

// Looks at every reference column in the precision of the duals.
template <class Real>
void price_every_reference(const ProgramColumns<Real>& columns, const Real* dual, double tolerance, Real* column,
                           Entering& best) {
  const Reference& reference = columns.reference();
  for (const ColumnStore* store : {reference.store, reference.extra}) {
    for (std::size_t i = 0; store != nullptr && i < store->size(); ++i) {
      const std::size_t row = store->rows(0)[i];
      if (!reference.holds(row)) continue;
      const double violation = violation_of(columns, dual, row, column);
      if (violation <= best.violation) continue;
      best.violation = violation;
      if (violation > tolerance) best = {.label = {Label::Kind::reference, row}, .found = true, .violation = violation};
    }
  }
}

// Looks at the reference columns. In extended precision double precision only proposes: what it finds is priced again,
// and where that is nothing every column is.
template <class Real>
void price_references(const ProgramColumns<Real>& columns, const Real* dual, double tolerance, double* weights,
                      Real* column, WorkingSet& working, Entering& best) {
  if constexpr (std::is_same_v<Real, double>) {
    price_reference(columns.program(), columns.reference(), dual, tolerance, weights, working, best);
  } else {
    Entering proposed = best;
    price_reference(columns.program(), columns.reference(), dual, tolerance, weights, working, proposed);
    const bool reference = proposed.found && proposed.label.kind == Label::Kind::reference;
    if (reference && violation_of(columns, dual, proposed.label.index, column) > tolerance) {
      best = proposed;
      return;
    }
    price_every_reference(columns, dual, tolerance, column, best);
  }
}

}  // namespace ecoeff::solver
