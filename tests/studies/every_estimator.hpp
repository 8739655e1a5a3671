// A study that names every estimator, kind of error and kind of column, for scripts that must make all of them again:
// 30 cities in 10 years, headers in Chinese and with brackets, cells missing, a text column of regions.
#pragma once

#include <cmath>
#include <cstdint>
#include <string>

namespace ecoeff::testing {

// Numbers between 0 and 1 that are the same everywhere.
class Draws {
 public:
  double next() {
    state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<double>(state_ >> 11U) / 9007199254740992.0;
  }
  double around() { return next() + next() + next() + next() - 2; }

 private:
  std::uint64_t state_ = 20240607;
};

inline std::string every_estimator_csv() {
  Draws draw;
  std::string csv = "城市,年份,效率,数字经济,GDP(亿元),开放度,城镇化,工具变量,计数,地区,权重,频数,编码\n";
  const auto cell = [&](double value) {
    const std::string text = std::to_string(value);
    csv += "," + text;
  };
  for (int c = 0; c < 30; ++c) {
    const double own = draw.around();
    double last = 0.5;
    double digital = draw.next();
    for (int t = 0; t < 10; ++t) {
      const double push = draw.around();
      const double wealth = std::exp(4 + 0.05 * t + own + 0.3 * draw.around());
      const double open = draw.next();
      const double instrument = push + 0.5 * draw.around();
      digital = 0.4 * digital + 0.3 * push + 0.05 * t + 0.2 * own + 0.2 * draw.around();
      const double urban = 40 + 5 * digital + 3 * draw.around();
      last = 0.3 * last + 0.25 * digital + 0.1 * open + 0.02 * std::log(wealth) + 0.2 * own + 0.15 * draw.around();
      csv += "城" + std::to_string(c + 1) + "," + std::to_string(2010 + t);
      cell(std::max(0.0, last));
      cell(digital);
      if (c == 3 && t == 4) {
        csv += ",";
      } else {
        cell(wealth);
      }
      cell(open);
      if (c == 5 && t > 7) {
        csv += ",";
      } else {
        cell(urban);
      }
      cell(instrument);
      csv += "," + std::to_string(static_cast<int>(std::exp(1 + 0.5 * digital + 0.3 * draw.around())));
      csv += c % 3 == 0 ? ",东部" : c % 3 == 1 ? ",中部" : ",西部 \"山区\"";
      cell(0.5 + draw.next());
      csv += "," + std::to_string(1 + (c + t) % 3) + ",0" + std::to_string(c % 4) + "\n";
    }
  }
  return csv;
}

inline std::string every_estimator_study() {
  std::string toml = R"T([study]
title = "every estimator"
language = "zh+en"
seed = 3
[data]
file = "d.csv"
unit = "城市"
time = "年份"
[columns]
CEE = "效率"
DIG = "数字经济"
gdp = "GDP(亿元)"
OPEN = "开放度"
URB = "城镇化"
Z = "工具变量"
COUNT = "计数"
region = "地区"
pop = "权重"
freq = "频数"
[derive]
lgdp = "log(gdp)"
stock = "pim(COUNT + 1, depreciation = 0.1, base = 2010, initial = 'steady')"
[index.ENT]
method = "entropy"
shift = 0.01
indicators = [{ column = "OPEN", sign = "+" }, { column = "Z", sign = "-" }, { column = "COUNT", sign = "+" }, { column = "URB", sign = "-" }]
[index.ENY]
method = "entropy"
per_year = true
rescale = true
same_indicators_as = "ENT"
[index.CRI]
method = "critic"
same_indicators_as = "ENT"
[index.CRY]
method = "critic"
per_year = true
same_indicators_as = "ENT"
[index.PC]
method = "pca"
same_indicators_as = "ENT"
[index.PCU]
method = "pca"
scores = "unit"
share = 0.8
rescale = true
same_indicators_as = "ENT"
[scores.EFF]
model = "sbm"
inputs = ["pop", "freq"]
outputs = ["OPEN"]
[scores.LUE]
model = "luenberger"
inputs = ["pop", "freq"]
outputs = ["OPEN"]
[scores.LEV]
model = "malmquist"
orientation = "output"
inputs = ["pop", "freq"]
outputs = ["OPEN"]
level = true
[scores.TFP]
model = "malmquist"
orientation = "output"
inputs = ["pop", "freq"]
outputs = ["OPEN"]
[model]
formula = "CEE ~ DIG + OPEN + log(gdp) | unit + time"
focus = "DIG"
vce = "robust"
reps = 60
show_controls = true
[report]
replicate = ["stata", "r"]
formats = ["md"]
figures = []
[[table]]
id = "summary"
kind = "describe"
columns = ["CEE", "DIG", "OPEN", "gdp"]
[[table]]
id = "together"
kind = "correlation"
columns = ["CEE", "DIG", "OPEN"]
)T";
  const auto table = [&](const std::string& id, const std::string& columns) {
    toml += "[[table]]\nid = \"" + id + "\"\ncolumns = [\n" + columns + "]\n";
  };
  table("columns", R"T(
  {}, { controls = false }, { keep = "time < 2018 and region in {'东部', '西部 \"山区\"'}" },
  { keep = "not (URB > 41 or unit == '城3')" }, { keep = "URB > mean(URB) and L.OPEN < 0.9" },
  { keep = "growth(gdp) > 0 or DIG / OPEN > 1" }, { keep = "not URB <= 40 and `编码` != '02' and share(COUNT) < 0.1" },
  { winsor = { columns = ["CEE", "DIG"], cuts = [2, 98] } },
  { winsor = { columns = ["DIG"], cuts = [5, 95] }, keep = "DIG < 1.2 and deflate(gdp, pop, base = 2012) > 1" },
  { swap = { DIG = "URB" } }, { outcome = "URB" }, { outcome = "log(gdp)", formula = "CEE ~ DIG + OPEN | unit" },
  { formula = "CEE ~ L.DIG + DIG + D.OPEN + DIG:OPEN + L2.log(gdp) | unit + time" },
  { formula = "F.CEE ~ DIG + i.time + L.OPEN | unit" },
  { formula = "CEE ~ DIG + i.time | unit" }, { formula = "CEE ~ DIG + OPEN | unit + region^time" },
  { formula = "CEE ~ DIG + OPEN | unit + time + unit:Z" }, { formula = "CEE ~ DIG + OPEN + i.region" },
  { keep = "winsor(gdp, 5, 95) < gdp or max(OPEN, Z) > 0.3" }, { keep = "lag(DIG, 2) > std(DIG) / 2 and lead(OPEN) < 2" },
  { keep = "missing(URB) or abs(Z) < 1.5" }, { keep = "exp(OPEN) > 1.2 and sqrt(OPEN) < 0.95 and OPEN ^ 2 < 0.9" },
)T");
  table("errors", R"T(
  { vce = "iid" }, { vce = "hc2" }, { vce = "hc3" }, { vce = "cluster(unit)" }, { vce = "cluster(time)" },
  { vce = "cluster(region)" }, { vce = "cluster(unit, time)" }, { vce = "nw(2)" }, { vce = "dk(2)" },
  { vce = "cr2(unit)" }, { vce = "cr3(unit)" }, { vce = "cr3(region, unscaled)" }, { vce = "wild(unit)" },
  { vce = "wild(region, webb)" }, { vce = "bootstrap(unit)" }, { weights = "aw=pop" }, { weights = "pw=pop" },
  { weights = "fw=freq" }, { weights = "aw=pop", vce = "cluster(unit)" }, { dof = "xtreg" },
  { dof = "fixest", vce = "cluster(unit)" },
)T");
  table("pooled", R"T(
  { estimator = "pooled" }, { estimator = "pooled", vce = "iid" }, { estimator = "pooled", vce = "hc3" },
  { estimator = "pooled", vce = "cluster(unit)" }, { estimator = "pooled", vce = "cluster(unit, time)" },
  { estimator = "pooled", vce = "nw(1)" }, { estimator = "pooled", vce = "dk(1)" },
  { estimator = "pooled", vce = "cr2(region)" }, { estimator = "pooled", vce = "bootstrap(unit)" },
  { estimator = "pooled", weights = "aw=pop", vce = "cluster(unit)" },
)T");
  table("panels", R"T(
  { estimator = "re", vce = "iid" }, { estimator = "re", vce = "cluster(unit)" },
  { estimator = "re", vce = "robust", keep = "time < 2017" }, { estimator = "between", vce = "iid" },
  { estimator = "between", vce = "cluster(region)" }, { estimator = "between", vce = "cluster(unit)" },
  { estimator = "fd" }, { estimator = "fd", vce = "cluster(unit)" }, { estimator = "fd", vce = "cluster(unit, time)" },
  { estimator = "fd", formula = "CEE ~ DIG + L.OPEN | unit", vce = "iid" },
)T");
  const std::string instrumented = "formula = \"CEE ~ OPEN | unit + time | DIG ~ Z + L.Z\"";
  const std::string plain = "formula = \"CEE ~ OPEN | 0 | DIG ~ Z + L.Z\"";
  std::string iv;
  for (const std::string estimator : {"iv", "iv-gmm"}) {
    for (const std::string vce : {"iid", "robust", "cluster(unit)"}) {
      iv += "  { estimator = \"" + estimator + "\", vce = \"" + vce + "\", " + instrumented + " },\n";
      iv += "  { estimator = \"" + estimator + "\", vce = \"" + vce + "\", " + plain + " },\n";
    }
    iv += "  { estimator = \"" + estimator + "\", small = true, vce = \"cluster(unit)\", " + plain + " },\n";
  }
  table("instruments", iv);
  table("limited", R"T(
  { estimator = "tobit", ll = 0, vce = "iid" }, { estimator = "tobit", ll = 0, ul = 0.9 },
  { estimator = "tobit", ll = 0.1, formula = "CEE ~ DIG + OPEN | time", vce = "cluster(unit)" },
  { estimator = "truncated", ll = 0.05, formula = "CEE ~ DIG + OPEN | time", vce = "iid" },
  { estimator = "truncated", ll = 0, ul = 1.2, formula = "CEE ~ DIG + OPEN", keep = "region != '东部'" },
  { estimator = "xttobit", ll = 0, vce = "iid" }, { estimator = "quantile", tau = 0.25, vce = "iid", formula = "CEE ~ DIG + log(gdp) | time" },
  { estimator = "quantile", tau = 0.5, formula = "CEE ~ DIG + OPEN | time" },
  { estimator = "poisson", outcome = "COUNT" }, { estimator = "poisson", outcome = "COUNT", vce = "cluster(unit)" },
  { estimator = "poisson", formula = "COUNT ~ DIG + OPEN" },
)T");
  table("dynamic", R"T(
  { estimator = "system-gmm" }, { estimator = "difference-gmm", gmm = { laglimits = [2, 4], steps = 1 } },
  { estimator = "system-gmm", lags = 2, gmm = { endogenous = ["L.CEE", "DIG"], predetermined = ["OPEN"], small = true } },
  { estimator = "system-gmm", gmm = { orthogonal = true, collapse = false, laglimits = [2, 2] }, keep = "time > 2010" },
)T");
  toml +=
      "[[table]]\nid = \"groups\"\nsplit = { by = \"region\" }\n[[table]]\nid = \"codes\"\nsplit = { by = \"编码\" }\n";
  toml += "[[table]]\nid = \"mechanism\"\nmechanism = { mediator = \"URB\", steps = 3, reps = 20 }\n";
  toml += "[[table]]\nid = \"two-steps\"\nmechanism = { mediator = \"L.URB\", steps = 2, reps = 0 }\n";
  toml += "[[table]]\nid = \"moderation\"\nmoderation = { by = \"URB\" }\n";
  toml += "[[table]]\nid = \"moderation-by-a-control\"\nmoderation = { by = \"OPEN\" }\n";
  table("terms", R"T(
  { formula = "CEE ~ DIG + I(DIG^2) + DIG:L.OPEN + std(URB) + sqrt(OPEN) | unit + time" },
  { formula = "CEE ~ DIG + L.DIG + std(OPEN) + DIG:L.URB | unit + time", keep = "time > 2012 and OPEN < 0.9" },
  { formula = "log(gdp) ~ DIG * OPEN + c.DIG#c.DIG + std(log(URB)) | unit", winsor = { columns = ["DIG", "gdp"], cuts = [5, 95] } },
  { formula = "CEE ~ DIG + DIG^3 + log(gdp^2) + L.URB | unit", outcome = "OPEN^2" },
  { formula = "I(CEE^2) ~ DIG + D.(DIG:OPEN) + exp(DIG)", estimator = "pooled" },
  { formula = "CEE ~ DIG + DIG^2 + DIG:OPEN + std(URB) | unit + time", estimator = "fd" },
  { formula = "CEE ~ DIG + DIG^2 + L.OPEN + std(URB) | unit", estimator = "fd", keep = "time > 2011" },
  { formula = "CEE ~ OPEN + OPEN^2 | unit + time | DIG + DIG:OPEN ~ Z + Z:OPEN + L.Z", estimator = "iv" },
  { formula = "COUNT ~ DIG + DIG^2 + DIG:L.OPEN | unit", estimator = "poisson" },
  { formula = "CEE ~ DIG + DIG^2 + std(OPEN) | time", estimator = "tobit", ll = 0, vce = "iid" },
  { formula = "CEE ~ DIG + DIG:OPEN + L.URB", estimator = "re", vce = "iid", keep = "time > 2011" },
  { formula = "CEE ~ DIG + DIG^2 + OPEN | unit + time", estimator = "system-gmm" },
)T");
  toml += R"T(
[[table]]
id = "made"
kind = "describe"
columns = ["ENT", "ENY", "CRI", "CRY", "PC", "PCU", "EFF", "TFP", "URB", "lgdp"]
[[table]]
id = "ranks"
kind = "correlation"
spearman = true
columns = ["CEE", "gdp", "URB", "TFP", "COUNT"]
[[table]]
id = "scores"
kind = "scores"
of = "EFF"
by = "region"
[[table]]
id = "changes"
kind = "scores"
of = "TFP"
by = "region"
[[table]]
id = "some-years"
kind = "scores"
of = "TFP"
by = "编码"
years = [2011, 2014, 2019]
[[table]]
id = "parts"
kind = "productivity"
of = "TFP"
[[table]]
id = "weights"
kind = "index-definition"
of = "ENT"
[[table]]
id = "by-units"
kind = "productivity"
of = "TFP"
by = "unit"
[[table]]
id = "differences"
kind = "productivity"
of = "LUE"
[[table]]
id = "levels"
kind = "scores"
of = "LEV"
)T";
  return toml;
}

// The same data and a split whose groups are no runs of years: lags of their rows are those of the whole panel.
inline std::string study_of_broken_groups() {
  const std::string every = every_estimator_study();
  const std::string from = "DIG + OPEN + log(gdp) |";
  std::string toml = every.substr(0, every.find("[[table]]"));
  toml.replace(toml.find(from), from.size(), "DIG + L.DIG + DIG:L.OPEN + std(URB) + DIG^2 |");
  return toml + "[[table]]\nid = \"groups\"\nsplit = { by = \"频数\" }\n";
}

}  // namespace ecoeff::testing
