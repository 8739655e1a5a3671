// A study small enough to read: 8 cities, 6 years, everything positive, not on one ray.
#pragma once

#include <string>

namespace ecoeff::testing {

inline std::string small_csv() {
  std::string csv = "city,year,labor,energy,gdp,co2,trade,region\n";
  for (int c = 0; c < 8; ++c) {
    for (int t = 0; t < 6; ++t) {
      const double noise = static_cast<double>((c * 7 + t * 13 + c * t * 5) % 17) / 17.0;
      csv += "c" + std::to_string(c) + "," + std::to_string(2010 + t) + "," + std::to_string(10.0 + 3 * c + t) + "," +
             std::to_string(20.0 + 2 * c + 5 * noise) + "," + std::to_string(30.0 + 5 * c + 2 * t + 7 * noise) + "," +
             std::to_string(5.0 + c + 3 * noise) + "," + std::to_string(0.1 + noise * 0.3 + 0.01 * t * c) + "," +
             (c < 4 ? "east" : "west") + "\n";
    }
  }
  return csv;
}

inline std::string small_study() {
  return "[study]\ntitle = \"small\"\n[data]\nfile = \"d.csv\"\nunit = \"city\"\ntime = \"year\"\n"
         "[scores.CEE]\nmodel = \"super-sbm\"\ninputs = [\"labor\", \"energy\"]\noutputs = [\"gdp\"]\nbad = [\"co2\"]\n"
         "[model]\nformula = \"CEE ~ trade | unit + time\"\nfocus = \"trade\"\n"
         "[[table]]\nid = \"summary\"\nkind = \"describe\"\ncolumns = [\"CEE\", \"trade\"]\n"
         "[[table]]\nid = \"base\"\ncolumns = [ {} ]\n"
         "[[table]]\nid = \"region\"\nsplit = { by = \"region\" }\n";
}

}  // namespace ecoeff::testing
