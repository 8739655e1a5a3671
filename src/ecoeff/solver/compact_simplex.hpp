// The simplex method of simplex.hpp for programs in which every own column but t has one entry besides the norm row,
// as slacks have. Then a basis is t, a slack in some rows, and as many reference rows as there are rows left, the
// tight ones: one or two of seven where few rows carry the frontier. With M the values of those reference rows in the
// tight rows everything follows from M^-1 in closed form, afresh at every pivot, and nothing larger is factored:
//
//   Lambda = M^-1 (b_T - e_T t),   S_r = (b_r - sum_j a_jr Lambda_j - e_r t) / v_r,   t from the norm row;
//   y_r = (c_r - y_norm n_r) / v_r where a slack is basic,   y_T = -M^-T sum_r a_jr y_r,   y_norm the objective,
//
// with e the column of t, v and n the entries of a slack in its row and in the norm row, c its cost. What it cannot do
// (other programs, phase 1, a basis that does not stay of this form, a perturbation whose removal needs repair, an
// answer that is not accurate to rounding) it leaves to tiny_simplex.hpp.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <vector>

#include "ecoeff/numeric/random.hpp"
#include "ecoeff/solver/pricing.hpp"

namespace ecoeff::solver {

// The program's own columns, row by row: read once for all programs of one version.
template <std::size_t Width>
struct CompactShape {
  static constexpr std::size_t kOwn = 2 * Width + 2;  // own columns at most

  std::uint64_t version = 0;
  bool fits = false;
  std::size_t rows = 0;     // without the norm row
  std::size_t columns = 0;  // own columns
  double norm_of_t = 0;
  double cost_of_t = 0;
  std::array<double, Width> t{};             // e
  std::array<std::size_t, kOwn> row{};       // of each own column but t
  std::array<double, kOwn> entry{};          // v
  std::array<double, kOwn> norm{};           // n
  std::array<double, kOwn> cost{};           // c
  std::array<std::size_t, Width> last_of{};  // the last own column of each row, 0 when it has none
  std::array<std::size_t, kOwn> opposite{};  // an own column of the same row whose entry has the other sign, or 0

  void read(const Program& program);
};

template <std::size_t Width>
void CompactShape<Width>::read(const Program& program) {
  *this = {};
  version = program.version();
  rows = program.rows() - 1;
  columns = program.columns();
  if (rows > Width || columns > kOwn) return;
  norm_of_t = program.at(program.norm_row(), 0);
  cost_of_t = program.cost[0];
  for (std::size_t r = 0; r < rows; ++r) t[r] = program.at(r, 0);
  for (std::size_t v = 1; v < columns; ++v) {
    std::size_t entries = 0;
    for (std::size_t r = 0; r < rows; ++r) {
      if (program.at(r, v) == 0) continue;
      ++entries;
      row[v] = r;
    }
    if (entries != 1) return;
    entry[v] = program.at(row[v], v);
    norm[v] = program.at(program.norm_row(), v);
    cost[v] = program.cost[v];
    const std::size_t w = last_of[row[v]];
    if (w != 0 && entry[w] * entry[v] < 0) {
      opposite[v] = w;
      opposite[w] = v;
    }
    last_of[row[v]] = v;
  }
  fits = true;
}

template <std::size_t Width>
class CompactSimplex {
 public:
  // False when the answer has to come from elsewhere.
  bool solve(const Program& program, const Reference& reference, const Start& start, Solution& out) {
    if (shape_.version != program.version()) shape_.read(program);
    if (!shape_.fits) return false;
    program_ = &program;
    reference_ = &reference;
    surplus_scale_ = surplus_scale(program, reference);
    if (program.surplus != kNone) shape_.entry[program.surplus] = -surplus_scale_;
    if (working_store_ != reference.store) working_.clear();
    working_store_ = reference.store;
    pivots_ = 0;
    perturbed_ = false;
    if (!(start.warm != nullptr && start_from(*start.warm)) && !start_own() && !start_beside(start.warm)) return false;
    return optimise(start.enough, out);
  }

 private:
  static constexpr std::size_t kTight = std::min<std::size_t>(Width, 8);  // tight rows at most
  static constexpr std::size_t kPivots = 200;
  static constexpr double kFeasibleLevel = -1e-11;  // a basic value from which on it is 0

  using Rows = std::array<double, Width>;  // one a row, 0 beyond the last
  using Tight = std::array<double, kTight>;

  // A vector in terms of the basis.
  struct Basic {
    double t = 0;
    Tight peer;
    Rows slack;  // 0 in tight rows
  };

  void begin_basis() {
    tight_count_ = peers_ = 0;
    slack_.fill(0);
  }
  bool start_from(const std::vector<Label>& labels);
  bool start_own();
  bool start_beside(const std::vector<Label>* labels);
  bool start_alone(std::size_t row);
  bool mend_signs();
  bool add_peer(std::size_t row);
  bool factor();
  [[nodiscard]] bool invert();
  template <std::size_t Count>
  [[nodiscard]] bool invert_of();
  void transform(const Rows& b, double norm, Basic& out) const;
  void solve_primal();
  [[nodiscard]] double objective() const;
  void solve_duals();
  [[nodiscard]] double rounding() const;  // of a price
  bool choose_entering(Label& entering);
  bool pivot(const Label& entering);
  bool exchange(const Label& entering, std::size_t leaving);
  void perturb();
  [[nodiscard]] double least() const;
  [[nodiscard]] bool accurate();
  bool optimise(double enough, Solution& out);
  void report(Solution& out, Outcome outcome) const;

  CompactShape<Width> shape_;
  const Program* program_ = nullptr;
  const Reference* reference_ = nullptr;
  const ColumnStore* working_store_ = nullptr;
  WorkingSet working_;
  std::size_t pivots_ = 0;
  bool perturbed_ = false;
  double surplus_scale_ = 1;
  double violation_ = 0;
  double residual_ = 0;

  std::array<std::size_t, Width> slack_{};  // own column basic in each row, 0 where it is tight
  std::array<std::size_t, kTight> tight_{};
  std::size_t tight_count_ = 0;
  std::array<std::size_t, kTight> peer_{};
  std::size_t peers_ = 0;
  std::array<Rows, kTight> a_{};         // values of the peers
  std::array<Tight, kTight> inverse_{};  // M^-1, a row a peer
  Tight g_{};                            // M^-1 e_T
  Rows w_{};                             // (e - sum_j a_j g_j) / v
  Rows entry_{};                         // 1 / v, 0 in tight rows
  Rows norm_{};                          // n, the same
  Rows cost_{};                          // c, the same
  double scale_ = 0;                     // 1 over the norm row's entry of t after elimination
  Basic level_{};
  Basic shift_level_{};
  Rows shift_{};
  double shift_norm_ = 0;
  Rows dual_{};
  double dual_norm_ = 0;
  Rows entering_{};
  Basic alpha_{};
  std::array<double, Width> weights_{};
};

template <std::size_t Width>
bool CompactSimplex<Width>::add_peer(std::size_t row) {
  if (peers_ == kTight) return false;
  Rows& a = a_[peers_];
  a.fill(0);
  fill_reference(*program_, *reference_, row, a.data());
  peer_[peers_++] = row;
  return true;
}

template <std::size_t Width>
bool CompactSimplex<Width>::start_from(const std::vector<Label>& labels) {
  begin_basis();
  bool has_t = false;
  for (const Label& label : labels) {
    if (label.kind == Label::Kind::artificial) return false;
    if (label.kind == Label::Kind::own) {
      if (label.index >= shape_.columns) return false;
      has_t = has_t || label.index == 0;
      if (label.index == 0) continue;
      std::size_t& slack = slack_[shape_.row[label.index]];
      if (slack != 0) return false;
      slack = label.index;
    } else if (!reference_->holds(label.index) || !add_peer(label.index)) {
      return false;
    }
  }
  return has_t && factor() && (least() >= kFeasibleLevel || mend_signs());
}

// A slack below zero gives way to the other own column of its row. Everything in a basis is a multiple of t that does
// not depend on which of the two is in it, so one round is enough.
template <std::size_t Width>
bool CompactSimplex<Width>::mend_signs() {
  const double sign = level_.t < 0 ? -1 : 1;
  for (std::size_t r = 0; r < shape_.rows; ++r) {
    if (slack_[r] == 0 || sign * level_.slack[r] >= kFeasibleLevel) continue;
    slack_[r] = shape_.opposite[slack_[r]];
    if (slack_[r] == 0) return false;
  }
  return factor() && least() >= kFeasibleLevel;
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
  begin_basis();
  slack_ = shape_.last_of;
  slack_[program_->has_returns_row() ? program_->returns_row() : 0] = 0;
  return add_peer(row) && factor() && (least() >= kFeasibleLevel || mend_signs());
}

// The evaluated row as its own peer (tiny_simplex.hpp).
template <std::size_t Width>
bool CompactSimplex<Width>::start_own() {
  const std::size_t own = reference_->own_row;
  if (own == kNone || !reference_->holds(own)) return false;
  const double* z = reference_->data->row(own);
  begin_basis();
  std::size_t stands_for = program_->has_returns_row() ? program_->returns_row() : kNone;
  for (std::size_t k = 0; k < program_->features(); ++k) {
    if (shape_.t[k] * program_->divisor[k] != -z[k]) return false;
    if (stands_for == kNone && z[k] != 0) stands_for = k;
  }
  if (stands_for == kNone || (program_->has_returns_row() && shape_.t[program_->returns_row()] != -1)) return false;
  slack_ = shape_.last_of;
  slack_[stands_for] = 0;
  return add_peer(own) && factor();
}

// M^-1 by explicit formulas, or by Gauss-Jordan with row pivoting.
template <std::size_t Width>
bool CompactSimplex<Width>::invert() {
  constexpr double kSmall = 1e-12;
  const std::size_t p = tight_count_;
  if (p == 1) {
    const double m = a_[0][tight_[0]];
    inverse_[0][0] = 1 / m;
    return std::abs(m) > kSmall;
  }
  if (p == 2) {
    const double a = a_[0][tight_[0]];
    const double b = a_[1][tight_[0]];
    const double c = a_[0][tight_[1]];
    const double d = a_[1][tight_[1]];
    const double determinant = a * d - b * c;
    if (!(std::abs(determinant) > kSmall * (std::abs(a * d) + std::abs(b * c)))) return false;
    const double over = 1 / determinant;
    inverse_[0][0] = d * over;
    inverse_[0][1] = -b * over;
    inverse_[1][0] = -c * over;
    inverse_[1][1] = a * over;
    return true;
  }
  switch (p) {
    case 3: return invert_of<3>();
    case 4: return invert_of<4>();
    case 5: return invert_of<5>();
    default: return invert_of<0>();
  }
}

// Of Count rows, or of as many as there are when that is 0: Gauss-Jordan in place, with the rows' exchanges undone as
// exchanges of columns.
template <std::size_t Width>
template <std::size_t Count>
bool CompactSimplex<Width>::invert_of() {
  constexpr double kSmall = 1e-12;
  constexpr std::size_t kMost = Count == 0 ? kTight : Count;
  const std::size_t p = Count == 0 ? tight_count_ : Count;
  std::array<std::array<double, kMost>, kMost> m;
  std::array<std::size_t, kMost> pivot;
  for (std::size_t i = 0; i < p; ++i) {
    for (std::size_t j = 0; j < p; ++j) m[i][j] = a_[j][tight_[i]];
  }
  for (std::size_t c = 0; c < p; ++c) {
    std::size_t r = c;
    for (std::size_t i = c + 1; i < p; ++i) {
      if (std::abs(m[i][c]) > std::abs(m[r][c])) r = i;
    }
    if (!(std::abs(m[r][c]) > kSmall)) return false;
    pivot[c] = r;
    std::swap(m[r], m[c]);
    const double over = 1 / m[c][c];
    m[c][c] = 1;
    for (std::size_t k = 0; k < p; ++k) m[c][k] *= over;
    for (std::size_t i = 0; i < p; ++i) {
      if (i == c) continue;
      const double factor = m[i][c];
      m[i][c] = 0;
      for (std::size_t k = 0; k < p; ++k) m[i][k] -= factor * m[c][k];
    }
  }
  for (std::size_t c = p; c-- > 0;) {
    if (pivot[c] == c) continue;
    for (std::size_t i = 0; i < p; ++i) std::swap(m[i][c], m[i][pivot[c]]);
  }
  for (std::size_t j = 0; j < p; ++j) {
    for (std::size_t i = 0; i < p; ++i) inverse_[j][i] = m[j][i];
  }
  return true;
}

template <std::size_t Width>
bool CompactSimplex<Width>::factor() {
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
  if (tight_count_ != peers_ || peers_ == 0 || !invert()) return false;
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
  if (!(std::abs(left) > 1e-12)) return false;
  scale_ = 1 / left;
  solve_primal();
  return true;
}

template <std::size_t Width>
void CompactSimplex<Width>::transform(const Rows& b, double norm, Basic& out) const {
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
void CompactSimplex<Width>::solve_primal() {
  level_.t = scale_;
  for (std::size_t j = 0; j < peers_; ++j) level_.peer[j] = -g_[j] * scale_;
  for (std::size_t r = 0; r < Width; ++r) level_.slack[r] = -w_[r] * scale_;
}

template <std::size_t Width>
double CompactSimplex<Width>::objective() const {
  double value = shape_.cost_of_t * level_.t;
  for (std::size_t r = 0; r < Width; ++r) value += cost_[r] * level_.slack[r];
  return value;
}

template <std::size_t Width>
void CompactSimplex<Width>::solve_duals() {
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

// Rounding grows with the multipliers.
template <std::size_t Width>
double CompactSimplex<Width>::rounding() const {
  double largest = std::max(1.0, std::abs(dual_norm_));
  for (const double y : dual_) largest = std::max(largest, std::abs(y));
  return 1e-15 * largest;
}

template <std::size_t Width>
bool CompactSimplex<Width>::choose_entering(Label& entering) {
  const double noise = rounding();
  const double least = std::max(1e-11, noise);
  Entering best;
  const auto own = [&](std::size_t v) {
    const std::size_t r = shape_.row[v];
    return slack_[r] == v ? 0.0 : dual_[r] * shape_.entry[v] + dual_norm_ * shape_.norm[v] - shape_.cost[v];
  };
  price_own(*program_, 1, least, false, own, best);
  const bool own_near = best.violation > 0;
  price_reference(*program_, *reference_, dual_.data(), least, weights_.data(), working_, best);
  if (!best.found && own_near) price_far_own(*program_, *reference_, 1, least, noise, own, best);
  violation_ = best.violation;
  entering = best.label;
  return best.found;
}

// Random values of the basic columns that break ties, as a right-hand side.
template <std::size_t Width>
void CompactSimplex<Width>::perturb() {
  static const std::vector<double> kRandom = [] {
    RandomStream random(1, Width);
    std::vector<double> values;
    for (std::size_t i = 0; i <= Width; ++i) values.push_back(1e-8 * random.uniform(1, 2));
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

// The entering column takes the place of the one with the smallest ratio, among near ties of the largest pivot.
template <std::size_t Width>
bool CompactSimplex<Width>::pivot(const Label& entering) {
  constexpr double kSmallest = 1e-9;
  constexpr double kSlack = 1e-13;
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
  const auto held = [&](double level, double shift) { return std::max(0.0, perturbed_ ? level + shift : level); };
  double limit = std::numeric_limits<double>::infinity();
  const auto lower = [&](double alpha, double level, double shift) {
    if (alpha > kSmallest) limit = std::min(limit, (held(level, shift) + kSlack) / alpha);
  };
  lower(alpha_.t, level_.t, shift_level_.t);
  for (std::size_t j = 0; j < peers_; ++j) lower(alpha_.peer[j], level_.peer[j], shift_level_.peer[j]);
  for (std::size_t r = 0; r < Width; ++r) lower(alpha_.slack[r], level_.slack[r], shift_level_.slack[r]);
  std::size_t leaving = kNone;
  double largest = kSmallest;
  const auto consider = [&](double alpha, double level, double shift, std::size_t which) {
    if (alpha <= largest || held(level, shift) > limit * alpha) return;
    largest = alpha;
    leaving = which;
  };
  for (std::size_t r = 0; r < Width; ++r) consider(alpha_.slack[r], level_.slack[r], shift_level_.slack[r], r);
  for (std::size_t j = 0; j < peers_; ++j) consider(alpha_.peer[j], level_.peer[j], shift_level_.peer[j], Width + j);
  consider(alpha_.t, level_.t, shift_level_.t, kNone - 1);
  if (leaving >= kNone - 1 || !exchange(entering, leaving) || !factor()) return false;
  if (perturbed_) transform(shift_, shift_norm_, shift_level_);
  ++pivots_;
  return true;
}

// `leaving`: the slack of a row, or Width and more for a peer. False where a row would get two slacks.
template <std::size_t Width>
bool CompactSimplex<Width>::exchange(const Label& entering, std::size_t leaving) {
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
    return true;
  }
  a_[peers_] = entering_;
  peer_[peers_++] = entering.index;
  return true;
}

template <std::size_t Width>
double CompactSimplex<Width>::least() const {
  double least = level_.t;
  for (std::size_t j = 0; j < peers_; ++j) least = std::min(least, level_.peer[j]);
  for (std::size_t r = 0; r < Width; ++r) least = std::min(least, level_.slack[r]);
  return least;
}

// B x = e_norm and y'B = c_B hold to rounding, by the columns themselves.
template <std::size_t Width>
bool CompactSimplex<Width>::accurate() {
  double largest = std::max(1.0, std::abs(dual_norm_));
  for (const double y : dual_) largest = std::max(largest, std::abs(y));
  Rows left;
  double norm = level_.t * shape_.norm_of_t - 1;
  double priced = dual_norm_ * shape_.norm_of_t - shape_.cost_of_t;
  for (std::size_t r = 0; r < Width; ++r) {
    left[r] = level_.t * shape_.t[r] + (entry_[r] == 0 ? 0 : level_.slack[r] / entry_[r]);
    norm += norm_[r] * level_.slack[r];
    priced += dual_[r] * shape_.t[r];
  }
  double worst = std::abs(priced);
  for (std::size_t j = 0; j < peers_; ++j) {
    double sum = 0;
    for (std::size_t r = 0; r < Width; ++r) {
      left[r] += level_.peer[j] * a_[j][r];
      sum += dual_[r] * a_[j][r];
    }
    worst = std::max(worst, std::abs(sum));
  }
  residual_ = std::abs(norm);
  for (const double x : left) residual_ = std::max(residual_, std::abs(x));
  violation_ = std::max(violation_, worst);
  const double allowed = 1e-14 * static_cast<double>(shape_.rows + 1);
  return trustworthy(largest, dual_norm_) && residual_ <= allowed && worst <= allowed * largest;
}

template <std::size_t Width>
bool CompactSimplex<Width>::optimise(double enough, Solution& out) {
  while (pivots_ < kPivots) {
    solve_duals();
    if (dual_norm_ < enough && least() >= -1e-13) {
      report(out, Outcome::enough);
      return true;
    }
    Label entering;
    if (!choose_entering(entering)) {
      if (least() < kFeasibleLevel || !accurate()) return false;
      report(out, Outcome::optimal);
      return true;
    }
    if (!perturbed_) perturb();
    if (!pivot(entering)) return false;
  }
  return false;
}

template <std::size_t Width>
void CompactSimplex<Width>::report(Solution& out, Outcome outcome) const {
  out.outcome = outcome;
  out.pivots = pivots_;
  out.basis.resize(shape_.rows + 1);
  out.basic.resize(shape_.rows + 1);
  out.dual.resize(shape_.rows + 1);
  std::size_t at = 0;
  const auto put = [&](const Label& label, double value) {
    out.basis[at] = label;
    out.basic[at++] = std::max(0.0, value);
  };
  put({Label::Kind::own, 0}, level_.t);
  for (std::size_t j = 0; j < peers_; ++j)
    put({Label::Kind::reference, peer_[j]}, level_.peer[j] * scale_of(*program_, *reference_, peer_[j]));
  for (std::size_t r = 0; r < shape_.rows; ++r) {
    if (slack_[r] != 0)
      put({Label::Kind::own, slack_[r]}, level_.slack[r] * (slack_[r] == program_->surplus ? surplus_scale_ : 1));
    out.dual[r] = dual_[r];
  }
  out.dual[shape_.rows] = dual_norm_;
  out.value = dual_norm_;
  out.distance_from_one = dual_norm_ - 1;
  out.dual_violation = violation_;
  out.smallest_basic = least();
  out.gap = residual_ / std::max(1.0, std::abs(dual_norm_));
}

}  // namespace ecoeff::solver
