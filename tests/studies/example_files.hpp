// The files on which the examples of examples.txt are run: a study of 8 cities in 6 years, and a panel of 12 units in 8
// years and one of 5,000 firms for single commands. The numbers are made by arithmetic, not measured.
#pragma once

#include <cmath>
#include <map>
#include <string>

namespace ecoeff::testing {

// A number in [0, 1) that looks irregular in both arguments.
inline double irregular(int a, int b) {
  const double x = std::sin(12.9898 * a + 78.233 * b + 0.5) * 437.585;
  return x - std::floor(x);
}

inline std::string example_data() {
  std::string csv = "city,year,labor,energy,gdp,co2,trade,people,invest,research,patents,robots,flat,basin,site\n";
  for (int c = 0; c < 8; ++c) {
    for (int t = 0; t < 6; ++t) {
      csv += "c" + std::to_string(c) + "," + std::to_string(2010 + t);
      const double noise = irregular(c, t);
      for (const double value : {10.0 + 3 * c + t, 20.0 + 2 * c + 5 * noise, 30.0 + 5 * c + 2 * t + 7 * noise,
                                 5.0 + c + 3 * irregular(c, t + 20), 4 + 9 * irregular(c + 9, t),
                                 50 + 11 * irregular(c, t + 7), (10.0 + c) * std::pow(1.05 + 0.01 * c, t),
                                 3 + irregular(c + 3, t + 5), 9 + c + irregular(c + 4, t), t + irregular(c, t + 50)})
        csv += "," + std::to_string(value);
      csv += c < 4 ? ",7,upper,east\n" : c < 7 ? ",7,lower,west\n" : ",7,lower,alone\n";
    }
  }
  return csv;
}

inline std::string example_panel() {
  std::string csv =
      "id,year,y,x,x1,x2,z,z1,z2,p,q,a,pop,income,drift,lpcap,lpcom,region,code,city,province,near,tiny\n";
  for (int i = 0; i < 12; ++i) {
    double last = 2 + 0.3 * i;
    for (int t = 0; t < 8; ++t) {
      const double z1 = irregular(i, t + 2);
      const double z2 = irregular(i + 31, t);
      const double e = irregular(i + 7, t + 13) - 0.5;
      const double x1 = irregular(i + 50, t + 3);
      const double x2 = irregular(i + 70, t + 8) + 0.2 * x1;
      const double x = x1 + 0.5 * x2 + 0.4 * irregular(i, t);
      const double p = z1 + 0.5 * z2 + 0.5 * e;
      last = 1 + 0.4 * last + 0.8 * x + 0.3 * x2 + e;
      csv += std::to_string(i + 1) + "," + std::to_string(2008 + t);
      for (const double value : {last, x, x1, x2, z1 + 0.2 * z2, z1, z2, p, z2 - 0.3 * z1 + 0.2 * e, 1 + z1, 10 + z2,
                                 1.5 + x1, 50.0 * i + x1, 3 + x1, 4 + x2})
        csv += "," + std::to_string(value);
      csv += "," + std::to_string(i % 3 + 1) + "," + std::to_string(i % 4) + ",Wuwei" + std::to_string(i) + "," +
             std::to_string(i / 2) + "," + std::to_string(x) + "0" + std::to_string((7 * i + 3 * t) % 10) + "," +
             std::to_string(x1) + "e-200\n";
    }
  }
  return csv;
}

inline std::string example_study() {
  return R"toml(
[study]
title = "small"
[data]
file = "data.csv"
unit = "city"
time = "year"
# data
[columns]
# columns
[derive]
# derive
OPEN = "trade / gdp"
POP = "log(people)"
[index.NQP]
method = "entropy"
indicators = ["research", "patents"]
# index
[scores.CEE]
model = "super-sbm"
inputs = ["labor", "energy"]
outputs = ["gdp"]
bad = ["co2"]
returns = "crs"
reference = "pooled"
# scores
[model]
formula = "CEE ~ NQP + OPEN + POP | unit + time"
focus = "NQP"
vce = "robust"
[[table]]
id = "base"
columns = [ { head = "all" } ]
[report]
formats = ["md"]
figures = []
)toml";
}

// Many units in two years, for what has a limit.
inline std::string example_firms() {
  std::string csv = "firm,year,y,x\n";
  for (int i = 0; i < 5000; ++i) {
    for (int t = 0; t < 2; ++t)
      csv += std::to_string(i) + "," + std::to_string(2010 + t) + "," + std::to_string(irregular(i, t)) + "," +
             std::to_string(irregular(i + 1, t + 2)) + "\n";
  }
  return csv;
}

// By name in the folder of an example.
inline const std::map<std::string, std::string>& example_files() {
  static const std::map<std::string, std::string> files{{"data.csv", example_data()},
                                                        {"panel.csv", example_panel()},
                                                        {"study.toml", example_study()},
                                                        {"firms.csv", example_firms()}};
  return files;
}

// The keys of examples.txt that name one of them.
inline const std::map<std::string, std::string>& example_keys() {
  static const std::map<std::string, std::string> keys{
      {"data", "data.csv"}, {"panel", "panel.csv"}, {"study", "study.toml"}};
  return keys;
}

}  // namespace ecoeff::testing
