#include "ecoeff/panel/group_resampling.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>

#include "ecoeff/base/threads.hpp"
#include "ecoeff/numeric/random.hpp"
#include "ecoeff/panel/cluster_draw.hpp"

namespace ecoeff {
namespace {

struct Pool {
  ClusterPool rows;
  std::size_t first_pieces = 0;
  Eigen::Index focus = 0;
  double factor = 1;  // from scaled coefficients of the focus to the user's
};

double coefficient_on(const Pool& pool, const std::vector<std::size_t>& pieces, bool renew) {
  return pool.factor * slope_on(draw_pieces(pool.rows, pieces, renew), pool.focus, pool.rows.text);
}

double permuted(const Pool& pool, RandomStream& random) {
  std::vector<std::size_t> order(pool.rows.pieces.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random.below(i)]);
  const auto cut = order.begin() + static_cast<std::ptrdiff_t>(pool.first_pieces);
  std::vector<std::size_t> a(order.begin(), cut);
  std::vector<std::size_t> b(cut, order.end());
  std::sort(a.begin(), a.end());
  std::sort(b.begin(), b.end());
  return coefficient_on(pool, a, false) - coefficient_on(pool, b, false);
}

double redrawn(const Pool& pool, RandomStream& random) {
  std::vector<std::size_t> a;
  std::vector<std::size_t> b;
  const std::size_t second = pool.rows.pieces.size() - pool.first_pieces;
  for (std::size_t i = 0; i < pool.first_pieces; ++i) a.push_back(random.below(pool.first_pieces));
  for (std::size_t i = 0; i < second; ++i) b.push_back(pool.first_pieces + random.below(second));
  return coefficient_on(pool, a, true) - coefficient_on(pool, b, true);
}

std::vector<double> draws(const ResamplingOptions& options, std::uint64_t stream,
                          const std::function<double(RandomStream&)>& draw) {
  std::vector<double> out(static_cast<std::size_t>(options.replications), kMissing);
  for_chunks(out.size(), 16, options.threads, [&](std::size_t begin, std::size_t end) {
    for (std::size_t r = begin; r < end; ++r) {
      RandomStream random(options.seed, 2 * r + stream);
      out[r] = draw(random);
    }
  });
  std::erase_if(out, [](double d) { return is_missing(d); });
  return out;
}

void judge_permutations(const std::vector<double>& d, ResampledDifference& out) {
  out.permutations = static_cast<int>(d.size());
  if (d.empty()) return;
  // Ties count, up to rounding: the sample's own deal is one of them.
  const double bar = std::abs(out.difference) * (1 - 1e-12);
  const auto beyond = std::count_if(d.begin(), d.end(), [&](double one) { return std::abs(one) >= bar; });
  out.permutation_p = static_cast<double>(1 + beyond) / static_cast<double>(1 + d.size());
}

void judge_bootstraps(std::vector<double> d, ResampledDifference& out) {
  out.bootstraps = static_cast<int>(d.size());
  if (d.size() < 2) return;
  std::sort(d.begin(), d.end());
  const auto n = static_cast<double>(d.size());
  double mean = 0;
  for (const double one : d) mean += one / n;
  double squares = 0;
  for (const double one : d) squares += (one - mean) * (one - mean);
  out.bootstrap_se = std::sqrt(squares / (n - 1));
  out.low = percentile_of(d, 0.025);
  out.high = percentile_of(d, 0.975);
  const auto below = std::count_if(d.begin(), d.end(), [](double one) { return one <= 0; });
  const auto above = std::count_if(d.begin(), d.end(), [](double one) { return one >= 0; });
  out.bootstrap_p = std::min(1.0, 2 * static_cast<double>(1 + std::min(below, above)) / (1 + n));
}

}  // namespace

ResampledDifference resample_difference(const Panel& panel, const Formula& formula, const std::string& focus,
                                        const std::vector<std::size_t>& first, const std::vector<std::size_t>& second,
                                        const ResamplingOptions& options) {
  ResampledDifference out;
  if (options.replications <= 0) return out;
  Pool pool;
  pool.rows = make_cluster_pool(panel, formula, first, second, options.cluster, options.weights, pool.first_pieces);
  pool.focus = pool.rows.column(focus);
  if (pool.focus < 0) return out;
  pool.factor = pool.rows.scales.y / pool.rows.scales.x(pool.focus);
  std::vector<std::size_t> a(pool.first_pieces);
  std::vector<std::size_t> b(pool.rows.pieces.size() - pool.first_pieces);
  for (std::size_t i = 0; i < a.size(); ++i) a[i] = i;
  for (std::size_t i = 0; i < b.size(); ++i) b[i] = pool.first_pieces + i;
  out.difference = coefficient_on(pool, a, false) - coefficient_on(pool, b, false);
  if (is_missing(out.difference)) return out;
  judge_permutations(draws(options, 0, [&](RandomStream& random) { return permuted(pool, random); }), out);
  judge_bootstraps(draws(options, 1, [&](RandomStream& random) { return redrawn(pool, random); }), out);
  return out;
}

}  // namespace ecoeff
