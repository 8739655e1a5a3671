// The working parts of simplex.hpp for one precision and one size. `Width` is the length of a row of the inverse, at
// least the rows of the program (0: decided when solving); with a fixed width the inner loops have a known length, and
// nothing is allocated from row to row.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <type_traits>
#include <vector>

#include "ecoeff/numeric/random.hpp"
#include "ecoeff/solver/pricing.hpp"

namespace ecoeff::solver {

struct Attempt {
  double perturbation = 0;
  std::uint64_t seed = 0;
  bool lowest_index = false;
};

// Tolerances by precision: `dual` for pricing, `pivot` for the smallest pivot, `zero` for a basic value, `rounding` of
// a sum over its largest term.
template <class Real>
struct Tolerance;
template <>
struct Tolerance<double> {
  static constexpr double dual = 1e-11;
  static constexpr double pivot = 1e-9;
  static constexpr double zero = 1e-11;
  static constexpr double rounding = 1e-15;
};
template <>
struct Tolerance<long double> {
  static constexpr double dual = 1e-14;
  static constexpr double pivot = 1e-11;
  static constexpr double zero = 1e-13;
  static constexpr double rounding = 1e-18;
};
inline constexpr double kFeasible = 1e-9;  // a phase 1 optimum below this is feasible

template <class Real, std::size_t Width>
class TinySimplex {
 public:
  bool solve(const Program& program, const Reference& reference, const Start& start, const Attempt& attempt,
             Solution& out);

 private:
  enum class End { optimal, enough, stuck };

  [[nodiscard]] std::size_t width() const { return Width == 0 ? width_ : Width; }
  [[nodiscard]] Real level(std::size_t i) const { return inverse_[i * width() + rows_ - 1]; }
  [[nodiscard]] Real own_scale(std::size_t v) const { return v == program_->surplus ? surplus_scale_ : Real{1}; }
  [[nodiscard]] double scale_of(const Label& label) const;
  void prepare(const Program& program, const Reference& reference, const Start& start, const Attempt& attempt);
  bool start_cold();
  bool start_own();
  bool start_from(const std::vector<Label>& labels);
  void put(std::size_t position, const Label& label);
  bool refactor();
  void elimination_order();
  void carry_shift();
  void fill_column(const Label& label, Real* into) const;
  [[nodiscard]] Real cost_of(const Label& label) const;
  void compute_duals();
  [[nodiscard]] Real largest_dual() const;
  [[nodiscard]] double rounding() const;  // of a price
  [[nodiscard]] double pricing_tolerance() const;
  bool choose_entering(Label& entering);
  void price_columns(double tolerance, Entering& best);
  [[nodiscard]] double column_violation(std::size_t row);
  [[nodiscard]] double own_violation(std::size_t column) const;
  void transform(const Label& entering);
  [[nodiscard]] std::size_t choose_leaving() const;
  void pivot(std::size_t row, const Label& entering);
  void perturb();
  void drop_perturbation();
  End optimise();
  bool repair();
  [[nodiscard]] bool choose_dual_entering(std::size_t row, Label& entering);
  [[nodiscard]] bool good_enough() const;
  [[nodiscard]] bool still_accurate();
  [[nodiscard]] Real infeasibility() const;
  bool finish_phase_one();
  bool settle(Solution& out);
  void report(Solution& out, Outcome outcome);

  const Program* program_ = nullptr;
  const Reference* reference_ = nullptr;
  Attempt attempt_;
  double enough_ = 0;
  Real surplus_scale_ = 1;
  std::size_t rows_ = 0;
  std::size_t width_ = 0;
  bool phase_one_ = false;
  bool perturbed_ = false;
  bool may_perturb_ = true;
  std::size_t pivots_ = 0;
  std::size_t since_refactor_ = 0;
  double violation_ = 0;  // of the last pricing
  const ColumnStore* working_store_ = nullptr;
  WorkingSet working_;
  std::vector<Label> basis_;
  std::vector<std::size_t> order_;
  std::vector<std::size_t> row_of_;
  std::vector<std::size_t> column_of_;
  std::vector<Real> inverse_;       // row by row
  std::vector<Real> matrix_;        // the basic columns, column by column
  std::vector<Real> tableau_;       // scratch of refactor
  std::vector<Real> perturbation_;  // in terms of the basis
  std::vector<Real> shift_;         // the same in terms of the rows: B perturbation
  std::vector<Real> dual_;
  std::vector<Real> alpha_;  // B^-1 a of the entering column
  std::vector<Real> column_;
  std::vector<double> weights_;
};

template <class Real, std::size_t Width>
void TinySimplex<Real, Width>::prepare(const Program& program, const Reference& reference, const Start& start,
                                       const Attempt& attempt) {
  program_ = &program;
  reference_ = &reference;
  attempt_ = attempt;
  enough_ = start.enough;
  surplus_scale_ = static_cast<Real>(surplus_scale(program, reference));
  pivots_ = 0;
  phase_one_ = perturbed_ = false;
  may_perturb_ = attempt.perturbation > 0;
  if (working_store_ != reference.store) working_.clear();
  working_store_ = reference.store;
  if (rows_ == program.rows()) return;
  rows_ = program.rows();
  width_ = rows_ + rows_ % 2;
  basis_.resize(rows_);
  order_.resize(rows_);
  row_of_.resize(rows_);
  column_of_.resize(rows_);
  for (auto* square : {&inverse_, &matrix_, &tableau_}) square->assign(rows_ * width(), Real{0});
  for (auto* line : {&perturbation_, &shift_, &dual_, &alpha_, &column_}) line->assign(width(), Real{0});
  weights_.resize(program.features());
}

template <class Real, std::size_t Width>
void TinySimplex<Real, Width>::fill_column(const Label& label, Real* into) const {
  switch (label.kind) {
    case Label::Kind::artificial:
      for (std::size_t i = 0; i < rows_; ++i) into[i] = i == label.index ? 1 : 0;
      break;
    case Label::Kind::own:
      for (std::size_t i = 0; i < rows_; ++i)
        into[i] = static_cast<Real>(program_->at(i, label.index)) * own_scale(label.index);
      break;
    case Label::Kind::reference:
      fill_reference(*program_, *reference_, label.index, into);
      into[rows_ - 1] = 0;
      break;
  }
}

template <class Real, std::size_t Width>
double TinySimplex<Real, Width>::scale_of(const Label& label) const {
  if (label.kind == Label::Kind::own) return static_cast<double>(own_scale(label.index));
  return label.kind == Label::Kind::reference ? solver::scale_of(*program_, *reference_, label.index) : 1;
}

template <class Real, std::size_t Width>
Real TinySimplex<Real, Width>::cost_of(const Label& label) const {
  if (phase_one_) return label.kind == Label::Kind::artificial ? Real{1} : Real{0};
  return label.kind == Label::Kind::own ? static_cast<Real>(program_->cost[label.index]) : Real{0};
}

template <class Real, std::size_t Width>
void TinySimplex<Real, Width>::put(std::size_t position, const Label& label) {
  basis_[position] = label;
  fill_column(label, matrix_.data() + position * width());
}

// Own columns before reference columns: most are unit vectors and cost next to nothing.
template <class Real, std::size_t Width>
void TinySimplex<Real, Width>::elimination_order() {
  std::size_t at = 0;
  for (std::size_t j = 0; j < rows_; ++j) {
    if (basis_[j].kind != Label::Kind::reference) order_[at++] = j;
  }
  for (std::size_t j = 0; j < rows_; ++j) {
    if (basis_[j].kind == Label::Kind::reference) order_[at++] = j;
  }
}

// The inverse by exchange steps (Gauss-Jordan in place) with row pivoting: row r is exchanged with column c.
template <class Real, std::size_t Width>
bool TinySimplex<Real, Width>::refactor() {
  const std::size_t w = width();
  elimination_order();
  for (std::size_t j = 0; j < rows_; ++j) {
    for (std::size_t i = 0; i < rows_; ++i) tableau_[i * w + j] = matrix_[j * w + i];
    row_of_[j] = column_of_[j] = kNone;
  }
  for (std::size_t step = 0; step < rows_; ++step) {
    const std::size_t c = order_[step];
    std::size_t r = kNone;
    for (std::size_t i = 0; i < rows_; ++i) {
      if (column_of_[i] != kNone) continue;
      if (r == kNone || std::abs(tableau_[i * w + c]) > std::abs(tableau_[r * w + c])) r = i;
    }
    const Real pivot = tableau_[r * w + c];
    if (!(std::abs(pivot) > Real{1e-14})) return false;
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
  for (std::size_t c = 0; c < rows_; ++c) {
    const Real* const from = tableau_.data() + row_of_[c] * w;
    for (std::size_t i = 0; i < rows_; ++i) inverse_[c * w + i] = from[column_of_[i]];
  }
  since_refactor_ = 0;
  if (perturbed_) {
    for (std::size_t i = 0; i < rows_; ++i) {
      Real sum = 0;
      for (std::size_t j = 0; j < rows_; ++j) sum += inverse_[i * w + j] * shift_[j];
      perturbation_[i] = sum;
    }
  }
  return true;
}

// Own column 0 is the one that carries the norm (t); a row takes the own column that is a positive unit vector there,
// or an artificial one.
template <class Real, std::size_t Width>
bool TinySimplex<Real, Width>::start_cold() {
  for (std::size_t i = 0; i + 1 < rows_; ++i) put(i, {Label::Kind::artificial, i});
  put(rows_ - 1, {Label::Kind::own, 0});
  for (std::size_t v = 1; v < program_->columns(); ++v) {
    std::size_t entries = 0;
    std::size_t where = 0;
    for (std::size_t i = 0; i < rows_; ++i) {
      if (program_->at(i, v) == 0) continue;
      ++entries;
      where = i;
    }
    if (entries == 1 && where + 1 < rows_ && program_->at(where, v) > 0) put(where, {Label::Kind::own, v});
  }
  return refactor();
}

// The evaluated row as its own peer, t = 1 and every slack 0. Possible where t carries the row's own values and each
// feature has a slack of its own; the row itself stands for the returns row, or else for the first feature.
template <class Real, std::size_t Width>
bool TinySimplex<Real, Width>::start_own() {
  const std::size_t own = reference_->own_row;
  if (own == kNone || !reference_->holds(own)) return false;
  const double* z = reference_->data->row(own);
  std::size_t stands_for = program_->has_returns_row() ? program_->returns_row() : kNone;
  for (std::size_t k = 0; k < program_->features(); ++k) {
    if (program_->at(k, 0) * program_->divisor[k] != -z[k]) return false;
    if (stands_for == kNone && z[k] != 0) stands_for = k;
  }
  if (stands_for == kNone || (program_->has_returns_row() && program_->at(program_->returns_row(), 0) != -1))
    return false;
  for (std::size_t i = 0; i + 1 < rows_; ++i) basis_[i] = {Label::Kind::artificial, i};
  for (std::size_t v = 1; v < program_->columns(); ++v) {
    std::size_t where = kNone;
    bool single = true;
    for (std::size_t i = 0; i + 1 < rows_; ++i) {
      if (program_->at(i, v) == 0) continue;
      single = single && where == kNone;
      where = i;
    }
    if (single && where != kNone) basis_[where] = {Label::Kind::own, v};
  }
  basis_[stands_for] = {Label::Kind::reference, own};
  basis_[rows_ - 1] = {Label::Kind::own, 0};
  for (std::size_t i = 0; i < rows_; ++i) {
    if (basis_[i].kind == Label::Kind::artificial) return false;
    put(i, Label{basis_[i]});
  }
  return refactor();
}

template <class Real, std::size_t Width>
bool TinySimplex<Real, Width>::start_from(const std::vector<Label>& labels) {
  if (labels.size() != rows_) return false;
  for (const Label& label : labels) {
    if (label.kind == Label::Kind::artificial) return false;
    if (label.kind == Label::Kind::own && label.index >= program_->columns()) return false;
    if (label.kind == Label::Kind::reference && !reference_->holds(label.index)) return false;
  }
  for (std::size_t i = 0; i < rows_; ++i) put(i, labels[i]);
  if (!refactor()) return false;
  for (std::size_t i = 0; i < rows_; ++i) {
    if (level(i) < -Real{Tolerance<Real>::zero}) return false;
  }
  return true;
}

template <class Real, std::size_t Width>
void TinySimplex<Real, Width>::carry_shift() {
  for (std::size_t i = 0; i < rows_; ++i) shift_[i] = 0;
  for (std::size_t j = 0; j < rows_; ++j) {
    for (std::size_t i = 0; i < rows_; ++i) shift_[i] += matrix_[j * width() + i] * perturbation_[j];
  }
}

template <class Real, std::size_t Width>
void TinySimplex<Real, Width>::perturb() {
  RandomStream random(attempt_.seed, rows_);
  for (std::size_t i = 0; i < rows_; ++i)
    perturbation_[i] = static_cast<Real>(attempt_.perturbation * random.uniform(1, 2));
  carry_shift();
  perturbed_ = true;
}

template <class Real, std::size_t Width>
void TinySimplex<Real, Width>::drop_perturbation() {
  perturbed_ = may_perturb_ = false;
  std::fill(perturbation_.begin(), perturbation_.end(), Real{0});
}

template <class Real, std::size_t Width>
void TinySimplex<Real, Width>::compute_duals() {
  const std::size_t w = width();
  for (std::size_t j = 0; j < w; ++j) dual_[j] = 0;
  for (std::size_t i = 0; i < rows_; ++i) {
    const Real cost = cost_of(basis_[i]);
    if (cost == 0) continue;
    for (std::size_t j = 0; j < w; ++j) dual_[j] += cost * inverse_[i * w + j];
  }
}

// Rounding grows with the multipliers.
template <class Real, std::size_t Width>
double TinySimplex<Real, Width>::pricing_tolerance() const {
  return std::max(Tolerance<Real>::dual, rounding());
}

template <class Real, std::size_t Width>
double TinySimplex<Real, Width>::rounding() const {
  return Tolerance<Real>::rounding * std::max(1.0, static_cast<double>(largest_dual()));
}

template <class Real, std::size_t Width>
Real TinySimplex<Real, Width>::largest_dual() const {
  Real largest = 0;
  for (std::size_t i = 0; i < rows_; ++i) largest = std::max(largest, std::abs(dual_[i]));
  return largest;
}

template <class Real, std::size_t Width>
double TinySimplex<Real, Width>::own_violation(std::size_t column) const {
  Real value = phase_one_ ? Real{0} : -static_cast<Real>(program_->cost[column]);
  const double* a = program_->column(column);
  for (std::size_t i = 0; i < rows_; ++i) value += dual_[i] * static_cast<Real>(a[i]);
  return static_cast<double>(value * own_scale(column));
}

template <class Real, std::size_t Width>
bool TinySimplex<Real, Width>::choose_entering(Label& entering) {
  const double tolerance = pricing_tolerance();
  Entering best;
  const auto own = [&](std::size_t v) { return own_violation(v); };
  price_own(*program_, 0, tolerance, attempt_.lowest_index, own, best);
  const bool own_near = best.violation > 0;
  if (!best.found || !attempt_.lowest_index) price_columns(tolerance, best);
  if (!best.found && own_near) {
    const auto nonbasic = [&](std::size_t v) {
      const bool basic = std::find(basis_.begin(), basis_.end(), Label{Label::Kind::own, v}) != basis_.end();
      return basic ? 0 : own_violation(v);
    };
    price_far_own(*program_, *reference_, 0, tolerance, rounding(), nonbasic, best);
  }
  violation_ = best.violation;
  entering = best.label;
  return best.found;
}

// In extended precision double precision only proposes: what it finds is priced again, and where that is nothing every
// column is.
template <class Real, std::size_t Width>
void TinySimplex<Real, Width>::price_columns(double tolerance, Entering& best) {
  if constexpr (std::is_same_v<Real, double>) {
    price_reference(*program_, *reference_, dual_.data(), tolerance, weights_.data(), working_, best);
  } else {
    Entering proposed = best;
    price_reference(*program_, *reference_, dual_.data(), tolerance, weights_.data(), working_, proposed);
    const bool reference = proposed.found && proposed.label.kind == Label::Kind::reference;
    if (reference && column_violation(proposed.label.index) > tolerance) {
      best = proposed;
      return;
    }
    for (const ColumnStore* store : {reference_->store, reference_->extra}) {
      for (std::size_t i = 0; store != nullptr && i < store->size(); ++i) {
        const std::size_t row = store->rows(0)[i];
        if (!reference_->holds(row)) continue;
        const double violation = column_violation(row);
        if (violation <= best.violation) continue;
        best.violation = violation;
        if (violation > tolerance)
          best = {.label = {Label::Kind::reference, row}, .found = true, .violation = violation};
      }
    }
  }
}

// Of a reference column over its size, with each sum's rounding taken off.
template <class Real, std::size_t Width>
double TinySimplex<Real, Width>::column_violation(std::size_t row) {
  fill_column({Label::Kind::reference, row}, column_.data());
  Real value = 0;
  Real size = 1;
  Real terms = 0;
  for (std::size_t i = 0; i < rows_; ++i) {
    value += dual_[i] * column_[i];
    size = std::max(size, std::abs(column_[i]));
    terms = std::max(terms, std::abs(dual_[i] * column_[i]));
  }
  value -= Real{Tolerance<Real>::rounding} * terms;
  return static_cast<double>(value / size);
}

template <class Real, std::size_t Width>
void TinySimplex<Real, Width>::transform(const Label& entering) {
  fill_column(entering, column_.data());
  const std::size_t w = width();
  for (std::size_t i = 0; i < rows_; ++i) {
    Real sum = 0;
    for (std::size_t j = 0; j < rows_; ++j) sum += inverse_[i * w + j] * column_[j];
    alpha_[i] = sum;
  }
}

// The smallest ratio, and among near ties the largest pivot. An artificial column that stays at 0 after phase 1 leaves
// first.
template <class Real, std::size_t Width>
std::size_t TinySimplex<Real, Width>::choose_leaving() const {
  const Real smallest_pivot = Tolerance<Real>::pivot;
  const auto held = [&](std::size_t i) {
    return std::max(Real{0}, perturbed_ ? level(i) + perturbation_[i] : level(i));
  };
  std::size_t leaving = kNone;
  if (!phase_one_) {
    for (std::size_t i = 0; i < rows_; ++i) {
      if (basis_[i].kind != Label::Kind::artificial || std::abs(alpha_[i]) <= smallest_pivot) continue;
      if (leaving == kNone || std::abs(alpha_[i]) > std::abs(alpha_[leaving])) leaving = i;
    }
    if (leaving != kNone) return leaving;
  }
  constexpr Real kSlack = Real{1e-13};
  Real limit = std::numeric_limits<Real>::infinity();
  for (std::size_t i = 0; i < rows_; ++i) {
    if (alpha_[i] > smallest_pivot) limit = std::min(limit, (held(i) + kSlack) / alpha_[i]);
  }
  for (std::size_t i = 0; i < rows_; ++i) {
    if (alpha_[i] <= smallest_pivot || held(i) > limit * alpha_[i]) continue;
    if (leaving == kNone || alpha_[i] > alpha_[leaving]) leaving = i;
  }
  return leaving;
}

template <class Real, std::size_t Width>
void TinySimplex<Real, Width>::pivot(std::size_t row, const Label& entering) {
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
  ++since_refactor_;
}

// The answer at hand is feasible without the perturbation, and below what was asked for.
template <class Real, std::size_t Width>
bool TinySimplex<Real, Width>::good_enough() const {
  if (phase_one_ || !(dual_[rows_ - 1] < enough_)) return false;
  for (std::size_t i = 0; i < rows_; ++i) {
    if (level(i) < -Real{1e-13}) return false;
  }
  return true;
}

// The updated inverse still solves B x = e_norm and y'B = c_B to rounding, by the columns themselves; then it is as
// good as a fresh one. Never so in extended precision, which is asked for where rounding matters.
template <class Real, std::size_t Width>
bool TinySimplex<Real, Width>::still_accurate() {
  if constexpr (!std::is_same_v<Real, double>) return false;
  if (since_refactor_ > 20) return false;
  const std::size_t w = width();
  std::vector<Real>& residual = alpha_;
  std::fill(residual.begin(), residual.end(), Real{0});
  residual[rows_ - 1] = -1;
  Real largest = 1;
  for (std::size_t i = 0; i < rows_; ++i) largest = std::max(largest, std::abs(dual_[i]));
  Real worst = 0;
  for (std::size_t j = 0; j < rows_; ++j) {
    const Real* const a = matrix_.data() + j * w;
    const Real value = level(j);
    Real priced = -cost_of(basis_[j]);
    for (std::size_t i = 0; i < rows_; ++i) {
      residual[i] += a[i] * value;
      priced += dual_[i] * a[i];
    }
    worst = std::max(worst, std::abs(priced) / largest);
  }
  for (std::size_t i = 0; i < rows_; ++i) worst = std::max(worst, std::abs(residual[i]));
  violation_ = std::max(violation_, static_cast<double>(worst * largest));
  return worst <= Real{1e-14} * static_cast<Real>(rows_);
}

// Primal pivots until no column violates; the last pricing is on a fresh factorisation or one shown to be as good.
template <class Real, std::size_t Width>
typename TinySimplex<Real, Width>::End TinySimplex<Real, Width>::optimise() {
  const std::size_t limit = pivots_ + 500 + 60 * rows_;
  while (pivots_ < limit) {
    compute_duals();
    if (good_enough()) return End::enough;
    Label entering;
    if (!choose_entering(entering)) {
      if (since_refactor_ == 0 || still_accurate()) return End::optimal;
      if (!refactor()) return End::stuck;
      continue;
    }
    if (may_perturb_ && !perturbed_) perturb();
    transform(entering);
    const std::size_t leaving = choose_leaving();
    if (leaving == kNone) return End::stuck;
    pivot(leaving, entering);
    if (since_refactor_ >= 40 && !refactor()) return End::stuck;
  }
  return End::stuck;
}

template <class Real, std::size_t Width>
Real TinySimplex<Real, Width>::infeasibility() const {
  Real sum = 0;
  for (std::size_t i = 0; i < rows_; ++i) {
    if (basis_[i].kind == Label::Kind::artificial) sum += std::max(Real{0}, level(i));
  }
  return sum;
}

// Feasible: artificial columns that remain are at 0 and must stay there, so their perturbation goes.
template <class Real, std::size_t Width>
bool TinySimplex<Real, Width>::finish_phase_one() {
  phase_one_ = false;
  if (perturbed_) {
    for (std::size_t i = 0; i < rows_; ++i) {
      if (basis_[i].kind == Label::Kind::artificial) perturbation_[i] = 0;
    }
    carry_shift();
  }
  return refactor();
}

// The nonbasic column with the smallest ratio of reduced cost to its entry in the leaving row (entries below 0 only).
template <class Real, std::size_t Width>
bool TinySimplex<Real, Width>::choose_dual_entering(std::size_t row, Label& entering) {
  const Real* const inverse_row = inverse_.data() + row * width();
  Real best = std::numeric_limits<Real>::infinity();
  bool found = false;
  const auto consider = [&](const Label& label, Real entry, Real reduced) {
    if (entry >= -Real{Tolerance<Real>::pivot}) return;
    const Real ratio = std::max(Real{0}, reduced) / -entry;
    if (ratio >= best) return;
    best = ratio;
    entering = label;
    found = true;
  };
  for (std::size_t v = 0; v < program_->columns(); ++v) {
    Real entry = 0;
    for (std::size_t i = 0; i < rows_; ++i) entry += inverse_row[i] * static_cast<Real>(program_->at(i, v));
    consider({Label::Kind::own, v}, entry * own_scale(v), -static_cast<Real>(own_violation(v)));
  }
  // A block is left out where no column can have an entry below 0.
  for (std::size_t k = 0; k < program_->features(); ++k)
    weights_[k] = -static_cast<double>(inverse_row[k]) * program_->inverse[k];
  const double constant = program_->has_returns_row() ? static_cast<double>(-inverse_row[program_->returns_row()]) : 0;
  std::array<double, ColumnStore::kGroup> bound;
  for (const ColumnStore* store : {reference_->store, reference_->extra}) {
    if (store == nullptr) continue;
    for (std::size_t b = 0; b < store->blocks(); ++b) {
      if (b % ColumnStore::kGroup == 0)
        (void)store->bounds().of_group(b / ColumnStore::kGroup, weights_.data(), constant, 0, bound);
      if (bound[b % ColumnStore::kGroup] <= 0) continue;
      for (std::size_t i = 0; i < ColumnStore::kBlock && b * ColumnStore::kBlock + i < store->size(); ++i) {
        const Label label{Label::Kind::reference, store->rows(b)[i]};
        if (!reference_->holds(label.index)) continue;
        fill_column(label, column_.data());
        Real entry = 0;
        Real value = 0;
        for (std::size_t r = 0; r < rows_; ++r) {
          entry += inverse_row[r] * column_[r];
          value += dual_[r] * column_[r];
        }
        consider(label, entry, -value);
      }
    }
  }
  return found;
}

// Dual simplex pivots until no basic value is negative. Called at an optimal dual basis without perturbation.
template <class Real, std::size_t Width>
bool TinySimplex<Real, Width>::repair() {
  for (int round = 0; round < 200; ++round) {
    std::size_t row = kNone;
    Real least = -Real{Tolerance<Real>::zero};
    for (std::size_t i = 0; i < rows_; ++i) {
      if (level(i) >= least) continue;
      least = level(i);
      row = i;
    }
    if (row == kNone) return true;
    compute_duals();
    Label entering;
    if (!choose_dual_entering(row, entering)) return false;
    transform(entering);
    if (std::abs(alpha_[row]) <= Tolerance<Real>::pivot) return false;
    pivot(row, entering);
    if (!refactor()) return false;
  }
  return false;
}

template <class Real, std::size_t Width>
void TinySimplex<Real, Width>::report(Solution& out, Outcome outcome) {
  out.outcome = outcome;
  out.basis = basis_;
  out.pivots = pivots_;
  out.basic.resize(rows_);
  out.dual.resize(rows_);
  Real primal = 0;
  Real smallest = std::numeric_limits<Real>::infinity();
  std::vector<Real>& residual = alpha_;
  std::fill(residual.begin(), residual.end(), Real{0});
  residual[rows_ - 1] = -1;
  for (std::size_t i = 0; i < rows_; ++i) {
    const Real value = level(i);
    primal += cost_of(basis_[i]) * value;
    smallest = std::min(smallest, value);
    const Real* a = matrix_.data() + i * width();
    for (std::size_t r = 0; r < rows_; ++r) residual[r] += a[r] * value;
    out.basic[i] = static_cast<double>(std::max(Real{0}, value));
    out.basic[i] *= scale_of(basis_[i]);
    out.dual[i] = static_cast<double>(dual_[i]);
  }
  Real largest = 0;
  for (std::size_t r = 0; r < rows_; ++r) largest = std::max(largest, std::abs(residual[r]));
  const Real value = dual_[rows_ - 1];
  out.value = static_cast<double>(value);
  out.distance_from_one = static_cast<double>(value - 1);
  out.dual_violation = violation_;
  out.smallest_basic = static_cast<double>(smallest);
  out.gap = static_cast<double>((std::abs(primal - value) + largest) / std::max(Real{1}, std::abs(value)));
}

// Drops the perturbation and repairs what it leaves until the basis is optimal for the unperturbed program.
template <class Real, std::size_t Width>
bool TinySimplex<Real, Width>::settle(Solution& out) {
  drop_perturbation();
  for (int round = 0; round < 3; ++round) {
    const std::size_t priced = pivots_;
    if (!repair()) return false;
    // Without a repair the duals are those that have just priced all columns.
    if (pivots_ != priced && optimise() != End::optimal) return false;
    bool sound = true;
    for (std::size_t i = 0; i < rows_; ++i) {
      sound = sound && level(i) >= -Real{Tolerance<Real>::zero} &&
              (basis_[i].kind != Label::Kind::artificial || level(i) <= Real{kFeasible});
    }
    if (!sound) continue;
    report(out, Outcome::optimal);
    if (out.gap > 1e-9) return false;
    return !std::is_same_v<Real, double> || trustworthy(static_cast<double>(largest_dual()), out.value);
  }
  return false;
}

template <class Real, std::size_t Width>
bool TinySimplex<Real, Width>::solve(const Program& program, const Reference& reference, const Start& start,
                                     const Attempt& attempt, Solution& out) {
  prepare(program, reference, start, attempt);
  const bool begun = (start.warm != nullptr && start_from(*start.warm)) || start_own();
  if (!begun) {
    if (!start_cold()) return false;
    phase_one_ =
        std::any_of(basis_.begin(), basis_.end(), [](const Label& l) { return l.kind == Label::Kind::artificial; });
  }
  if (phase_one_) {
    if (optimise() != End::optimal) return false;
    if (infeasibility() > kFeasible) {
      drop_perturbation();
      report(out, Outcome::infeasible);
      return true;
    }
    if (!finish_phase_one()) return false;
  }
  const End end = optimise();
  if (end == End::stuck) return false;
  if (end == End::optimal) return settle(out);
  report(out, Outcome::enough);
  return true;
}

}  // namespace ecoeff::solver
