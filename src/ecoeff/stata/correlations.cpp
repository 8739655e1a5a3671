// pwcorr and spearman: correlations of each pair over the rows in which both are known.
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
  return xx > 0 && yy > 0 ? xy / std::sqrt(xx * yy) : kMissing;
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
};

Pair correlate(std::span<const double> a, std::span<const double> b, const std::vector<bool>& chosen, bool by_rank) {
  Numbers x;
  Numbers y;
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    if (!chosen[i] || is_missing(a[i]) || is_missing(b[i])) continue;
    x.push_back(a[i]);
    y.push_back(b[i]);
  }
  if (x.size() < 3) return {};
  const double r = by_rank ? pearson(ranks(x), ranks(y)) : pearson(x, y);
  const double df = static_cast<double>(x.size()) - 2;
  return {r, std::abs(r) < 1 ? t_two_sided_p(r * std::sqrt(df / (1 - r * r)), df) : 0.0};
}

Outcome lower_triangle(Session& session, const Line& line, bool by_rank, bool significance) {
  const Table& table = session.table();
  const std::vector<std::string> names = expand_variables(table, line.body, line.text);
  const std::vector<bool> chosen = chosen_rows(session, line);
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
      const Pair pair =
          i == j ? Pair{1, kMissing} : correlate(table.numbers(names[i]), table.numbers(names[j]), chosen, by_rank);
      values += pad_left(stata_fixed(pair.r, 4), cell);
      below += pad_left(i == j ? "" : stata_fixed(pair.p, 4), cell);
    }
    text += values + "\n" + (significance ? below + "\n" : "");
  }
  return {.line = line.text, .quiet = line.quiet, .output = both(text)};
}

}  // namespace

Outcome run_pwcorr(Session& session, const Line& line) {
  refuse_weight(line);
  OptionReader options(line);
  const bool significance = options.flag("sig", 3);
  options.finish();
  return lower_triangle(session, line, false, significance);
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
  return lower_triangle(session, line, true, words_of(stats).size() > 1);
}

}  // namespace ecoeff::stata
