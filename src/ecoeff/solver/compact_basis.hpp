// The algebra of a basis of slacks (compact_shape.hpp): t, a slack in some rows, and as many reference rows as there are
// rows left, the tight ones: one or two of seven where few rows carry the frontier. With M the values of those reference
// rows in the tight rows everything follows from M^-1 in closed form, afresh at every pivot, and nothing larger is
// factored:
//
//   Lambda = M^-1 (b_T - e_T t),   S_r = (b_r - sum_j a_jr Lambda_j - e_r t) / v_r,   t from the norm row;
//   y_r = (c_r - y_norm n_r) / v_r where a slack is basic,   y_T = -M^-T sum_r a_jr y_r,   y_norm the objective,
//
// with e the column of t, v and n the entries of a slack in its row and in the norm row, c its cost.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "ecoeff/numeric/random.hpp"
#include "ecoeff/solver/compact_shape.hpp"
#include "ecoeff/solver/program_columns.hpp"
#include "ecoeff/solver/small_inverse.hpp"

namespace ecoeff::solver {

template <std::size_t Width>
class CompactBasis {
 public:
  static constexpr std::size_t kTight = std::min<std::size_t>(Width, 8);  // tight rows at most
  using Rows = std::array<double, Width>;                                 // one a row, 0 beyond the last
  using Tight = std::array<double, kTight>;

  // A vector in terms of the basis.
  struct Level {
    double t = 0;
    Tight peer;
    Rows slack;  // 0 in tight rows
  };

  // False when programs of this kind have no such bases. Both must outlive what is done with the basis.
  bool begin(const Program& program, const Reference& reference);

  // Making a basis: a slack for each row, 0 where it is tight, and peers; then factor().
  void clear() {
    tight_count_ = peers_ = 0;
    slack_.fill(0);
  }
  void set_slacks(const std::array<std::size_t, Width>& slack) { slack_ = slack; }
  [[nodiscard]] std::size_t& slack(std::size_t row) { return slack_[row]; }
  [[nodiscard]] std::size_t slack(std::size_t row) const { return slack_[row]; }
  bool add_peer(std::size_t row);
  // False where the tight rows are not as many as the peers, or dependent.
  bool factor();
  // A slack below zero gives way to the other own column of its row. Everything in a basis is a multiple of t that does
  // not depend on which of the two is in it, so one round is enough.
  bool mend_signs();

  [[nodiscard]] const CompactShape<Width>& shape() const { return shape_; }
  [[nodiscard]] std::size_t peers() const { return peers_; }
  [[nodiscard]] std::size_t peer(std::size_t j) const { return peer_[j]; }
  [[nodiscard]] double surplus_scale() const { return surplus_scale_; }
  [[nodiscard]] const Level& level() const { return level_; }
  [[nodiscard]] double least() const;  // level
  [[nodiscard]] bool feasible() const { return least() >= -Tolerance<double>::zero; }

  void solve_duals();
  [[nodiscard]] const Rows& dual() const { return dual_; }
  [[nodiscard]] double dual_norm() const { return dual_norm_; }  // the objective
  [[nodiscard]] double largest_dual() const;
  [[nodiscard]] double own_violation(std::size_t v) const {
    const std::size_t r = shape_.row[v];
    return slack_[r] == v ? 0.0 : dual_[r] * shape_.entry[v] + dual_norm_ * shape_.norm[v] - shape_.cost[v];
  }

  // The column of `entering` in terms of the basis; false where it is one peer too many.
  bool transform(const Label& entering);
  [[nodiscard]] const Level& alpha() const { return alpha_; }
  // Puts it in the place of the slack of a row, or of peer `leaving` - Width. False where a row would get two slacks or
  // the new basis is singular.
  bool exchange(const Label& entering, std::size_t leaving);

  // Random levels of the basic columns that break ties, as a right-hand side.
  void perturb();
  [[nodiscard]] bool perturbed() const { return perturbed_; }
  [[nodiscard]] const Level& shift() const { return shift_level_; }

  // The largest |B x - e_norm| and |y'B - c_B|, by the columns themselves.
  struct Errors {
    double residual = 0;
    double price = 0;
  };
  [[nodiscard]] Errors errors() const;

 private:
  void transform(const Rows& b, double norm, Level& out) const;
  void solve_primal();
  [[nodiscard]] double objective() const;

  CompactShape<Width> shape_;
  const Program* program_ = nullptr;
  const Reference* reference_ = nullptr;
  bool perturbed_ = false;
  double surplus_scale_ = 1;

  std::array<std::size_t, Width> slack_{};  // own column basic in each row, 0 where it is tight
  std::array<std::size_t, kTight> tight_{};
  std::size_t tight_count_ = 0;
  std::array<std::size_t, kTight> peer_{};
  std::size_t peers_ = 0;
  std::array<Rows, kTight> a_{};   // values of the peers
  SmallMatrix<kTight> inverse_{};  // M^-1, a row a peer
  Tight g_{};                      // M^-1 e_T
  Rows w_{};                       // (e - sum_j a_j g_j) / v
  Rows entry_{};                   // 1 / v, 0 in tight rows
  Rows norm_{};                    // n, the same
  Rows cost_{};                    // c, the same
  double scale_ = 0;               // 1 over the norm row's entry of t after elimination
  Level level_{};
  Level shift_level_{};
  Rows shift_{};
  double shift_norm_ = 0;
  Rows dual_{};
  double dual_norm_ = 0;
  Rows entering_{};
  Level alpha_{};
};

template <std::size_t Width>
bool CompactBasis<Width>::begin(const Program& program, const Reference& reference) {
  if (shape_.version != program.version()) shape_.read(program);
  if (!shape_.fits) return false;
  program_ = &program;
  reference_ = &reference;
  surplus_scale_ = solver::surplus_scale(program, reference);
  if (program.surplus != kNone) shape_.entry[program.surplus] = -surplus_scale_;
  perturbed_ = false;
  return true;
}

template <std::size_t Width>
bool CompactBasis<Width>::add_peer(std::size_t row) {
  if (peers_ == kTight) return false;
  Rows& a = a_[peers_];
  a.fill(0);
  fill_reference(*program_, *reference_, row, a.data());
  peer_[peers_++] = row;
  return true;
}

template <std::size_t Width>
bool CompactBasis<Width>::mend_signs() {
  const double sign = level_.t < 0 ? -1 : 1;
  for (std::size_t r = 0; r < shape_.rows; ++r) {
    if (slack_[r] == 0 || sign * level_.slack[r] >= -Tolerance<double>::zero) continue;
    slack_[r] = shape_.opposite[slack_[r]];
    if (slack_[r] == 0) return false;
  }
  return factor() && feasible();
}

template <std::size_t Width>
bool CompactBasis<Width>::factor() {
  tight_count_ = 0;
  entry_.fill(0);
  norm_.fill(0);
  cost_.fill(0);
  for (std::size_t r = 0; r < shape_.rows; ++r) {
    const std::size_t v = slack_[r];
    if (v == 0) {
      if (tight_count_ == peers_) return false;
      tight_[tight_count_++] = r;
      continue;
    }
    entry_[r] = 1 / shape_.entry[v];
    norm_[r] = shape_.norm[v];
    cost_[r] = shape_.cost[v];
  }
  if (tight_count_ != peers_ || peers_ == 0) return false;
  const auto tight_value = [&](std::size_t i, std::size_t j) { return a_[j][tight_[i]]; };
  if (!invert_small(peers_, tight_value, inverse_)) return false;
  w_ = shape_.t;
  for (std::size_t j = 0; j < peers_; ++j) {
    double sum = 0;
    for (std::size_t i = 0; i < peers_; ++i) sum += inverse_[j][i] * shape_.t[tight_[i]];
    g_[j] = sum;
    for (std::size_t r = 0; r < Width; ++r) w_[r] -= sum * a_[j][r];
  }
  double left = shape_.norm_of_t;
  for (std::size_t r = 0; r < Width; ++r) {
    w_[r] *= entry_[r];
    left -= norm_[r] * w_[r];
  }
  if (!(std::abs(left) > kTightSingular)) return false;
  scale_ = 1 / left;
  solve_primal();
  return true;
}

template <std::size_t Width>
void CompactBasis<Width>::transform(const Rows& b, double norm, Level& out) const {
  Rows rest = b;
  for (std::size_t j = 0; j < peers_; ++j) {
    double sum = 0;
    for (std::size_t i = 0; i < peers_; ++i) sum += inverse_[j][i] * b[tight_[i]];
    out.peer[j] = sum;
    for (std::size_t r = 0; r < Width; ++r) rest[r] -= sum * a_[j][r];
  }
  double left = norm;
  for (std::size_t r = 0; r < Width; ++r) {
    rest[r] *= entry_[r];
    left -= norm_[r] * rest[r];
  }
  out.t = left * scale_;
  for (std::size_t j = 0; j < peers_; ++j) out.peer[j] -= g_[j] * out.t;
  for (std::size_t r = 0; r < Width; ++r) out.slack[r] = rest[r] - w_[r] * out.t;
}

template <std::size_t Width>
bool CompactBasis<Width>::transform(const Label& entering) {
  double norm = 0;
  entering_.fill(0);
  if (entering.kind == Label::Kind::reference) {
    if (!add_peer(entering.index)) return false;
    entering_ = a_[--peers_];
  } else {
    entering_[shape_.row[entering.index]] = shape_.entry[entering.index];
    norm = shape_.norm[entering.index];
  }
  transform(entering_, norm, alpha_);
  return true;
}

template <std::size_t Width>
void CompactBasis<Width>::solve_primal() {
  level_.t = scale_;
  for (std::size_t j = 0; j < peers_; ++j) level_.peer[j] = -g_[j] * scale_;
  for (std::size_t r = 0; r < Width; ++r) level_.slack[r] = -w_[r] * scale_;
}

template <std::size_t Width>
double CompactBasis<Width>::objective() const {
  double value = shape_.cost_of_t * level_.t;
  for (std::size_t r = 0; r < Width; ++r) value += cost_[r] * level_.slack[r];
  return value;
}

template <std::size_t Width>
void CompactBasis<Width>::solve_duals() {
  const double value = objective();
  dual_norm_ = value;
  for (std::size_t r = 0; r < Width; ++r) dual_[r] = (cost_[r] - value * norm_[r]) * entry_[r];
  Tight paid;
  for (std::size_t j = 0; j < peers_; ++j) {
    double sum = 0;
    for (std::size_t r = 0; r < Width; ++r) sum += a_[j][r] * dual_[r];
    paid[j] = sum;
  }
  for (std::size_t i = 0; i < peers_; ++i) {
    double sum = 0;
    for (std::size_t j = 0; j < peers_; ++j) sum += inverse_[j][i] * paid[j];
    dual_[tight_[i]] = -sum;
  }
}

template <std::size_t Width>
double CompactBasis<Width>::largest_dual() const {
  double largest = std::max(1.0, std::abs(dual_norm_));
  for (const double y : dual_) largest = std::max(largest, std::abs(y));
  return largest;
}

template <std::size_t Width>
void CompactBasis<Width>::perturb() {
  static const std::vector<double> kRandom = [] {
    RandomStream random(1, Width);
    std::vector<double> values;
    for (std::size_t i = 0; i <= Width; ++i) values.push_back(kPerturbation * random.uniform(1, 2));
    return values;
  }();
  for (std::size_t r = 0; r < Width; ++r) {
    shift_[r] = kRandom[Width] * shape_.t[r];
    shift_level_.slack[r] = slack_[r] == 0 ? 0 : kRandom[r];
    if (slack_[r] != 0) shift_[r] += kRandom[r] * shape_.entry[slack_[r]];
  }
  shift_norm_ = kRandom[Width] * shape_.norm_of_t;
  for (std::size_t r = 0; r < Width; ++r) shift_norm_ += norm_[r] * shift_level_.slack[r];
  shift_level_.t = kRandom[Width];
  for (std::size_t j = 0; j < peers_; ++j) {
    shift_level_.peer[j] = kRandom[tight_[j]];
    for (std::size_t r = 0; r < Width; ++r) shift_[r] += shift_level_.peer[j] * a_[j][r];
  }
  perturbed_ = true;
}

template <std::size_t Width>
bool CompactBasis<Width>::exchange(const Label& entering, std::size_t leaving) {
  if (leaving < Width) {
    slack_[leaving] = 0;
  } else {
    const std::size_t j = leaving - Width;
    --peers_;
    a_[j] = a_[peers_];
    peer_[j] = peer_[peers_];
  }
  if (entering.kind == Label::Kind::own) {
    std::size_t& slack = slack_[shape_.row[entering.index]];
    if (slack != 0) return false;
    slack = entering.index;
  } else {
    a_[peers_] = entering_;
    peer_[peers_++] = entering.index;
  }
  if (!factor()) return false;
  if (perturbed_) transform(shift_, shift_norm_, shift_level_);
  return true;
}

template <std::size_t Width>
double CompactBasis<Width>::least() const {
  double least = level_.t;
  for (std::size_t j = 0; j < peers_; ++j) least = std::min(least, level_.peer[j]);
  for (std::size_t r = 0; r < Width; ++r) least = std::min(least, level_.slack[r]);
  return least;
}

template <std::size_t Width>
typename CompactBasis<Width>::Errors CompactBasis<Width>::errors() const {
  Rows left;
  double norm = level_.t * shape_.norm_of_t - 1;
  double priced = dual_norm_ * shape_.norm_of_t - shape_.cost_of_t;
  for (std::size_t r = 0; r < Width; ++r) {
    left[r] = level_.t * shape_.t[r] + (entry_[r] == 0 ? 0 : level_.slack[r] / entry_[r]);
    norm += norm_[r] * level_.slack[r];
    priced += dual_[r] * shape_.t[r];
  }
  Errors errors{.residual = std::abs(norm), .price = std::abs(priced)};
  for (std::size_t j = 0; j < peers_; ++j) {
    double sum = 0;
    for (std::size_t r = 0; r < Width; ++r) {
      left[r] += level_.peer[j] * a_[j][r];
      sum += dual_[r] * a_[j][r];
    }
    errors.price = std::max(errors.price, std::abs(sum));
  }
  for (const double x : left) errors.residual = std::max(errors.residual, std::abs(x));
  return errors;
}

}  // namespace ecoeff::solver
