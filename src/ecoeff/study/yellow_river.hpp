// The embedded study: a SIMULATED panel with the design of the Yellow River paper, 36 resource cities x 2010-2023,
// whose answers are known. Cities, basins and life-cycle stages are facts; every number is drawn here.
//
// Order of generation (i city, t year, N = NQP, c = CEE, X = OPEN, POP, ER, GOV, INF):
//   N_it    a city level, a basin's yearly growth, and an AR(1); mean and standard deviation about the paper's
//   c_it    = lag c_i,t-1 + (1 - lag)(a_i + g_t + slope(basin, stage)(N_it - mean N of the basin in t) + X_it'b)
//             + noise e_it, from the steady state of 2010; a_i from target city means, so that mean and sd are the paper's.
//             Taking the basin's mean out lets slopes be told by what differs between cities, not by basins drifting apart
//   UIS_it  = u_i + trend + uis N_it + noise,  GT_it = v_i + gt N_it + noise, rounded to whole patents
//   15 indicators whose entropy index is N_it (yellow_river_indicators.hpp); GDP = one of them times population
//   labour, investment, energy, CO2 whose super-SBM score is c_it (yellow_river_inputs.hpp)
//   trade, fiscal, environmental spending ... from the ratios X; then cells are emptied whose neighbours restore them
// Columns are rounded as a yearbook prints them.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "ecoeff/data/table.hpp"

namespace ecoeff {

struct YellowRiverCity {
  const char* name;
  const char* basin;  // 上游, 中游, 下游
  const char* stage;  // 成长型, 成熟型, 衰退型, 再生型
};
[[nodiscard]] std::span<const YellowRiverCity> yellow_river_cities();

// The coefficients that the generator uses. Long run: a permanent rise of NQP by 1 moves CEE by slope in the end, and
// by (1 - lag) slope in the first year.
struct YellowRiverTruth {
  struct Slope {
    const char* basin;
    const char* stage;
    double value;
  };
  std::vector<Slope> slopes;         // CEE on NQP by basin and stage
  double lag = 0;                    // of CEE
  double uis = 0;                    // UIS on NQP
  double gt = 0;                     // GT on NQP
  std::array<double, 5> controls{};  // CEE on OPEN, POP, ER, GOV, INF

  [[nodiscard]] double slope(const std::string& basin, const std::string& stage) const;
};
[[nodiscard]] const YellowRiverTruth& yellow_river_truth();

// One of the seeds whose draw shows every sign of the paper's Tables 4 to 8; with 36 cities and growing ones that
// hardly differ in NQP, many draws miss one.
inline constexpr std::uint64_t kYellowRiverSeed = 108;

// 504 rows, one a city and year, in the order of yellow_river_cities(). `noise` multiplies the disturbances of CEE, UIS
// and GT alone: at 0 the same regressors meet outcomes that follow the equations above exactly.
[[nodiscard]] Table yellow_river_table(std::uint64_t seed = kYellowRiverSeed, double noise = 1);

// study.toml of the embedded study (examples/yellow-river/study.toml). It names the data file yellow_river.xlsx.
[[nodiscard]] std::string yellow_river_study_toml();

}  // namespace ecoeff
