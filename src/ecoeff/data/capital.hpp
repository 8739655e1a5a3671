// Capital stock by the perpetual inventory method (Goldsmith 1951).
//
//   K_t = (1 - delta) K_{t-1} + I_t / P_t
// where P is an optional price index (base year = 1 after division by its base-year value). K at the base year, from
// real investment I_base:
//   growth  I_base / (g + delta), g the geometric mean growth of real investment in the unit (Hall and Jones 1999)
//   steady  I_base / delta
//   number  I_base / number (0.10: Zhang, Wu and Zhang 2004)
//   column  the value of that column in the base year
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "ecoeff/base/note.hpp"
#include "ecoeff/data/panel.hpp"

namespace ecoeff {

struct InitialGrowth {};
struct InitialSteady {};
struct InitialDivisor {
  double divisor = 0.10;
};
struct InitialColumn {
  std::string column;
};

struct CapitalOptions {
  double depreciation = 0.096;
  int base = 0;  // the year of the first stock and of constant prices; 0 = the first period of the panel
  std::variant<InitialGrowth, InitialSteady, InitialDivisor, InitialColumn> initial = InitialGrowth{};
  std::string price;  // column of a price index, "" = none
};

// One value a row; missing before the base year, and from the first missing investment of a unit on (a note names it).
// Errors: D210 growth + depreciation <= 0 in a unit (named, with the growth rate); D211 investment missing or not
// positive in the base year of a unit; S212 depreciation outside [0, 1).
[[nodiscard]] std::vector<double> capital_stock(const Panel& panel, const std::vector<double>& investment,
                                                const CapitalOptions& options, Notes& notes);

}  // namespace ecoeff
