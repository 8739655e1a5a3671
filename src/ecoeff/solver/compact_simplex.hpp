// The simplex method of simplex.hpp over the few tight rows of a program of slacks (compact_basis.hpp).
//
// It begins at a neighbour's basis, the evaluated row itself, or one row that it may be compared with. What it cannot do
// (other programs, phase 1, a basis that does not stay of this form, a perturbation whose removal needs repair, an
// answer that is not accurate to rounding) it leaves to tiny_simplex.hpp.
#pragma once

#include <algorithm>
#include <array>
#include <vector>

#include "ecoeff/solver/compact_basis.hpp"
#include "ecoeff/solver/pricing.hpp"
#include "ecoeff/solver/ratio_test.hpp"
#include "ecoeff/solver/starts.hpp"

namespace ecoeff::solver {

template <std::size_t Width>
class CompactSimplex {
 public:
  // False when the answer has to come from elsewhere.
  bool solve(const Program& program, const Reference& reference, const Start& start, Solution& out) {
    if (!basis_.begin(program, reference)) return false;
    program_ = &program;
    reference_ = &reference;
    if (working_store_ != reference.store) working_.clear();
    working_store_ = reference.store;
    pivots_ = 0;
    if (!(start.warm != nullptr && start_from(*start.warm)) && !start_own() && !start_beside(start.warm)) return false;
    return optimise(start.enough, out);
  }

 private:
  static constexpr std::size_t kPivots = 200;

  bool start_from(const std::vector<Label>& labels);
  bool start_own();
  bool start_beside(const std::vector<Label>* labels);
  bool start_alone(std::size_t row);
  bool choose_entering(Label& entering);
  [[nodiscard]] std::size_t choose_leaving() const;
  bool pivot(const Label& entering);
  [[nodiscard]] bool accurate();
  bool optimise(double enough, Solution& out);
  void report(Solution& out, Outcome outcome) const;

  const Program* program_ = nullptr;
  const Reference* reference_ = nullptr;
  const ColumnStore* working_store_ = nullptr;
  WorkingSet working_;
  CompactBasis<Width> basis_;
  std::size_t pivots_ = 0;
  double violation_ = 0;
  double residual_ = 0;
  std::array<double, Width> weights_{};
};

template <std::size_t Width>
bool CompactSimplex<Width>::start_from(const std::vector<Label>& labels) {
  basis_.clear();
  const CompactShape<Width>& shape = basis_.shape();
  bool has_t = false;
  for (const Label& label : labels) {
    if (label.kind == Label::Kind::artificial) return false;
    if (label.kind == Label::Kind::own) {
      if (label.index >= shape.columns) return false;
      has_t = has_t || label.index == 0;
      if (label.index == 0) continue;
      std::size_t& slack = basis_.slack(shape.row[label.index]);
      if (slack != 0) return false;
      slack = label.index;
    } else if (!reference_->holds(label.index) || !basis_.add_peer(label.index)) {
      return false;
    }
  }
  return has_t && basis_.factor() && (basis_.feasible() || basis_.mend_signs());
}

// A row that the evaluated one may be compared with as its only peer: one of those of `labels`, or the first of all.
template <std::size_t Width>
bool CompactSimplex<Width>::start_beside(const std::vector<Label>* labels) {
  if (labels != nullptr) {
    for (const Label& label : *labels) {
      if (label.kind == Label::Kind::reference && reference_->holds(label.index)) return start_alone(label.index);
    }
  }
  const ColumnStore* store = reference_->store;
  for (std::size_t i = 0; store != nullptr && i < std::min<std::size_t>(store->size(), 2); ++i) {
    if (reference_->holds(store->rows(0)[i])) return start_alone(store->rows(0)[i]);
  }
  return false;
}

template <std::size_t Width>
bool CompactSimplex<Width>::start_alone(std::size_t row) {
  basis_.clear();
  basis_.set_slacks(basis_.shape().last_of);
  basis_.slack(program_->has_returns_row() ? program_->returns_row() : 0) = 0;
  return basis_.add_peer(row) && basis_.factor() && (basis_.feasible() || basis_.mend_signs());
}

template <std::size_t Width>
bool CompactSimplex<Width>::start_own() {
  const std::size_t stands_for = own_peer_row(*program_, *reference_);
  if (stands_for == kNone) return false;
  basis_.clear();
  basis_.set_slacks(basis_.shape().last_of);
  basis_.slack(stands_for) = 0;
  return basis_.add_peer(reference_->own_row) && basis_.factor();
}

// Rounding grows with the multipliers.
template <std::size_t Width>
bool CompactSimplex<Width>::choose_entering(Label& entering) {
  const double noise = Tolerance<double>::rounding * basis_.largest_dual();
  const double least = std::max(Tolerance<double>::dual, noise);
  Entering best;
  const auto own = [&](std::size_t v) { return basis_.own_violation(v); };
  price_own(*program_, 1, least, false, own, best);
  const bool own_near = best.violation > 0;
  price_reference(*program_, *reference_, basis_.dual().data(), least, weights_.data(), working_, best);
  if (!best.found && own_near) price_far_own(*program_, *reference_, 1, least, noise, own, best);
  violation_ = best.violation;
  entering = best.label;
  return best.found;
}

// Of the perturbed levels: the slack of a row, Width and more for a peer, kNone where it is t or nobody.
template <std::size_t Width>
std::size_t CompactSimplex<Width>::choose_leaving() const {
  constexpr std::size_t kT = kNone - 1;
  const auto& alpha = basis_.alpha();
  const auto& level = basis_.level();
  const auto& shift = basis_.shift();
  const auto held = [](double its_level, double its_shift) { return std::max(0.0, its_level + its_shift); };
  RatioTest<double> test;
  test.bound(alpha.t, held(level.t, shift.t));
  for (std::size_t j = 0; j < basis_.peers(); ++j) test.bound(alpha.peer[j], held(level.peer[j], shift.peer[j]));
  for (std::size_t r = 0; r < Width; ++r) test.bound(alpha.slack[r], held(level.slack[r], shift.slack[r]));
  for (std::size_t r = 0; r < Width; ++r) test.take(alpha.slack[r], held(level.slack[r], shift.slack[r]), r);
  for (std::size_t j = 0; j < basis_.peers(); ++j)
    test.take(alpha.peer[j], held(level.peer[j], shift.peer[j]), Width + j);
  test.take(alpha.t, held(level.t, shift.t), kT);
  return test.leaving() == kT ? kNone : test.leaving();
}

template <std::size_t Width>
bool CompactSimplex<Width>::pivot(const Label& entering) {
  if (!basis_.transform(entering)) return false;
  const std::size_t leaving = choose_leaving();
  if (leaving == kNone || !basis_.exchange(entering, leaving)) return false;
  ++pivots_;
  return true;
}

// B x = e_norm and y'B = c_B hold to rounding, by the columns themselves.
template <std::size_t Width>
bool CompactSimplex<Width>::accurate() {
  const double largest = basis_.largest_dual();
  const auto errors = basis_.errors();
  residual_ = errors.residual;
  violation_ = std::max(violation_, errors.price);
  const double allowed = kAccurate * static_cast<double>(basis_.shape().rows + 1);
  return trustworthy(largest, basis_.dual_norm()) && residual_ <= allowed && errors.price <= allowed * largest;
}

template <std::size_t Width>
bool CompactSimplex<Width>::optimise(double enough, Solution& out) {
  while (pivots_ < kPivots) {
    basis_.solve_duals();
    if (basis_.dual_norm() < enough && basis_.least() >= -kNotNegative) {
      report(out, Outcome::enough);
      return true;
    }
    Label entering;
    if (!choose_entering(entering)) {
      if (!basis_.feasible() || !accurate()) return false;
      report(out, Outcome::optimal);
      return true;
    }
    if (!basis_.perturbed()) basis_.perturb();
    if (!pivot(entering)) return false;
  }
  return false;
}

template <std::size_t Width>
void CompactSimplex<Width>::report(Solution& out, Outcome outcome) const {
  const std::size_t rows = basis_.shape().rows;
  const auto& level = basis_.level();
  out.outcome = outcome;
  out.pivots = pivots_;
  out.basis.resize(rows + 1);
  out.basic.resize(rows + 1);
  out.dual.resize(rows + 1);
  std::size_t at = 0;
  const auto put = [&](const Label& label, double value) {
    out.basis[at] = label;
    out.basic[at++] = std::max(0.0, value);
  };
  put({Label::Kind::own, 0}, level.t);
  for (std::size_t j = 0; j < basis_.peers(); ++j) {
    const std::size_t peer = basis_.peer(j);
    put({Label::Kind::reference, peer}, level.peer[j] * scale_of(*program_, *reference_, peer));
  }
  for (std::size_t r = 0; r < rows; ++r) {
    const std::size_t slack = basis_.slack(r);
    if (slack != 0)
      put({Label::Kind::own, slack}, level.slack[r] * (slack == program_->surplus ? basis_.surplus_scale() : 1));
    out.dual[r] = basis_.dual()[r];
  }
  const double value = basis_.dual_norm();
  out.dual[rows] = value;
  out.value = value;
  out.distance_from_one = value - 1;
  out.dual_violation = violation_;
  out.smallest_basic = basis_.least();
  out.gap = residual_ / std::max(1.0, std::abs(value));
}

}  // namespace ecoeff::solver
