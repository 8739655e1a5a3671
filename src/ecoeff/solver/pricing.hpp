// What both forms of the simplex method share: the columns of reference rows, and the choice of the entering column.
#pragma once

#include <algorithm>
#include <cmath>

#include "ecoeff/solver/simplex.hpp"

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

// The power of two that brings a small size near 1, 1 for others.
inline double scale_up(double size) { return size < kSmallColumn ? std::ldexp(1.0, -std::ilogb(size)) : 1; }

// By what a reference column is scaled.
inline double scale_of(const Program& program, const Reference& reference, std::size_t row) {
  if (!program.unbounded) return 1;
  return scale_up(size_of(reference.data->row(row), program.inverse.data(), program.features()));
}

// By what the surplus of the intensities is scaled, which is large where small columns are used many times over.
inline double surplus_scale(const Program& program, const Reference& reference) {
  if (program.surplus == kNone) return 1;
  double least = 1;
  for (const ColumnStore* store : {reference.store, reference.extra}) {
    if (store != nullptr && store->size() > 0) least = std::min(least, store->least_size(program.inverse.data()));
  }
  return scale_up(std::max(least, kSmallestColumn));
}

// The column of a reference row times its scale, without the norm row.
template <class Real>
void fill_reference(const Program& program, const Reference& reference, std::size_t row, Real* into) {
  const double* z = reference.data->row(row);
  for (std::size_t k = 0; k < program.features(); ++k)
    into[k] = static_cast<Real>(z[k]) / static_cast<Real>(program.divisor[k]);
  if (program.has_returns_row()) into[program.returns_row()] = 1;
  const double scale = scale_of(program, reference, row);
  if (scale == 1) return;
  for (std::size_t i = 0; i < program.norm_row(); ++i) into[i] *= static_cast<Real>(scale);
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

// Multipliers up to which double precision prices to 1e-10; larger ones stand at corners where many meet.
inline bool trustworthy(double largest_dual, double value) {
  constexpr double kTrusted = 1e5;
  return largest_dual <= kTrusted * std::max(1.0, std::abs(value));
}

// Looks at the reference columns. `dual` has a value for every row of the program but the last; `weights` is scratch.
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

}  // namespace ecoeff::solver
