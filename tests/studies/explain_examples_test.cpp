// The failing and the mended example on the page of a code, run through the program. An example is a line of the
// built-in study in place of the one that it has, or a command; it must stand on the page as it is run here.
#include <gtest/gtest.h>

#include <array>
#include <vector>

#include "program.hpp"

namespace ecoeff::testing {
namespace {

// `place`: the text of the shipped study that the snippets replace.
struct Snippet {
  const char* code;
  const char* place;
  const char* fails;
  const char* works;
};

void PrintTo(const Snippet& snippet, std::ostream* out) { *out << snippet.code; }

const std::vector<Snippet>& snippets() {
  static const char* const kInputs = "inputs    = [\"labor\", \"capital\", \"energy\"]";
  static const char* const kReturns = "returns   = \"crs\"";
  static const char* const kOutputs = "outputs   = [\"gdp\"]";
  static const char* const kFormula = "formula = \"CEE ~ NQP + OPEN + POP + ER + GOV + INF | unit + time\"";
  static const char* const kYears = "years   = [2010, 2023]";
  static const char* const kReference = "reference = \"pooled\"";
  static const char* const kModel = "model     = \"super-sbm\"";
  static const char* const kVce = "vce     = \"robust\"";
  static const std::vector<Snippet> kAll{
      {"S102", kReturns, "retruns = \"crs\"", "returns = \"crs\""},
      {"S103", kInputs, "inputs = \"labor\"", "inputs = [\"labor\"]"},
      {"S104", kReturns, "returns = \"constant\"", "returns = \"crs\""},
      {"S105", kFormula, "", "formula = \"CEE ~ NQP | unit + time\""},
      {"S107", "focus   = \"NQP\"", "focus = \"NPQ\"", "focus = \"NQP\""},
      {"S210", "OPEN = \"trade / gdp\"", "OPEN = \"trade / (gdp\"", "OPEN = \"trade / gdp\""},
      {"S211", "POP  = \"log(people)\"", "POP = \"ln(people)\"", "POP = \"log(people)\""},
      {"D101", "file    = \"yellow_river.xlsx\"", "file = \"yelow_river.xlsx\"", "file = \"yellow_river.xlsx\""},
      {"F402", kOutputs, "outputs = []", "outputs = [\"gdp\"]"},
      {"F405", kReference, "reference = \"window:4\"", "reference = \"window:3\""},
      {"F401", kModel, "model = \"superSBM\"", "model = \"super-sbm\""},
      {"P501", "CEE ~ NQP + OPEN + POP + ER + GOV + INF | unit + time", "CEE = NQP + OPEN",
       "CEE ~ NQP + OPEN | unit + time"},
      {"P514", kVce, "vce = \"clustered\"", "vce = \"cluster(unit)\""},
      {"P516", "keep = \"time < 2020 or time > 2022\"", "keep = \"time > 2030\"",
       "keep = \"time < 2020 or time > 2022\""},
      {"P518", "order = [\"上游\", \"中游\", \"下游\"]", "order = [\"upstream\"]", "order = [\"上游\"]"},
      {"S212", "capital = \"pim(invest, depreciation = 0.096, base = 2010, initial = 'growth')\"",
       "capital = \"pim(invest, depreciation = 9.6)\"", "capital = \"pim(invest, depreciation = 0.096)\""},
      {"D110", kInputs, "inputs = [\"labour\"]", "inputs = [\"labor\"]"},
      {"S120", kYears, "years = [1910, 1923]", "years = [2010, 2023]"},
      {"P531", "laglimits = [2, 3]", "laglimits = [13, 14]", "laglimits = [2, 3]"},
  };
  return kAll;
}

class Example : public ProgramTest, public ::testing::WithParamInterface<Snippet> {
 protected:
  // The shipped study without pictures, with one place changed; what the program says of it.
  std::string say(const std::string& snippet) {
    std::string study = read("shipped.toml");
    EXPECT_NE(study.find(GetParam().place), std::string::npos) << GetParam().place;
    study = replace_all(study, GetParam().place, snippet);
    study = study.substr(0, study.find("[report]")) + "[report]\nformats = [\"html\"]\nfigures = []\n";
    write("yr/study.toml", study);
    const Outcome run = ecoeff("run yr/study.toml -o out");
    code_ = run.code;
    return run.err + (exists("out/results.json") ? read("out/results.json") : "");
  }
  void SetUp() override {
    ProgramTest::SetUp();
    ASSERT_EQ(ecoeff("new yr").code, 0);
    write("shipped.toml", read("yr/study.toml"));
  }

  int code_ = 0;
};

TEST_P(Example, FailsAsThePageSaysAndIsMended) {
  const std::string code = GetParam().code;
  for (const char* language : {"en", "zh"}) {
    const Outcome page = ecoeff("explain " + code + " --lang " + language);
    EXPECT_NE(page.out.find(GetParam().fails), std::string::npos) << page.out;
    EXPECT_NE(page.out.find(GetParam().works), std::string::npos) << page.out;
  }
  const std::string failed = say(GetParam().fails);
  EXPECT_NE(failed.find(code), std::string::npos) << failed.substr(0, 2000);
  std::filesystem::remove_all(folder_ / "out");
  const std::string mended = say(GetParam().works);
  EXPECT_EQ(mended.find(code), std::string::npos) << mended.substr(0, 2000);
  EXPECT_EQ(code_, 0) << mended.substr(0, 2000);
}

INSTANTIATE_TEST_SUITE_P(Codes, Example, ::testing::ValuesIn(snippets()),
                         [](const auto& one) { return std::string(one.param.code); });

class Commands : public ProgramTest {};

TEST_F(Commands, FailAsTheirPagesSayAndAreMended) {
  ASSERT_EQ(ecoeff("new yellow-river").code, 0);
  write("study.toml", replace_all(read("yellow-river/study.toml"), "\"pdf\", \"png\"", "\"html\""));
  std::filesystem::copy(folder_ / "yellow-river/yellow_river.xlsx", folder_ / "yellow_river.xlsx");
  write("Documents/manifest.json", "{}");
  const std::vector<std::array<std::string, 3>> all{{"U101", "run", "run study.toml"},
                                                    {"U104", "run study.toml -o -", "run study.toml -o out"},
                                                    {"U105", "new yellow-river", "new my-study"},
                                                    {"U106", "explain 111", "explain D111"},
                                                    {"R130", "verify Documents", "verify out"}};
  for (const auto& [code, fails, works] : all) {
    const Outcome page = ecoeff("explain " + code);
    EXPECT_NE(page.out.find("ecoeff " + fails), std::string::npos) << page.out;
    EXPECT_NE(page.out.find("ecoeff " + works), std::string::npos) << page.out;
    const Outcome failed = ecoeff(fails);
    EXPECT_NE(failed.err.find(code), std::string::npos) << code << failed.err;
    EXPECT_NE(failed.code, 0) << code;
    const Outcome mended = ecoeff(works);
    EXPECT_EQ(mended.code, 0) << code << mended.err;
  }
  write("out/scores.csv", read("out/scores.csv") + " ");
  EXPECT_NE(ecoeff("verify out").err.find("R131"), std::string::npos);
  write("study.toml", read("study.toml") + "\n");
  EXPECT_NE(ecoeff("verify out").err.find("R132"), std::string::npos);
}

}  // namespace
}  // namespace ecoeff::testing
