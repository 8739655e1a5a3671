// Correlations: correlate over the rows in which all variables are known, pwcorr and spearman over those in which the
// pair is. Left in r(): N and rho of the first pair; C (and sig, Nobs) of pwcorr, C of correlate, Rho P Nobs of
// spearman.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "ecoeff/numeric/distributions.hpp"
#include "ecoeff/stata/commands.hpp"
#include "ecoeff/stata/options.hpp"
#include "ecoeff/stata/print.hpp"
#include "ecoeff/stata/refuse.hpp"
#include "ecoeff/stata/variables.hpp"

namespace ecoeff::stata {
namespace {

using Numbers = std::vector<double>;

double pearson(const Numbers& x, const Numbers& y) {
  const auto n = static_cast<double>(x.size());
  const double mx = std::accumulate(x.begin(), x.end(), 0.0) / n;
  const double my = std::accumulate(y.begin(), y.end(), 0.0) / n;
  double xy = 0;
  double xx = 0;
  double yy = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    xy += (x[i] - mx) * (y[i] - my);
    xx += (x[i] - mx) * (x[i] - mx);
    yy += (y[i] - my) * (y[i] - my);
  }
  return xx > 0 && yy > 0 ? std::clamp(xy / (std::sqrt(xx) * std::sqrt(yy)), -1.0, 1.0) : kMissing;
}

// Equal values share the mean of their ranks.
Numbers ranks(const Numbers& x) {
  std::vector<std::size_t> order(x.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return x[a] < x[b]; });
  Numbers out(x.size());
  for (std::size_t i = 0; i < order.size();) {
    std::size_t end = i;
    while (end < order.size() && x[order[end]] == x[order[i]]) ++end;
    for (std::size_t k = i; k < end; ++k) out[order[k]] = static_cast<double>(i + end + 1) / 2;
    i = end;
  }
  return out;
}

struct Pair {
  double r = kMissing;
  double p = kMissing;
  double n = 0;
};

Pair correlate(std::span<const double> a, std::span<const double> b, const std::vector<bool>& chosen, bool by_rank) {
  Numbers x;
  Numbers y;
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    if (!chosen[i] || is_missing(a[i]) || is_missing(b[i])) continue;
    x.push_back(a[i]);
    y.push_back(b[i]);
  }
  const auto n = static_cast<double>(x.size());
  if (x.size() < 3) return {.n = n};
  const double r = by_rank ? pearson(ranks(x), ranks(y)) : pearson(x, y);
  if (is_missing(r)) return {.n = n};
  const double df = n - 2;
  return {r, std::abs(r) < 1 ? t_two_sided_p(r * std::sqrt(df / (1 - r * r)), df) : 0.0, n};
}

// Of each pair of variables.
struct Pairs {
  std::vector<std::string> names;
  std::vector<std::vector<Pair>> of;  // lower triangle, [i][j] with j <= i

  [[nodiscard]] NamedMatrix matrix(double Pair::*member) const {
    NamedMatrix out{names, names, std::vector<Numbers>(names.size(), Numbers(names.size(), kMissing))};
    for (std::size_t i = 0; i < names.size(); ++i) {
      for (std::size_t j = 0; j <= i; ++j) out.values[i][j] = out.values[j][i] = of[i][j].*member;
    }
    return out;
  }
};

Pairs all_pairs(const Session& session, const Line& line, const std::vector<bool>& chosen, bool by_rank) {
  const Table& table = session.table();
  Pairs pairs{.names = expand_variables(table, line.body, line.text)};
  for (std::size_t i = 0; i < pairs.names.size(); ++i) {
    std::vector<Pair>& row = pairs.of.emplace_back();
    for (std::size_t j = 0; j <= i; ++j) {
      row.push_back(correlate(table.numbers(pairs.names[i]), table.numbers(pairs.names[j]), chosen, by_rank));
      if (i == j) row.back().p = kMissing;
    }
  }
  return pairs;
}

Outcome lower_triangle(const Pairs& pairs, const Line& line, bool significance) {
  const std::vector<std::string>& names = pairs.names;
  std::size_t width = 12;
  for (const std::string& name : names) width = std::max(width, display_width(name));
  std::string text = pad_left("", width) + " |";
  for (const std::string& name : names) text += pad_left(name, std::max<std::size_t>(10, display_width(name) + 1));
  text += "\n";
  for (std::size_t i = 0; i < names.size(); ++i) {
    std::string values = pad_left(names[i], width) + " |";
    std::string below = pad_left("", width) + " |";
    for (std::size_t j = 0; j <= i; ++j) {
      const std::size_t cell = std::max<std::size_t>(10, display_width(names[j]) + 1);
      values += pad_left(stata_fixed(pairs.of[i][j].r, 4), cell);
      below += pad_left(i == j ? "" : stata_fixed(pairs.of[i][j].p, 4), cell);
    }
    text += values + "\n" + (significance ? below + "\n" : "");
  }
  return {.line = line.text, .quiet = line.quiet, .output = both(text)};
}

// r(N) and the correlation of the first two variables.
void leave_first(Session& session, const Pairs& pairs) {
  const Pair& first = pairs.names.size() > 1 ? pairs.of[1][0] : pairs.of[0][0];
  session.returned = {{"N", first.n}, {"rho", first.r}};
}

}  // namespace

Outcome run_correlate(Session& session, const Line& line) {
  refuse_weight(line);
  OptionReader options(line);
  options.finish();
  const Table& table = session.table();
  std::vector<bool> whole = chosen_rows(session, line);
  for (const std::string& name : expand_variables(table, line.body, line.text)) {
    const std::span<const double> values = table.numbers(name);
    for (std::size_t i = 0; i < whole.size(); ++i) whole[i] = whole[i] && !is_missing(values[i]);
  }
  const Pairs pairs = all_pairs(session, line, whole, false);
  leave_first(session, pairs);
  session.returned_matrices = {{"C", pairs.matrix(&Pair::r)}};
  return lower_triangle(pairs, line, false);
}

Outcome run_pwcorr(Session& session, const Line& line) {
  refuse_weight(line);
  OptionReader options(line);
  const bool significance = options.flag("sig", 3);
  options.finish();
  const Pairs pairs = all_pairs(session, line, chosen_rows(session, line), false);
  leave_first(session, pairs);
  session.returned_matrices = {{"C", pairs.matrix(&Pair::r)}, {"Nobs", pairs.matrix(&Pair::n)}};
  if (significance) session.returned_matrices["sig"] = pairs.matrix(&Pair::p);
  return lower_triangle(pairs, line, significance);
}

Outcome run_spearman(Session& session, const Line& line) {
  refuse_weight(line);
  OptionReader options(line);
  const std::string stats = options.value("stats", 2).value_or("rho");
  const bool pairwise = options.flag("pw", 2);
  options.finish();
  if (!pairwise && words_of(line.body).size() > 2)
    refuse("T704", "pw", line.text,
           {"more than two variables are taken pair by pair here: add pw", "多于两个变量时此处按对计算：请加 pw"});
  const Pairs pairs = all_pairs(session, line, chosen_rows(session, line), true);
  leave_first(session, pairs);
  if (pairs.names.size() > 1) session.returned["p"] = pairs.of[1][0].p;
  session.returned_matrices = {
      {"Rho", pairs.matrix(&Pair::r)}, {"P", pairs.matrix(&Pair::p)}, {"Nobs", pairs.matrix(&Pair::n)}};
  return lower_triangle(pairs, line, words_of(stats).size() > 1);
}

}  // namespace ecoeff::stata
