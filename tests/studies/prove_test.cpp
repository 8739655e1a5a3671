// ecoeff prove: tables of scores as they were written are proved, doctored ones are refused with the row.
#include <gtest/gtest.h>

#include "ecoeff/data/read.hpp"
#include "ecoeff/data/write.hpp"
#include "program.hpp"
#include "small_study.hpp"

namespace ecoeff::testing {
namespace {

class ProveTest : public ProgramTest {
 protected:
  void SetUp() override {
    ProgramTest::SetUp();
    write("d.csv", small_csv());
  }
  void score(const std::string& options) const {
    const Outcome run = ecoeff("score d.csv --unit city --time year --inputs labor,energy --good gdp --bad co2 " +
                               options + " --certify -o s.csv");
    ASSERT_EQ(run.code, 0) << options << run.err;
    ASSERT_TRUE(exists("s.proof.jsonl"));
  }
  // scores.csv with one cell changed.
  void change(const std::string& column, std::size_t row, const std::string& value) const {
    Table table = read_table(folder_ / "s.csv").table;
    std::vector<std::string> values = table.texts(column);
    values[row] = value;
    table.set_text(column, values);
    write("s.csv", to_csv(table));
  }
};

TEST_F(ProveTest, EveryModelIsProved) {
  for (const char* options :
       {"--model super-sbm --returns vrs --scale", "--model sbm --group region", "--model radial --orientation output",
        "--model super-radial --orientation input --returns vrs --multipliers", "--model ddf --returns vrs",
        "--model nddf", "--model additive", "--model ram", "--model ebm --returns vrs",
        "--model fdh --orientation input", "--model malmquist --orientation input",
        "--model malmquist --base sbm --returns vrs", "--model malmquist-luenberger", "--model global-ml",
        "--model luenberger --level"}) {
    score(options);
    const Outcome run = ecoeff("prove s.csv d.csv");
    EXPECT_EQ(run.code, 0) << options << "\n" << run.err;
    EXPECT_NE(run.out.find("rows are proved"), std::string::npos) << run.out;
  }
}

TEST_F(ProveTest, DoctoredCellsAreNamedWithTheirRow) {
  const std::pair<const char*, const char*> changes[] = {
      {"score", "0.987654"}, {"efficient", "2"}, {"status", "infeasible"}, {"returns_to_scale", "none"}};
  for (const auto& [column, value] : changes) {
    score("--model super-sbm --returns vrs --scale");
    change(column, 3, value);
    const Outcome run = ecoeff("prove s.csv d.csv");
    EXPECT_EQ(run.code, 4) << column;
    EXPECT_NE(run.err.find("F476"), std::string::npos) << run.err;
    EXPECT_NE(run.err.find("row 4, "), std::string::npos) << run.err;
    EXPECT_NE(run.err.find(std::string(column) + " is " + value), std::string::npos) << run.err;
    const Outcome chinese = ecoeff("prove s.csv d.csv --lang zh");
    EXPECT_NE(chinese.err.find("第 4 行"), std::string::npos) << chinese.err;
    const Outcome json = ecoeff("prove s.csv d.csv --json");
    EXPECT_NE(json.out.find("\"row\": 4"), std::string::npos) << json.out;
    EXPECT_EQ(json.code, 4);
  }
}

TEST_F(ProveTest, OtherDataProveNothing) {
  score("--model sbm");
  Table table = read_table(folder_ / "d.csv").table;
  const auto old = table.numbers("gdp");
  std::vector<double> values(old.begin(), old.end());
  values[2] *= 1.5;
  table.set_numbers("gdp", values);
  write("d.csv", to_csv(table));
  const Outcome run = ecoeff("prove s.csv d.csv");
  EXPECT_EQ(run.code, 4);
  EXPECT_NE(run.err.find("F476"), std::string::npos) << run.err;
}

TEST_F(ProveTest, WhatIsNoProofIsRefused) {
  score("--model sbm");
  const std::string proof = read("s.proof.jsonl");
  const std::string header = proof.substr(0, proof.find('\n') + 1);
  const std::string twice = "{\"proof\":\"ecoeff scores\",\"version\":1,\"rows\":8,\"question\":";
  for (const std::string& text :
       {std::string(), std::string("hello\n"), header + "{}\n", twice + "[\"run\",\"x\"]}\n", twice + "[\"--help\"]}\n",
        twice + "[]}\n", twice + "[\"score\",\"d.csv\",\"--model\",\"nothing\"]}\n"}) {
    write("s.proof.jsonl", text);
    const Outcome run = ecoeff("prove s.csv d.csv");
    EXPECT_EQ(run.code, 4) << text;
    EXPECT_NE(run.err.find("F474"), std::string::npos) << text << run.err;
  }
  write("s.proof.jsonl", header);  // nothing is proved
  EXPECT_NE(ecoeff("prove s.csv d.csv").err.find("F476"), std::string::npos);
  std::filesystem::remove(folder_ / "s.proof.jsonl");
  EXPECT_NE(ecoeff("prove s.csv d.csv").err.find("D101"), std::string::npos);
}

}  // namespace
}  // namespace ecoeff::testing
