#include "ecoeff/frontier/simplex.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "ecoeff/numeric/random.hpp"

namespace ecoeff::frontier {
namespace {

struct Attempt {
  double perturbation = 0;
  std::uint64_t seed = 0;
  bool lowest_index = false;
};

// Tolerances by precision: `dual` for pricing, `pivot` for the smallest pivot, `zero` for a basic value.
template <class Real>
struct Tolerance;
template <>
struct Tolerance<double> {
  static constexpr double dual = 1e-11;
  static constexpr double pivot = 1e-9;
  static constexpr double zero = 1e-11;
};
template <>
struct Tolerance<long double> {
  static constexpr double dual = 1e-14;
  static constexpr double pivot = 1e-11;
  static constexpr double zero = 1e-13;
};
constexpr double kFeasible = 1e-9;  // a phase 1 optimum below this is feasible

template <class Real>
class TinySimplex {
 public:
  bool solve(const Program& program, const Reference& reference, const std::vector<Label>* warm, const Attempt& attempt,
             Solution& out);

 private:
  enum class Step { moved, optimal, stuck };

  bool start_cold();
  bool start_warm(const std::vector<Label>& labels);
  bool refactor();
  void fill_column(const Label& label, std::vector<Real>& into) const;
  [[nodiscard]] Real cost_of(const Label& label) const;
  void compute_duals();
  [[nodiscard]] double pricing_tolerance() const;
  bool choose_entering(Label& entering);
  [[nodiscard]] double own_violation(std::size_t column) const;
  void transform(const Label& entering);
  [[nodiscard]] std::size_t choose_leaving() const;
  void pivot(std::size_t row, const Label& entering);
  void perturb(const Attempt& attempt);
  void drop_perturbation();
  bool optimise();
  bool repair();
  [[nodiscard]] bool choose_dual_entering(std::size_t row, Label& entering) const;
  [[nodiscard]] Real infeasibility() const;
  bool finish_phase_one();
  bool settle(Solution& out);
  void report(Solution& out, Outcome outcome);

  const Program* program_ = nullptr;
  const Reference* reference_ = nullptr;
  std::size_t rows_ = 0;
  bool phase_one_ = false;
  bool lowest_index_ = false;
  std::size_t pivots_ = 0;
  std::size_t since_refactor_ = 0;
  double violation_ = 0;  // of the last pricing
  std::vector<Label> basis_;
  std::vector<Real> inverse_;       // row by row
  std::vector<Real> perturbation_;  // in terms of the basis
  std::vector<Real> shift_;         // the same in terms of the rows: B perturbation
  std::vector<Real> dual_;
  std::vector<Real> alpha_;  // B^-1 a of the entering column
  std::vector<Real> column_;
  std::vector<Real> matrix_;  // scratch of refactor
  std::vector<double> weights_;
};

template <class Real>
void TinySimplex<Real>::fill_column(const Label& label, std::vector<Real>& into) const {
  into.assign(rows_, Real{0});
  switch (label.kind) {
    case Label::Kind::artificial: into[label.index] = 1; break;
    case Label::Kind::own:
      for (std::size_t i = 0; i < rows_; ++i) into[i] = static_cast<Real>(program_->at(i, label.index));
      break;
    case Label::Kind::reference: {
      const double* z = reference_->data->row(label.index);
      for (std::size_t k = 0; k < program_->features(); ++k) {
        into[k] = static_cast<Real>(z[k]) / static_cast<Real>(program_->divisor[k]);
      }
      if (program_->has_returns_row()) into[program_->returns_row()] = 1;
      break;
    }
  }
}

template <class Real>
Real TinySimplex<Real>::cost_of(const Label& label) const {
  if (phase_one_) return label.kind == Label::Kind::artificial ? Real{1} : Real{0};
  return label.kind == Label::Kind::own ? static_cast<Real>(program_->cost[label.index]) : Real{0};
}

// Gauss-Jordan with row pivoting on [B | I]: M is a handful, so this costs little more than one pricing pass.
template <class Real>
bool TinySimplex<Real>::refactor() {
  const std::size_t width = 2 * rows_;
  matrix_.assign(rows_ * width, Real{0});
  for (std::size_t j = 0; j < rows_; ++j) {
    fill_column(basis_[j], column_);
    for (std::size_t i = 0; i < rows_; ++i) matrix_[i * width + j] = column_[i];
    matrix_[j * width + rows_ + j] = 1;
  }
  for (std::size_t j = 0; j < rows_; ++j) {
    std::size_t best = j;
    for (std::size_t i = j + 1; i < rows_; ++i) {
      if (std::abs(matrix_[i * width + j]) > std::abs(matrix_[best * width + j])) best = i;
    }
    const Real pivot = matrix_[best * width + j];
    if (!(std::abs(pivot) > Real{1e-14})) return false;
    if (best != j) {
      std::swap_ranges(matrix_.begin() + static_cast<std::ptrdiff_t>(j * width),
                       matrix_.begin() + static_cast<std::ptrdiff_t>((j + 1) * width),
                       matrix_.begin() + static_cast<std::ptrdiff_t>(best * width));
    }
    Real* const top = matrix_.data() + j * width;
    for (std::size_t c = j; c < width; ++c) top[c] /= pivot;
    for (std::size_t i = 0; i < rows_; ++i) {
      Real* const row = matrix_.data() + i * width;
      const Real factor = row[j];
      if (i == j || factor == 0) continue;
      for (std::size_t c = j; c < width; ++c) row[c] -= factor * top[c];
    }
  }
  inverse_.resize(rows_ * rows_);
  for (std::size_t i = 0; i < rows_; ++i) {
    for (std::size_t j = 0; j < rows_; ++j) inverse_[i * rows_ + j] = matrix_[i * width + rows_ + j];
  }
  since_refactor_ = 0;
  perturbation_.assign(rows_, Real{0});
  for (std::size_t i = 0; i < rows_; ++i) {
    for (std::size_t j = 0; j < rows_; ++j) perturbation_[i] += inverse_[i * rows_ + j] * shift_[j];
  }
  return true;
}

// Own column 0 is the one that carries the norm (t); a row takes the own column that is a positive unit vector there,
// or an artificial one.
template <class Real>
bool TinySimplex<Real>::start_cold() {
  basis_.assign(rows_, Label{});
  for (std::size_t i = 0; i + 1 < rows_; ++i) basis_[i] = {Label::Kind::artificial, i};
  basis_[rows_ - 1] = {Label::Kind::own, 0};
  for (std::size_t v = 1; v < program_->columns(); ++v) {
    std::size_t entries = 0;
    std::size_t where = 0;
    for (std::size_t i = 0; i < rows_; ++i) {
      if (program_->at(i, v) == 0) continue;
      ++entries;
      where = i;
    }
    if (entries == 1 && where + 1 < rows_ && program_->at(where, v) > 0) basis_[where] = {Label::Kind::own, v};
  }
  shift_.assign(rows_, Real{0});
  return refactor();
}

template <class Real>
bool TinySimplex<Real>::start_warm(const std::vector<Label>& labels) {
  if (labels.size() != rows_) return false;
  for (const Label& label : labels) {
    if (label.kind == Label::Kind::artificial) return false;
    if (label.kind == Label::Kind::reference && !reference_->holds(label.index)) return false;
  }
  basis_ = labels;
  shift_.assign(rows_, Real{0});
  if (!refactor()) return false;
  for (std::size_t i = 0; i < rows_; ++i) {
    if (inverse_[i * rows_ + rows_ - 1] < -Real{Tolerance<Real>::zero}) return false;
  }
  return true;
}

template <class Real>
void TinySimplex<Real>::perturb(const Attempt& attempt) {
  RandomStream random(attempt.seed, rows_);
  for (std::size_t i = 0; i < rows_; ++i)
    perturbation_[i] = static_cast<Real>(attempt.perturbation * random.uniform(1, 2));
  for (std::size_t i = 0; i < rows_; ++i) shift_[i] = 0;
  for (std::size_t j = 0; j < rows_; ++j) {
    fill_column(basis_[j], column_);
    for (std::size_t i = 0; i < rows_; ++i) shift_[i] += column_[i] * perturbation_[j];
  }
}

template <class Real>
void TinySimplex<Real>::drop_perturbation() {
  std::fill(shift_.begin(), shift_.end(), Real{0});
  std::fill(perturbation_.begin(), perturbation_.end(), Real{0});
}

template <class Real>
void TinySimplex<Real>::compute_duals() {
  dual_.assign(rows_, Real{0});
  for (std::size_t i = 0; i < rows_; ++i) {
    const Real cost = cost_of(basis_[i]);
    if (cost == 0) continue;
    for (std::size_t j = 0; j < rows_; ++j) dual_[j] += cost * inverse_[i * rows_ + j];
  }
}

// Rounding grows with the multipliers.
template <class Real>
double TinySimplex<Real>::pricing_tolerance() const {
  Real largest = 0;
  for (const Real y : dual_) largest = std::max(largest, std::abs(y));
  return std::max(Tolerance<Real>::dual, 1e-15 * static_cast<double>(largest));
}

template <class Real>
double TinySimplex<Real>::own_violation(std::size_t column) const {
  Real value = phase_one_ ? Real{0} : -static_cast<Real>(program_->cost[column]);
  for (std::size_t i = 0; i < rows_; ++i) value += dual_[i] * static_cast<Real>(program_->at(i, column));
  return static_cast<double>(value);
}

template <class Real>
bool TinySimplex<Real>::choose_entering(Label& entering) {
  const double tolerance = pricing_tolerance();
  violation_ = 0;
  bool found = false;
  for (std::size_t v = 0; v < program_->columns(); ++v) {
    const double violation = own_violation(v);
    if (violation <= violation_) continue;
    violation_ = violation;
    if (violation <= tolerance) continue;
    entering = {Label::Kind::own, v};
    found = true;
    if (lowest_index_) return true;
  }
  weights_.resize(program_->features());
  for (std::size_t k = 0; k < weights_.size(); ++k)
    weights_[k] = static_cast<double>(dual_[k] / static_cast<Real>(program_->divisor[k]));
  const double constant = program_->has_returns_row() ? static_cast<double>(dual_[program_->returns_row()]) : 0.0;
  const Priced best = most_violating(*reference_, weights_.data(), constant, program_->divisor.data(), tolerance);
  if (best.violation > violation_) {
    violation_ = best.violation;
    if (best.row != kNone) {
      entering = {Label::Kind::reference, best.row};
      found = true;
    }
  }
  return found;
}

template <class Real>
void TinySimplex<Real>::transform(const Label& entering) {
  fill_column(entering, column_);
  alpha_.assign(rows_, Real{0});
  for (std::size_t i = 0; i < rows_; ++i) {
    Real sum = 0;
    for (std::size_t j = 0; j < rows_; ++j) sum += inverse_[i * rows_ + j] * column_[j];
    alpha_[i] = sum;
  }
}

// The smallest ratio, and among near ties the largest pivot. An artificial column that stays at 0 after phase 1 leaves
// first.
template <class Real>
std::size_t TinySimplex<Real>::choose_leaving() const {
  const Real smallest_pivot = Tolerance<Real>::pivot;
  const auto level = [&](std::size_t i) {
    return std::max(Real{0}, inverse_[i * rows_ + rows_ - 1] + perturbation_[i]);
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
    if (alpha_[i] > smallest_pivot) limit = std::min(limit, (level(i) + kSlack) / alpha_[i]);
  }
  for (std::size_t i = 0; i < rows_; ++i) {
    if (alpha_[i] <= smallest_pivot || level(i) > limit * alpha_[i]) continue;
    if (leaving == kNone || alpha_[i] > alpha_[leaving]) leaving = i;
  }
  return leaving;
}

template <class Real>
void TinySimplex<Real>::pivot(std::size_t row, const Label& entering) {
  Real* const top = inverse_.data() + row * rows_;
  const Real scale = Real{1} / alpha_[row];
  for (std::size_t j = 0; j < rows_; ++j) top[j] *= scale;
  perturbation_[row] *= scale;
  for (std::size_t i = 0; i < rows_; ++i) {
    if (i == row || alpha_[i] == 0) continue;
    Real* const other = inverse_.data() + i * rows_;
    for (std::size_t j = 0; j < rows_; ++j) other[j] -= alpha_[i] * top[j];
    perturbation_[i] -= alpha_[i] * perturbation_[row];
  }
  basis_[row] = entering;
  ++pivots_;
  ++since_refactor_;
}

// Primal pivots until no column violates; the last pricing is always on a fresh factorisation.
template <class Real>
bool TinySimplex<Real>::optimise() {
  const std::size_t limit = pivots_ + 500 + 60 * rows_;
  while (pivots_ < limit) {
    compute_duals();
    Label entering;
    if (!choose_entering(entering)) {
      if (since_refactor_ == 0) return true;
      if (!refactor()) return false;
      continue;
    }
    transform(entering);
    const std::size_t leaving = choose_leaving();
    if (leaving == kNone) return false;
    pivot(leaving, entering);
    if (since_refactor_ >= 40 && !refactor()) return false;
  }
  return false;
}

template <class Real>
Real TinySimplex<Real>::infeasibility() const {
  Real sum = 0;
  for (std::size_t i = 0; i < rows_; ++i) {
    if (basis_[i].kind == Label::Kind::artificial) sum += std::max(Real{0}, inverse_[i * rows_ + rows_ - 1]);
  }
  return sum;
}

// Feasible: artificial columns that remain are at 0 and must stay there, so their perturbation goes.
template <class Real>
bool TinySimplex<Real>::finish_phase_one() {
  for (std::size_t i = 0; i < rows_; ++i) {
    if (basis_[i].kind == Label::Kind::artificial) perturbation_[i] = 0;
  }
  std::fill(shift_.begin(), shift_.end(), Real{0});
  for (std::size_t j = 0; j < rows_; ++j) {
    fill_column(basis_[j], column_);
    for (std::size_t i = 0; i < rows_; ++i) shift_[i] += column_[i] * perturbation_[j];
  }
  phase_one_ = false;
  return refactor();
}

// The nonbasic column with the smallest ratio of reduced cost to its entry in the leaving row (entries below 0 only).
template <class Real>
bool TinySimplex<Real>::choose_dual_entering(std::size_t row, Label& entering) const {
  const Real* const inverse_row = inverse_.data() + row * rows_;
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
    consider({Label::Kind::own, v}, entry, -static_cast<Real>(own_violation(v)));
  }
  std::vector<Real> column;
  for (const ColumnStore* store : {reference_->store, reference_->extra}) {
    if (store == nullptr) continue;
    for (std::size_t i = 0; i < store->size(); ++i) {
      const Label label{Label::Kind::reference, store->rows(0)[i]};
      if (!reference_->holds(label.index)) continue;
      fill_column(label, column);
      Real entry = 0;
      Real value = 0;
      for (std::size_t r = 0; r < rows_; ++r) {
        entry += inverse_row[r] * column[r];
        value += dual_[r] * column[r];
      }
      consider(label, entry, -value);
    }
  }
  return found;
}

// Dual simplex pivots until no basic value is negative. Called at an optimal dual basis without perturbation.
template <class Real>
bool TinySimplex<Real>::repair() {
  for (int round = 0; round < 200; ++round) {
    std::size_t row = kNone;
    Real least = -Real{Tolerance<Real>::zero};
    for (std::size_t i = 0; i < rows_; ++i) {
      const Real value = inverse_[i * rows_ + rows_ - 1];
      if (value >= least) continue;
      least = value;
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

template <class Real>
void TinySimplex<Real>::report(Solution& out, Outcome outcome) {
  out.outcome = outcome;
  out.basis = basis_;
  out.pivots = pivots_;
  out.basic.resize(rows_);
  out.dual.resize(rows_);
  Real primal = 0;
  Real smallest = std::numeric_limits<Real>::infinity();
  std::vector<Real>& residual = alpha_;
  residual.assign(rows_, Real{0});
  residual[rows_ - 1] = -1;
  for (std::size_t i = 0; i < rows_; ++i) {
    const Real value = inverse_[i * rows_ + rows_ - 1];
    primal += cost_of(basis_[i]) * value;
    smallest = std::min(smallest, value);
    fill_column(basis_[i], column_);
    for (std::size_t r = 0; r < rows_; ++r) residual[r] += column_[r] * value;
    out.basic[i] = static_cast<double>(std::max(Real{0}, value));
    out.dual[i] = static_cast<double>(dual_[i]);
  }
  Real largest = 0;
  for (const Real r : residual) largest = std::max(largest, std::abs(r));
  const Real value = dual_[rows_ - 1];
  out.value = static_cast<double>(value);
  out.distance_from_one = static_cast<double>(value - 1);
  out.dual_violation = violation_;
  out.smallest_basic = static_cast<double>(smallest);
  out.gap = static_cast<double>((std::abs(primal - value) + largest) / std::max(Real{1}, std::abs(value)));
}

// Drops the perturbation and repairs what it leaves until the basis is optimal for the unperturbed program.
template <class Real>
bool TinySimplex<Real>::settle(Solution& out) {
  drop_perturbation();
  for (int round = 0; round < 3; ++round) {
    if (!repair()) return false;
    if (!optimise()) return false;
    const auto value = [&](std::size_t i) { return inverse_[i * rows_ + rows_ - 1]; };
    bool sound = true;
    for (std::size_t i = 0; i < rows_; ++i) {
      sound = sound && value(i) >= -Real{Tolerance<Real>::zero} &&
              (basis_[i].kind != Label::Kind::artificial || value(i) <= Real{kFeasible});
    }
    if (!sound) continue;
    report(out, Outcome::optimal);
    return out.gap <= 1e-9;
  }
  return false;
}

template <class Real>
bool TinySimplex<Real>::solve(const Program& program, const Reference& reference, const std::vector<Label>* warm,
                              const Attempt& attempt, Solution& out) {
  program_ = &program;
  reference_ = &reference;
  rows_ = program.rows();
  pivots_ = 0;
  lowest_index_ = attempt.lowest_index;
  phase_one_ = false;
  if (warm != nullptr && start_warm(*warm)) {
    perturb(attempt);
    return optimise() && settle(out);
  }
  if (!start_cold()) return false;
  perturb(attempt);
  phase_one_ =
      std::any_of(basis_.begin(), basis_.end(), [](const Label& l) { return l.kind == Label::Kind::artificial; });
  if (phase_one_) {
    if (!optimise()) return false;
    if (infeasibility() > kFeasible) {
      drop_perturbation();
      report(out, Outcome::infeasible);
      return true;
    }
    if (!finish_phase_one()) return false;
  }
  return optimise() && settle(out);
}

}  // namespace

double Solution::own(std::size_t column) const {
  for (std::size_t i = 0; i < basis.size(); ++i) {
    if (basis[i].kind == Label::Kind::own && basis[i].index == column) return basic[i];
  }
  return 0;
}

struct Solver::Work {
  TinySimplex<double> plain;
  TinySimplex<long double> extended;
  Solution solution;
};

Solver::Solver() : work_(std::make_unique<Work>()) {}
Solver::~Solver() = default;

const Solution& Solver::solve(const Program& program, const Reference& reference, const std::vector<Label>* warm,
                              bool exact) {
  constexpr Attempt kPlain[] = {{1e-8, 1, false}, {1e-7, 2, false}, {1e-8, 3, false}, {0, 0, true}};
  constexpr Attempt kExtended[] = {{1e-9, 4, false}, {1e-8, 5, false}, {0, 0, true}};
  Solution& out = work_->solution;
  if (!exact) {
    for (const Attempt& attempt : kPlain) {
      if (work_->plain.solve(program, reference, attempt.seed == 1 ? warm : nullptr, attempt, out)) return out;
    }
  }
  for (const Attempt& attempt : kExtended) {
    if (work_->extended.solve(program, reference, attempt.seed == 4 ? warm : nullptr, attempt, out)) return out;
  }
  out.outcome = Outcome::failed;
  return out;
}

}  // namespace ecoeff::frontier
