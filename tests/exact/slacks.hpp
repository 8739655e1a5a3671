// Slacks-based scores by exact fractions, straight from the definitions after Charnes and Cooper. Slacks are written as
// s = z_o sigma: sigma is what the objective prices.
#pragma once

#include <optional>
#include <vector>

#include "ecoeff/frontier/score.hpp"
#include "exact/simplex.hpp"

namespace ecoeff::exact {

using Rows = std::vector<std::size_t>;

inline constexpr std::size_t kOne = static_cast<std::size_t>(-1);  // in the place of a column of scale: 1

// Data by feature: z[f][row], features ordered inputs, good, bad.
struct Data {
  std::size_t inputs = 1, good = 1, bad = 0;
  std::vector<std::vector<double>> z;
  std::vector<double> weight = {};  // by feature; empty: 1 each
  [[nodiscard]] std::size_t features() const { return inputs + good + bad; }
  [[nodiscard]] bool is_good(std::size_t f) const { return f >= inputs && f < inputs + good; }
  [[nodiscard]] Fraction weight_of(std::size_t f) const { return weight.empty() ? Fraction(1) : Fraction(weight[f]); }
};

inline Fraction value(const Data& d, std::size_t feature, std::size_t row) { return Fraction(d.z[feature][row]); }

// sum over the columns compared with column `scale`, or with 1.
inline void returns_row(Lp& lp, const std::vector<std::size_t>& columns, Returns returns, std::size_t scale = kOne) {
  if (returns == Returns::crs) return;
  Terms terms;
  for (const std::size_t c : columns) terms.emplace_back(c, 1);
  if (scale != kOne) terms.emplace_back(scale, -1);
  const Sense sense = returns == Returns::vrs    ? Sense::equal
                      : returns == Returns::nirs ? Sense::at_most
                                                 : Sense::at_least;
  lp.row(terms, sense, scale == kOne ? 1 : 0);
}

// An intensity for each row of the reference, and in `terms` the sum of the feature over them.
inline std::vector<std::size_t> intensities(Lp& lp, const Rows& reference) {
  std::vector<std::size_t> lambda;
  for (std::size_t j = 0; j < reference.size(); ++j) lambda.push_back(lp.add(0));
  return lambda;
}

inline Terms mixture(const Data& d, std::size_t f, const Rows& reference, const std::vector<std::size_t>& lambda) {
  Terms terms;
  for (std::size_t j = 0; j < reference.size(); ++j) terms.emplace_back(lambda[j], value(d, f, reference[j]));
  return terms;
}

// rho, or with `super` delta, whose reference does not hold o. Nothing when infeasible.
inline std::optional<Fraction> solve_row(const Data& d, std::size_t o, const Rows& reference,
                                         const ScoreOptions& options, bool super) {
  const bool bad_with_inputs = super && options.bad_as == BadAs::input;
  const auto on_input_side = [&](std::size_t f) { return f < d.inputs || (f >= d.inputs + d.good && bad_with_inputs); };
  const auto priced = [&](std::size_t f) {
    return d.z[f][o] != 0 && (options.orientation == Orientation::none ||
                              (options.orientation == Orientation::input) == on_input_side(f));
  };
  Fraction total[2] = {0, 0};
  for (std::size_t f = 0; f < d.features(); ++f) {
    if (priced(f)) total[on_input_side(f) ? 0 : 1] += d.weight_of(f);
  }
  Lp lp;
  const std::vector<std::size_t> lambda = intensities(lp, reference);
  const std::size_t t = lp.add(1);
  Terms norm{{t, 1}};
  const Fraction sign = super ? 1 : -1;
  for (std::size_t f = 0; f < d.features(); ++f) {
    const Fraction own = value(d, f, o);
    Terms terms = mixture(d, f, reference, lambda);
    terms.emplace_back(t, -own);
    if (own != 0 && (!super || priced(f))) {
      const Fraction share = priced(f) ? Fraction(d.weight_of(f) / total[on_input_side(f) ? 0 : 1]) : Fraction(0);
      const std::size_t sigma = lp.add(on_input_side(f) ? Fraction(sign * share) : Fraction(0));
      terms.emplace_back(sigma, d.is_good(f) ? Fraction(sign * own) : Fraction(-sign * own));
      if (!on_input_side(f)) norm.emplace_back(sigma, -sign * share);
    }
    const Sense sense = !super ? Sense::equal : d.is_good(f) ? Sense::at_least : Sense::at_most;
    lp.row(terms, sense, 0);
  }
  returns_row(lp, lambda, options.returns, t);
  lp.row(norm, Sense::equal, 1);
  return lp.minimum();
}

struct Answer {
  Fraction rho;
  std::optional<Fraction> delta;  // nothing: infeasible; set only for efficient rows of a super model
  bool efficient = false;
};

inline Rows without(std::size_t o, const Rows& reference) {
  Rows others;
  for (const std::size_t j : reference) {
    if (j != o) others.push_back(j);
  }
  return others;
}

// The reference holds o.
inline Answer score_row(const Data& d, std::size_t o, const Rows& reference, const ScoreOptions& options) {
  Answer answer;
  answer.rho = *solve_row(d, o, reference, options, false);
  answer.efficient = answer.rho == 1;
  if (answer.efficient && options.model == "super-sbm") {
    answer.delta = solve_row(d, o, without(o, reference), options, true);
  }
  return answer;
}

}  // namespace ecoeff::exact
