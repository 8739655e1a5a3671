// The two-phase method of simplex.hpp over a basis of every row of the program, for one precision and one size.
//
// Phase 1 drives out artificial columns. Both phases pivot until no column violates; the last pricing is on a basis
// factored afresh or shown to be as good. Then the perturbation is taken away, what it leaves is repaired (repair.hpp),
// and the answer is reported with its certificate.
#pragma once

#include <algorithm>
#include <cmath>
#include <type_traits>
#include <vector>

#include "ecoeff/solver/basis.hpp"
#include "ecoeff/solver/pricing.hpp"
#include "ecoeff/solver/ratio_test.hpp"
#include "ecoeff/solver/repair.hpp"
#include "ecoeff/solver/starts.hpp"

namespace ecoeff::solver {

struct Attempt {
  double perturbation = 0;
  std::uint64_t seed = 0;
  bool lowest_index = false;
};

template <class Real, std::size_t Width>
class TinySimplex {
 public:
  bool solve(const Program& program, const Reference& reference, const Start& start, const Attempt& attempt,
             Solution& out);

 private:
  enum class End { optimal, enough, stuck };
  static constexpr std::size_t kKeep = 20;    // pivots after which an inverse is not looked at but made afresh
  static constexpr std::size_t kFactor = 40;  // pivots after which it is made afresh in any case

  void prepare(const Program& program, const Reference& reference, const Start& start, const Attempt& attempt);
  [[nodiscard]] bool begin(const Start& start);
  [[nodiscard]] bool use(const std::vector<Label>& labels);
  [[nodiscard]] bool has_artificial() const;
  [[nodiscard]] double rounding() const;  // of a price
  bool choose_entering(Label& entering);
  [[nodiscard]] bool good_enough() const;
  [[nodiscard]] bool still_accurate();
  End optimise();
  [[nodiscard]] Real infeasibility() const;
  [[nodiscard]] bool sound() const;
  bool settle(Solution& out);
  void report(Solution& out, Outcome outcome);

  Attempt attempt_;
  double enough_ = 0;
  bool may_perturb_ = true;
  double violation_ = 0;  // of the last pricing
  ProgramColumns<Real> columns_;
  Basis<Real, Width> basis_;
  Repair<Real, Width> repair_;
  const ColumnStore* working_store_ = nullptr;
  WorkingSet working_;
  std::vector<Label> start_;
  std::vector<double> weights_;
  std::vector<Real> column_;
};

template <class Real, std::size_t Width>
void TinySimplex<Real, Width>::prepare(const Program& program, const Reference& reference, const Start& start,
                                       const Attempt& attempt) {
  columns_.begin(program, reference);
  basis_.begin(columns_);
  attempt_ = attempt;
  enough_ = start.enough;
  may_perturb_ = attempt.perturbation > 0;
  if (working_store_ != reference.store) working_.clear();
  working_store_ = reference.store;
  weights_.resize(program.features());
  column_.resize(program.rows());
}

template <class Real, std::size_t Width>
bool TinySimplex<Real, Width>::use(const std::vector<Label>& labels) {
  for (std::size_t i = 0; i < labels.size(); ++i) basis_.put(i, labels[i]);
  return !labels.empty() && basis_.factor();
}

template <class Real, std::size_t Width>
bool TinySimplex<Real, Width>::has_artificial() const {
  const auto& labels = basis_.labels();
  return std::any_of(labels.begin(), labels.end(), [](const Label& l) { return l.kind == Label::Kind::artificial; });
}

// From another row's basis, the row itself, or slacks and artificial columns.
template <class Real, std::size_t Width>
bool TinySimplex<Real, Width>::begin(const Start& start) {
  const Program& program = columns_.program();
  if (start.warm != nullptr && may_start_from(program, columns_.reference(), *start.warm) && use(*start.warm) &&
      basis_.smallest_level() >= -Real{Tolerance<Real>::zero})
    return true;
  own_start(program, columns_.reference(), start_);
  if (use(start_)) return true;
  cold_start(program, start_);
  if (!use(start_)) return false;
  columns_.set_phase_one(has_artificial());
  return true;
}

// Rounding grows with the multipliers.
template <class Real, std::size_t Width>
double TinySimplex<Real, Width>::rounding() const {
  return Tolerance<Real>::rounding * std::max(1.0, static_cast<double>(basis_.largest_dual()));
}

template <class Real, std::size_t Width>
bool TinySimplex<Real, Width>::choose_entering(Label& entering) {
  const Program& program = columns_.program();
  const double noise = rounding();
  const double tolerance = std::max(Tolerance<Real>::dual, noise);
  Entering best;
  const auto own = [&](std::size_t v) { return columns_.own_violation(v, basis_.dual()); };
  price_own(program, 0, tolerance, attempt_.lowest_index, own, best);
  const bool own_near = best.violation > 0;
  if (!best.found || !attempt_.lowest_index)
    price_references(columns_, basis_.dual(), tolerance, weights_.data(), column_.data(), working_, best);
  if (!best.found && own_near) {
    const auto nonbasic = [&](std::size_t v) {
      const auto& labels = basis_.labels();
      const bool basic = std::find(labels.begin(), labels.end(), Label{Label::Kind::own, v}) != labels.end();
      return basic ? 0 : own(v);
    };
    price_far_own(program, columns_.reference(), 0, tolerance, noise, nonbasic, best);
  }
  violation_ = best.violation;
  entering = best.label;
  return best.found;
}

// The answer at hand is feasible without the perturbation, and below what was asked for.
template <class Real, std::size_t Width>
bool TinySimplex<Real, Width>::good_enough() const {
  if (columns_.phase_one() || !(basis_.objective() < enough_)) return false;
  return basis_.smallest_level() >= -Real{kNotNegative};
}

// The updated inverse still solves B x = e_norm and y'B = c_B to rounding, by the columns themselves; then it is as
// good as a fresh one. Never so in extended precision, which is asked for where rounding matters.
template <class Real, std::size_t Width>
bool TinySimplex<Real, Width>::still_accurate() {
  if constexpr (!std::is_same_v<Real, double>) return false;
  if (basis_.since_factor() > kKeep) return false;
  const Real largest = std::max(Real{1}, basis_.largest_dual());
  const Real worst = std::max(basis_.price_error() / largest, basis_.residual());
  violation_ = std::max(violation_, static_cast<double>(worst * largest));
  return worst <= Real{kAccurate} * static_cast<Real>(basis_.rows());
}

template <class Real, std::size_t Width>
typename TinySimplex<Real, Width>::End TinySimplex<Real, Width>::optimise() {
  const std::size_t limit = basis_.pivots() + 500 + 60 * basis_.rows();
  while (basis_.pivots() < limit) {
    basis_.solve_duals();
    if (good_enough()) return End::enough;
    Label entering;
    if (!choose_entering(entering)) {
      if (basis_.since_factor() == 0 || still_accurate()) return End::optimal;
      if (!basis_.factor()) return End::stuck;
      continue;
    }
    if (may_perturb_ && !basis_.perturbed()) basis_.perturb(attempt_.perturbation, attempt_.seed);
    basis_.transform(entering);
    const std::size_t leaving = choose_leaving(basis_);
    if (leaving == kNone) return End::stuck;
    basis_.exchange(leaving, entering);
    if (basis_.since_factor() >= kFactor && !basis_.factor()) return End::stuck;
  }
  return End::stuck;
}

template <class Real, std::size_t Width>
Real TinySimplex<Real, Width>::infeasibility() const {
  Real sum = 0;
  for (std::size_t i = 0; i < basis_.rows(); ++i) {
    if (basis_.labels()[i].kind == Label::Kind::artificial) sum += std::max(Real{0}, basis_.level(i));
  }
  return sum;
}

template <class Real, std::size_t Width>
void TinySimplex<Real, Width>::report(Solution& out, Outcome outcome) {
  const std::size_t rows = basis_.rows();
  const Real residual = basis_.residual();
  out.outcome = outcome;
  out.basis = basis_.labels();
  out.pivots = basis_.pivots();
  out.basic.resize(rows);
  out.dual.resize(rows);
  Real primal = 0;
  for (std::size_t i = 0; i < rows; ++i) {
    const Label& label = basis_.labels()[i];
    primal += columns_.cost(label) * basis_.level(i);
    out.basic[i] = static_cast<double>(std::max(Real{0}, basis_.level(i))) * columns_.scale(label);
    out.dual[i] = static_cast<double>(basis_.dual()[i]);
  }
  const Real value = basis_.objective();
  out.value = static_cast<double>(value);
  out.distance_from_one = static_cast<double>(value - 1);
  out.dual_violation = violation_;
  out.smallest_basic = static_cast<double>(basis_.smallest_level());
  out.gap = static_cast<double>((std::abs(primal - value) + residual) / std::max(Real{1}, std::abs(value)));
}

// Every level is 0 or more, and that of an artificial column 0.
template <class Real, std::size_t Width>
bool TinySimplex<Real, Width>::sound() const {
  for (std::size_t i = 0; i < basis_.rows(); ++i) {
    const Real level = basis_.level(i);
    if (!(level >= -Real{Tolerance<Real>::zero})) return false;
    if (basis_.labels()[i].kind == Label::Kind::artificial && !(level <= Real{kFeasible})) return false;
  }
  return true;
}

// Takes the perturbation away and repairs what it leaves until the basis is optimal for the unperturbed program.
template <class Real, std::size_t Width>
bool TinySimplex<Real, Width>::settle(Solution& out) {
  may_perturb_ = false;
  basis_.drop_perturbation();
  for (int round = 0; round < 3; ++round) {
    const std::size_t priced = basis_.pivots();
    if (!repair_(basis_)) return false;
    // Without a repair the duals are those that have just priced all columns.
    if (basis_.pivots() != priced && optimise() != End::optimal) return false;
    if (!sound()) continue;
    report(out, Outcome::optimal);
    if (out.gap > kGap) return false;
    return !std::is_same_v<Real, double> || trustworthy(static_cast<double>(basis_.largest_dual()), out.value);
  }
  return false;
}

template <class Real, std::size_t Width>
bool TinySimplex<Real, Width>::solve(const Program& program, const Reference& reference, const Start& start,
                                     const Attempt& attempt, Solution& out) {
  prepare(program, reference, start, attempt);
  if (!begin(start)) return false;
  if (columns_.phase_one()) {
    if (optimise() != End::optimal) return false;
    if (infeasibility() > kFeasible) {
      basis_.drop_perturbation();
      report(out, Outcome::infeasible);
      return true;
    }
    // Feasible: artificial columns that remain are at 0 and must stay there.
    columns_.set_phase_one(false);
    basis_.settle_artificial();
    if (!basis_.factor()) return false;
  }
  const End end = optimise();
  if (end == End::stuck) return false;
  if (end == End::optimal) return settle(out);
  report(out, Outcome::enough);
  return true;
}

}  // namespace ecoeff::solver
