// The other frontier models by exact fractions, each written out as its defining linear program (no substitution that
// the library makes is made here).
#pragma once

#include <algorithm>

#include "exact_frontier.hpp"

namespace ecoeff::exact {

enum class Sense { equal, at_most, at_least };

// min c'x with rows of any sense, x >= 0.
class Lp {
 public:
  std::size_t add(const Fraction& cost) {
    cost_.push_back(cost);
    return cost_.size() - 1;
  }
  void row(const std::vector<std::pair<std::size_t, Fraction>>& terms, Sense sense, const Fraction& right) {
    rows_.push_back(terms);
    if (sense != Sense::equal) rows_.back().emplace_back(add(0), sense == Sense::at_most ? 1 : -1);
    right_.push_back(right);
  }
  [[nodiscard]] std::optional<Fraction> minimum() const {
    std::vector<std::vector<Fraction>> dense(rows_.size(), std::vector<Fraction>(cost_.size(), 0));
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      for (const auto& [column, value] : rows_[i]) dense[i][column] += value;
    }
    return Simplex(dense, right_, cost_).minimum();
  }

 private:
  std::vector<Fraction> cost_;
  std::vector<std::vector<std::pair<std::size_t, Fraction>>> rows_;
  std::vector<Fraction> right_;
};

using Terms = std::vector<std::pair<std::size_t, Fraction>>;
using Rows = std::vector<std::size_t>;

inline Fraction value(const Data& d, std::size_t feature, std::size_t row) { return Fraction(d.z[feature][row]); }

// sum over the columns (with `scale` 0: times 1) compared with 1 or with column `scale`.
inline void returns_row(Lp& lp, const std::vector<std::size_t>& columns, Returns returns, std::size_t scale) {
  if (returns == Returns::crs) return;
  Terms terms;
  for (const std::size_t c : columns) terms.emplace_back(c, 1);
  if (scale != static_cast<std::size_t>(-1)) terms.emplace_back(scale, -1);
  const Sense sense = returns == Returns::vrs    ? Sense::equal
                      : returns == Returns::nirs ? Sense::at_most
                                                 : Sense::at_least;
  lp.row(terms, sense, scale == static_cast<std::size_t>(-1) ? 1 : 0);
}

struct Directions {
  std::vector<char> moves;
  std::vector<Fraction> weight;  // nddf; empty: one beta
  bool weak = true;
  bool free_sign = false;
};

// max beta, or the weighted sum of the beta_k; nothing when infeasible.
inline std::optional<Fraction> directional(const Data& d, std::size_t o, const Rows& reference, Returns returns,
                                           const Directions& g) {
  Lp lp;
  std::vector<std::size_t> lambda;
  std::vector<std::size_t> abated;
  for (std::size_t j = 0; j < reference.size(); ++j) lambda.push_back(lp.add(0));
  if (g.weak && returns != Returns::crs) {
    for (std::size_t j = 0; j < reference.size(); ++j) abated.push_back(lp.add(0));
  }
  std::vector<std::size_t> beta(d.features(), static_cast<std::size_t>(-1));
  std::vector<std::size_t> minus = beta;
  std::size_t common = 0;
  std::size_t common_minus = 0;
  if (g.weight.empty()) {
    common = lp.add(-1);
    common_minus = lp.add(1);
    if (!g.free_sign) lp.row({{common_minus, 1}}, Sense::equal, 0);
  }
  for (std::size_t f = 0; f < d.features(); ++f) {
    if (g.moves[f] == 0) continue;
    beta[f] = g.weight.empty() ? common : lp.add(-g.weight[f]);
    minus[f] = g.weight.empty() ? common_minus : static_cast<std::size_t>(-1);
  }
  for (std::size_t f = 0; f < d.features(); ++f) {
    const bool good = d.is_good(f);
    const bool input = f < d.inputs;
    Terms terms;
    for (std::size_t j = 0; j < reference.size(); ++j) {
      terms.emplace_back(lambda[j], value(d, f, reference[j]));
      if (input && !abated.empty()) terms.emplace_back(abated[j], value(d, f, reference[j]));
    }
    const Fraction own = value(d, f, o);
    if (g.moves[f] != 0) {
      terms.emplace_back(beta[f], good ? Fraction(-own) : own);
      if (minus[f] != static_cast<std::size_t>(-1)) terms.emplace_back(minus[f], good ? own : Fraction(-own));
    }
    lp.row(terms, good ? Sense::at_least : !input && g.weak ? Sense::equal : Sense::at_most, own);
  }
  std::vector<std::size_t> all = lambda;
  all.insert(all.end(), abated.begin(), abated.end());
  returns_row(lp, all, returns, static_cast<std::size_t>(-1));
  const std::optional<Fraction> least = lp.minimum();
  if (!least) return std::nullopt;
  return Fraction(-*least);
}

// theta, or phi.
inline std::optional<Fraction> radial(const Data& d, std::size_t o, const Rows& reference, Returns returns,
                                      bool output) {
  Lp lp;
  std::vector<std::size_t> lambda;
  for (std::size_t j = 0; j < reference.size(); ++j) lambda.push_back(lp.add(0));
  const std::size_t factor = lp.add(output ? -1 : 1);
  for (std::size_t f = 0; f < d.features(); ++f) {
    Terms terms;
    for (std::size_t j = 0; j < reference.size(); ++j) terms.emplace_back(lambda[j], value(d, f, reference[j]));
    const bool moves = output ? d.is_good(f) : f < d.inputs;
    if (moves) terms.emplace_back(factor, -value(d, f, o));
    lp.row(terms, d.is_good(f) ? Sense::at_least : Sense::at_most, moves ? Fraction(0) : value(d, f, o));
  }
  returns_row(lp, lambda, returns, static_cast<std::size_t>(-1));
  const std::optional<Fraction> least = lp.minimum();
  if (!least || !output) return least;
  return Fraction(-*least);
}

// The largest sum of price_f times slack_f.
inline Fraction largest_slacks(const Data& d, std::size_t o, const Rows& reference, Returns returns,
                               const std::vector<Fraction>& price) {
  Lp lp;
  std::vector<std::size_t> lambda;
  for (std::size_t j = 0; j < reference.size(); ++j) lambda.push_back(lp.add(0));
  for (std::size_t f = 0; f < d.features(); ++f) {
    Terms terms;
    for (std::size_t j = 0; j < reference.size(); ++j) terms.emplace_back(lambda[j], value(d, f, reference[j]));
    terms.emplace_back(lp.add(-price[f]), d.is_good(f) ? -1 : 1);
    lp.row(terms, Sense::equal, value(d, f, o));
  }
  returns_row(lp, lambda, returns, static_cast<std::size_t>(-1));
  return Fraction(-*lp.minimum());
}

// The epsilon-based measure with price_f = eps w_f.
inline Fraction epsilon_based(const Data& d, std::size_t o, const Rows& reference, Returns returns,
                              Orientation orientation, const std::vector<Fraction>& price) {
  Lp lp;
  const bool none = orientation == Orientation::none;
  const bool output = orientation == Orientation::output;
  std::vector<std::size_t> lambda;
  for (std::size_t j = 0; j < reference.size(); ++j) lambda.push_back(lp.add(0));
  const std::size_t t = lp.add(0);
  const std::size_t theta = lp.add(output ? 0 : 1);
  const std::size_t eta = lp.add(output ? -1 : 0);
  Terms norm{{none ? eta : t, 1}};
  for (std::size_t f = 0; f < d.features(); ++f) {
    const bool input = f < d.inputs;
    const Fraction own = value(d, f, o);
    const bool in_objective = input ? !output : output;
    const std::size_t slack = lp.add(in_objective ? Fraction(-price[f] / own) : Fraction(0));
    if (!input && none) norm.emplace_back(slack, price[f] / own);
    Terms terms;
    for (std::size_t j = 0; j < reference.size(); ++j) terms.emplace_back(lambda[j], value(d, f, reference[j]));
    terms.emplace_back(slack, d.is_good(f) ? -1 : 1);
    terms.emplace_back(d.is_good(f) ? eta : theta, -own);
    lp.row(terms, Sense::equal, 0);
  }
  lp.row(norm, Sense::equal, 1);
  // Free where the model is oriented (none of them falls below 0: the data are positive).
  if (none || output) lp.row({{theta, 1}, {t, -1}}, output ? Sense::equal : Sense::at_most, 0);
  if (none || !output) lp.row({{eta, 1}, {t, -1}}, none ? Sense::at_least : Sense::equal, 0);
  returns_row(lp, lambda, returns, t);
  const Fraction least = *lp.minimum();
  return output ? Fraction(-1 / least) : least;
}

// theta or phi of the free disposal hull, by trying every row.
inline Fraction free_disposal(const Data& d, std::size_t o, const Rows& reference, bool output) {
  Fraction best = 1;
  for (const std::size_t j : reference) {
    bool dominates = true;
    std::optional<Fraction> factor;
    for (std::size_t f = 0; f < d.features(); ++f) {
      const Fraction ratio = value(d, f, j) / value(d, f, o);
      if (output ? d.is_good(f) : f < d.inputs) {
        factor = !factor ? ratio : output ? std::min(*factor, ratio) : std::max(*factor, ratio);
      } else if (d.is_good(f) ? ratio < 1 : ratio > 1) {
        dominates = false;
      }
    }
    if (dominates) best = output ? std::max(best, *factor) : std::min(best, *factor);
  }
  return best;
}

}  // namespace ecoeff::exact
