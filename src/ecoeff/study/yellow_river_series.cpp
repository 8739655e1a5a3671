#include "ecoeff/study/yellow_river_series.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace ecoeff::yellow_river {

double mean(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

double standard_deviation(const std::vector<double>& values) {
  const double center = mean(values);
  double squares = 0;
  for (const double value : values) squares += (value - center) * (value - center);
  return std::sqrt(squares / static_cast<double>(values.size() - 1));
}

std::vector<double> standardized(std::vector<double> values) {
  const double center = mean(values);
  const double spread = standard_deviation(values);
  for (double& value : values) value = (value - center) / spread;
  return values;
}

std::vector<double> normal_scores(std::size_t n, RandomStream& random) {
  std::vector<double> draws(n);
  for (double& draw : draws) draw = random.normal();
  return standardized(std::move(draws));
}

Grid log_series(const std::vector<double>& level, const Movement& movement, RandomStream& random) {
  const std::vector<double> trends = normal_scores(kCities, random);
  Grid out(kCities * kYears);
  for (std::size_t i = 0; i < kCities; ++i) {
    double wander = random.normal();
    for (std::size_t t = 0; t < kYears; ++t) {
      const double years = static_cast<double>(t) - 6.5;
      out[cell(i, t)] =
          level[i] + (movement.trend + movement.trend_spread * trends[i]) * years + movement.wander * wander;
      wander =
          movement.persistence * wander + std::sqrt(1 - movement.persistence * movement.persistence) * random.normal();
    }
  }
  return out;
}

Grid exponential_with(const Grid& logs, double wanted_mean, double wanted_sd) {
  const std::vector<double> scores = standardized(logs);
  const auto with_scale = [&](double scale) {
    Grid out(scores.size());
    for (std::size_t k = 0; k < out.size(); ++k) out[k] = std::exp(scale * scores[k]);
    return out;
  };
  // The coefficient of variation rises with the scale, so bisection finds it; 40 halvings reach the last useful digit.
  double low = 0;
  double high = 3;
  for (int halving = 0; halving < 40; ++halving) {
    const double middle = (low + high) / 2;
    const Grid trial = with_scale(middle);
    (standard_deviation(trial) / mean(trial) < wanted_sd / wanted_mean ? low : high) = middle;
  }
  Grid out = with_scale(low);
  const double factor = wanted_mean / mean(out);
  for (double& value : out) value *= factor;
  return out;
}

void compress(Grid& values, double low, double high) {
  // Beyond the start the distance to the bound shrinks and never reaches zero.
  const auto bend = [](double value, double start, double bound) {
    const double room = bound - start;
    const double beyond = (value - start) / room;
    return beyond <= 0 ? value : start + room * beyond / (1 + beyond);
  };
  for (double& value : values) {
    value = bend(value, high * 0.95, high);
    value = bend(value, low * 1.2, low);
  }
}

double round_significant(double value, int digits) {
  if (value == 0) return 0;
  const double step = std::pow(10.0, std::floor(std::log10(std::abs(value))) - digits + 1);
  return round_to(value, step);
}

double round_to(double value, double step) {
  // Dividing by the whole number 1/step keeps decimal steps exact.
  return step < 1 ? std::round(value * std::round(1 / step)) / std::round(1 / step) : std::round(value / step) * step;
}

}  // namespace ecoeff::yellow_river
