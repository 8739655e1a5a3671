// Building blocks of the simulated study: panels of 36 x 14 numbers with a wanted mean and standard deviation.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "ecoeff/numeric/random.hpp"

namespace ecoeff::yellow_river {

inline constexpr std::size_t kCities = 36;
inline constexpr std::size_t kYears = 14;
inline constexpr int kFirstYear = 2010;

// One number a city and year, city by city.
using Grid = std::vector<double>;
[[nodiscard]] inline std::size_t cell(std::size_t city, std::size_t year) { return city * kYears + year; }

[[nodiscard]] double mean(const std::vector<double>& values);
[[nodiscard]] double standard_deviation(const std::vector<double>& values);  // n - 1
// Shifted and stretched to mean 0 and standard deviation 1.
[[nodiscard]] std::vector<double> standardized(std::vector<double> values);
// Normal draws with sample mean 0 and sample standard deviation 1.
[[nodiscard]] std::vector<double> normal_scores(std::size_t n, RandomStream& random);

// How the logarithm of a series moves; in units of its between-city standard deviation where nothing else is said.
struct Movement {
  double trend = 0;         // a year, common
  double trend_spread = 0;  // a year, standard deviation over cities
  double wander = 0;        // standard deviation of the AR(1) part
  double persistence = 0.6;
};
// level_i + (trend + trend_spread w_i)(t - 6.5) + wander AR(1).
[[nodiscard]] Grid log_series(const std::vector<double>& level, const Movement& movement, RandomStream& random);

// exp(scale * logs) times a factor, both chosen so that mean and standard deviation are the wanted ones.
[[nodiscard]] Grid exponential_with(const Grid& logs, double wanted_mean, double wanted_sd);
// Pulls what lies outside [low, high] back to it, bending smoothly so that no two cells become equal.
void compress(Grid& values, double low, double high);

// To `digits` significant digits, or to a multiple of `step`.
[[nodiscard]] double round_significant(double value, int digits);
[[nodiscard]] double round_to(double value, double step);

}  // namespace ecoeff::yellow_river
