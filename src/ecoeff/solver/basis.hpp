// The algebra of a basis B, a column for every row of the program:
//
//   x = B^-1 e_norm (the norm column of the inverse),   y' = c_B' B^-1,   alpha = B^-1 a of a column that may enter.
//
// B^-1 is made by Gauss-Jordan exchange steps and kept from pivot to pivot by the exchange of one column. Beside it a
// perturbation of the right-hand side, in terms of the basis, is carried as one more column: x + perturbation is what
// the ratio test sees. `Width` is the length of a row of the inverse, at least the rows of the program (0: decided when
// solving); with a fixed width the inner loops have a known length, and nothing is allocated from row to row.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include "ecoeff/numeric/random.hpp"
#include "ecoeff/solver/program_columns.hpp"

namespace ecoeff::solver {

template <class Real, std::size_t Width>
class Basis {
 public:
  // Of the columns of a program, which must stay where they are.
  void begin(const ProgramColumns<Real>& columns);

  [[nodiscard]] std::size_t rows() const { return rows_; }
  [[nodiscard]] const std::vector<Label>& labels() const { return basis_; }
  [[nodiscard]] const ProgramColumns<Real>& columns() const { return *columns_; }
  void put(std::size_t position, const Label& label);
  // False where the columns are dependent.
  [[nodiscard]] bool factor();
  [[nodiscard]] std::size_t since_factor() const { return since_factor_; }
  [[nodiscard]] std::size_t pivots() const { return pivots_; }

  [[nodiscard]] Real level(std::size_t i) const { return inverse_[i * width() + rows_ - 1]; }  // x_i
  [[nodiscard]] const Real* inverse_row(std::size_t i) const { return inverse_.data() + i * width(); }
  [[nodiscard]] Real smallest_level() const;

  void solve_duals();
  [[nodiscard]] const Real* dual() const { return dual_.data(); }
  [[nodiscard]] Real objective() const { return dual_[rows_ - 1]; }
  [[nodiscard]] Real largest_dual() const;

  // alpha of a column, which exchange() then puts in the place of basic column `row`.
  void transform(const Label& entering);
  [[nodiscard]] Real alpha(std::size_t i) const { return alpha_[i]; }
  void exchange(std::size_t row, const Label& entering);

  // A perturbation of `size` to twice `size` in every basic column.
  void perturb(double size, std::uint64_t seed);
  [[nodiscard]] bool perturbed() const { return perturbed_; }
  void drop_perturbation();
  // Artificial columns lose theirs.
  void settle_artificial();
  // The level that the ratio test sees.
  [[nodiscard]] Real held(std::size_t i) const {
    return std::max(Real{0}, perturbed_ ? level(i) + perturbation_[i] : level(i));
  }

  // The largest |B x - e_norm| and |y'B - c_B|, by the columns themselves. Both overwrite alpha or leave it.
  [[nodiscard]] Real residual();
  [[nodiscard]] Real price_error() const;

 private:
  [[nodiscard]] std::size_t width() const { return Width == 0 ? width_ : Width; }
  void order_elimination();
  [[nodiscard]] bool eliminate();
  void carry_shift();

  const ProgramColumns<Real>* columns_ = nullptr;
  std::size_t rows_ = 0;
  std::size_t width_ = 0;
  std::size_t pivots_ = 0;
  std::size_t since_factor_ = 0;
  bool perturbed_ = false;
  std::vector<Label> basis_;
  std::vector<std::size_t> order_;
  std::vector<std::size_t> row_of_;
  std::vector<std::size_t> column_of_;
  std::vector<Real> inverse_;       // row by row
  std::vector<Real> matrix_;        // the basic columns, column by column
  std::vector<Real> tableau_;       // scratch of factor
  std::vector<Real> perturbation_;  // in terms of the basis
  std::vector<Real> shift_;         // the same in terms of the rows: B perturbation
  std::vector<Real> dual_;
  std::vector<Real> alpha_;
  std::vector<Real> column_;  // what transform() has transformed
};

template <class Real, std::size_t Width>
void Basis<Real, Width>::begin(const ProgramColumns<Real>& columns) {
  columns_ = &columns;
  pivots_ = 0;
  perturbed_ = false;
  if (rows_ == columns.program().rows()) return;
  rows_ = columns.program().rows();
  width_ = rows_ + rows_ % 2;
  basis_.resize(rows_);
  order_.resize(rows_);
  row_of_.resize(rows_);
  column_of_.resize(rows_);
  for (auto* square : {&inverse_, &matrix_, &tableau_}) square->assign(rows_ * width(), Real{0});
  for (auto* line : {&perturbation_, &shift_, &dual_, &alpha_, &column_}) line->assign(width(), Real{0});
}

template <class Real, std::size_t Width>
void Basis<Real, Width>::put(std::size_t position, const Label& label) {
  basis_[position] = label;
  columns_->fill(label, matrix_.data() + position * width());
}

// Own columns before reference columns: most are unit vectors and cost next to nothing.
template <class Real, std::size_t Width>
void Basis<Real, Width>::order_elimination() {
  std::size_t at = 0;
  for (std::size_t j = 0; j < rows_; ++j) {
    if (basis_[j].kind != Label::Kind::reference) order_[at++] = j;
  }
  for (std::size_t j = 0; j < rows_; ++j) {
    if (basis_[j].kind == Label::Kind::reference) order_[at++] = j;
  }
}

// Exchange steps (Gauss-Jordan in place) with row pivoting: row r is exchanged with column c.
template <class Real, std::size_t Width>
bool Basis<Real, Width>::eliminate() {
  const std::size_t w = width();
  for (std::size_t step = 0; step < rows_; ++step) {
    const std::size_t c = order_[step];
    std::size_t r = kNone;
    for (std::size_t i = 0; i < rows_; ++i) {
      if (column_of_[i] != kNone) continue;
      if (r == kNone || std::abs(tableau_[i * w + c]) > std::abs(tableau_[r * w + c])) r = i;
    }
    const Real pivot = tableau_[r * w + c];
    if (!(std::abs(pivot) > Real{kSingular})) return false;
    row_of_[c] = r;
    column_of_[r] = c;
    Real* const top = tableau_.data() + r * w;
    const Real scale = Real{-1} / pivot;
    for (std::size_t k = 0; k < w; ++k) top[k] *= scale;
    top[c] = -scale;
    for (std::size_t i = 0; i < rows_; ++i) {
      Real* const other = tableau_.data() + i * w;
      const Real factor = other[c];
      if (i == r || factor == 0) continue;
      other[c] = 0;
      for (std::size_t k = 0; k < w; ++k) other[k] += factor * top[k];
    }
  }
  return true;
}

template <class Real, std::size_t Width>
bool Basis<Real, Width>::factor() {
  const std::size_t w = width();
  order_elimination();
  for (std::size_t j = 0; j < rows_; ++j) {
    for (std::size_t i = 0; i < rows_; ++i) tableau_[i * w + j] = matrix_[j * w + i];
    row_of_[j] = column_of_[j] = kNone;
  }
  if (!eliminate()) return false;
  for (std::size_t c = 0; c < rows_; ++c) {
    const Real* const from = tableau_.data() + row_of_[c] * w;
    for (std::size_t i = 0; i < rows_; ++i) inverse_[c * w + i] = from[column_of_[i]];
  }
  since_factor_ = 0;
  if (!perturbed_) return true;
  for (std::size_t i = 0; i < rows_; ++i) {
    Real sum = 0;
    for (std::size_t j = 0; j < rows_; ++j) sum += inverse_[i * w + j] * shift_[j];
    perturbation_[i] = sum;
  }
  return true;
}

template <class Real, std::size_t Width>
Real Basis<Real, Width>::smallest_level() const {
  Real smallest = std::numeric_limits<Real>::infinity();
  for (std::size_t i = 0; i < rows_; ++i) smallest = std::min(smallest, level(i));
  return smallest;
}

template <class Real, std::size_t Width>
void Basis<Real, Width>::solve_duals() {
  const std::size_t w = width();
  for (std::size_t j = 0; j < w; ++j) dual_[j] = 0;
  for (std::size_t i = 0; i < rows_; ++i) {
    const Real cost = columns_->cost(basis_[i]);
    if (cost == 0) continue;
    for (std::size_t j = 0; j < w; ++j) dual_[j] += cost * inverse_[i * w + j];
  }
}

template <class Real, std::size_t Width>
Real Basis<Real, Width>::largest_dual() const {
  Real largest = 0;
  for (std::size_t i = 0; i < rows_; ++i) largest = std::max(largest, std::abs(dual_[i]));
  return largest;
}

template <class Real, std::size_t Width>
void Basis<Real, Width>::transform(const Label& entering) {
  columns_->fill(entering, column_.data());
  const std::size_t w = width();
  for (std::size_t i = 0; i < rows_; ++i) {
    Real sum = 0;
    for (std::size_t j = 0; j < rows_; ++j) sum += inverse_[i * w + j] * column_[j];
    alpha_[i] = sum;
  }
}

template <class Real, std::size_t Width>
void Basis<Real, Width>::exchange(std::size_t row, const Label& entering) {
  const std::size_t w = width();
  Real* const top = inverse_.data() + row * w;
  const Real scale = Real{1} / alpha_[row];
  for (std::size_t j = 0; j < w; ++j) top[j] *= scale;
  perturbation_[row] *= scale;
  for (std::size_t i = 0; i < rows_; ++i) {
    const Real factor = alpha_[i];
    if (i == row || factor == 0) continue;
    Real* const other = inverse_.data() + i * w;
    for (std::size_t j = 0; j < w; ++j) other[j] -= factor * top[j];
    perturbation_[i] -= factor * perturbation_[row];
  }
  basis_[row] = entering;
  std::copy(column_.begin(), column_.end(), matrix_.begin() + static_cast<std::ptrdiff_t>(row * w));
  ++pivots_;
  ++since_factor_;
}

template <class Real, std::size_t Width>
void Basis<Real, Width>::carry_shift() {
  for (std::size_t i = 0; i < rows_; ++i) shift_[i] = 0;
  for (std::size_t j = 0; j < rows_; ++j) {
    for (std::size_t i = 0; i < rows_; ++i) shift_[i] += matrix_[j * width() + i] * perturbation_[j];
  }
}

template <class Real, std::size_t Width>
void Basis<Real, Width>::perturb(double size, std::uint64_t seed) {
  RandomStream random(seed, rows_);
  for (std::size_t i = 0; i < rows_; ++i) perturbation_[i] = static_cast<Real>(size * random.uniform(1, 2));
  carry_shift();
  perturbed_ = true;
}

template <class Real, std::size_t Width>
void Basis<Real, Width>::drop_perturbation() {
  perturbed_ = false;
  std::fill(perturbation_.begin(), perturbation_.end(), Real{0});
}

template <class Real, std::size_t Width>
void Basis<Real, Width>::settle_artificial() {
  if (!perturbed_) return;
  for (std::size_t i = 0; i < rows_; ++i) {
    if (basis_[i].kind == Label::Kind::artificial) perturbation_[i] = 0;
  }
  carry_shift();
}

template <class Real, std::size_t Width>
Real Basis<Real, Width>::residual() {
  const std::size_t w = width();
  std::fill(alpha_.begin(), alpha_.end(), Real{0});
  alpha_[rows_ - 1] = -1;
  for (std::size_t j = 0; j < rows_; ++j) {
    const Real* const a = matrix_.data() + j * w;
    const Real value = level(j);
    for (std::size_t i = 0; i < rows_; ++i) alpha_[i] += a[i] * value;
  }
  Real worst = 0;
  for (std::size_t i = 0; i < rows_; ++i) worst = std::max(worst, std::abs(alpha_[i]));
  return worst;
}

template <class Real, std::size_t Width>
Real Basis<Real, Width>::price_error() const {
  Real worst = 0;
  for (std::size_t j = 0; j < rows_; ++j) {
    const Real* const a = matrix_.data() + j * width();
    Real priced = -columns_->cost(basis_[j]);
    for (std::size_t i = 0; i < rows_; ++i) priced += dual_[i] * a[i];
    worst = std::max(worst, std::abs(priced));
  }
  return worst;
}

}  // namespace ecoeff::solver
