#include "ecoeff/study/yellow_river_inputs.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace ecoeff::yellow_river {
namespace {

constexpr double kDepreciation = 0.096;

// What R needs for a GDP of 10,000 yuan, in the units of the columns.
constexpr double kLabour = 1.1e-6;
constexpr double kCapital = 1.7;
constexpr double kEnergy = 3.2e-5;
constexpr double kCo2 = 0.85;

struct Thetas {
  Grid labour;
  Grid capital;
  Grid energy;
  Grid co2;
};

// Relative deviations of a city's three input thetas from their mean; they sum to zero.
std::array<double, 3> draw_mix(RandomStream& random) {
  std::array<double, 3> mix{0.09 * random.normal(), 0.09 * random.normal(), 0.09 * random.normal()};
  const double center = (mix[0] + mix[1] + mix[2]) / 3;
  for (double& value : mix) value = std::clamp(value - center, -0.2, 0.2);
  return mix;
}

// theta with theta / (1.5 - 0.5 theta) = c.
double even_theta(double c) { return 1.5 * c / (1 + 0.5 * c); }

// The straight line through a city's thetas (least squares over the years).
double trend_line(const Grid& values, std::size_t city, std::size_t year) {
  double level = 0;
  double slope = 0;
  double squares = 0;
  for (std::size_t t = 0; t < kYears; ++t) {
    const double centered = static_cast<double>(t) - 0.5 * (kYears - 1);
    level += values[cell(city, t)] / kYears;
    slope += centered * values[cell(city, t)];
    squares += centered * centered;
  }
  return level + slope / squares * (static_cast<double>(year) - 0.5 * (kYears - 1));
}

void place_inefficient(const Grid& even, std::size_t city, std::size_t year, double wanted,
                       const std::array<double, 3>& mix, double wobble, Thetas& out) {
  const std::size_t k = cell(city, year);
  const double theta = even[k];
  // Near the frontier the mix narrows, so that no theta passes 1.
  const double room = std::min(1.0, 4 * (1 - theta));
  const double total = 3 * wanted * (1.5 - 0.5 * theta);
  // Capital follows the city's trend, and near the frontier the row itself; the other two make up the difference.
  const double own = std::clamp((theta - 0.75) / 0.2, 0.0, 1.0);
  const double steady = own * theta + (1 - own) * trend_line(even, city, year);
  const double capital = std::clamp(steady * (1 + room * mix[1]), total - 2, 1.0);
  const double rest = (total - capital) / 2;
  const double tilt = std::clamp(room * ((mix[0] - mix[2]) / 2 + 0.02 * wobble), rest - 1, 1 - rest);
  out.labour[k] = rest + tilt;
  out.capital[k] = capital;
  out.energy[k] = rest - tilt;
  out.co2[k] = theta;
}

void place_efficient(std::size_t k, double wanted, bool by_labour, Thetas& out) {
  const double surplus = 1.5 * (wanted - 1);
  out.labour[k] = by_labour ? 1 + 2 * surplus : 1 - surplus;
  out.energy[k] = by_labour ? 1 - surplus : 1 + 2 * surplus;
  out.capital[k] = 1 - surplus;
  out.co2[k] = 1;
}

Thetas place_rows(const Grid& efficiency, RandomStream& random) {
  Grid even;
  for (const double c : efficiency) even.push_back(even_theta(std::min(c, 1.0)));
  Thetas out{even, even, even, even};
  for (std::size_t i = 0; i < kCities; ++i) {
    const std::array<double, 3> mix = draw_mix(random);
    for (std::size_t t = 0; t < kYears; ++t) {
      const double c = efficiency[cell(i, t)];
      const double wobble = random.normal();
      if (c < 1) {
        place_inefficient(even, i, t, c, mix, wobble, out);
      } else {
        place_efficient(cell(i, t), c, wobble > 0, out);
      }
    }
  }
  // R itself: the row nearest to a score of 1 from above, or the best one.
  std::size_t reference = static_cast<std::size_t>(std::ranges::max_element(efficiency) - efficiency.begin());
  for (std::size_t k = 0; k < efficiency.size(); ++k) {
    if (efficiency[k] >= 1 && efficiency[k] < efficiency[reference]) reference = k;
  }
  out.labour[reference] = out.capital[reference] = out.energy[reference] = out.co2[reference] = 1;
  return out;
}

// Investment whose perpetual inventory is the wanted stock: I_t = K_t - (1 - d) K_t-1, and K_0 = I_0 / (g + d) with
// g the geometric mean growth of investment, which fixes I_0.
std::array<double, kYears> investment_of(const std::array<double, kYears>& stock) {
  std::array<double, kYears> investment{};
  for (std::size_t t = 1; t < kYears; ++t) {
    investment[t] = stock[t] - (1 - kDepreciation) * stock[t - 1];
  }
  const auto gap = [&](double first) {
    const double growth = std::pow(investment[kYears - 1] / first, 1.0 / (kYears - 1)) - 1;
    return stock[0] * (growth + kDepreciation) - first;
  };
  double low = 1e-6 * stock[0];
  double high = stock[0];
  for (int halving = 0; halving < 60; ++halving) {
    const double middle = (low + high) / 2;
    (gap(middle) > 0 ? low : high) = middle;
  }
  investment[0] = low;
  return investment;
}

}  // namespace

InputColumns make_inputs(const Grid& efficiency, const Grid& gdp, std::uint64_t seed) {
  RandomStream random(seed, 30);
  const Thetas thetas = place_rows(efficiency, random);
  InputColumns out{gdp, gdp, gdp, gdp};
  for (std::size_t i = 0; i < kCities; ++i) {
    std::array<double, kYears> stock{};
    for (std::size_t t = 0; t < kYears; ++t) {
      const std::size_t k = cell(i, t);
      out.labour[k] = round_significant(kLabour * gdp[k] / thetas.labour[k], 6);
      out.energy[k] = round_significant(kEnergy * gdp[k] / thetas.energy[k], 6);
      out.co2[k] = round_significant(kCo2 * gdp[k] / thetas.co2[k], 7);
      // A stock can shrink by little more than depreciation; where theta rises faster the row stays somewhat below its
      // score.
      const double least = t == 0 ? 0 : (1 - kDepreciation + 0.01) * stock[t - 1];
      stock[t] = std::max(kCapital * gdp[k] / thetas.capital[k], least);
    }
    const auto investment = investment_of(stock);
    for (std::size_t t = 0; t < kYears; ++t) out.investment[cell(i, t)] = round_to(investment[t], 1);
  }
  return out;
}

}  // namespace ecoeff::yellow_river
