// The other frontier models by exact fractions, each written out as its defining linear program (no substitution that
// the library makes is made here). Zero inputs and bad outputs of o do not move, and their weights leave.
#pragma once

#include <algorithm>

#include "exact/slacks.hpp"

namespace ecoeff::exact {

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
  const std::vector<std::size_t> lambda = intensities(lp, reference);
  std::vector<std::size_t> abated;
  if (g.weak && returns != Returns::crs) abated = intensities(lp, reference);
  std::vector<std::size_t> beta(d.features(), kOne);
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
    minus[f] = g.weight.empty() ? common_minus : kOne;
  }
  for (std::size_t f = 0; f < d.features(); ++f) {
    const bool good = d.is_good(f);
    const bool input = f < d.inputs;
    Terms terms = mixture(d, f, reference, lambda);
    if (input && !abated.empty()) {
      for (const auto& term : mixture(d, f, reference, abated)) terms.push_back(term);
    }
    const Fraction own = value(d, f, o);
    if (g.moves[f] != 0) {
      terms.emplace_back(beta[f], good ? Fraction(-own) : own);
      if (minus[f] != kOne) terms.emplace_back(minus[f], good ? own : Fraction(-own));
    }
    lp.row(terms, good ? Sense::at_least : !input && g.weak ? Sense::equal : Sense::at_most, own);
  }
  std::vector<std::size_t> all = lambda;
  all.insert(all.end(), abated.begin(), abated.end());
  returns_row(lp, all, returns);
  const std::optional<Fraction> least = lp.minimum();
  if (!least) return std::nullopt;
  return Fraction(-*least);
}

// theta, or phi.
inline std::optional<Fraction> radial(const Data& d, std::size_t o, const Rows& reference, Returns returns,
                                      bool output) {
  Lp lp;
  const std::vector<std::size_t> lambda = intensities(lp, reference);
  const std::size_t factor = lp.add(output ? -1 : 1);
  for (std::size_t f = 0; f < d.features(); ++f) {
    Terms terms = mixture(d, f, reference, lambda);
    const bool moves = output ? d.is_good(f) : f < d.inputs;
    if (moves) terms.emplace_back(factor, -value(d, f, o));
    lp.row(terms, d.is_good(f) ? Sense::at_least : Sense::at_most, moves ? Fraction(0) : value(d, f, o));
  }
  returns_row(lp, lambda, returns);
  const std::optional<Fraction> least = lp.minimum();
  if (!least || !output) return least;
  return Fraction(-*least);
}

// The largest sum of price_f times slack_f, o itself being among the reference.
inline Fraction largest_slacks(const Data& d, std::size_t o, const Rows& reference, Returns returns,
                               const std::vector<Fraction>& price) {
  Lp lp;
  const std::vector<std::size_t> lambda = intensities(lp, reference);
  for (std::size_t f = 0; f < d.features(); ++f) {
    Terms terms = mixture(d, f, reference, lambda);
    terms.emplace_back(lp.add(-price[f]), d.is_good(f) ? -1 : 1);
    lp.row(terms, Sense::equal, value(d, f, o));
  }
  returns_row(lp, lambda, returns);
  return Fraction(-*lp.minimum());
}

// Whether no mixture of the reference, o among it, is as good as o in every feature and better in one (Pareto and
// Koopmans). `weak`: bad outputs are held where they are, with an abatement factor a row outside constant returns.
inline bool is_undominated(const Data& d, std::size_t o, const Rows& reference, Returns returns, bool weak = false) {
  Lp lp;
  const std::vector<std::size_t> lambda = intensities(lp, reference);
  std::vector<std::size_t> abated;
  if (weak && returns != Returns::crs) abated = intensities(lp, reference);
  for (std::size_t f = 0; f < d.features(); ++f) {
    const Fraction own = value(d, f, o);
    const bool held = weak && f >= d.inputs + d.good;
    Terms terms = mixture(d, f, reference, lambda);
    if (f < d.inputs && !abated.empty()) {
      for (const auto& term : mixture(d, f, reference, abated)) terms.push_back(term);
    }
    if (!held) terms.emplace_back(lp.add(-1), d.is_good(f) ? -1 : 1);
    lp.row(terms, Sense::equal, own);
  }
  std::vector<std::size_t> all = lambda;
  all.insert(all.end(), abated.begin(), abated.end());
  returns_row(lp, all, returns);
  try {
    return *lp.minimum() == 0;
  } catch (const Unbounded&) {
    return false;
  }
}

// The epsilon-based measure with price_f = eps w_f. theta and eta are free where the model is oriented.
inline Fraction epsilon_based(const Data& d, std::size_t o, const Rows& reference, Returns returns,
                              Orientation orientation, const std::vector<Fraction>& price) {
  Lp lp;
  const bool none = orientation == Orientation::none;
  const bool output = orientation == Orientation::output;
  const std::vector<std::size_t> lambda = intensities(lp, reference);
  const std::size_t t = lp.add(0);
  const std::size_t theta = lp.add(output ? 0 : 1);
  const std::size_t eta = lp.add(output ? -1 : 0);
  Terms norm{{none ? eta : t, 1}};
  for (std::size_t f = 0; f < d.features(); ++f) {
    const bool input = f < d.inputs;
    const Fraction own = value(d, f, o);
    Terms terms = mixture(d, f, reference, lambda);
    if (own != 0) {
      const bool in_objective = input ? !output : output;
      const std::size_t sigma = lp.add(in_objective ? Fraction(-price[f]) : Fraction(0));
      if (!input && none) norm.emplace_back(sigma, price[f]);
      terms.emplace_back(sigma, d.is_good(f) ? Fraction(-own) : own);
    }
    terms.emplace_back(d.is_good(f) ? eta : theta, -own);
    lp.row(terms, Sense::equal, 0);
  }
  lp.row(norm, Sense::equal, 1);
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
      const bool moves = output ? d.is_good(f) : f < d.inputs;
      if (moves && d.z[f][o] > 0) {
        const Fraction ratio = value(d, f, j) / value(d, f, o);
        factor = !factor ? ratio : output ? std::min(*factor, ratio) : std::max(*factor, ratio);
      } else if (d.is_good(f) ? d.z[f][j] < d.z[f][o] : d.z[f][j] > d.z[f][o]) {
        dominates = false;
      }
    }
    if (dominates && factor) best = output ? std::max(best, *factor) : std::min(best, *factor);
  }
  return best;
}

// Whether no single row is as good as o in every feature and better in one.
inline bool is_undominated_by_rows(const Data& d, std::size_t o, const Rows& reference) {
  return std::none_of(reference.begin(), reference.end(), [&](std::size_t j) {
    bool better = false;
    for (std::size_t f = 0; f < d.features(); ++f) {
      const double gain = d.is_good(f) ? d.z[f][j] - d.z[f][o] : d.z[f][o] - d.z[f][j];
      if (gain < 0) return false;
      better = better || gain > 0;
    }
    return better;
  });
}

}  // namespace ecoeff::exact
