// Dual simplex pivots until no basic level is negative. Called at a basis whose prices are right (no column violates)
// when the perturbation that held its levels above 0 has been taken away. The most negative level leaves; the column
// enters that keeps all prices right: the smallest ratio of reduced cost to its entry in the leaving row, among entries
// below 0.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <vector>

#include "ecoeff/solver/basis.hpp"

namespace ecoeff::solver {

template <class Real, std::size_t Width>
class Repair {
 public:
  // False where it cannot be done; then the basis is not to be used.
  bool operator()(Basis<Real, Width>& basis);

 private:
  static constexpr int kRounds = 200;

  void consider(const Label& label, Real entry, Real reduced) {
    if (entry >= -Real{Tolerance<Real>::pivot}) return;
    const Real ratio = std::max(Real{0}, reduced) / -entry;
    if (ratio >= best_) return;
    best_ = ratio;
    entering_ = label;
  }
  [[nodiscard]] std::size_t most_negative(const Basis<Real, Width>& basis) const;
  [[nodiscard]] bool choose_entering(const Basis<Real, Width>& basis, std::size_t row);
  void consider_store(const Basis<Real, Width>& basis, std::size_t row, const ColumnStore& store);

  Label entering_;
  Real best_ = 0;
  std::vector<Real> column_;
  std::vector<double> weights_;
};

template <class Real, std::size_t Width>
std::size_t Repair<Real, Width>::most_negative(const Basis<Real, Width>& basis) const {
  std::size_t row = kNone;
  Real least = -Real{Tolerance<Real>::zero};
  for (std::size_t i = 0; i < basis.rows(); ++i) {
    if (basis.level(i) >= least) continue;
    least = basis.level(i);
    row = i;
  }
  return row;
}

template <class Real, std::size_t Width>
bool Repair<Real, Width>::choose_entering(const Basis<Real, Width>& basis, std::size_t row) {
  const ProgramColumns<Real>& columns = basis.columns();
  const Program& program = columns.program();
  const Real* const inverse_row = basis.inverse_row(row);
  best_ = std::numeric_limits<Real>::infinity();
  column_.resize(basis.rows());
  weights_.resize(program.features());
  for (std::size_t v = 0; v < program.columns(); ++v) {
    Real entry = 0;
    for (std::size_t i = 0; i < basis.rows(); ++i) entry += inverse_row[i] * static_cast<Real>(program.at(i, v));
    consider({Label::Kind::own, v}, entry * columns.own_scale(v),
             -static_cast<Real>(columns.own_violation(v, basis.dual())));
  }
  for (std::size_t k = 0; k < program.features(); ++k)
    weights_[k] = -static_cast<double>(inverse_row[k]) * program.inverse[k];
  for (const ColumnStore* store : {columns.reference().store, columns.reference().extra}) {
    if (store != nullptr) consider_store(basis, row, *store);
  }
  return best_ < std::numeric_limits<Real>::infinity();
}

// A block is left out where no column can have an entry below 0.
template <class Real, std::size_t Width>
void Repair<Real, Width>::consider_store(const Basis<Real, Width>& basis, std::size_t row, const ColumnStore& store) {
  const ProgramColumns<Real>& columns = basis.columns();
  const Program& program = columns.program();
  const Real* const inverse_row = basis.inverse_row(row);
  const double constant = program.has_returns_row() ? static_cast<double>(-inverse_row[program.returns_row()]) : 0;
  std::array<double, ColumnStore::kGroup> bound;
  for (std::size_t b = 0; b < store.blocks(); ++b) {
    if (b % ColumnStore::kGroup == 0)
      (void)store.bounds().of_group(b / ColumnStore::kGroup, weights_.data(), constant, 0, bound);
    if (bound[b % ColumnStore::kGroup] <= 0) continue;
    for (std::size_t i = 0; i < ColumnStore::kBlock && b * ColumnStore::kBlock + i < store.size(); ++i) {
      const Label label{Label::Kind::reference, store.rows(b)[i]};
      if (!columns.reference().holds(label.index)) continue;
      columns.fill(label, column_.data());
      Real entry = 0;
      Real value = 0;
      for (std::size_t r = 0; r < basis.rows(); ++r) {
        entry += inverse_row[r] * column_[r];
        value += basis.dual()[r] * column_[r];
      }
      consider(label, entry, -value);
    }
  }
}

template <class Real, std::size_t Width>
bool Repair<Real, Width>::operator()(Basis<Real, Width>& basis) {
  for (int round = 0; round < kRounds; ++round) {
    const std::size_t row = most_negative(basis);
    if (row == kNone) return true;
    basis.solve_duals();
    if (!choose_entering(basis, row)) return false;
    basis.transform(entering_);
    if (std::abs(basis.alpha(row)) <= Tolerance<Real>::pivot) return false;
    basis.exchange(row, entering_);
    if (!basis.factor()) return false;
  }
  return false;
}

}  // namespace ecoeff::solver
