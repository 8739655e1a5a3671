// A study whose names and texts neither Stata nor R takes as they are: signs of formulas, blanks, digits in front, words
// of the languages, names that are the same in their first 32 characters, periods and groups that are texts with
// quotes; and a panel with gaps.
#pragma once

#include <cctype>
#include <cmath>
#include <string>

#include "every_estimator.hpp"

namespace ecoeff::testing {

inline std::string awkward_csv() {
  Draws draw;
  std::string csv =
      "省:市^名,年 份,1人均GDP(元),a long name of a column that ends with one,a long name of a column that ends with "
      "two,"
      "这是一个用来检验变量名是否会在三十二个字符之后被截断的很长的中文列名甲,"
      "这是一个用来检验变量名是否会在三十二个字符之后被截断的很长的中文列名乙,数字 经济,地区 "
      "(大区),x^2,in,str5,CEE,N,log(x),"
      "劳动:人,\"产出, 亿元\",i.地区,T,c\n";
  for (int c = 0; c < 24; ++c) {
    const double own = draw.around();
    double digital = draw.next();
    for (int t = 0; t < 9; ++t) {
      digital = 0.4 * digital + draw.next() + 0.1 * own;
      const double wealth = std::exp(3 + 0.05 * t + 0.4 * own + 0.3 * draw.around());
      const double one = draw.next();
      const double two = draw.next() + 0.2 * one;
      const double outcome = 2 + 0.3 * digital + 0.1 * std::log(wealth) + 0.2 * own + 0.1 * draw.around() + 0.1 * one;
      const double labour = 1 + draw.next();
      if (c == 7 && t == 4) continue;
      const char* region = c % 4 == 0 ? "东 部" : c % 4 == 1 ? "\"西\"\"部\"\"\"" : c % 4 == 2 ? "$中`部'" : "";
      csv += "\"城:" + std::to_string(c) + "^a\"," + std::to_string(2010 + t) + "年";
      const auto cell = [&](double value) { csv += "," + std::to_string(value); };
      if (c == 2 && t == 3) {
        csv += ",";
      } else {
        cell(wealth);
      }
      cell(one);
      cell(two);
      cell(draw.next());
      cell(draw.next());
      cell(digital);
      csv += std::string(",") + (t == 5 ? "" : region);
      cell(draw.next());
      csv += "," + std::to_string((c + t) % 5);
      cell(draw.next());
      cell(outcome);
      cell(draw.next());
      cell(0.1 + draw.next());
      cell(labour);
      cell(labour * (0.5 + draw.next()));
      cell(draw.next());
      cell(draw.next());
      cell(draw.next());
      csv += "\n";
    }
  }
  return csv;
}

inline std::string awkward_study() {
  return R"T([study]
title = "names"
language = "zh+en"
[data]
file = "d.csv"
unit = "省:市^名"
time = "年 份"
[columns]
g2 = "1人均GDP(元)"
a_long_name_of_a_column_that_ends_with_one = "a long name of a column that ends with one"
a_long_name_of_a_column_that_ends_with_two = "a long name of a column that ends with two"
double = "x^2"
_n = "N"
using = "log(x)"
dig = "数字 经济"
region = "地区 (大区)"
function = "T"
[scores.EFF]
model = "sbm"
inputs = ["劳动:人"]
outputs = ["产出, 亿元"]
[index.IDX]
method = "entropy"
indicators = [{ column = "x^2", sign = "-" }, { column = "i.地区", sign = "+" }, { column = "str5", sign = "+" }]
[model]
formula = "CEE ~ dig + log(g2) + a_long_name_of_a_column_that_ends_with_one + a_long_name_of_a_column_that_ends_with_two | unit + time"
focus = "dig"
vce = "cluster(unit)"
show_controls = true
[report]
replicate = ["stata", "r"]
formats = ["md"]
figures = []
[[table]]
id = "summary"
kind = "describe"
columns = ["CEE", "1人均GDP(元)", "a long name of a column that ends with one", "a long name of a column that ends with two", "x^2", "in", "str5", "N", "log(x)", "i.地区", "产出, 亿元"]
[[table]]
id = "together"
kind = "correlation"
spearman = true
columns = ["CEE", "g2", "in", "str5", "x^2", "劳动:人", "EFF", "IDX"]
[[table]]
id = "scores"
kind = "scores"
of = "EFF"
by = "region"
[[table]]
id = "names"
columns = [ {},
  { keep = "g2 > 20 and region != '东 部'" },
  { keep = "region in {'东 部', '西\"部\"'}" },
  { keep = "region == \"$中`部'\" or region == '东 部'" },
  { keep = "not missing(region) and time in {2011, 2012, 2014, 2015, 2016}" },
  { keep = "missing(region) or `in` in {1, 2, 3}" },
  { keep = "not (unit in {'城:3^a', '城:5^a'}) and str5 < 0.9 and time != 2012" },
  { keep = "L.`in` < `in` or `x^2` > mean(`x^2`) or `产出, 亿元` / `劳动:人` > 1" },
  { winsor = { columns = ["g2", "a long name of a column that ends with one"], cuts = [5, 95] } },
  { winsor = { columns = ["dig"], cuts = [10, 90] }, keep = "time > 2011", formula = "CEE ~ dig + L.dig + D.g2 + D.dig + L2.str5 | unit + time" },
  { formula = "CEE ~ dig + L.dig + D.g2 + _n + double + F.function | unit + time", keep = "time > 2011" },
  { formula = "CEE ~ dig + using + _n + i.region + c + function | time", vce = "cluster(region)" },
  { formula = "CEE ~ dig + str5 + in | unit + region^time" },
  { formula = "CEE ~ dig:str5 + dig + str5^2 + std(double) | unit + unit:_n" },
  { formula = "CEE ~ dig + 这是一个用来检验变量名是否会在三十二个字符之后被截断的很长的中文列名甲 + L.这是一个用来检验变量名是否会在三十二个字符之后被截断的很长的中文列名乙 + 这是一个用来检验变量名是否会在三十二个字符之后被截断的很长的中文列名甲:这是一个用来检验变量名是否会在三十二个字符之后被截断的很长的中文列名乙 | unit" },
  { outcome = "_n" }, { vce = "cluster(unit, region)" },
  { formula = "CEE ~ dig + str5 | unit", estimator = "fd", keep = "time > 2011" },
  { estimator = "re", vce = "iid" },
]
[[table]]
id = "groups"
split = { by = "region" }
[[table]]
id = "coded"
columns = [ { formula = "CEE ~ dig + str5 | time" } ]
split = { by = "in" }
[[table]]
id = "mechanism"
mechanism = { mediator = "using", steps = 3, reps = 0 }
[[table]]
id = "moderation"
moderation = { by = "double" }
)T";
}

// The study of every estimator with short names of which Stata or R takes none as it is.
inline std::string every_estimator_under_awkward_names() {
  std::string toml = every_estimator_study();
  const auto is_name = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; };
  const auto rename = [&](const std::string& from, const std::string& to) {
    for (std::size_t at = toml.find(from); at != std::string::npos; at = toml.find(from, at + 1)) {
      const bool whole = (at == 0 || !is_name(toml[at - 1])) && !is_name(toml[at + from.size()]);
      if (!whole || toml.compare(at, 4, "GDP(") == 0) continue;
      toml.replace(at, from.size(), to);
      at += to.size() - 1;
    }
  };
  rename("DIG", "digital_economy_index_of_the_city_one");
  rename("OPEN", "digital_economy_index_of_the_city_two");
  rename("URB", "using");
  rename("Z", "_n");
  rename("gdp", "double");
  rename("CEE", "str8");
  rename("COUNT", "N");
  rename("pop", "R2");
  rename("freq", "T");
  rename("region", "function");
  rename("stock", "strL");
  rename("lgdp", "c");
  return toml;
}

}  // namespace ecoeff::testing
