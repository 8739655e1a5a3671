#include "ecoeff/study/yellow_river.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string_view>

#include "ecoeff/study/yellow_river_indicators.hpp"
#include "ecoeff/study/yellow_river_inputs.hpp"
#include "ecoeff/study/yellow_river_series.hpp"

namespace ecoeff {

namespace embedded {
std::string_view yellow_river_study();
}

namespace {

using namespace yellow_river;

constexpr std::array<YellowRiverCity, kCities> kCityFacts{{
    {"武威", "上游", "成长型"},   {"庆阳", "上游", "成长型"},   {"金昌", "上游", "成熟型"},
    {"平凉", "上游", "成熟型"},   {"白银", "上游", "衰退型"},   {"石嘴山", "上游", "衰退型"},
    {"张掖", "上游", "再生型"},   {"朔州", "中游", "成长型"},   {"鄂尔多斯", "中游", "成长型"},
    {"延安", "中游", "成长型"},   {"咸阳", "中游", "成长型"},   {"榆林", "中游", "成长型"},
    {"大同", "中游", "成熟型"},   {"阳泉", "中游", "成熟型"},   {"长治", "中游", "成熟型"},
    {"晋城", "中游", "成熟型"},   {"忻州", "中游", "成熟型"},   {"晋中", "中游", "成熟型"},
    {"临汾", "中游", "成熟型"},   {"运城", "中游", "成熟型"},   {"渭南", "中游", "成熟型"},
    {"吕梁", "中游", "成熟型"},   {"乌海", "中游", "衰退型"},   {"铜川", "中游", "衰退型"},
    {"包头", "中游", "再生型"},   {"东营", "下游", "成熟型"},   {"济宁", "下游", "成熟型"},
    {"泰安", "下游", "成熟型"},   {"三门峡", "下游", "成熟型"}, {"鹤壁", "下游", "成熟型"},
    {"平顶山", "下游", "成熟型"}, {"枣庄", "下游", "衰退型"},   {"焦作", "下游", "衰退型"},
    {"濮阳", "下游", "衰退型"},   {"淄博", "下游", "再生型"},   {"洛阳", "下游", "再生型"},
}};

// By basin, for what is drawn around a basin's level.
double by_basin(std::size_t city, double upper, double middle, double lower) {
  const std::string_view basin = kCityFacts[city].basin;
  return basin == "上游" ? upper : basin == "中游" ? middle : lower;
}

bool is_growing(std::size_t city) { return std::string_view(kCityFacts[city].stage) == "成长型"; }

std::vector<double> city_levels(double upper, double middle, double lower, double spread, RandomStream& random) {
  std::vector<double> level = normal_scores(kCities, random);
  for (std::size_t i = 0; i < kCities; ++i) level[i] = by_basin(i, upper, middle, lower) + spread * level[i];
  return level;
}

struct Regressors {
  Grid nqp;
  std::array<Grid, 5> controls;  // OPEN, POP, ER, GOV, INF
  Grid gdp_per_head;
};

Grid shifted_and_stretched(const Grid& scores, double wanted_mean, double wanted_sd) {
  Grid out = standardized(scores);
  for (double& value : out) value = wanted_mean + wanted_sd * value;
  return out;
}

// City levels, exponentials of the scores, such that level_i + within_it has the wanted mean and standard deviation.
Grid with_levels(const std::vector<double>& scores, Grid within, double wanted_mean, double wanted_sd) {
  const double level_mean = wanted_mean - mean(within);
  const auto add = [&](double spread) {
    const std::vector<double> level = exponential_with(scores, level_mean, spread);
    Grid out = within;
    for (std::size_t k = 0; k < out.size(); ++k) out[k] += level[k / kYears];
    return out;
  };
  double low = 0;
  double high = 2 * wanted_sd;
  for (int halving = 0; halving < 30; ++halving) {
    const double middle = (low + high) / 2;
    (standard_deviation(add(middle)) < wanted_sd ? low : high) = middle;
  }
  return add(low);
}

// NQP grows by a common amount a year in a basin, from city levels far apart, and wanders: by about the same amount in
// all cities of a basin, so that no single city decides a slope, and less in growing ones.
Grid draw_nqp(const std::vector<double>& level, RandomStream& random) {
  Grid growth(kCities * kYears);
  for (std::size_t k = 0; k < growth.size(); ++k) {
    growth[k] = by_basin(k / kYears, 0.004, 0.007, 0.009) * static_cast<double>(k % kYears);
  }
  Grid nqp = with_levels(level, std::move(growth), 0.165, 0.094);
  const Movement movement{.wander = 1, .persistence = .65};
  const Grid wander = log_series(std::vector<double>(kCities, 0), movement, random);
  for (std::size_t k = 0; k < nqp.size(); ++k) {
    const double amount = by_basin(k / kYears, 0.013, 0.033, 0.040) * (is_growing(k / kYears) ? 0.35 : 1.0);
    nqp[k] *= std::exp(std::min(amount / nqp[k], 0.3) * wander[k]);
  }
  compress(nqp, 0.043, 0.678);
  return nqp;
}

Regressors draw_regressors(std::uint64_t seed) {
  RandomStream random(seed, 1);
  Regressors x;
  const std::vector<double> level = city_levels(-0.55, 0.05, 0.40, 0.42, random);
  x.nqp = draw_nqp(level, random);
  const Grid open = log_series(city_levels(-0.6, 0, 0.5, 0.9, random), {.trend_spread = 0.02, .wander = 0.2}, random);
  const Grid pop = log_series(city_levels(-0.9, 0, 0.6, 0.7, random), {.trend = -0.002, .trend_spread = 0.004}, random);
  const Grid er = log_series(city_levels(0.2, 0.1, -0.2, 0.6, random), {.trend_spread = 0.03, .wander = 0.6}, random);
  const Grid gov =
      log_series(city_levels(0.9, 0, -0.7, 0.6, random), {.trend = 0.02, .trend_spread = 0.02, .wander = 0.2}, random);
  Grid inf =
      log_series(std::vector<double>(kCities, 0), {.trend = 0.12, .trend_spread = 0.012, .wander = 0.06}, random);
  for (std::size_t k = 0; k < inf.size(); ++k) inf[k] += 0.9 * pop[k];
  x.controls = {exponential_with(open, 0.064, 0.122), shifted_and_stretched(pop, 5.510, 0.677),
                exponential_with(er, 0.036, 0.018), exponential_with(gov, 0.211, 0.089),
                shifted_and_stretched(inf, 6.218, 0.882)};
  compress(x.controls[1], 3.3, 6.731);
  compress(x.controls[3], 0.07, 0.541);
  compress(x.controls[4], 3.2, 8.143);
  std::vector<double> wealth = city_levels(-0.3, 0.1, 0.1, 0.3, random);
  for (std::size_t i = 0; i < kCities; ++i) wealth[i] += 0.3 * level[i];
  x.gdp_per_head = exponential_with(
      log_series(wealth, {.trend = 0.042, .trend_spread = 0.008, .wander = 0.01, .persistence = 0.8}, random), 52000,
      21000);
  for (double& value : x.gdp_per_head) value = round_to(value, 1);
  return x;
}

// The mean NQP of a city's basin in a year.
double basin_mean(const Grid& nqp, std::size_t city, std::size_t year) {
  double sum = 0;
  double cities = 0;
  for (std::size_t other = 0; other < kCities; ++other) {
    if (std::string_view(kCityFacts[other].basin) != kCityFacts[city].basin) continue;
    sum += nqp[cell(other, year)];
    ++cities;
  }
  return sum / cities;
}

// The part of c that moves, with city means removed.
Grid moving_part(const Regressors& x, const YellowRiverTruth& truth) {
  constexpr std::array<double, kYears> kCommon{0,     0.008, 0.016, 0.030, 0.044, 0.056, 0.064,
                                               0.076, 0.088, 0.096, 0.060, 0.066, 0.080, 0.120};
  Grid out(x.nqp.size());
  for (std::size_t i = 0; i < kCities; ++i) {
    const double slope = truth.slope(kCityFacts[i].basin, kCityFacts[i].stage);
    double sum = 0;
    for (std::size_t t = 0; t < kYears; ++t) {
      const std::size_t k = cell(i, t);
      double drive = kCommon[t] + slope * (x.nqp[k] - basin_mean(x.nqp, i, t));
      for (std::size_t j = 0; j < x.controls.size(); ++j) drive += truth.controls[j] * x.controls[j][k];
      out[k] = t == 0 ? drive : truth.lag * out[k - 1] + (1 - truth.lag) * drive;
      sum += out[k];
    }
    for (std::size_t t = 0; t < kYears; ++t) out[cell(i, t)] -= sum / kYears;
  }
  return out;
}

// Disturbances that enter the lagged adjustment; growing cities are the unsteady ones.
Grid efficiency_noise(double lag, RandomStream& random) {
  Grid out(kCities * kYears);
  for (std::size_t i = 0; i < kCities; ++i) {
    const double spread = is_growing(i) ? 0.038 : 0.016;
    double state = spread / std::sqrt(1 - lag * lag) * random.normal();
    for (std::size_t t = 0; t < kYears; ++t) {
      out[cell(i, t)] = state;
      state = lag * state + spread * random.normal();
    }
  }
  return out;
}

struct Outcomes {
  Grid cee;
  Grid uis;
  Grid gt;
};

Outcomes draw_outcomes(const Regressors& x, std::uint64_t seed, double noise) {
  const YellowRiverTruth& truth = yellow_river_truth();
  RandomStream levels(seed, 2);
  RandomStream shocks(seed, 3);
  std::vector<double> rank = city_levels(-0.5, 0, 0.2, 1, levels);
  for (std::size_t i = 0; i < kCities; ++i) rank[i] += 4 * x.nqp[cell(i, 0)];
  *std::ranges::max_element(rank) += 0.2;  // ahead of the others, so that several of its years make the frontier
  const Grid disturbance = efficiency_noise(truth.lag, shocks);
  Outcomes y;
  y.cee = moving_part(x, truth);
  for (std::size_t k = 0; k < y.cee.size(); ++k) y.cee[k] += noise * disturbance[k];
  y.cee = with_levels(rank, std::move(y.cee), 0.457, 0.182);
  compress(y.cee, 0.128, 1.09);

  Grid uis(x.nqp.size());
  Grid gt(x.nqp.size());
  for (std::size_t i = 0; i < kCities; ++i) {
    double least = x.nqp[cell(i, 0)];
    for (std::size_t t = 1; t < kYears; ++t) least = std::min(least, x.nqp[cell(i, t)]);
    for (std::size_t t = 0; t < kYears; ++t) {
      const std::size_t k = cell(i, t);
      uis[k] = 0.022 * static_cast<double>(t) + truth.uis * x.nqp[k] + noise * 0.04 * shocks.normal();
      gt[k] = truth.gt * (x.nqp[k] - 0.97 * least) + noise * 22 * shocks.normal();
    }
  }
  y.uis = with_levels(city_levels(0, 0, 0, 1, levels), std::move(uis), 0.913, 0.487);
  std::vector<double> inventive = city_levels(0, 0, 0, 1, levels);
  for (std::size_t i = 0; i < kCities; ++i) inventive[i] += 4 * x.nqp[cell(i, kYears - 1)];
  y.gt = with_levels(inventive, std::move(gt), 168.939, 213.889);
  for (double& value : y.gt) value = std::max(2.0, std::round(value));
  return y;
}

// Empties some inner cells of a column that a straight line between the neighbours restores to within half a per cent.
void open_gaps(Grid& values, std::size_t wanted, RandomStream& random) {
  std::vector<bool> near(values.size(), false);
  for (std::size_t opened = 0, tries = 0; opened < wanted && tries < 4000; ++tries) {
    const std::size_t year = 1 + random.below(kYears - 2);
    const std::size_t k = cell(random.below(kCities), year);
    if (near[k]) continue;
    const double line = (values[k - 1] + values[k + 1]) / 2;
    if (!(std::abs(line - values[k]) <= 0.005 * std::abs(values[k]))) continue;
    values[k] = kMissing;
    near[k - 1] = near[k] = near[k + 1] = true;
    ++opened;
  }
}

std::vector<std::string> city_texts(const char* YellowRiverCity::*member) {
  std::vector<std::string> out;
  for (const YellowRiverCity& city : kCityFacts) out.insert(out.end(), kYears, city.*member);
  return out;
}

void set_keys(Table& table) {
  table.set_text("城市", city_texts(&YellowRiverCity::name));
  std::vector<double> years;
  for (std::size_t k = 0; k < kCities * kYears; ++k) years.push_back(kFirstYear + static_cast<int>(k % kYears));
  table.set_numbers("年份", years);
  table.set_text("流域", city_texts(&YellowRiverCity::basin));
  table.set_text("生命周期", city_texts(&YellowRiverCity::stage));
}

Grid times(const Grid& a, const Grid& b, double step) {
  Grid out(a.size());
  for (std::size_t k = 0; k < a.size(); ++k) out[k] = round_to(a[k] * b[k], step);
  return out;
}

}  // namespace

std::span<const YellowRiverCity> yellow_river_cities() { return kCityFacts; }

double YellowRiverTruth::slope(const std::string& basin, const std::string& stage) const {
  for (const Slope& candidate : slopes) {
    if (candidate.basin == basin && candidate.stage == stage) return candidate.value;
  }
  throw std::logic_error("yellow_river: no slope for " + basin + " " + stage);
}

const YellowRiverTruth& yellow_river_truth() {
  static const YellowRiverTruth truth{
      .slopes = {{"上游", "成长型", 7.0},
                 {"上游", "成熟型", 7.0},
                 {"上游", "衰退型", 7.0},
                 {"上游", "再生型", 7.0},
                 {"中游", "成长型", 2.6},
                 {"中游", "成熟型", 0.8},
                 {"中游", "衰退型", -0.8},
                 {"中游", "再生型", 2.5},
                 {"下游", "成熟型", -1.9},
                 {"下游", "衰退型", -0.8},
                 {"下游", "再生型", 2.3}},
      .lag = .55,
      .uis = 0.8,
      .gt = 1400,
      .controls = {0.05, 0.03, -0.3, -0.1, 0.01},
  };
  return truth;
}

Table yellow_river_table(std::uint64_t seed, double noise) {
  const Regressors x = draw_regressors(seed);
  const Outcomes y = draw_outcomes(x, seed, noise);
  Grid people = x.controls[1];
  Grid net = x.controls[4];
  for (double& value : people) value = round_to(std::exp(value), 0.01);
  for (double& value : net) value = round_to(std::exp(value), 0.01);
  const Grid gdp = times(x.gdp_per_head, people, 1);
  const InputColumns inputs = make_inputs(y.cee, gdp, seed);
  const Grid fiscal = times(x.controls[3], gdp, 1);
  Grid secondary = gdp;
  for (std::size_t k = 0; k < gdp.size(); ++k) secondary[k] = round_to(0.9 * gdp[k] / (1 + y.uis[k]), 1);

  RandomStream random(seed, 4);
  Table table;
  set_keys(table);
  const auto add = [&](const char* name, Grid values, std::size_t gaps = 0) {
    open_gaps(values, gaps, random);
    table.set_numbers(name, std::move(values));
  };
  add("年末单位从业人数", inputs.labour, 2);
  add("固定资产投资", inputs.investment);
  add("能源消费总量", inputs.energy, 2);
  add("地区生产总值", gdp);
  add("二氧化碳排放量", inputs.co2);
  add("年末总人口", people, 3);
  add("进出口总额", times(x.controls[0], gdp, 1), 2);
  add("财政支出", fiscal, 2);
  add("环境保护支出", times(x.controls[2], fiscal, 1));
  add("互联网宽带接入用户", net, 4);
  add("第二产业增加值", secondary);
  add("第三产业增加值", times(y.uis, secondary, 1));
  add("绿色专利数量", y.gt);
  for (IndicatorColumn& column : make_indicators(x.nqp, x.gdp_per_head, seed)) {
    add(column.name.c_str(), std::move(column.values),
        column.name == "公路总里程" || column.name == "科研投入" ? 3 : 0);
  }
  table.set_text("数据说明", std::vector<std::string>(kCities * kYears, "模拟数据（非统计资料）"));
  return table;
}

std::string yellow_river_study_toml() { return std::string(embedded::yellow_river_study()); }

}  // namespace ecoeff
