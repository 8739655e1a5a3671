// ecoeff stata as a user runs it: output in Stata's order, --json as a list, and lines that are not followed.
#include <nlohmann/json.hpp>

#include "program.hpp"
#include "small_study.hpp"

namespace ecoeff::testing {
namespace {

using Json = nlohmann::json;

class StataProgram : public ProgramTest {
 protected:
  void SetUp() override {
    ProgramTest::SetUp();
    write("d.csv", small_csv());
  }
};

TEST_F(StataProgram, LinesRunOneAfterTheOther) {
  const Outcome run = ecoeff(
      "stata d.csv 'xtset city year' 'gen lgdp = ln(gdp)' 'qui su trade' 'xtreg lgdp L.trade i.year, fe vce(robust)'");
  ASSERT_EQ(run.code, 0) << run.err;
  for (const char* part : {". xtset city year", "Panel variable: city (balanced)", "2010 to 2015", "L.trade",
                           "2012.year", "_cons", "Number of obs = 40", "[95% conf. interval]"})
    EXPECT_NE(run.out.find(part), std::string::npos) << part << "\n" << run.out;
  EXPECT_EQ(run.out.find("su trade"), std::string::npos) << "quietly";
  EXPECT_LT(run.out.find("L.trade |"), run.out.find("2012.year |"));
  EXPECT_NE(run.err.find("T730"), std::string::npos) << run.err;
}

TEST_F(StataProgram, OneArgumentMayHoldADoFile) {
  const Outcome run = ecoeff(
      "stata d.csv '* an old do-file\nglobal controls energy co2 // what else\nxtset city year\n"
      "reghdfe gdp trade $controls, ///\n  absorb(city year) vce(cluster city)' --json --quiet");
  ASSERT_EQ(run.code, 0) << run.err;
  EXPECT_EQ(Json::parse(run.out).at(0).at("coef").size(), 4U);
}

TEST_F(StataProgram, JsonIsTheListOfEstimates) {
  const std::string lines =
      "stata d.csv 'xtset city year' 'reghdfe gdp trade energy, absorb(city year) vce(cluster city)' 'test trade' "
      "'reg gdp trade if year>2011' --json --quiet";
  const Outcome run = ecoeff(lines);
  ASSERT_EQ(run.code, 0) << run.err;
  EXPECT_TRUE(run.err.empty()) << run.err;
  const Json list = Json::parse(run.out);
  ASSERT_EQ(list.size(), 2U);
  Json one = Json::parse(ecoeff("estimate d.csv --unit city --time year --formula 'gdp ~ trade + energy | city + year' "
                                "--vce 'cluster(city)' --json --quiet")
                             .out);
  Json first = list[0];
  EXPECT_TRUE(first.at("tests").contains("test trade"));
  first.erase("tests");
  one.erase("tests");
  EXPECT_EQ(first, one) << "the same object as estimate --json";
  EXPECT_EQ(list[1].at("N"), 32);
  EXPECT_EQ(ecoeff(lines + " --threads 2").out, run.out);
}

TEST_F(StataProgram, ALineThatIsNotFollowedEndsTheSession) {
  const Outcome run = ecoeff("stata d.csv 'reg gdp trade' 'reg gdp trade, betta' 'reg gdp energy'");
  EXPECT_EQ(run.code, 2);
  EXPECT_NE(run.out.find(". reg gdp trade\n"), std::string::npos) << "what was finished is shown";
  EXPECT_EQ(run.out.find("energy"), std::string::npos);
  for (const char* part : {"T703", "betta"}) EXPECT_NE(run.err.find(part), std::string::npos) << run.err;
  const Outcome json = ecoeff("stata d.csv 'reg gdp trade' 'capture reg gdp energy' --json");
  EXPECT_EQ(json.code, 2);
  EXPECT_EQ(Json::parse(json.out).size(), 1U);
  EXPECT_EQ(ecoeff("stata d.csv 'reg gdp tarde'").code, 4);
  EXPECT_EQ(ecoeff("stata d.csv").code, 2);
  EXPECT_NE(ecoeff("stata d.csv 'xtrge gdp trade' --lang zh").err.find("未知的命令"), std::string::npos);
}

// Whatever a word of a line is replaced by, the line is refused with a code or obeyed, never a fault of ecoeff itself.
TEST_F(StataProgram, NoWordIsIgnored) {
  const std::vector<std::string> lines{"xtset city year zzz",
                                       "xtset city year, zzz",
                                       "gen a = 1, zzz",
                                       "replace gdp = 1, zzz",
                                       "keep if gdp>1, zzz",
                                       "drop gdp, zzz",
                                       "rename gdp g, zzz",
                                       "su gdp, zzz",
                                       "tabstat gdp, zzz",
                                       "winsor2 gdp, zzz",
                                       "reg gdp trade, zzz",
                                       "areg gdp trade, a(city) zzz",
                                       "xtreg gdp trade, fe zzz",
                                       "reghdfe gdp trade, a(city) zzz",
                                       "tobit gdp trade, ll(0) zzz",
                                       "xttobit gdp trade, ll(0) zzz",
                                       "qreg gdp trade, zzz",
                                       "ivreg2 gdp (trade = energy), zzz",
                                       "ivregress 2sls gdp (trade = energy), zzz",
                                       "ivreghdfe gdp (trade = energy), a(city) zzz",
                                       "xtabond2 gdp L.gdp, gmm(L.gdp, zzz)",
                                       "xtabond2 gdp L.gdp, gmm(L.gdp) zzz",
                                       "estimates zzz",
                                       "count, zzz",
                                       "xtserial gdp trade, zzz",
                                       "hausman a b, zzz",
                                       "zzz gdp trade",
                                       "zzz: reg gdp trade"};
  for (const std::string& line : lines) {
    const Outcome run = ecoeff("stata d.csv 'xtset city year' '" + line + "'");
    EXPECT_TRUE(run.code == 2 || run.code == 4) << line << "\n" << run.out << run.err;
    EXPECT_NE(run.err.find("zzz"), std::string::npos) << line << "\n" << run.err;
  }
}

}  // namespace
}  // namespace ecoeff::testing
