// The panel on which typed text is tried: four units, six years with a gap, missing cells, text.
#pragma once

#include <cmath>
#include <string>
#include <vector>

#include "ecoeff/data/panel.hpp"

namespace ecoeff::fuzz {

inline Table small_table() {
  std::vector<std::string> city, region;
  std::vector<double> year, y, x, z, odd;
  for (int u = 0; u < 4; ++u) {
    for (int t = 0; t < 6; ++t) {
      if (u == 1 && t == 3) continue;
      city.push_back(std::string(1, static_cast<char>('a' + u)));
      region.emplace_back(u < 2 ? "east" : "west");
      year.push_back(2010 + t);
      y.push_back(std::sin(3 * u + 7 * t) + t);
      x.push_back(u == 2 && t == 2 ? kMissing : std::cos(5 * u + 2 * t));
      z.push_back((u * 5 + t * 7) % 11);
      odd.push_back(t % 2 == 0 ? 0 : -1e300);
    }
  }
  Table table;
  table.set_text("city", city);
  table.set_text("region", region);
  table.set_numbers("year", year);
  table.set_numbers("y", y);
  table.set_numbers("x", x);
  table.set_numbers("z", z);
  table.set_numbers("odd name", odd);
  return table;
}

inline const Panel& small_panel() {
  static const Panel kPanel(small_table(), "city", "year");
  return kPanel;
}

}  // namespace ecoeff::fuzz
