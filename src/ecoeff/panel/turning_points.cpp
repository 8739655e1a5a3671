#include "ecoeff/panel/turning_points.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "ecoeff/numeric/distributions.hpp"
#include "ecoeff/panel/formula.hpp"

namespace ecoeff {
namespace {

struct Pair {
  double b1, b2, v11, v12, v22;
  double df;

  [[nodiscard]] double slope(double x) const { return b1 + 2 * b2 * x; }
  [[nodiscard]] double variance(double x) const { return v11 + 4 * x * v12 + 4 * x * x * v22; }
  [[nodiscard]] double t(double x) const { return slope(x) / std::sqrt(variance(x)); }
};

// P(T > t).
double upper_p(double t, double df) {
  const double half = t_two_sided_p(t, df) / 2;
  return t >= 0 ? half : 1 - half;
}

void set_fieller(const Pair& pair, TurningPoint& point) {
  const double t = t_quantile(0.975, pair.df);
  const double a = 4 * (pair.b2 * pair.b2 - t * t * pair.v22);
  const double b = 4 * (pair.b1 * pair.b2 - t * t * pair.v12);
  const double c = pair.b1 * pair.b1 - t * t * pair.v11;
  const double root = b * b - 4 * a * c;
  if (!(a > 0) || !(root >= 0)) return;
  point.low = (-b - std::sqrt(root)) / (2 * a);
  point.high = (-b + std::sqrt(root)) / (2 * a);
}

TurningPoint turning_point(const Panel& panel, const Estimate& estimate, std::size_t x, std::size_t square) {
  const auto i = static_cast<Eigen::Index>(x);
  const auto j = static_cast<Eigen::Index>(square);
  const Pair pair{.b1 = estimate.coefficients(i),
                  .b2 = estimate.coefficients(j),
                  .v11 = estimate.covariance(i, i),
                  .v12 = estimate.covariance(i, j),
                  .v22 = estimate.covariance(j, j),
                  .df = estimate.degrees_of(estimate.names[square])};
  TurningPoint point{.term = estimate.names[x], .u = pair.b2 > 0};
  point.at = -pair.b1 / (2 * pair.b2);
  point.se = std::sqrt(pair.variance(point.at)) / (2 * std::abs(pair.b2));
  set_fieller(pair, point);
  const std::vector<double> values = build_term(panel, point.term);
  for (const std::size_t row : estimate.rows) {
    if (is_missing(values.at(row))) continue;
    if (!(point.from <= values[row])) point.from = values[row];
    if (!(point.to >= values[row])) point.to = values[row];
  }
  point.slope_from = pair.slope(point.from);
  point.slope_to = pair.slope(point.to);
  point.t_from = pair.t(point.from);
  point.t_to = pair.t(point.to);
  const double sign = point.u ? 1 : -1;
  point.statistic = std::min(-sign * point.t_from, sign * point.t_to);
  point.p = upper_p(point.statistic, pair.df);
  point.df = std::isinf(pair.df) ? kMissing : pair.df;
  return point;
}

// Whether the two terms are all that the estimate has of the regressor: beside its cube or a product with another the
// point at which b1 + 2 b2 x is 0 is no turning point.
bool is_parabola(const Estimate& estimate, std::size_t x, std::size_t square) {
  const std::vector<std::string> own = term_leaves(estimate.names[x]);
  for (std::size_t i = 0; i < estimate.names.size(); ++i) {
    const std::string& name = estimate.names[i];
    if (i == x || i == square || name.find_first_of(":^") == std::string::npos) continue;
    const bool product = name.find(':') != std::string::npos;
    if (!product && !name.starts_with(estimate.names[x] + "^")) continue;
    const std::vector<std::string> leaves = term_leaves(name);
    if (std::find_first_of(leaves.begin(), leaves.end(), own.begin(), own.end()) != leaves.end()) return false;
  }
  return true;
}

}  // namespace

std::vector<TurningPoint> turning_points(const Panel& panel, const Estimate& estimate) {
  std::vector<TurningPoint> points;
  for (std::size_t i = 0; i < estimate.names.size(); ++i) {
    const std::size_t square = estimate.index_of(estimate.names[i] + "^2");
    if (square < estimate.names.size() && is_parabola(estimate, i, square))
      points.push_back(turning_point(panel, estimate, i, square));
  }
  return points;
}

bool add_turning_points(const Panel& panel, Estimate& estimate) {
  const std::vector<TurningPoint> points = turning_points(panel, estimate);
  for (const TurningPoint& point : points) {
    const auto keep = [&](const char* name, double value) {
      estimate.parameters[fmt::format("{}({})", name, point.term)] = value;
    };
    keep("turning_point", point.at);
    keep("turning_point_se", point.se);
    keep("turning_point_low", point.low);
    keep("turning_point_high", point.high);
    keep("slope_at_min", point.slope_from);
    keep("slope_at_max", point.slope_to);
    const Text shape = point.u ? Text{"U shape in {}", "{} 的 U 形"} : Text{"inverted U shape in {}", "{} 的倒 U 形"};
    estimate.tests.push_back({"utest(" + point.term + ")",
                              {"Lind-Mehlum test, " + replace_all(shape.en, "{}", point.term),
                               "Lind–Mehlum 检验，" + replace_all(shape.zh, "{}", point.term)},
                              {.statistic = point.statistic, .df2 = point.df, .p = point.p}});
  }
  return !points.empty();
}

}  // namespace ecoeff
