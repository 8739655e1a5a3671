// Capital stock by the perpetual inventory method (Goldsmith 1951).
//
//   K_t = (1 - delta) K_{t-1} + I_t / P_t
// where P is an optional price index (1 in the price year `base` after division by its value there). The first stock, of
// the year `start`, from that year's real investment I_s:
//   growth  I_s / (g + delta), g the geometric mean growth of real investment in the unit (Hall and Jones 1999)
//   steady  I_s / delta
//   number  I_s / number (0.10: Zhang, Wu and Zhang 2004)
//   column  the value of that column in the year `start`
// Every rule takes the unit to be on a steady path when it starts; (1 - delta)^n of an error in the first stock is left
// after n years (36 % after ten at 9.6 %), which is why `start` should lie as far back as investment goes.
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
  int start = 0;  // the year of the first stock; 0 = `base`, and without that the first period of the panel
  int base = 0;   // the year of constant prices; 0 = `start`
  std::variant<InitialGrowth, InitialSteady, InitialDivisor, InitialColumn> initial = InitialGrowth{};
  std::string price;  // column of a price index, "" = none
};

// One value a row; missing before the first stock, and from the first missing investment of a unit on. A unit whose
// investment begins after a `start` that is given has its first stock in its own first year. Notes, each only of what
// reaches a row of `chosen` (empty: all rows): D205 where stocks break off; D232 units that begin later than `start`;
// D233 rows before the first stock; D234 investment before the first stock is not used.
// Errors: D210 growth + depreciation <= 0 in a unit (named, with the growth rate); D211 investment, price or initial
// stock missing or not positive where the stock begins; S212 depreciation outside [0, 1).
[[nodiscard]] std::vector<double> capital_stock(const Panel& panel, const std::vector<double>& investment,
                                                const CapitalOptions& options, Notes& notes,
                                                const std::vector<bool>& chosen = {});

}  // namespace ecoeff
