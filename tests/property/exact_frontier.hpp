// Slacks-based scores by exact rational arithmetic, straight from the definitions: a textbook two-phase simplex with
// Bland's rule over fractions. Slow and simple on purpose; it shares no code with the library and knows no tolerance.
#pragma once

#include <boost/multiprecision/cpp_int.hpp>
#include <optional>
#include <vector>

#include "ecoeff/frontier/score.hpp"

namespace ecoeff::exact {

using Fraction = boost::multiprecision::cpp_rational;

// min c'x, A x = b, x >= 0. Nothing when infeasible.
class Simplex {
 public:
  Simplex(std::vector<std::vector<Fraction>> rows, std::vector<Fraction> right, std::vector<Fraction> cost)
      : a_(std::move(rows)), b_(std::move(right)), c_(std::move(cost)) {}

  std::optional<Fraction> minimum() {
    const std::size_t m = a_.size();
    const std::size_t n = c_.size();
    for (std::size_t i = 0; i < m; ++i) {
      if (b_[i] < 0) {
        b_[i] = -b_[i];
        for (Fraction& v : a_[i]) v = -v;
      }
      for (std::size_t k = 0; k < m; ++k) a_[i].push_back(k == i ? 1 : 0);
      basis_.push_back(n + i);
    }
    std::vector<Fraction> phase_one(n, 0);
    phase_one.resize(n + m, 1);
    if (solve(phase_one, n + m) > 0) return std::nullopt;
    c_.resize(n + m, 0);
    drive_out(n);
    return solve(c_, n);
  }

 private:
  // Artificial variables that stay basic at zero leave the basis wherever a real column can replace them.
  void drive_out(std::size_t n) {
    for (std::size_t i = 0; i < a_.size(); ++i) {
      if (basis_[i] < n) continue;
      for (std::size_t j = 0; j < n; ++j) {
        if (a_[i][j] != 0) {
          pivot(i, j);
          break;
        }
      }
    }
  }
  Fraction solve(const std::vector<Fraction>& cost, std::size_t usable) {
    for (;;) {
      std::size_t enter = usable;
      for (std::size_t j = 0; j < usable && enter == usable; ++j) {
        Fraction reduced = cost[j];
        for (std::size_t i = 0; i < a_.size(); ++i) reduced -= cost[basis_[i]] * a_[i][j];
        if (reduced < 0) enter = j;
      }
      if (enter == usable) break;
      std::size_t leave = a_.size();
      for (std::size_t i = 0; i < a_.size(); ++i) {
        if (a_[i][enter] <= 0) continue;
        if (leave == a_.size()) {
          leave = i;
          continue;
        }
        const Fraction here = b_[i] * a_[leave][enter];
        const Fraction best = b_[leave] * a_[i][enter];
        if (here < best || (here == best && basis_[i] < basis_[leave])) leave = i;
      }
      if (leave == a_.size()) throw std::logic_error("an efficiency score is never unbounded");
      pivot(leave, enter);
    }
    Fraction value = 0;
    for (std::size_t i = 0; i < a_.size(); ++i) value += cost[basis_[i]] * b_[i];
    return value;
  }
  void pivot(std::size_t row, std::size_t column) {
    const Fraction p = a_[row][column];
    for (Fraction& v : a_[row]) v /= p;
    b_[row] /= p;
    for (std::size_t i = 0; i < a_.size(); ++i) {
      if (i == row || a_[i][column] == 0) continue;
      const Fraction f = a_[i][column];
      for (std::size_t j = 0; j < a_[i].size(); ++j) {
        if (a_[row][j] != 0) a_[i][j] -= f * a_[row][j];
      }
      b_[i] -= f * b_[row];
    }
    basis_[row] = column;
  }
  std::vector<std::vector<Fraction>> a_;
  std::vector<Fraction> b_, c_;
  std::vector<std::size_t> basis_;
};

// Data by feature: z[f][row], features ordered inputs, good, bad.
struct Data {
  std::size_t inputs = 1, good = 1, bad = 0;
  std::vector<std::vector<double>> z;
  [[nodiscard]] std::size_t features() const { return inputs + good + bad; }
  [[nodiscard]] bool is_good(std::size_t f) const { return f >= inputs && f < inputs + good; }
};

// The linear program of one row after Charnes and Cooper. Columns: intensities, slacks, t, row surpluses, returns
// surplus.
inline std::optional<Fraction> solve_row(const Data& d, std::size_t o, const std::vector<std::size_t>& reference,
                                         const ScoreOptions& options, bool super) {
  const std::size_t features = d.features();
  const std::size_t r = reference.size();
  const std::size_t t = r + features;
  const std::size_t surplus = t + 1;
  const std::size_t returns = surplus + features;
  const std::size_t columns = returns + 1;
  const bool bad_with_inputs = super && options.bad_as == BadAs::input;
  const auto on_input_side = [&](std::size_t f) { return f < d.inputs || (f >= d.inputs + d.good && bad_with_inputs); };
  const auto priced = [&](std::size_t f) {
    return options.orientation == Orientation::none || (options.orientation == Orientation::input) == on_input_side(f);
  };
  int input_side = 0;
  int output_side = 0;
  for (std::size_t f = 0; f < features; ++f) ++(on_input_side(f) ? input_side : output_side);

  std::vector<std::vector<Fraction>> rows;
  std::vector<Fraction> right;
  std::vector<Fraction> cost(columns, 0);
  std::vector<Fraction> norm(columns, 0);
  cost[t] = 1;
  norm[t] = 1;
  const Fraction sign = super ? 1 : -1;
  for (std::size_t f = 0; f < features; ++f) {
    const Fraction own(d.z[f][o]);
    std::vector<Fraction> row(columns, 0);
    for (std::size_t k = 0; k < r; ++k) row[k] = Fraction(d.z[f][reference[k]]);
    row[t] = -own;
    const bool slack_exists = !super || priced(f);
    if (slack_exists) row[r + f] = (d.is_good(f) ? 1 : -1) * sign;
    if (super) row[surplus + f] = d.is_good(f) ? -1 : 1;
    if (priced(f) && on_input_side(f)) cost[r + f] = sign / (input_side * own);
    if (priced(f) && !on_input_side(f)) norm[r + f] = -sign / (output_side * own);
    rows.push_back(row);
    right.emplace_back(0);
  }
  if (options.returns != Returns::crs) {
    std::vector<Fraction> row(columns, 0);
    for (std::size_t k = 0; k < r; ++k) row[k] = 1;
    row[t] = -1;
    if (options.returns == Returns::nirs) row[returns] = 1;
    if (options.returns == Returns::ndrs) row[returns] = -1;
    rows.push_back(row);
    right.emplace_back(0);
  }
  rows.push_back(norm);
  right.emplace_back(1);
  return Simplex(rows, right, cost).minimum();
}

struct Answer {
  Fraction rho;
  std::optional<Fraction> delta;  // nothing: infeasible; set only for efficient rows of a super model
  bool efficient = false;
};

inline Answer score_row(const Data& d, std::size_t o, const std::vector<std::size_t>& reference,
                        const ScoreOptions& options) {
  Answer answer;
  answer.rho = *solve_row(d, o, reference, options, false);
  answer.efficient = answer.rho == 1;
  if (answer.efficient && options.model == "super-sbm") {
    std::vector<std::size_t> others;
    for (const std::size_t j : reference) {
      if (j != o) others.push_back(j);
    }
    answer.delta = solve_row(d, o, others, options, true);
  }
  return answer;
}

}  // namespace ecoeff::exact
