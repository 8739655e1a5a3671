// The columns of a program as a basis holds them: a reference row over the divisors, an own column, or the artificial
// column of a row, with its scale and its cost. Columns that are small in every feature are scaled up to about 1, and
// the surplus of the intensities (NDRS) by as much: a column and its level are then of the size of the others'. What is
// reported is scaled back.
#pragma once

#include <algorithm>
#include <cmath>

#include "ecoeff/solver/simplex.hpp"
#include "ecoeff/solver/tolerances.hpp"

namespace ecoeff::solver {

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

template <class Real>
class ProgramColumns {
 public:
  // Begins with the costs of the program. Both must outlive what is done with the columns.
  void begin(const Program& program, const Reference& reference) {
    program_ = &program;
    reference_ = &reference;
    surplus_scale_ = static_cast<Real>(surplus_scale(program, reference));
    phase_one_ = false;
  }
  [[nodiscard]] const Program& program() const { return *program_; }
  [[nodiscard]] const Reference& reference() const { return *reference_; }
  // Phase 1: artificial columns cost 1 and all others nothing.
  void set_phase_one(bool yes) { phase_one_ = yes; }
  [[nodiscard]] bool phase_one() const { return phase_one_; }

  [[nodiscard]] Real own_scale(std::size_t v) const { return v == program_->surplus ? surplus_scale_ : Real{1}; }
  [[nodiscard]] double scale(const Label& label) const {
    if (label.kind == Label::Kind::own) return static_cast<double>(own_scale(label.index));
    return label.kind == Label::Kind::reference ? scale_of(*program_, *reference_, label.index) : 1;
  }
  [[nodiscard]] Real cost(const Label& label) const {
    if (phase_one_) return label.kind == Label::Kind::artificial ? Real{1} : Real{0};
    return label.kind == Label::Kind::own ? static_cast<Real>(program_->cost[label.index]) : Real{0};
  }
  void fill(const Label& label, Real* into) const;
  // y'v - c of an own column.
  [[nodiscard]] double own_violation(std::size_t column, const Real* dual) const;

 private:
  const Program* program_ = nullptr;
  const Reference* reference_ = nullptr;
  Real surplus_scale_ = 1;
  bool phase_one_ = false;
};

template <class Real>
void ProgramColumns<Real>::fill(const Label& label, Real* into) const {
  const std::size_t rows = program_->rows();
  switch (label.kind) {
    case Label::Kind::artificial:
      for (std::size_t i = 0; i < rows; ++i) into[i] = i == label.index ? 1 : 0;
      break;
    case Label::Kind::own:
      for (std::size_t i = 0; i < rows; ++i)
        into[i] = static_cast<Real>(program_->at(i, label.index)) * own_scale(label.index);
      break;
    case Label::Kind::reference:
      fill_reference(*program_, *reference_, label.index, into);
      into[rows - 1] = 0;
      break;
  }
}

template <class Real>
double ProgramColumns<Real>::own_violation(std::size_t column, const Real* dual) const {
  Real value = phase_one_ ? Real{0} : -static_cast<Real>(program_->cost[column]);
  const double* a = program_->column(column);
  const std::size_t rows = program_->rows();
  for (std::size_t i = 0; i < rows; ++i) value += dual[i] * static_cast<Real>(a[i]);
  return static_cast<double>(value * own_scale(column));
}

}  // namespace ecoeff::solver
