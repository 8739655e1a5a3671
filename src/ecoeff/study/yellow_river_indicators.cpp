#include "ecoeff/study/yellow_river_indicators.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

namespace ecoeff::yellow_river {
namespace {

constexpr double kShift = 0.0001;  // as in the study file
constexpr int kRounds = 60;

struct Recipe {
  std::string_view name;
  bool positive;
  double low;  // value at z = 0 (at z = 1 when negative)
  double high;
  double step;    // printed to this
  double power;   // z starts as NQP^power
  double spread;  // of the log disturbance
  bool adjustable;
};

constexpr std::array<Recipe, 15> kRecipes{{
    {"教育投入", true, 38000, 1600000, 1, 1.0, 0.25, true},
    {"高等学校在校生", true, 900, 260000, 1, 1.3, 0.40, true},
    {"人均GDP", true, 0, 0, 1, 1.0, 0.0, false},
    {"在岗职工平均工资", true, 24000, 135000, 1, 0.8, 0.15, true},
    {"每百人新创企业数", true, 0.08, 4.2, 0.001, 1.1, 0.30, true},
    {"公路总里程", true, 1300, 24500, 1, 0.6, 0.35, true},
    {"建成区绿地面积", true, 520, 14800, 1, 0.9, 0.30, true},
    {"工业二氧化硫排放量", false, 900, 168000, 1, 0.10, 0.05, false},
    {"工业废水排放量", false, 110, 19500, 1, 0.08, 0.05, false},
    {"机器人安装密度", true, 0.02, 32, 0.001, 1.4, 0.35, true},
    {"科研投入", true, 260, 620000, 1, 1.3, 0.30, true},
    {"专利授权数", true, 18, 23500, 1, 1.4, 0.30, true},
    {"生活垃圾无害化处理率", true, 42, 100, 0.01, 0.06, 0.03, false},
    {"人工智能企业数", true, 0, 4800, 1, 1.6, 0.30, true},
    {"计算机及软件从业人员占比", true, 0.11, 3.9, 0.001, 1.0, 0.30, true},
}};

// Scales to [0, 1] and remembers which cells lie at the ends.
void scale(Grid& z) {
  const auto [low, high] = std::minmax_element(z.begin(), z.end());
  const double least = *low;
  const double range = *high - least;
  for (double& value : z) value = (value - least) / range;
}

double redundancy(const Grid& z) {
  double total = 0;
  for (const double value : z) total += value + kShift;
  double sum = 0;
  for (const double value : z) {
    const double p = (value + kShift) / total;
    sum += p * std::log(p);
  }
  return 1 + sum / std::log(static_cast<double>(z.size()));
}

std::vector<double> entropy_weights(const std::vector<Grid>& z) {
  std::vector<double> weights;
  double total = 0;
  for (const Grid& column : z) {
    weights.push_back(redundancy(column));
    total += weights.back();
  }
  for (double& weight : weights) weight /= total;
  return weights;
}

// The factor for the adjustable cells of a row that brings its index to the wanted one; cells at 0 and 1 stay.
void adjust_row(std::vector<Grid>& z, const std::vector<double>& weights, std::size_t row, double wanted) {
  double fixed = kShift;
  double movable = 0;
  for (std::size_t j = 0; j < z.size(); ++j) {
    const bool moves = kRecipes[j].adjustable && z[j][row] > 0 && z[j][row] < 1;
    (moves ? movable : fixed) += weights[j] * z[j][row];
  }
  if (!(movable > 0)) return;
  const double factor = std::clamp((wanted - fixed) / movable, 0.2, 5.0);
  for (std::size_t j = 0; j < z.size(); ++j) {
    if (!kRecipes[j].adjustable || z[j][row] <= 0 || z[j][row] >= 1) continue;
    z[j][row] = std::clamp(z[j][row] * factor, 0.0002, 0.995);
  }
}

}  // namespace

std::vector<IndicatorColumn> make_indicators(const Grid& wanted_index, const Grid& gdp_per_head, std::uint64_t seed) {
  RandomStream random(seed, 20);
  std::vector<Grid> z;
  for (const Recipe& recipe : kRecipes) {
    const Grid disturbance = log_series(normal_scores(kCities, random), {.trend_spread = 0.03, .wander = 0.5}, random);
    Grid column(wanted_index.size());
    for (std::size_t k = 0; k < column.size(); ++k) {
      column[k] = std::pow(wanted_index[k], recipe.power) * std::exp(recipe.spread * disturbance[k]);
    }
    if (recipe.spread == 0) column = gdp_per_head;
    z.push_back(std::move(column));
    scale(z.back());
  }
  for (int round = 0; round < kRounds; ++round) {
    const std::vector<double> weights = entropy_weights(z);
    for (std::size_t row = 0; row < wanted_index.size(); ++row) adjust_row(z, weights, row, wanted_index[row]);
  }
  std::vector<IndicatorColumn> columns;
  for (std::size_t j = 0; j < kRecipes.size(); ++j) {
    const Recipe& recipe = kRecipes[j];
    Grid values = z[j];
    for (double& value : values) {
      const double share = recipe.positive ? value : 1 - value;
      value = round_to(recipe.low + share * (recipe.high - recipe.low), recipe.step);
    }
    if (recipe.spread == 0) values = gdp_per_head;
    columns.push_back({std::string(recipe.name), std::move(values)});
  }
  return columns;
}

}  // namespace ecoeff::yellow_river
