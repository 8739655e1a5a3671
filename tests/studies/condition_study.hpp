// A study whose columns differ by the condition `keep`, one of each kind, or by several steps before the fit, and whose
// units are codes "0007": what the condition keeps shows in N.
#pragma once

#include <string>
#include <vector>

#include "every_estimator.hpp"

namespace ecoeff::testing {

inline const std::vector<std::string>& kept_conditions() {
  static const std::vector<std::string> kConditions{"unit != 512",
                                                    "unit in {7, 108, 209, 310, 411, 512, 613}",
                                                    "unit > 900",
                                                    "unit == '0512' or unit == '0714'",
                                                    "unit not in {512, '0714'}",
                                                    "growth(x) > -0.1 or missing(L.x)",
                                                    "growth(z) < 1",
                                                    "share(x) < 0.07",
                                                    "share(z) > 0.04 and time != 2013",
                                                    "abs(diff(x)) > 0.1",
                                                    "deflate(y, p) > 3",
                                                    "deflate(y, p, base = 2012) > 3",
                                                    "region == 'NA' or region == ''",
                                                    "region != 'TRUE'",
                                                    "region in {'NA', '1e3'}",
                                                    "region not in {'NA', ''}",
                                                    "not (region == 'NA')",
                                                    "'NA' == region",
                                                    "missing(region)",
                                                    "half == 0.5 or half < -1",
                                                    "half in {0.5, -2}",
                                                    "flag",
                                                    "not flag",
                                                    "half and flag",
                                                    "half == half and flag",
                                                    "x > z and not (y < 3)",
                                                    "not (x > 0.3)",
                                                    "not missing(x) and not (x > 0.3 or z < 0.2)",
                                                    "x == x",
                                                    "(x > 0.5) + (z > 0.5) >= 1",
                                                    "(x > 0.5) == (z > 0.5)",
                                                    "3 < y",
                                                    "lag(x, 2) < lead(z)",
                                                    "lag(x) < x",
                                                    "lead(x, 2) > 0.1",
                                                    "F.x > 0.2 or D.z > 0",
                                                    "L2.x > 0.2",
                                                    "F2.x > 0.2",
                                                    "D2.x > 0",
                                                    "LD.x > 0",
                                                    "missing(L.x) or L.x > 0.2",
                                                    "x / z > 0.5",
                                                    "ratio(x, z) > 0.5",
                                                    "1 / flag > 0 or x > 0.5",
                                                    "log(x) > -1",
                                                    "sqrt(x) > 0.5",
                                                    "exp(z) > 1.5",
                                                    "x ^ 2 > 0.1",
                                                    "-x < -0.3",
                                                    "min(x, z) > 0.2",
                                                    "max(x, z) > 0.6",
                                                    "winsor(x, 10, 90) == x",
                                                    "mean(x) < x",
                                                    "std(x) < x",
                                                    "x - mean(x) > -std(x) and time >= 2012",
                                                    "mean(z) > z or missing(x)",
                                                    "time < 2013 or time > 2015",
                                                    "time in {2010, 2011, 2013, 2014}",
                                                    "time == 2010 + 3 or time == 2011",
                                                    "time / 2 == 1006 or flag"};
  return kConditions;
}

inline std::string condition_csv() {
  Draws draw;
  std::string csv = "code,year,y,x,z,p,region,half,flag\n";
  for (int c = 0; c < 20; ++c) {
    const double own = draw.around();
    std::string code = std::to_string(101 * c + 7);
    code.insert(0, 4 - code.size(), '0');
    for (int t = 0; t < 8; ++t) {
      const double x = draw.next() + 0.1 * own;
      const double z = draw.next();
      const double y = 3 + own + 0.5 * x - 0.3 * z + 0.2 * draw.around();
      const double p = 1 + 0.02 * t + 0.01 * draw.next();
      csv += code + "," + std::to_string(2010 + t) + "," + std::to_string(y) + ",";
      if (c != 3 || t != 3) csv += std::to_string(x);
      csv += "," + std::to_string(z) + "," + std::to_string(p);
      csv += c % 4 == 0 ? ",NA" : c % 4 == 1 ? ",TRUE" : c % 4 == 2 ? ",1e3" : ",";
      csv += c % 3 == 0 ? ",0.5" : c % 3 == 1 ? ",1.5" : ",-2";
      csv += "," + std::to_string((c + t) % 2) + "\n";
    }
  }
  return csv;
}

inline std::string condition_study() {
  std::string toml = R"T([study]
title = "conditions"
[data]
file = "d.csv"
unit = "code"
time = "year"
[model]
formula = "y ~ x + z | unit"
focus = "x"
vce = "robust"
show_controls = true
[report]
replicate = ["stata", "r"]
formats = ["md"]
figures = []
[[table]]
id = "kept"
columns = [
)T";
  for (const std::string& condition : kept_conditions()) toml += "  { keep = \"" + condition + "\" },\n";
  toml += R"T(  { formula = "y ~ x + i.half + i.flag | time" }, { formula = "y ~ x + i.region | time" },
]
[[table]]
id = "steps"
columns = [
  { outcome = "z", keep = "half > 0", winsor = { columns = ["x", "z"], cuts = [5, 95] }, formula = "y ~ x + L.p | unit" },
  { outcome = "L.z", formula = "y ~ x + std(p) + L.x | unit + time", keep = "time > 2012" },
  { outcome = "D.y", formula = "y ~ x + std(p) | time" },
  { formula = "y ~ x + x^2 + x:z + L.(x z) | unit", winsor = { columns = ["x"], cuts = [10, 90] }, keep = "L.x > 0.2" },
  { formula = "y ~ x*z + F.p | unit + region^time", keep = "not missing(region)", vce = "cluster(unit)" },
  { weights = "aw=p", keep = "flag", formula = "y ~ x + std(z) | unit" },
  { formula = "y ~ x | time | z ~ p + L.z", estimator = "iv", keep = "time != 2014" },
  { formula = "y ~ x + L.z | unit", estimator = "fd", winsor = { columns = ["x", "y"], cuts = [5, 95] }, keep = "time != 2014" },
  { formula = "y ~ x + L.z | unit", estimator = "re", vce = "iid", keep = "half > 0" },
  { formula = "y ~ x + std(z) | time", estimator = "tobit", ll = 2.5, vce = "iid", keep = "flag or x > 0.5" },
  { swap = { z = "p" } }, { formula = "y ~ x + abs(z) + sqrt(p) + exp(z) | unit:p + time" },
]
[[table]]
id = "groups-of-a-column"
columns = [ { winsor = { columns = ["x"], cuts = [5, 95] }, formula = "y ~ x + L.z + std(p) | unit + time" } ]
split = { by = "region" }
[[table]]
id = "groups-of-rows"
columns = [ { keep = "time > 2011", formula = "y ~ x + L.z | unit", vce = "cluster(unit)" } ]
split = { by = "flag" }
[[table]]
id = "mechanism"
columns = [ { keep = "time > 2011" } ]
mechanism = { mediator = "L.p", steps = 2, reps = 0 }
[[table]]
id = "moderation"
columns = [ { winsor = { columns = ["x", "z"], cuts = [5, 95] }, keep = "half > 0" } ]
moderation = { by = "z" }
[[table]]
id = "by-text"
split = { by = "region" }
[[table]]
id = "by-number"
split = { by = "half" }
)T";
  return toml;
}

}  // namespace ecoeff::testing
