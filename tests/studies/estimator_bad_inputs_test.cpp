// Data that an estimator cannot use: one study column each, between two good ones. The column is refused with its code,
// or estimated with a note, and the columns beside it are what they are alone.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "ecoeff/base/file.hpp"
#include "ecoeff/numeric/random.hpp"
#include "ecoeff/study/read.hpp"
#include "ecoeff/study/run.hpp"
#include "program.hpp"

namespace ecoeff::testing {
namespace {

// 12 units in 8 years; `fixed` varies between units alone, `pair` has two values, `empty` none, `huge` reaches 1e300,
// `zero` and `negative` are weights that are 0 in odd years and -1 in line 21.
std::string data() {
  RandomStream random(1);
  std::string csv = "id,year,y,x,fixed,flat,huge,zero,negative,empty,pair\n";
  for (int unit = 0; unit < 12; ++unit) {
    double y = 1 + 0.3 * unit;
    for (int t = 0; t < 8; ++t) {
      const double x = random.uniform();
      y = 0.5 * y + x + 0.3 * random.normal();
      csv += fmt::format("{},{},{:.6f},{:.6f},{},7,{:.6e},{},{},,{}\n", unit + 1, 2008 + t, y, x, unit, x * 1e300,
                         t % 2, unit == 2 && t == 3 ? -1 : 1, 1 + unit % 2);
    }
  }
  return csv;
}

struct Case {
  std::string name;
  std::string column;  // of the table, as in study.toml
  std::string code;
  bool estimated = false;  // the code is a note of an estimate
  Where where{};           // what the error says of the place
};

const std::vector<Case>& all_cases() {
  static const std::vector<Case> kCases{
      {"the focus inside the effects", R"t(swap = { x = "fixed" })t", "P513"},
      {"a control inside the effects", R"t(formula = "y ~ x + fixed | unit")t", "P521", true},
      {"a constant outcome", R"t(outcome = "flat")t", "P512"},
      {"a constant outcome, random effects", R"t(outcome = "flat", estimator = "re")t", "P512"},
      {"a constant outcome, tobit", R"t(outcome = "flat", estimator = "tobit", ll = 0)t", "P632"},
      {"a constant outcome, quantile", R"t(outcome = "flat", estimator = "quantile")t", "P642", true},
      {"one unit", R"t(keep = "id == 1", formula = "y ~ x | unit + time")t", "P510"},
      {"one unit, random effects", R"t(keep = "id == 1", estimator = "re")t", "P511"},
      {"one unit, between", R"t(keep = "id == 1", estimator = "between")t", "P512"},
      {"one year", R"t(keep = "year == 2010", formula = "y ~ x | unit + time")t", "P510"},
      {"one year, first differences", R"t(keep = "year == 2010", estimator = "fd")t", "P510"},
      {"one year, system GMM", R"t(keep = "year == 2010", estimator = "system-gmm")t", "P532"},
      {"one cluster", R"t(keep = "pair == 1", vce = "cluster(pair)")t", "P515"},
      {"two clusters", R"t(vce = "cluster(pair)")t", "P523", true},
      {"two clusters, drawn", R"t(vce = "bootstrap(pair)")t", "P523", true},
      {"all singletons", R"t(formula = "y ~ x | unit^time")t", "P510"},
      {"missing in every row", R"t(formula = "y ~ x + empty | unit")t", "P510"},
      {"missing in every row, tobit", R"t(formula = "y ~ x + empty", estimator = "tobit", ll = 0)t", "P510"},
      {"no row kept", R"t(keep = "x > 2")t", "P516"},
      {"GMM without valid lags", R"t(estimator = "system-gmm", gmm = { laglimits = [40, 50] })t", "P531"},
      {"more instruments than groups", R"t(estimator = "system-gmm", gmm = { laglimits = [2], collapse = false })t",
       "P540", true},
      {"a regressor of 1e300", R"t(swap = { x = "huge" })t", "P594", true},
      {"an outcome of 1e300", R"t(outcome = "huge", formula = "y ~ x | unit + time")t", "P594", true},
      {"an outcome of 1e300, tobit", R"t(outcome = "huge", estimator = "tobit", ll = 0)t", "P594", true},
      {"an outcome of 1e300, quantile", R"t(outcome = "huge", estimator = "quantile")t", "P594", true},
      {"an outcome of 1e300, random effects", R"t(outcome = "huge", estimator = "re")t", "P658"},
      {"an outcome of 1e300, system GMM", R"t(outcome = "huge", estimator = "system-gmm")t", "P658"},
      {"weights of zero", R"t(weights = "aw=zero")t", "P584", true},
      {"a weight below zero",
       R"t(weights = "aw=negative")t",
       "P581",
       false,
       {.row = 21, .column = "negative", .value = "-1"}},
      {"a frequency that counts more rows than there can be", R"t(weights = "fw=huge")t", "P581"},
      {"no weight at all", R"t(weights = "aw=empty")t", "P510"},
      {"weights where there are none", R"t(weights = "aw=zero", estimator = "re")t", "P582"},
      {"more parameters than rows", R"t(keep = "id <= 1", formula = "y ~ x + i.year | unit")t", "P511"},
  };
  return kCases;
}

void PrintTo(const Case& c, std::ostream* out) { *out << c.name; }

class EstimatorBadInput : public ProgramTest, public ::testing::WithParamInterface<Case> {
 protected:
  [[nodiscard]] StudyResult run(const std::string& columns) const {
    write("p.csv", data());
    write("study.toml",
          "[study]\ntitle = \"t\"\n[data]\nfile = \"p.csv\"\nunit = \"id\"\ntime = \"year\"\n[model]\n"
          "formula = \"y ~ x | unit\"\nfocus = \"x\"\nreps = 50\n[[table]]\ncolumns = [ " +
              columns + " ]\n");
    return run_study(read_study(folder_ / "study.toml"), {});
  }
};

TEST_P(EstimatorBadInput, HasItsCodeAndTheOtherColumnsGoOn) {
  const Case& c = GetParam();
  const StudyResult result = run("{}, { " + c.column + " }, {}");
  const std::vector<ColumnResult>& columns = result.tables.at(0).columns;
  ASSERT_EQ(columns.size(), 3U);
  const double alone = run("{}").tables.at(0).columns.at(0).estimate.value().se("x");
  EXPECT_EQ(columns[0].estimate.value().se("x"), alone);
  EXPECT_EQ(columns[2].estimate.value().se("x"), alone);
  EXPECT_EQ(columns[1].estimate.has_value(), c.estimated) << (columns[1].refused ? columns[1].refused->message.en : "");
  if (!c.estimated) {
    const Error& error = columns[1].refused.value();
    EXPECT_EQ(error.code, c.code) << error.message.en;
    EXPECT_FALSE(error.message.zh.empty());
    if (c.where.row == 0) return;
    EXPECT_EQ(error.where.row, c.where.row);
    EXPECT_EQ(error.where.column, c.where.column);
    EXPECT_EQ(error.where.value, c.where.value);
    EXPECT_TRUE(error.where.file.ends_with("p.csv"));
    return;
  }
  const Estimate& estimate = columns[1].estimate.value();
  EXPECT_TRUE(
      std::any_of(estimate.notes.begin(), estimate.notes.end(), [&](const Note& n) { return n.code == c.code; }));
  // What cannot be held is missing; nothing is infinite or certain by accident.
  for (const std::string& name : estimate.names) {
    const double se = estimate.se(name);
    EXPECT_TRUE(is_missing(se) || (std::isfinite(se) && se > 0)) << name << " " << se;
  }
}

INSTANTIATE_TEST_SUITE_P(Cases, EstimatorBadInput, ::testing::ValuesIn(all_cases()));

}  // namespace
}  // namespace ecoeff::testing
