#include "ecoeff/panel/fit_measures.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include "ecoeff/panel/row_pieces.hpp"

namespace ecoeff {
namespace {

double squared_correlation(const Vector& a, const Vector& b) {
  const Vector x = a.array() - a.mean();
  const Vector y = b.array() - b.mean();
  const double size = x.norm() * y.norm();
  // Without variation the correlation is rounding noise.
  if (!(x.norm() > 1e-12 * a.norm()) || !(y.norm() > 1e-12 * b.norm())) return std::numeric_limits<double>::quiet_NaN();
  const double r = x.dot(y) / size;
  return r * r;
}

// Sums and counts of the levels that a piece of the rows has.
struct PieceSums {
  std::int32_t first = 0;  // the lowest level
  std::vector<double> sum;
  std::vector<double> count;
};

PieceSums sums_of(const Vector& x, const Effect& effect, Eigen::Index first, Eigen::Index count) {
  const auto from = effect.codes.begin() + first;
  const auto [low, high] = std::minmax_element(from, from + count);
  PieceSums out{.first = *low, .sum = {}, .count = {}};
  out.sum.assign(static_cast<std::size_t>(*high - *low) + 1, 0);
  out.count = out.sum;
  for (Eigen::Index i = 0; i < count; ++i) {
    const auto level = static_cast<std::size_t>(from[i] - *low);
    out.sum[level] += x(first + i);
    out.count[level] += 1;
  }
  return out;
}

// Rows in the order of their levels: every piece has few.
bool ordered(const Effect& effect) { return std::is_sorted(effect.codes.begin(), effect.codes.end()); }

Vector level_means(const Vector& x, const Effect& effect, unsigned threads) {
  Vector sums = Vector::Zero(static_cast<Eigen::Index>(effect.levels));
  Vector counts = sums;
  const auto add = [&](const PieceSums& piece) {
    const auto many = static_cast<Eigen::Index>(piece.sum.size());
    sums.segment(piece.first, many) += Eigen::Map<const Vector>(piece.sum.data(), many);
    counts.segment(piece.first, many) += Eigen::Map<const Vector>(piece.count.data(), many);
  };
  if (x.size() > 0 && !ordered(effect)) {
    add(sums_of(x, effect, 0, x.size()));
    return sums.cwiseQuotient(counts);
  }
  std::vector<PieceSums> pieces((static_cast<std::size_t>(x.size()) + kRowsAPiece - 1) / kRowsAPiece);
  for_rows(x.size(), threads, [&](Eigen::Index first, Eigen::Index count) {
    pieces[static_cast<std::size_t>(first) / kRowsAPiece] = sums_of(x, effect, first, count);
  });
  for (const PieceSums& piece : pieces) add(piece);
  return sums.cwiseQuotient(counts);
}

}  // namespace

double squares_within(const Vector& y, const Effect& effect, unsigned threads) {
  const Vector means = level_means(y, effect, threads);
  return sum_rows(y.size(), threads, 0.0, [&](Eigen::Index first, Eigen::Index count) {
    double total = 0;
    for (Eigen::Index i = first; i < first + count; ++i) {
      const double left = y(i) - means(effect.codes[static_cast<std::size_t>(i)]);
      total += left * left;
    }
    return total;
  });
}

XtregR2 xtreg_r2(const Vector& y, const Vector& index, const Effect& unit, unsigned threads) {
  return {squared_correlation(y, index),
          squared_correlation(level_means(y, unit, threads), level_means(index, unit, threads))};
}

}  // namespace ecoeff
