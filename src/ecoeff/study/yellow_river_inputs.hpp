// Labour, investment, energy and CO2 whose pooled super-SBM score (constant returns, CO2 as output) is a wanted
// efficiency.
//
// With one row R that no other dominates, and a row whose inputs, per unit of GDP, are those of R divided by theta_1..3
// <= 1 and whose CO2 is that of R divided by theta_b <= 1, the SBM score is
//   rho = mean(theta_1..3) / (1.5 - 0.5 theta_b)
// (project on R at the row's own GDP; any other scale is worse). So a wanted score c < 1 is met by theta_b = theta and
// inputs that differ between cities but average c (1.5 - 0.5 theta_b). A wanted c >= 1 uses 1/(1 + 2e) of R's labour
// (or energy) and 1/(1 - e) of the other inputs: its super-efficiency against R is 1 + 2e/3. Capital must come out of
// perpetual inventory (depreciation 0.096, initial stock by growth), so its theta follows a straight line over the
// three years, and the path is inverted to investment.
#pragma once

#include "ecoeff/study/yellow_river_series.hpp"

namespace ecoeff::yellow_river {

struct InputColumns {
  Grid labour;      // 10,000 persons
  Grid investment;  // 10,000 yuan
  Grid energy;      // 10,000 t of standard coal
  Grid co2;         // t
};

// `gdp` in 10,000 yuan.
[[nodiscard]] InputColumns make_inputs(const Grid& efficiency, const Grid& gdp, std::uint64_t seed);

}  // namespace ecoeff::yellow_river
