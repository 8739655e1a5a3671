// Random studies: any model of the lists with any estimator, covariance, option, table and look. The same seed gives
// the same study everywhere.
#pragma once

#include <fmt/format.h>

#include <string>
#include <vector>

#include "ecoeff/frontier/score_model.hpp"
#include "ecoeff/index/index_method.hpp"
#include "ecoeff/numeric/random.hpp"
#include "ecoeff/panel/estimator.hpp"

namespace ecoeff::random_study {

class Draw {
 public:
  explicit Draw(std::uint64_t seed) : random_(seed) {}

  bool chance(double p) { return random_.uniform() < p; }
  std::size_t below(std::size_t n) { return static_cast<std::size_t>(random_.below(n)); }
  double number(double low, double high) { return low + (high - low) * random_.uniform(); }
  double normal() { return random_.normal(); }
  template <class T>
  const T& of(const std::vector<T>& list) {
    return list[below(list.size())];
  }

 private:
  RandomStream random_;
};

// 16 cities in 9 years: inputs, outputs, indicators, a group, an instrument, weights.
inline std::string data(std::uint64_t seed) {
  Draw draw(seed);
  std::string csv = "town,year,part,lab,cap,ene,gdp,co2,ind,ins,open,gov,pop,med\n";
  for (int unit = 0; unit < 16; ++unit) {
    const double own = draw.normal();
    for (int year = 0; year < 9; ++year) {
      const double ins = draw.normal() + own;
      const double ind = 5 + 0.6 * ins + 0.3 * draw.normal() + 0.1 * year;
      const double open = draw.number(0.1, 0.9), gov = draw.number(0.1, 0.5) + 0.05 * own;
      const double lab = draw.number(5, 9) + own, cap = draw.number(10, 20), ene = draw.number(3, 8);
      const double gdp = (lab + cap) * draw.number(0.6, 1) + 2 * ind, co2 = ene * draw.number(1, 2);
      csv += fmt::format("T{},{},{},{:.4f},{:.4f},{:.4f},{:.4f},{:.4f},{:.4f},{:.4f},{:.4f},{:.4f},{},{:.4f}\n", unit,
                         2010 + year, unit % 2 == 0 ? "east" : "west", lab, cap, ene, gdp, co2, ind, ins, open, gov,
                         10 + unit, 0.4 * ind + 0.2 * draw.normal() + own);
    }
  }
  return csv;
}

inline std::string score(Draw& draw) {
  std::vector<const ScoreModel*> models = score_model_list().all();
  std::erase_if(models, [](const ScoreModel* one) { return one->traits.pairs; });
  const std::string model = draw.of(models)->about.name;
  std::string text =
      "[scores.EFF]\nmodel = \"" + model + "\"\ninputs = [\"lab\", \"cap\", \"ene\"]\noutputs = [\"gdp\"]\n";
  if (draw.chance(0.6)) text += "bad = [\"co2\"]\n";
  if (draw.chance(0.4)) text += "reference = \"contemporaneous\"\n";
  if (draw.chance(0.4)) text += fmt::format("returns = \"{}\"\n", draw.of<std::string>({"crs", "vrs", "nirs"}));
  return text;
}

inline std::string index(Draw& draw) {
  return "[index.NQ]\nmethod = \"" + draw.of(index_methods().all())->about.name +
         "\"\nindicators = [\"ind\", \"open\", \"-gov\", \"ins\"]\n";
}

inline const std::vector<std::string>& errors() {
  static const std::vector<std::string> all{
      "iid",   "robust",          "hc2",       "hc3", "cluster(unit)", "cluster(time)", "cluster(unit, time)", "nw(2)",
      "dk(2)", "bootstrap(unit)", "wild(unit)"};
  return all;
}

// The options of the estimator, each where it must be given, and some others now and then.
inline std::string options(Draw& draw, const Estimator& method) {
  std::vector<std::string> own, gmm;
  for (const Option& option : method.options) {
    if (!option.in_studies) continue;
    std::vector<std::string>& where = option.section.empty() ? own : gmm;
    if (option.key == "ll") where.push_back("ll = 0.3");
    if (option.key == "ul" && draw.chance(0.5)) where.push_back("ul = 5");
    if (option.key == "tau" && draw.chance(0.6)) where.push_back(fmt::format("tau = {:.2f}", draw.number(0.2, 0.8)));
    if (option.key == "small" && draw.chance(0.5)) where.push_back("small = true");
    if (option.key == "steps" && draw.chance(0.5)) where.push_back("steps = 1");
    if (option.key == "robust" && draw.chance(0.3)) where.push_back("robust = false");
    if (option.key == "orthogonal" && draw.chance(0.3)) where.push_back("orthogonal = true");
    if (option.key == "endogenous" && draw.chance(0.5)) where.push_back("endogenous = [\"L.EFF\", \"open\"]");
  }
  if (!gmm.empty()) own.push_back("gmm = { " + join(gmm, ", ") + " }");
  return own.empty() ? "" : ", " + join(own, ", ");
}

inline std::string column(Draw& draw, int number) {
  std::vector<const Estimator*> methods = estimators().all();
  std::erase_if(methods, [](const Estimator* one) { return !one->traits.in_studies; });
  const Estimator& method = *draw.of(methods);
  std::string text = fmt::format("  {{ head = {{ zh = \"第{0}列\", en = \"Column no. {0}\" }}, estimator = \"{1}\"",
                                 number, method.about.name);
  const bool instruments = method.about.page == "iv";
  if (instruments) {
    text += std::string(", formula = \"EFF ~ open + gov ") + (draw.chance(0.5) ? "| unit + time" : "| 0") +
            " | NQ ~ ins + med\"";
  } else if (draw.chance(0.3)) {
    text += ", controls = false";
  }
  text += options(draw, method);
  if (draw.chance(0.5)) text += ", vce = \"" + draw.of(errors()) + "\"";
  if (draw.chance(0.2)) text += ", keep = \"time != 2013\"";
  if (!instruments && draw.chance(0.2)) text += ", winsor = { columns = [\"EFF\", \"NQ\"], cuts = [2, 98] }";
  if (!instruments && draw.chance(0.15)) text += ", swap = { NQ = \"ins\" }";
  if (!instruments && draw.chance(0.1)) text += ", outcome = \"med\"";
  if (method.traits.weights && draw.chance(0.2)) text += ", weights = \"aw=pop\"";
  return text + " }";
}

inline std::string tables(Draw& draw) {
  std::string text;
  const std::size_t count = 1 + draw.below(2);
  for (std::size_t t = 0; t < count; ++t) {
    std::vector<std::string> columns;
    const std::size_t wide = 1 + draw.below(4);
    for (std::size_t c = 0; c < wide; ++c) columns.push_back(column(draw, static_cast<int>(c) + 1));
    text += fmt::format(
        "[[table]]\nid = \"t{0}\"\ntitle = {{ zh = \"第{0}张表\", en = \"Table of sort {0}\" }}\ncolumns = [\n{1}\n]\n",
        t, join(columns, ",\n"));
  }
  if (draw.chance(0.4)) text += "[[table]]\nid = \"groups\"\nsplit = { by = \"part\" }\n";
  if (draw.chance(0.3))
    text += fmt::format("[[table]]\nid = \"channel\"\nmechanism = {{ mediator = \"med\", steps = {}, reps = 19 }}\n",
                        draw.chance(0.5) ? 2 : 3);
  if (draw.chance(0.3)) text += "[[table]]\nid = \"moderated\"\nmoderation = { by = \"open\" }\n";
  return text;
}

inline std::string study(std::uint64_t seed) {
  Draw draw(seed);
  std::string text = "[data]\nfile = \"data.csv\"\nunit = \"town\"\ntime = \"year\"\n";
  if (draw.chance(0.5)) text += "unit_name = { zh = \"城镇\", en = \"town\" }\n";
  text += score(draw) + index(draw);
  text +=
      "[labels]\nEFF = { zh = \"效率\", en = \"Efficiency\" }\nNQ = { zh = \"质量指数\", en = \"Quality index\" }\n"
      "open = { zh = \"开放\", en = \"Openness\" }\ngov = { zh = \"干预\", en = \"Intervention\" }\n"
      "med = { zh = \"中介\", en = \"Mediator\" }\nins = { zh = \"工具\", en = \"Tool\" }\n"
      "part = { zh = \"区块\", en = \"Part\" }\neast = { zh = \"东\", en = \"East\" }\nwest = { zh = \"西\", en = "
      "\"West\" }\n"
      "lab = { zh = \"劳动\", en = \"Labour\" }\ncap = { zh = \"资本\", en = \"Capital\" }\n"
      "ene = { zh = \"能源\", en = \"Energy\" }\ngdp = { zh = \"产值\", en = \"Value added\" }\n"
      "co2 = { zh = \"排放\", en = \"Emissions\" }\nind = { zh = \"指标\", en = \"Indicator\" }\n"
      "pop = { zh = \"人口\", en = \"Population\" }\n";
  text += std::string("[model]\nfocus = \"NQ\"\nformula = \"EFF ~ NQ + open + gov | ") +
          draw.of<std::string>({"unit", "time", "unit + time", "unit + time + part^time"}) + "\"\n";
  text += "vce = \"" + draw.of(errors()) + "\"\nreps = 19\ngroup_reps = 19\n";
  text += fmt::format("below = \"{}\"\n", draw.of<std::string>({"t", "se", "p", "ci"}));
  text += fmt::format("r2 = \"{}\"\n", draw.of<std::string>({"r2", "within", "adjusted", "within-unit", "overall"}));
  text += fmt::format("digits = {}\n", 2 + draw.below(3));
  text += tables(draw);
  text += std::string("[report]\nvariables = \"labels\"\nnotes = \"") +
          draw.of<std::string>({"table", "end", "report"}) + "\"\nstyle = \"" +
          draw.of<std::string>({"cn", "aer", "esttab"}) + "\"\n";
  return text;
}

}  // namespace ecoeff::random_study
