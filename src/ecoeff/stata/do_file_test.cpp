// The commands that whole do-files need beside those of estimation: data from files, preserve, egen, results of the
// lines before, tables.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>

#include "ecoeff/base/error.hpp"
#include "ecoeff/stata/line.hpp"
#include "ecoeff/stata/session.hpp"
#include "ecoeff/stata/variables.hpp"

namespace ecoeff::stata {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class DoFile : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::path(::testing::TempDir()) /
              ("do-file-" + std::string(::testing::UnitTest::GetInstance()->current_test_info()->name()));
    std::filesystem::create_directories(folder_);
    std::ofstream(folder_ / "panel.csv", std::ios::binary)
        << "城市,年份,GDP(亿元),code,x,y\n甲,2010,1,01,1,2\n甲,2011,2,01,3,5\n甲,2012,4,01,2,4\n乙,2010,3,02,4,7\n"
           "乙,2011,,02,6,8\n乙,2012,5,02,5,9.5\n丙,2010,6,1,7,8\n丙,2011,7,1,9,12\n丙,2012,8,1,8,13\n";
    session_ = start_session(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  Outcome run(const std::string& text) {
    Outcome last;
    for (const std::string& line : split_lines(text)) last = run_line(session_, line);
    return last;
  }
  std::string code_of(const std::string& text) {
    try {
      (void)run(text);
    } catch (const Error& error) {
      return error.code;
    }
    return "";
  }
  std::vector<double> numbers(const std::string& name) const {
    const auto values = session_.table().numbers(name);
    return {values.begin(), values.end()};
  }
  void open() {
    (void)run(
        "import delimited city year gdp code x y using \"panel.csv\", rowrange(2) encoding(\"UTF-8\") asdouble "
        "stringcols(4) clear\negen id = group(city)\nxtset id year");
  }

  std::filesystem::path folder_;
  Session session_ = start_session(std::filesystem::path());
};

TEST_F(DoFile, ReadsDataBesideIt) {
  EXPECT_EQ(code_of("summarize x"), "T790");
  EXPECT_EQ(code_of("use other.dta, clear"), "T791");
  open();
  EXPECT_THAT(visible_names(session_.table()), ElementsAre("city", "year", "gdp", "code", "x", "y", "id"));
  EXPECT_TRUE(session_.table().column("code").is_text);
  EXPECT_EQ(session_.table().texts("code").front(), "1");
  EXPECT_EQ(session_.table().texts("code").back(), "01");
  (void)run("clear all");
  EXPECT_EQ(code_of("count"), "T790");
  (void)run("import delimited \"C:\\data\\panel.csv\", varnames(1) case(preserve) clear");
  EXPECT_EQ(session_.panel.rows(), 9U);
}

// What stands at the head of old do-files and changes no number.
TEST_F(DoFile, PassesOverLinesThatChangeNoNumber) {
  for (const char* line :
       {"set more off", "version 17", "vers 14.2", "cls", "capture log close", "cap log close", "cd \"C:\\work\"",
        "log using out.log, replace", "set matsize 800", "ssc install reghdfe, replace", "set scheme s1color"}) {
    const Outcome passed = run(line);
    ASSERT_EQ(passed.notes.size(), 1U) << line;
    EXPECT_EQ(passed.notes.front().code, "T813") << line;
  }
  open();
  EXPECT_EQ(run("label variable x \"Digital\"").notes.size(), 1U);
  EXPECT_EQ(run("format %9.2f x").notes.size(), 1U);
  EXPECT_EQ(code_of("set seed 1"), "T702");  // draws would differ
  EXPECT_EQ(code_of("order y x"), "T702");   // a-c would be other variables
  EXPECT_EQ(code_of("cap drop x"), "T702");
  EXPECT_EQ(code_of("version 17: regress y x"), "T701");
}

// Lines pasted behind a data file begin with `clear all`, too; once something was done, clear clears.
TEST_F(DoFile, ClearAtTheHeadKeepsTheDataOfTheCommandLine) {
  Table table;
  table.set_numbers("x", {1, 2, 3});
  session_ = start_session(table);
  const Outcome passed = run("clear all");
  ASSERT_EQ(passed.notes.size(), 1U);
  EXPECT_EQ(passed.notes.front().code, "T813");
  EXPECT_EQ(code_of("summarize x"), "");
  (void)run("clear");
  EXPECT_EQ(code_of("summarize x"), "T790");
}

TEST_F(DoFile, TabstatTakesStats) {
  open();
  const std::string full = run("tabstat y, statistics(n mean) columns(statistics)").output.en;
  EXPECT_EQ(run("tabstat y, stats(n mean) col(stat)").output.en, full);
  EXPECT_EQ(run("tabstat y, stat(n mean) c(s)").output.en, full);
}

TEST_F(DoFile, TheFileOfTheCommandLineStandsForOneThatIsNotThere) {
  session_ = start_session(std::filesystem::path(), folder_ / "panel.csv");
  EXPECT_EQ(code_of("use \"/home/someone/old.dta\", clear"), "");
  EXPECT_EQ(session_.panel.rows(), 9U);
}

TEST_F(DoFile, RefusesSlipsOfImport) {
  EXPECT_EQ(code_of("import excel panel.xlsx, clear"), "T702");
  EXPECT_EQ(code_of("import delimited a b using panel.csv, rowrange(2)"), "T705");
  EXPECT_EQ(code_of("import delimited a b c d e f using panel.csv"), "T705");
  EXPECT_EQ(code_of("import delimited panel.csv, stringcols(9)"), "T704");
  EXPECT_EQ(code_of("import delimited panel.csv, case(lower)"), "T704");
}

TEST_F(DoFile, PreserveGivesTheDataBack) {
  open();
  const std::vector<double> before = numbers("x");
  (void)run("preserve\nkeep if year > 2010\nreplace x = 0\ndrop y\nrestore");
  EXPECT_EQ(numbers("x"), before);
  EXPECT_EQ(session_.unit, "id");
  EXPECT_EQ(code_of("restore"), "T792");
  EXPECT_EQ(code_of("preserve\npreserve"), "T792");
}

TEST_F(DoFile, EgenMakesGroupsAndStatistics) {
  open();
  (void)run(
      "egen both = group(city code)\negen double m = mean(x), by(id)\negen s = total(gdp), by(year)\n"
      "egen late = max(cond(year == 2012, x, .)), by(city)\negen n = count(gdp) if x > 1");
  const double missing_group = numbers("both").front();
  EXPECT_EQ(missing_group, numbers("id").front());
  for (std::size_t i = 0; i < 9; ++i) {
    const std::string city = session_.table().texts("city")[i];
    EXPECT_EQ(numbers("m")[i], city == "甲" ? 2 : city == "乙" ? 5 : 8);
    EXPECT_EQ(numbers("late")[i], city == "甲" ? 2 : city == "乙" ? 5 : 8);
    const double year = numbers("year")[i];
    EXPECT_EQ(numbers("s")[i], year == 2010 ? 10 : year == 2011 ? 9 : 17);
    EXPECT_EQ(is_missing(numbers("n")[i]), numbers("x")[i] <= 1);
  }
  EXPECT_EQ(code_of("egen w = medan(x)"), "T709");
  EXPECT_EQ(code_of("egen x = mean(y)"), "T707");
  EXPECT_EQ(code_of("egen w mean(y)"), "T705");
}

TEST_F(DoFile, PutsInResultsOfTheLinesBefore) {
  open();
  EXPECT_EQ(code_of("generate a = r(mean)"), "T713");
  EXPECT_EQ(code_of("generate a = x if e(sample)"), "T713");
  (void)run(
      "regress y x gdp\nsummarize x if e(sample), meanonly\ngenerate c = x - r(mean)\ngenerate used = e(sample)\n"
      "generate fit = _b[_cons] + _b[x] * x + _b[gdp] * gdp");
  const double mean = (1 + 3 + 2 + 4 + 5 + 7 + 9 + 8) / 8.0;
  EXPECT_DOUBLE_EQ(numbers("c").front(), numbers("x").front() - mean);
  for (std::size_t i = 0; i < 9; ++i) EXPECT_EQ(numbers("used")[i] == 0, is_missing(numbers("gdp")[i]));
  EXPECT_EQ(code_of("generate bad = _b[z]"), "T714");
  EXPECT_EQ(code_of("generate bad = r(sd)"), "T713") << "meanonly leaves no sd";
  (void)run("drop if year == 2010");
  EXPECT_EQ(code_of("generate a = e(sample)"), "T713") << "the rows have changed";
}

TEST_F(DoFile, EsttabShowsStoredEstimates) {
  open();
  (void)run("regress y x\nestimates store t1c1\nregress y x gdp\nestimates store t1c2");
  const Outcome table = run("esttab t1c* using \"a.rtf\", replace b(%9.4f) se(%9.4f) star(* 0.1 ** 0.05) r2 keep(x)");
  const Fitted& first = *session_.stored.at("t1c1");
  EXPECT_THAT(table.output.en, HasSubstr(std::to_string(first.estimate.coefficient("x")).substr(0, 5)));
  EXPECT_THAT(table.output.en, HasSubstr("R-sq"));
  EXPECT_EQ(table.output.en.find("gdp"), std::string::npos);
  ASSERT_EQ(table.notes.size(), 1U);
  EXPECT_EQ(table.notes.front().code, "T793");
  EXPECT_EQ(code_of("esttab t2c*"), "T713");
  EXPECT_EQ(code_of("esttab t1c*, b(x)"), "T704");
  EXPECT_EQ(code_of("esttab t1c*, nocons"), "T703");
}

TEST_F(DoFile, CorrelatesAndLaysOut) {
  open();
  const std::string pairs = run("pwcorr x y gdp, sig").output.en;
  EXPECT_THAT(pairs, HasSubstr("1.0000"));
  EXPECT_THAT(run("spearman x y, stats(rho p) pw").output.en, HasSubstr("1.0000"));
  EXPECT_EQ(code_of("spearman x y gdp"), "T704");
  const std::string grid = run("table city year, statistic(mean gdp)").output.en;
  EXPECT_THAT(grid, HasSubstr("Total"));
  EXPECT_THAT(grid, HasSubstr("4.5"));  // the mean of all
  EXPECT_EQ(code_of("table city"), "T717");
}

TEST_F(DoFile, ErrorsOfOtherCommands) {
  open();
  const auto se = [&](const std::string& line) { return run(line).fitted->estimate.se("x"); };
  EXPECT_EQ(run("newey y x, lag(1) force").fitted->estimate.vce, "nw(1)");
  EXPECT_EQ(run("ivreghdfe y x, absorb(id) robust bw(2) small").fitted->estimate.vce, "nw(1)");
  EXPECT_EQ(run("regress y x, vce(hc2 id)").fitted->estimate.vce, "cr2(id)");
  EXPECT_EQ(run("regress y x, vce(jackknife, cluster(id) mse)").fitted->estimate.vce, "cr3(id)");
  EXPECT_EQ(code_of("regress y x, vce(jackknife, cluster(id))"), "T704");
  EXPECT_EQ(code_of("ivreghdfe y x, absorb(id) bw(2)"), "T717");
  EXPECT_EQ(se("truncreg y x, ll(0)"), se("truncreg y x, ll(0) ul(100)"));
  EXPECT_EQ(run("qreg y x, vce(iid)").fitted->estimate.vce, "iid");
  EXPECT_EQ(run("ppmlhdfe y x, noabsorb").fitted->estimate.vce, "robust");
}

TEST_F(DoFile, TabstatLeavesMatrices) {
  open();
  (void)run("tabstat x y, statistics(n mean sd min max) columns(statistics) save\nmatrix t3 = r(StatTotal)'");
  const NamedMatrix& m = session_.matrices.at("t3");
  EXPECT_THAT(m.rows, ElementsAre("x", "y"));
  EXPECT_THAT(m.columns, ElementsAre("N", "mean", "sd", "min", "max"));
  EXPECT_THAT(m.values[0], ElementsAre(9, 5, testing::DoubleNear(std::sqrt(60.0 / 8), 1e-12), 1, 9));
  EXPECT_THAT(m.values[1][1], testing::DoubleNear(68.5 / 9, 1e-12));
  EXPECT_THAT(run("matrix list t3, format(%12.3f)").output.en, HasSubstr("2.739      1.000      9.000\n"));
  (void)run("tabstat gdp, statistics(mean) by(code) save");
  EXPECT_NEAR(session_.returned_matrices.at("Stat1").values[0][0], 7.0 / 3, 1e-15);
  EXPECT_NEAR(session_.returned_matrices.at("StatTotal").values[0][0], 36.0 / 8, 1e-15);
  EXPECT_THAT(run("tabstat gdp, statistics(mean) by(city) nototal format(%9.2f)").output.en,
              testing::AllOf(HasSubstr("4.00\n"), testing::Not(HasSubstr("Total"))));
  EXPECT_EQ(code_of("matrix list t3, format(%9.0g)"), "T704");
  EXPECT_EQ(code_of("matrix t4 = r(C)"), "T713");
  EXPECT_EQ(code_of("matrix t4"), "T717");
  (void)run("tabstat gdp");
  EXPECT_EQ(code_of("matrix t4 = r(StatTotal)"), "T713");
}

// By hand: of x and gdp the 8 rows in which gdp is known, of x and y all 9.
TEST_F(DoFile, CorrelationsLeaveMatrices) {
  open();
  (void)run("pwcorr gdp x y, sig\nmatrix c = r(C)\nmatrix p = r(sig)\nmatrix n = r(Nobs)");
  const NamedMatrix& c = session_.matrices.at("c");
  EXPECT_THAT(c.rows, ElementsAre("gdp", "x", "y"));
  EXPECT_EQ(c.values[1][0], c.values[0][1]);
  EXPECT_EQ(c.values[2][2], 1);
  EXPECT_THAT(session_.matrices.at("n").values[1], ElementsAre(8, 9, 9));
  const double x_y = session_.matrices.at("c").values[2][1];
  (void)run("correlate x y");
  EXPECT_NEAR(session_.returned.at("rho"), x_y, 1e-15);
  (void)run("correlate gdp x y");
  EXPECT_EQ(session_.returned.at("N"), 8);
  EXPECT_NE(session_.returned_matrices.at("C").values[2][1], x_y);  // without the row that lacks gdp
  (void)run("summarize x if gdp < .");
  EXPECT_EQ(code_of("matrix c = r(C)"), "T713");
  (void)run("spearman x y, stats(rho p) pw\nmatrix rho = r(Rho)");
  EXPECT_EQ(session_.matrices.at("rho").values[1][0], session_.returned.at("rho"));
  (void)run("count if x > r(rho)");
}

TEST_F(DoFile, TagsTheFirstRowOfEachGroup) {
  open();
  (void)run("egen first = tag(code) if x > 1");
  EXPECT_THAT(numbers("first"), ElementsAre(1, 0, 0, 1, 0, 0, 0, 1, 0));
  const std::string table =
      run("table city year if year > 2010, statistic(mean gdp) nformat(%9.2f) nototals").output.en;
  EXPECT_THAT(table, HasSubstr("2.00       4.00\n"));
  EXPECT_THAT(table, testing::Not(HasSubstr("Total")));
}

}  // namespace
}  // namespace ecoeff::stata
