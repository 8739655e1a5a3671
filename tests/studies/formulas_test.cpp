// Formulas as users of Stata and R type them, through the program: the same estimates, named well in both languages,
// with the turning point, several shown regressors and scripts for others.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "example_files.hpp"
#include "program.hpp"

namespace ecoeff::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class FormulasTest : public ProgramTest {
 protected:
  void SetUp() override {
    ProgramTest::SetUp();
    for (const auto& [name, text] : example_files()) write(name, text);
  }

  [[nodiscard]] std::string estimated(const std::string& formula, const std::string& more = "") const {
    const Outcome outcome =
        ecoeff("estimate panel.csv --unit id --time year --json --formula '" + formula + "' " + more);
    EXPECT_EQ(outcome.code, 0) << outcome.err;
    return outcome.out;
  }

  void study(const std::string& model, const std::string& report) const {
    std::string text = example_study();
    text = replace_all(text, "formula = \"CEE ~ NQP + OPEN + POP | unit + time\"\nfocus = \"NQP\"\n", model);
    text = replace_all(text, "formats = [\"md\"]\n", report);
    write("study.toml", text + "[labels]\nCEE = { en = \"Carbon efficiency\", zh = \"碳排放效率\" }\n" +
                            "NQP = { en = \"Productive forces\", zh = \"新质生产力\" }\n" +
                            "OPEN = { en = \"Openness\", zh = \"对外开放\" }\n");
    const Outcome run = ecoeff("run study.toml -o out");
    ASSERT_EQ(run.code, 0) << run.err;
  }
};

TEST_F(FormulasTest, AreReadAsStataAndRHaveThem) {
  const std::string square = estimated("y ~ x + I(x^2) + x:x1 | unit");
  EXPECT_THAT(square, HasSubstr("\"x^2\""));
  for (const char* same : {"y ~ c.x##c.x + c.x#c.x1 | unit", "y ~ x + x^2 + x # x1 | unit"}) {
    EXPECT_EQ(estimated(same), square) << same;
  }
  const std::string lags = estimated("y ~ L.x + L.x^2 | unit", "--keep 'year >= 2012' --tests utest");
  EXPECT_THAT(lags, HasSubstr("\"N\": 48"));  // 12 units, 4 years: the lag of 2012 is that of 2011
  EXPECT_THAT(lags, HasSubstr("\"utest(L.x)\""));
}

// The statistic of the U test is a t where the errors have degrees of freedom, and a z where they have none.
TEST_F(FormulasTest, TheUTestSaysItsDistribution) {
  const auto printed = [this](const std::string& model) {
    return ecoeff("estimate panel.csv --unit id --time year --formula 'y ~ x + x^2 | unit' --tests utest --quiet " +
                  model)
        .out;
  };
  EXPECT_THAT(printed("--model fe"), ::testing::ContainsRegex("\\[utest\\(x\\)\\]: t\\([0-9]+\\) = "));
  EXPECT_THAT(printed("--model re"), ::testing::ContainsRegex("\\[utest\\(x\\)\\]: z = "));
}

TEST_F(FormulasTest, TablesNameSquaresAndProducts) {
  study("formula = \"CEE ~ POP + c.NQP##c.NQP + OPEN | unit\"\nfocus = [\"NQP\", \"NQP^2\", \"NQP:OPEN\"]\n",
        "formats = [\"md\", \"tex\"]\nvariables = \"labels\"\nreplicate = [\"stata\", \"r\"]\nrows = [\"n\", "
        "\"vif\", "
        "\"hausman\", \"turning-point\", \"u-test\"]\n");
  for (const char* part : {"新质生产力的平方", "拐点", "VIF 最大值", "U 形检验 p 值"}) {
    EXPECT_THAT(read("out/tables/table1_base.md"), HasSubstr(part));
    EXPECT_THAT(read("out/tables/table1_base.tex"), HasSubstr(part));
  }
  for (const char* part : {"Productive forces, squared", "Turning point", "Largest VIF", "U test (p)"})
    EXPECT_THAT(read("out/report.html"), HasSubstr(part));
  EXPECT_THAT(read("out/replicate.do"), HasSubstr("reghdfe CEE POP NQP c.NQP#c.NQP OPEN, absorb("));
  EXPECT_THAT(read("out/replicate.R"), HasSubstr("dt[[\"NQP^2\"]] <- dt[[\"NQP\"]] * dt[[\"NQP\"]]"));
  const std::string json = read("out/results.json");
  EXPECT_THAT(json, HasSubstr("turning_point(NQP)"));
  EXPECT_THAT(json, HasSubstr("\"shown\""));
}

TEST_F(FormulasTest, ANameThatNoColumnHasIsFoundByCheck) {
  write("study.toml", replace_all(example_study(), "columns = [ { head = \"all\" } ]",
                                  "focus = [\"NQP\", \"NQP:PPO\"]\ncolumns = [ { head = \"all\" } ]"));
  const Outcome check = ecoeff("check study.toml");
  EXPECT_EQ(check.code, 3) << check.err;
  EXPECT_THAT(check.err, HasSubstr("S191"));
  write("study.toml", replace_all(example_study(), "CEE ~ NQP + OPEN", "CEE ~ NQP + I(NQQ^2) + OPEN"));
  const Outcome slip = ecoeff("check study.toml");
  EXPECT_NE(slip.code, 0);
  EXPECT_THAT(slip.err, HasSubstr("NQQ"));
  EXPECT_THAT(slip.err, Not(HasSubstr("NQQ^2")));
}

}  // namespace
}  // namespace ecoeff::testing
