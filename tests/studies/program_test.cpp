// The command line as a contract: words, exit codes, places of output, and what is said about mistakes.
#include <nlohmann/json.hpp>

#include <array>
#include <cmath>
#include <numeric>

#include "program.hpp"
#include "small_study.hpp"

namespace ecoeff::testing {
namespace {

using Json = nlohmann::json;

class Program : public ProgramTest {
 protected:
  void small() const {
    write("d.csv", small_csv());
    write("study.toml", small_study());
  }
};

TEST_F(Program, HelpAndVersionAreResults) {
  EXPECT_EQ(ecoeff("--help").code, 0);
  EXPECT_NE(ecoeff("--help").out.find("score"), std::string::npos);
  EXPECT_NE(ecoeff("run --help --lang zh").out.find("研究"), std::string::npos);
  EXPECT_EQ(ecoeff("--version").out.rfind("ecoeff ", 0), 0U);
}

TEST_F(Program, UnknownWordsAreUsageErrorsWithTheNearestWord) {
  const Outcome command = ecoeff("scor d.csv");
  EXPECT_EQ(command.code, 2);
  EXPECT_NE(command.err.find("did you mean \"score\"?"), std::string::npos) << command.err;
  small();
  const Outcome model = ecoeff("score d.csv --unit city --inputs labor --good gdp --returns vsr");
  EXPECT_EQ(model.code, 2);
  EXPECT_NE(model.err.find("did you mean \"vrs\"?"), std::string::npos) << model.err;
  EXPECT_EQ(ecoeff("score d.csv --no-such-option").code, 2);
}

TEST_F(Program, SpeaksTheLanguageAskedFor) {
  EXPECT_NE(ecoeff("score nofile.csv --inputs a --good b --lang zh").err.find("文件不存在"), std::string::npos);
  EXPECT_NE(ecoeff("score nofile.csv --inputs a --good b", "LC_ALL= LANG=zh_CN.UTF-8").err.find("文件不存在"),
            std::string::npos);
  EXPECT_NE(ecoeff("score nofile.csv --inputs a --good b").err.find("no such file"), std::string::npos);
}

TEST_F(Program, TestsThatDoNotExistPrintNoNumber) {
  const std::string data = std::string(ECOEFF_SOURCE_DIR) + "/tests/reference/panel_corners/exactly_identified.csv";
  const Outcome gmm = ecoeff("estimate '" + data +
                             "' --unit id --time t --model difference-gmm --formula 'y ~ L.y + x | unit' --gmm 'L.y, "
                             "lag(1 1) collapse' --iv x");
  ASSERT_EQ(gmm.code, 0) << gmm.err;
  EXPECT_EQ(gmm.out.find("nan"), std::string::npos) << gmm.out;
  EXPECT_NE(gmm.out.find("Hansen: chi2(0) = 0.0000, p = .\n"), std::string::npos) << gmm.out;
}

TEST_F(Program, RunWritesEverythingWholeAndTheSameAgain) {
  small();
  const Outcome first = ecoeff("run study.toml -o out");
  ASSERT_EQ(first.code, 0) << first.err;
  for (const char* name : {"report.html", "tables.docx", "scores.csv", "scores.dta", "scores.xlsx", "panel.csv",
                           "filled.csv", "results.json", "manifest.json"}) {
    EXPECT_TRUE(exists(std::string("out/") + name)) << name;
  }
  EXPECT_TRUE(is_clean());
  const auto before = hashes("out");
  ASSERT_EQ(ecoeff("run study.toml -o out --threads 2").code, 0);
  EXPECT_EQ(hashes("out"), before);
}

TEST_F(Program, ResultsJsonHoldsTheEstimates) {
  small();
  const Outcome run = ecoeff("run study.toml -o out --json --quiet");
  ASSERT_EQ(run.code, 0) << run.err;
  EXPECT_TRUE(run.err.empty()) << run.err;
  EXPECT_EQ(Json::parse(run.out).at("tables").size(), 3U);
}

TEST_F(Program, AFailedRunLeavesTheEarlierOutputAlone) {
  small();
  ASSERT_EQ(ecoeff("run study.toml -o out").code, 0);
  const auto before = hashes("out");
  write("d.csv", "city,year,labor,energy,gdp,co2,trade,region\nc0,2010,1,2,three,4,5,east\n");
  const Outcome failed = ecoeff("run study.toml -o out");
  EXPECT_EQ(failed.code, 4);
  for (const char* part : {"D111", "d.csv", "row 2", "gdp", "three"})
    EXPECT_NE(failed.err.find(part), std::string::npos) << part << failed.err;
  EXPECT_EQ(hashes("out"), before);
  EXPECT_TRUE(is_clean());
}

TEST_F(Program, MistakesInTheStudyExitWith3AndNameTheLine) {
  small();
  write("study.toml", small_study() + "[extra]\n");
  const Outcome key = ecoeff("run study.toml");
  EXPECT_EQ(key.code, 3);
  EXPECT_NE(key.err.find("S102"), std::string::npos);
  write("study.toml", replace_all(small_study(), "\"labor\"", "\"labr\""));
  const Outcome column = ecoeff("check study.toml");
  EXPECT_EQ(column.code, 3);
  EXPECT_NE(column.err.find("did you mean \"labor\"?"), std::string::npos) << column.err;
  EXPECT_NE(column.err.find("row 7"), std::string::npos) << column.err;
  write("study.toml", replace_all(small_study(), "CEE ~ trade", "CEE ~ trade +"));
  EXPECT_EQ(ecoeff("check study.toml").code, 3);
  write("study.toml", replace_all(small_study(), "focus = \"trade\"", "focus = \"trad\""));
  EXPECT_EQ(ecoeff("run study.toml").code, 3);
  EXPECT_EQ(ecoeff("run nosuch.toml").code, 3);
}

TEST_F(Program, PlacesThatCannotBeWrittenAreUsageErrors) {
  small();
  write("file", "x");
  EXPECT_EQ(ecoeff("run study.toml -o file").code, 2);
  write("mine/notes.txt", "do not lose me");
  const Outcome foreign = ecoeff("run study.toml -o mine");
  EXPECT_EQ(foreign.code, 2);
  EXPECT_NE(foreign.err.find("R103"), std::string::npos) << foreign.err;
  EXPECT_EQ(read("mine/notes.txt"), "do not lose me");
  EXPECT_EQ(ecoeff("run study.toml -o /proc/nowhere/out").code, 2);
  EXPECT_EQ(ecoeff("score d.csv --unit city --time year --inputs labor --good gdp -o /dev/full").code, 2);
}

TEST_F(Program, DataMistakesNameTheCell) {
  small();
  const std::string score = "score d.csv --unit city --time year --inputs labor,energy --good gdp --bad co2";
  write("d.csv", "city,year,labor,energy,gdp,co2\na,2010,1,2,3,4\nb,2010,1,-2,3,4\n");
  const Outcome negative = ecoeff(score);
  EXPECT_EQ(negative.code, 4);
  for (const char* part : {"row 3", "energy", "-2"})
    EXPECT_NE(negative.err.find(part), std::string::npos) << part << negative.err;
  write("d.csv", "city,year,labor,energy,gdp,co2\na,2010,1,2,3,4\nb,2010,1,,3,4\n");
  EXPECT_EQ(ecoeff(score).code, 4);
  EXPECT_EQ(ecoeff(score + " --missing drop").code, 0);
  write("d.csv", "city,year,labor,energy,gdp,co2\na,2010,1,2,3,4\na,2010,1,2,3,4\n");
  const Outcome twice = ecoeff(score);
  EXPECT_EQ(twice.code, 4);
  EXPECT_NE(twice.err.find("rows 2 and 3"), std::string::npos) << twice.err;
  EXPECT_EQ(ecoeff("score . --inputs a --good b").code, 4);
  EXPECT_EQ(ecoeff("score d.csv --inputs nosuch --good gdp").code, 4);
}

TEST_F(Program, ScoreWritesItsColumnsUnderTheUsersNames) {
  small();
  const Outcome scored =
      ecoeff("score d.csv --unit city --time year --inputs labor,energy --good gdp --bad co2 --quiet");
  ASSERT_EQ(scored.code, 0) << scored.err;
  EXPECT_EQ(scored.out.substr(0, scored.out.find_first_of("\r\n")),
            "city,year,score,rho,delta,efficient,status,reason,slack_labor,slack_energy,slack_gdp,slack_co2,"
            "target_labor,target_energy,target_gdp,target_co2,peers");
  const Outcome json =
      ecoeff("score d.csv --unit city --time year --inputs labor,energy --good gdp --bad co2 --quiet --json");
  EXPECT_EQ(Json::parse(json.out).size(), 48U);
}

TEST_F(Program, EstimateIndexAndDescribeAnswer) {
  small();
  const Outcome estimate = ecoeff(
      "estimate d.csv --unit city --time year --formula 'gdp ~ trade + energy | unit + time' --vce 'cluster(unit)' "
      "--json --quiet");
  ASSERT_EQ(estimate.code, 0) << estimate.err;
  const Json e = Json::parse(estimate.out);
  EXPECT_TRUE(e.at("coef").contains("trade"));
  EXPECT_EQ(e.at("N"), 48);
  EXPECT_NE(ecoeff("estimate d.csv --unit city --time year --formula 'gdp ~ trade | unit'").out.find("trade"),
            std::string::npos);
  EXPECT_EQ(ecoeff("estimate d.csv --formula 'gdp ~ trad'").code, 4);
  const Outcome index = ecoeff(
      "index d.csv --unit city --time year --positive gdp,trade --negative co2 --method entropy -o index.csv --quiet");
  ASSERT_EQ(index.code, 0) << index.err;
  EXPECT_NE(read("index.csv").find("index"), std::string::npos);
  EXPECT_EQ(Json::parse(ecoeff("describe d.csv --json --quiet").out).size(), 6U);
}

TEST_F(Program, AColumnThatCannotBeEstimatedIsRefusedAndTheRestGoesOn) {
  small();
  write("study.toml", small_study() +
                          "[[table]]\nid = \"gmm\"\ncolumns = [ {}, { keep = \"time > 2013\", estimator = "
                          "\"system-gmm\" }, { keep = \"trade > 99\" } ]\n");
  const Outcome run = ecoeff("run study.toml -o out --json");
  EXPECT_EQ(run.code, 5) << run.err;
  EXPECT_TRUE(exists("out/report.html"));
  EXPECT_NE(run.err.find("P516"), std::string::npos) << run.err;
}

TEST_F(Program, AStarterStudyIsMadeFromAFileAndCanBeChecked) {
  small();
  ASSERT_EQ(ecoeff("new mine --from d.csv").code, 0);
  EXPECT_TRUE(exists("mine/study.toml"));
  const Outcome check = ecoeff("check mine/study.toml");
  EXPECT_EQ(check.code, 0) << check.err;
  EXPECT_NE(check.out.find("# check"), std::string::npos);
  EXPECT_EQ(ecoeff("check mine/study.toml --strict").code, 5) << "open marks are warnings";
  EXPECT_EQ(ecoeff("run mine/study.toml").code, 0);
  EXPECT_EQ(ecoeff("new mine").code, 2) << "an existing folder is never overwritten";
}

TEST_F(Program, ExplainKnowsItsCodes) {
  EXPECT_NE(ecoeff("explain d111").out.find("D111"), std::string::npos);
  EXPECT_EQ(ecoeff("explain Z999").code, 2);
}

// Rows without a dominated one among them, on a sphere in eight inputs: many seconds of work.
std::string rows_on_a_sphere(int rows) {
  std::string csv = "u,y,x1,x2,x3,x4,x5,x6,x7,x8\n";
  unsigned state = 1;
  for (int i = 0; i < rows; ++i) {
    std::array<double, 8> part{};
    for (double& v : part) v = 1e-3 + (state = state * 1664525U + 1013904223U) / 4294967.296;
    const double radius = std::sqrt(std::inner_product(part.begin(), part.end(), part.begin(), 0.0));
    csv += std::to_string(i) + ",1";
    for (const double v : part) csv += "," + std::to_string(2 - v / radius);
    csv += "\n";
  }
  return csv;
}

TEST_F(Program, InterruptedWorkLeavesNothingBehind) {
  write("big.csv", rows_on_a_sphere(50000));
  write("scores.csv", "earlier");
  // Once the program listens (bit 1 of the caught signals), twice at once as `timeout` does.
  const Outcome stopped = ecoeff(
      "score big.csv --unit u --inputs x1,x2,x3,x4,x5,x6,x7,x8 --good y --returns vrs -o scores.csv",
      "sh -c '\"$@\" & p=$!; until grep -q \"^SigCgt:.*[2367abef]$\" /proc/$p/status; do sleep 0.05; done; sleep 0.3; "
      "kill -INT $p; kill -INT $p; wait $p' sh");
  EXPECT_EQ(stopped.code, 130) << stopped.err;
  EXPECT_NE(stopped.err.find("U130"), std::string::npos) << stopped.err;
  EXPECT_EQ(read("scores.csv"), "earlier");
  EXPECT_TRUE(is_clean());
}

}  // namespace
}  // namespace ecoeff::testing
