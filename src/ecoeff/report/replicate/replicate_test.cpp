#include "ecoeff/report/replicate/replicate.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ecoeff/report/figures/picture_test_result.hpp"
#include "ecoeff/report/replicate/r_words.hpp"
#include "ecoeff/report/replicate/stata_words.hpp"

namespace ecoeff {
namespace {

using testing::HasSubstr;
using testing::Not;

StudyResult with_every_kind_of_column() {
  StudyResult result = picture_test::make_result({.units = 6, .periods = 4});
  std::vector<double> open(result.panel.rows(), 1.0);
  result.panel.table.set_numbers("OPEN", open);
  for (TableResult& table : result.tables) {
    for (ColumnResult& column : table.columns)
      column.spec.estimator = column.spec.estimator.empty() ? "fe" : column.spec.estimator;
    table.spec.columns.clear();
    for (const ColumnResult& column : table.columns) table.spec.columns.push_back(column.spec);
    if (table.spec.id != "robustness") continue;
    table.columns[0].spec.winsor = WinsorSpec{.columns = {"CEE", "NQP"}, .low = 1, .high = 99};
    table.columns[1].spec.keep = "time < 2020 or basin == \"上游\"";
    table.columns[2].spec.swap = {{"NQP", "NQP_PCA"}};
  }
  return result;
}

// A study whose second column of the benchmark table has this estimator.
StudyResult with_estimator(const std::string& estimator, const std::string& formula = "", const std::string& vce = "") {
  StudyResult result = with_every_kind_of_column();
  ColumnSpec& spec = result.tables[1].columns[1].spec;
  spec.estimator = estimator;
  spec.formula = formula;
  spec.vce = vce;
  spec.options.set("ll", 0.0);
  spec.options.set("ul", 1.0);
  spec.options.set("tau", 0.25);
  return result;
}

TEST(Replicate, PrintsTheStatisticAndThresholdsOfTheStudy) {
  StudyResult result = with_every_kind_of_column();
  result.study.model->below = "se";
  result.study.model->stars = {0.05, 0.01};
  result.study.model->digits = 4;
  EXPECT_THAT(replicate_stata(result), HasSubstr("b(%9.4f) se(%9.4f) star(* 0.05 ** 0.01) r2"));
}

TEST(Replicate, NamesTableAndColumnOfEachLine) {
  const StudyResult result = with_every_kind_of_column();
  EXPECT_THAT(replicate_stata(result), HasSubstr("\n* Table 2, column 2: CEE ~ NQP + OPEN"));
  EXPECT_THAT(replicate_r(result), HasSubstr("\n# Table 2, column 2: CEE ~ NQP + OPEN"));
}

TEST(Replicate, PreparesTheDataStepByStep) {
  const StudyResult result = with_every_kind_of_column();
  const std::string stata = replicate_stata(result);
  EXPECT_THAT(stata, HasSubstr("preserve\nwinsor2 CEE NQP, cuts(1 99) replace\nreghdfe CEE NQP OPEN, absorb("));
  EXPECT_THAT(stata, HasSubstr("preserve\nkeep if year < 2020 | basin == \"上游\"\n"));
  const std::string r = replicate_r(result);
  EXPECT_THAT(r, HasSubstr("dt[[\"CEE\"]] <- winsor2(dt[[\"CEE\"]], 1, 99)"));
  EXPECT_THAT(r, HasSubstr("dt <- subset(dt, year < 2020 | basin == \"上游\")"));
}

TEST(Replicate, WeighsAndSaysWhichErrorsAreMissing) {
  StudyResult result = with_estimator("between", "", "robust");
  for (TableResult& table : result.tables) {
    for (ColumnResult& column : table.columns) {
      if (column.estimate) column.estimate->weights = "aw=OPEN";
    }
  }
  const std::string stata = replicate_stata(result);
  EXPECT_THAT(stata, HasSubstr("reghdfe CEE NQP OPEN [aw=OPEN], absorb("));
  EXPECT_THAT(stata, HasSubstr("* the study's errors are robust, those of this line are not"));
  EXPECT_THAT(replicate_r(result), HasSubstr("weights = \"OPEN\", weight = \"aw\""));
}

TEST(Replicate, SpellsEveryEstimator) {
  struct Case {
    const char* estimator;
    const char* stata;
    const char* r;
    const char* formula = "";
    const char* vce = "robust";
  };
  const char* instrumented = "CEE ~ OPEN | unit + time | NQP ~ NQP_PCA";
  const char* plain = "CEE ~ 1 | 0 | NQP ~ NQP_PCA";
  const char* terms = "CEE ~ NQP + I(NQP^2) + NQP:L.OPEN + log(OPEN) | unit";
  for (const Case& c : std::vector<Case>{
           {"fe", "reghdfe CEE NQP c.NQP#c.NQP c.NQP#cL.OPEN log_OPEN, absorb(unit_id)",
            "c(\"NQP\", \"NQP^2\", \"NQP:L.OPEN\", \"log(OPEN)\"), ", terms},
           {"fe", "generate double log_OPEN = ln(OPEN)", "dt[[\"NQP^2\"]] <- dt[[\"NQP\"]] * dt[[\"NQP\"]]", terms},
           {"fd", "generate double NQP_2 = NQP * NQP", "first_differences(\"t2c2\", dt,", terms},
           {"fd", "regress D.CEE D.NQP D.NQP_2 D.NQP_x_L_OPEN D.log_OPEN, vce(robust)", "first_differences(", terms},
           {"re", "xtreg CEE NQP OPEN i.year, re\n",
            "random_effects(\"t2c2\", d, \"CEE\", c(\"NQP\", \"OPEN\", \"i.year\")"},
           {"between", "xtreg CEE NQP OPEN, be", "between(\"t2c2\", d,"},
           {"fd", "reghdfe D.CEE D.NQP D.OPEN, absorb(year) vce(robust)", "first_differences(\"t2c2\", d,"},
           {"fd", "regress D.CEE D.NQP DL.NQP, vce(cluster unit_id)", "first_differences(", "CEE ~ NQP + L.NQP | unit",
            "cluster(unit)"},
           {"pooled", "regress CEE NQP OPEN, vce(robust)",
            "least_squares(\"t2c2\", d, \"CEE\", c(\"NQP\", \"OPEN\"), vce"},
           {"fe", "regress CEE NQP OPEN i.unit_id i.year, vce(hc3)", "vce = \"hc3\"", "", "hc3"},
           {"fe", "regress CEE NQP OPEN i.unit_id i.year, vce(hc2 unit_id)", "vce = \"cr2\"", "", "cr2(unit)"},
           {"fe", "vce(jackknife, cluster(unit_id) mse)", "vce = \"cr3\"", "", "cr3(unit)"},
           {"fe", "ivreghdfe CEE NQP OPEN, absorb(unit_id year) robust bw(3) small", "lags = 2, vce = \"nw\"", "",
            "nw(2)"},
           {"pooled", "newey CEE NQP OPEN, lag(2) force", "lags = 2, vce = \"nw\"", "", "nw(2)"},
           {"fe", "absorb(unit_id year) vce(dkraay 3)", "lags = 2, vce = \"dk\"", "", "dk(2)"},
           {"fe", "xtreg CEE NQP OPEN i.year, fe vce(bootstrap, cluster(unit_id) reps(", "without draws", "",
            "bootstrap(unit)"},
           {"iv", "ivreghdfe CEE OPEN (NQP = NQP_PCA), absorb(unit_id year) robust", "instrumented(", instrumented},
           {"iv-gmm", "ivreghdfe CEE OPEN (NQP = NQP_PCA), absorb(unit_id year) gmm2s cluster(unit_id year)",
            "gmm = TRUE, vce = \"cluster\"", instrumented, "cluster(unit, time)"},
           {"iv", "ivregress 2sls CEE (NQP = NQP_PCA), vce(robust)", "instrumented(\"t2c2\", d, \"CEE\", NULL", plain},
           {"iv-gmm", "ivreg2 CEE (NQP = NQP_PCA), gmm2s robust", "gmm = TRUE", plain},
           {"tobit", "tobit CEE NQP OPEN i.unit_id i.year, ll(0) ul(1) vce(robust)", "lower = 0, upper = 1, vce"},
           {"truncated", "truncreg CEE NQP OPEN i.unit_id i.year, ll(0) ul(1)", "truncated = TRUE"},
           {"xttobit", "xttobit CEE NQP OPEN i.year, ll(0) ul(1)", "# no line: R has no Tobit with random effects"},
           {"poisson", "ppmlhdfe CEE NQP OPEN, absorb(unit_id year) vce(robust)", "poisson_pml("},
           {"system-gmm", "xtabond2 CEE L.CEE NQP OPEN", "# no line: pgmm"},
           {"quantile", "qreg CEE NQP OPEN i.unit_id i.year, quantile(0.25) vce(robust)", "tau = 0.25"}}) {
    const StudyResult result = with_estimator(c.estimator, c.formula, c.vce);
    EXPECT_THAT(replicate_stata(result), HasSubstr(c.stata)) << c.estimator << " " << c.vce;
    EXPECT_THAT(replicate_r(result), HasSubstr(c.r)) << c.estimator << " " << c.vce;
  }
}

Panel small_panel() {
  Table table;
  table.set_text("城市", {"a", "a", "b", "b"});
  table.set_numbers("年份", {2010, 2011, 2010, 2011});
  table.set_numbers("x", {1, kMissing, 3, 4});
  table.set_numbers("whole", {1, 2, 3, 4});
  table.set_text("流域", {"上游", "", "下游", "下游"});
  table.set_numbers("GDP(亿元)", {1, 2, 3, 4});
  table.set_numbers("in", {1, 2, 3, 4});
  return {table, "城市", "年份"};
}

struct Spelled {
  const char* study;
  const char* stata;
  const char* r;
};

TEST(Replicate, TranslatesConditions) {
  const Panel panel = small_panel();
  for (const Spelled& c : std::vector<Spelled>{
           {"time < 2011 or time > 2013", "年份 < 2011 | 年份 > 2013", "`年份` < 2011 | `年份` > 2013"},
           {"unit in {'a', b} and whole != 3", "(城市 == \"a\" | 城市 == \"b\") & whole != 3",
            "(`城市` == \"a\" | `城市` == \"b\") & whole != 3"},
           {"x > 2", "x > 2 & !missing(x)", "x > 2"},
           {"not (x > 2 or whole == 1)", "(x <= 2 & !missing(x)) & whole != 1", "!(x > 2 | whole == 1)"},
           {"流域 != \"上游\"", "流域 != \"上游\" & !missing(流域)", "`流域` != \"上游\""},
           {"流域 == ''", "流域 == \"\" & !missing(流域)", "`流域` == \"\""},
           {"x > -1", "x > (-1) & !missing(x)", "x > (-1)"},
           {"`GDP(亿元)` >= 2", "GDP_亿元 >= 2", "`GDP(亿元)` >= 2"},
           {"`in` == 1", "in_1 == 1", "`in` == 1"},
           {"log(whole) > 0", "ln(whole) > 0 & !missing(ln(whole))", "known(log(whole)) > 0"},
           {"L.whole == 1", "L.whole == 1 & !missing(L.whole)", "lag_of(whole, `城市`, `年份`, 1) == 1"},
           {"(whole > 1) + (whole > 2) == 1",
            "(cond(whole > 1, 1, cond(whole <= 1, 0, .)) + cond(whole > 2, 1, cond(whole <= 2, 0, .))) == 1 & "
            "!missing((cond(whole > 1, 1, cond(whole <= 1, 0, .)) + cond(whole > 2, 1, cond(whole <= 2, 0, .))))",
            "((whole > 1) + (whole > 2)) == 1"},
           {"missing(x)", "missing(x)", "is.na(x)"},
           {"whole", "whole != 0 & !missing(whole)", "whole != 0"},
           {"whole - 1", "(whole - 1) != 0 & !missing((whole - 1))", "(whole - 1) != 0"},
           {"流域 == 'a \"b\" $c'", "流域 == `\"a \"b\" \\$c\"'", "`流域` == \"a \\\"b\\\" $c\""}}) {
    EXPECT_EQ(stata_condition(panel, c.study), c.stata) << c.study;
    EXPECT_EQ(r_condition(panel, c.study), c.r) << c.study;
  }
  EXPECT_EQ(stata_condition(panel, "whole > mean(x)"),
            "egen double mean_x = mean(x)\nwhole > mean_x & !missing(mean_x)");
  EXPECT_EQ(stata_condition(panel, "pim(whole) > 1"), "");
  EXPECT_EQ(r_condition(panel, "pim(whole) > 1"), "");
}

// Units that are numbers with names: "007" is 7, and 11 is called 北京.
TEST(Replicate, ComparesUnitsByTheirNumbers) {
  const auto panel_of = [](const std::vector<std::string>& names) {
    Table table;
    table.set_numbers("code", {7, 7, 11, 11});
    Column column = table.column("code");
    for (const std::string& name : names) column.text.push_back(name);
    table.set(std::move(column));
    table.set_numbers("year", {2010, 2011, 2010, 2011});
    table.show_names("code");
    return Panel(table, "code", "year");
  };
  const Panel spelled = panel_of({"007", "007", "011", "011"});
  EXPECT_EQ(stata_condition(spelled, "unit != 7"), "real(code) != 7");
  EXPECT_EQ(r_condition(spelled, "unit != 7"), "as.numeric(code) != 7");
  EXPECT_EQ(stata_condition(spelled, "code in {7, '011'}"), "real(code) == 7 | code == \"011\"");
  EXPECT_EQ(r_condition(spelled, "code in {7, '011'}"), "as.numeric(code) == 7 | code == \"011\"");
  const Panel labelled = panel_of({"天津", "天津", "北京", "北京"});
  EXPECT_EQ(stata_condition(labelled, "unit > 7"),
            "generate double code_number = .\nreplace code_number = 11 if code == \"北京\"\n"
            "replace code_number = 7 if code == \"天津\"\ncode_number > 7");
  EXPECT_EQ(r_condition(labelled, "unit > 7"), "unname(c(\"北京\" = 11, \"天津\" = 7)[code]) > 7");
  EXPECT_EQ(stata_condition(labelled, "unit == '北京'"), "code == \"北京\"");
}

TEST(Replicate, TranslatesTerms) {
  const Panel panel = small_panel();
  StataWords stata(panel);
  EXPECT_EQ(stata.term("L2.x"), "L2.x");
  EXPECT_EQ(stata.take_lines(), "");
  EXPECT_EQ(stata.term("L.log(x)"), "L.log_x");
  EXPECT_EQ(stata.take_lines(), "generate double log_x = ln(x)\n");
  EXPECT_EQ(stata.term("x:L.whole"), "x_x_L_whole");
  EXPECT_EQ(stata.take_lines(), "generate double x_x_L_whole = x * L.whole\n");
  EXPECT_EQ(stata.regressor("x^2:L.whole"), "c.x#c.x#cL.whole");
  EXPECT_EQ(stata.regressor("x^2:log(x)"), "c.x#c.x#c.log_x");
  EXPECT_EQ(stata.take_lines(), "");
  EXPECT_EQ(stata.term("D.(x:whole)"), "D.x_x_whole");
  EXPECT_EQ(stata.take_lines(), "generate double x_x_whole = x * whole\n");
  EXPECT_EQ(stata.term("log(x^2)"), "log_x_2");
  EXPECT_EQ(stata.take_lines(), "generate double log_x_2 = ln(x * x)\n");
  EXPECT_EQ(stata.term("std(whole)"), "std_whole");
  EXPECT_EQ(stata.take_lines(), "quietly summarize whole\ngenerate double std_whole = (whole - r(mean)) / r(sd)\n");
  EXPECT_EQ(stata.term("i.流域"), "i.流域_id");
  EXPECT_EQ(stata.take_lines(), "egen 流域_id = group(流域)\n");
  EXPECT_EQ(stata.term("i.whole"), "i.whole");
  EXPECT_EQ(stata.group("unit^流域"), "unit_id#流域_id");
  EXPECT_EQ(stata.group("unit:x"), "unit_id#c.x");
  EXPECT_EQ(stata.term("GDP(亿元)"), "GDP_亿元");
  const RWords r(panel);
  EXPECT_EQ(r.term("d", "L.log(x)").line,
            "d[[\"L.log(x)\"]] <- lag_of(known(log(d[[\"x\"]])), d[[\"城市\"]], d[[\"年份\"]], 1)\n");
  EXPECT_EQ(r.term("d", "x:whole").name, "x:whole");
  EXPECT_EQ(r.term("d", "i.time").name, "i.年份");
  EXPECT_EQ(r.term("d", "x^2").line, "d[[\"x^2\"]] <- d[[\"x\"]] * d[[\"x\"]]\n");
  EXPECT_EQ(r.term("d", "std(x)").line, "d[[\"std(x)\"]] <- known(standardized(d[[\"x\"]]))\n");
  EXPECT_EQ(r.term("d", "D.(x:whole)").line,
            "d[[\"D.(x:whole)\"]] <- difference((d[[\"x\"]] * d[[\"whole\"]]), d[[\"城市\"]], d[[\"年份\"]], 1)\n");
}

// Those of a factor variable are whole numbers from 0 to 32740.
TEST(Replicate, NumbersLevelsThatAFactorVariableDoesNotTake) {
  for (const double level : {0.5, -1.0, 32741.0}) {
    Table table = small_panel().table;
    table.set_numbers("kind", {1, 2, 3, level});
    const Panel panel(table, "城市", "年份");
    StataWords stata(panel);
    EXPECT_EQ(stata.term("i.kind"), "i.kind_id");
    EXPECT_EQ(stata.take_lines(), "egen kind_id = group(kind)\n");
    EXPECT_EQ(stata.group("kind"), "kind");
  }
}

TEST(Replicate, GivesNamesThatStataTakes) {
  EXPECT_EQ(as_stata_name("str5"), "str5_1");
  EXPECT_EQ(as_stata_name("using"), "using_1");
  EXPECT_EQ(as_stata_name("1人均GDP(元)"), "_1人均GDP_元");
  EXPECT_TRUE(is_stata_name("str"));
  EXPECT_TRUE(is_stata_name("str5x"));
  EXPECT_FALSE(is_stata_name("str5"));
  Table table = small_panel().table;
  table.set_numbers("a name that is longer than Stata takes, one", {1, 2, 3, 4});
  table.set_numbers("a name that is longer than Stata takes, two", {1, 2, 3, 4});
  const Panel panel(table, "城市", "年份");
  const StataWords words(panel);
  EXPECT_EQ(words.name("a name that is longer than Stata takes, one"), "a_name_that_is_longer_than_Stata");
  EXPECT_EQ(words.name("a name that is longer than Stata takes, two"), "a_name_that_is_longer_than_Sta_2");
}

TEST(Replicate, GroupsInRByANameWithoutSignsOfEffects) {
  Table table;
  table.set_text("省:市", {"a", "a", "b", "b"});
  table.set_numbers("年^份", {2010, 2011, 2010, 2011});
  table.set_numbers("省_市", {1, 2, 3, 4});
  const Panel panel(table, "省:市", "年^份");
  const RWords words(panel);
  EXPECT_EQ(words.unit(), "省_市_");
  EXPECT_EQ(words.group("unit^time"), "省_市_^年_份");
  EXPECT_EQ(words.condition("unit == 'a' and time > 2010"), "`省_市_` == \"a\" & `年_份` > 2010");
}

TEST(Replicate, TermsOfOtherRowsAreFixedBeforeRowsAreChosen) {
  const Panel panel = small_panel();
  StataWords words(panel);
  EXPECT_EQ(words.term("log(x)"), "log_x");
  (void)words.take_lines();
  const StataWords::Mark mark = words.mark();
  words.forget();
  words.fix("L.x");
  words.fix("log(x)");
  EXPECT_EQ(words.take_lines(), "generate double L_x = L.x\n");
  EXPECT_EQ(words.regressor("L.x"), "L_x");
  EXPECT_EQ(words.regressor("x:L.x"), "c.x#c.L_x");
  EXPECT_EQ(words.term("log(x)"), "log_x");
  EXPECT_EQ(words.take_lines(), "drop log_x\ngenerate double log_x = ln(x)\n");
  words.back_to(mark);
  EXPECT_EQ(words.term("L.x"), "L.x");
  EXPECT_EQ(words.term("log(x)"), "log_x");
  EXPECT_EQ(words.take_lines(), "");
}

TEST(Replicate, StataNames) {
  for (const char* name : {"x", "_x1", "年份", "GDP亿元", "été"}) EXPECT_TRUE(is_stata_name(name)) << name;
  for (const char* name :
       {"", "1x", "a b", "a(b)", "in", "double", "占比%", "（元）", "abcdefghijklmnopqrstuvwxyzabcdefg"})
    EXPECT_FALSE(is_stata_name(name)) << name;
}

}  // namespace
}  // namespace ecoeff
