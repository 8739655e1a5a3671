// Every option of a score, asked for on the command line and in a study file: both give the same scores, and the option
// changes something (it is not passed over).
#include <gtest/gtest.h>

#include <algorithm>

#include "ecoeff/data/read.hpp"
#include "program.hpp"
#include "small_study.hpp"

namespace ecoeff::testing {
namespace {

struct Option {
  const char* line;   // on the command line
  const char* study;  // lines of [scores.CEE]
  const char* plain;  // the command line without the option
};

const Option kOptions[] = {
    {"--model sbm --returns vrs", "model = \"sbm\"\nreturns = \"vrs\"", "--model sbm"},
    {"--model sbm --returns nirs", "model = \"sbm\"\nreturns = \"nirs\"", "--model sbm"},
    {"--model super-sbm --returns ndrs", "model = \"super-sbm\"\nreturns = \"ndrs\"", "--model super-sbm"},
    {"--model super-sbm --bad-as input", "model = \"super-sbm\"\nbad_as = \"input\"", "--model super-sbm"},
    {"--model sbm --orientation input", "model = \"sbm\"\norientation = \"input\"", "--model sbm"},
    {"--model super-sbm --orientation output", "model = \"super-sbm\"\norientation = \"output\"", "--model super-sbm"},
    {"--model sbm --weights labor=3,energy=1", "model = \"sbm\"\nweights = { labor = 3, energy = 1 }", "--model sbm"},
    {"--model sbm --reference contemporaneous", "model = \"sbm\"\nreference = \"contemporaneous\"", "--model sbm"},
    {"--model sbm --reference sequential", "model = \"sbm\"\nreference = \"sequential\"", "--model sbm"},
    {"--model sbm --reference window:3", "model = \"sbm\"\nreference = \"window:3\"", "--model sbm"},
    {"--model sbm --group region", "model = \"sbm\"\ngroup = \"region\"", "--model sbm"},
    {"--model super-sbm --leave-out unit", "model = \"super-sbm\"\nleave_out = \"unit\"", "--model super-sbm"},
    {"--model radial --orientation output", "model = \"radial\"\norientation = \"output\"",
     "--model radial --orientation input"},
    {"--model super-radial --orientation input --returns vrs",
     "model = \"super-radial\"\norientation = \"input\"\nreturns = \"vrs\"",
     "--model super-radial --orientation input"},
    {"--model ddf --disposability strong", "model = \"ddf\"\ndisposability = \"strong\"", "--model ddf"},
    {"--model ddf --direction inputs,good,bad", "model = \"ddf\"\ndirection = [\"inputs\", \"good\", \"bad\"]",
     "--model ddf"},
    {"--model nddf --weights gdp=1,co2=2", "model = \"nddf\"\nweights = { gdp = 1, co2 = 2 }",
     "--model nddf --direction bad"},
    {"--model additive --returns vrs", "model = \"additive\"\nreturns = \"vrs\"", "--model additive"},
    {"--model ram --weights co2=5", "model = \"ram\"\nweights = { co2 = 5 }", "--model ram"},
    {"--model ebm --returns vrs", "model = \"ebm\"\nreturns = \"vrs\"", "--model ebm"},
    {"--model fdh --orientation output", "model = \"fdh\"\norientation = \"output\"",
     "--model fdh --orientation input"},
};

const char* const kColumns = "--unit city --time year --inputs labor,energy --good gdp --bad co2 ";

class ScoreOptionsTest : public ProgramTest, public ::testing::WithParamInterface<Option> {
 protected:
  std::vector<std::string> scores_by_line(const std::string& options) const {
    const Outcome run = ecoeff(std::string("score d.csv ") + kColumns + options + " -o line.csv");
    EXPECT_EQ(run.code, 0) << run.err;
    return read_table(folder_ / "line.csv").table.texts("score");
  }
};

TEST_P(ScoreOptionsTest, LineAndStudySayTheSame) {
  const Option& option = GetParam();
  write("d.csv", small_csv());
  std::string study = small_study();
  study = study.substr(0, study.find("[model]"));
  write("study.toml",
        replace_all(study, "model = \"super-sbm\"", option.study) + "[report]\nformats = []\nfigures = []\n");
  const std::vector<std::string> by_line = scores_by_line(option.line);
  const Outcome run = ecoeff("run study.toml -o out");
  ASSERT_EQ(run.code, 0) << run.err;
  const Table table = read_table(folder_ / "out/scores.csv").table;
  EXPECT_EQ(table.texts(table.has("CEE") ? "CEE" : "score"), by_line);
  EXPECT_NE(scores_by_line(option.plain), by_line) << "the option changed nothing";
}

INSTANTIATE_TEST_SUITE_P(All, ScoreOptionsTest, ::testing::ValuesIn(kOptions));

// Prices are further columns, not another score: the whole csv is the same, and the study's default leaves them out.
TEST_F(ProgramTest, MultipliersAreTheSameByLineAndStudy) {
  write("d.csv", small_csv());
  std::string study = small_study();
  study = study.substr(0, study.find("[model]")) + "[report]\nformats = []\nfigures = []\n";
  for (const std::string model : {"super-sbm", "sbm", "radial", "additive", "ddf", "ebm"}) {
    const bool sided = model == "radial";
    const Outcome line = ecoeff(std::string("score d.csv ") + kColumns + "--model " + model + " --returns vrs" +
                                (sided ? " --orientation input" : "") + " --multipliers -o line.csv");
    ASSERT_EQ(line.code, 0) << line.err;
    const std::string keys =
        "model = \"" + model + "\"\nreturns = \"vrs\"" + (sided ? "\norientation = \"input\"" : "");
    write("with.toml", replace_all(study, "model = \"super-sbm\"", keys + "\nmultipliers = true"));
    write("without.toml", replace_all(study, "model = \"super-sbm\"", keys));
    ASSERT_EQ(ecoeff("run with.toml -o with").code, 0) << model;
    ASSERT_EQ(ecoeff("run without.toml -o without").code, 0) << model;
    const Table by_line = read_table(folder_ / "line.csv").table;
    const Table by_study = read_table(folder_ / "with/scores.csv").table;
    std::size_t priced = 0;
    for (const std::string column : {"labor", "energy", "gdp", "co2", "intercept"}) {
      const std::string name = "multiplier_" + column;
      ASSERT_TRUE(by_study.has(name)) << model << " " << name;
      EXPECT_EQ(by_study.texts(name), by_line.texts(name)) << model;
      for (const std::string& cell : by_study.texts(name)) priced += cell.empty() || cell == "0" ? 0 : 1;
    }
    EXPECT_GT(priced, by_study.rows()) << model;
    EXPECT_FALSE(read_table(folder_ / "without/scores.csv").table.has("multiplier_gdp")) << model;
    std::filesystem::remove_all(folder_ / "with");
    std::filesystem::remove_all(folder_ / "without");
  }
}

TEST_F(ProgramTest, ShadowPricesAreTheSameByLineAndStudy) {
  write("d.csv", small_csv());
  const Outcome line = ecoeff(std::string("score d.csv ") + kColumns + "--model ddf --price-of gdp -o line.csv");
  ASSERT_EQ(line.code, 0) << line.err;
  std::string study = small_study();
  study = study.substr(0, study.find("[model]")) + "[report]\nformats = []\nfigures = []\n";
  write("study.toml", replace_all(study, "model = \"super-sbm\"", "model = \"ddf\"\nprice_of = \"gdp\""));
  const Outcome run = ecoeff("run study.toml -o out");
  ASSERT_EQ(run.code, 0) << run.err;
  const Table by_line = read_table(folder_ / "line.csv").table;
  const Table by_study = read_table(folder_ / "out/scores.csv").table;
  for (const char* name : {"price_co2", "price_co2_lower", "price_co2_upper", "price_co2_range"}) {
    ASSERT_TRUE(by_study.has(name)) << name;
    EXPECT_EQ(by_study.texts(name), by_line.texts(name)) << name;
  }
  const auto words = by_line.texts("price_co2_range");
  EXPECT_TRUE(std::find(words.begin(), words.end(), "unique") != words.end());
}

}  // namespace
}  // namespace ecoeff::testing
