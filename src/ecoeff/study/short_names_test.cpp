#include "ecoeff/study/short_names.hpp"

#include <gtest/gtest.h>

namespace ecoeff {
namespace {

Table table() {
  Table out;
  out.file = "a.csv";
  for (const char* head : {"GDP(亿元)", "GDP(万元)", "能源(吨)", "x"}) out.set_numbers(head, {1, 2});
  return out;
}

Error refused(const std::vector<std::pair<std::string, std::string>>& columns) {
  Study study;
  study.path = "study.toml";
  for (const auto& [name, head] : columns) {
    study.columns.emplace_back(name, head);
    study.positions["columns." + name] = {.line = study.columns.size(), .column = 1};
  }
  try {
    Table own = table();
    give_short_names(study, own);
  } catch (const Error& error) {
    return error;
  }
  return Error(Fault::study, "", {});
}

TEST(ShortNames, TwoColumnsThatFitOneHeadAreAQuestionWithItsLine) {
  const Error error = refused({{"x1", "x"}, {"gdp", "GDP"}});
  EXPECT_EQ(error.code, "D152");
  EXPECT_EQ(error.where.row, 2U);
  EXPECT_NE(error.hint.en.find("gdp = \"GDP(亿元)\""), std::string::npos) << error.hint.en;
  EXPECT_NE(error.hint.zh.find("gdp = \"GDP(亿元)\""), std::string::npos);
  EXPECT_EQ(refused({{"gdp", "GDP(亿元)"}}).code, "");  // the answer
  EXPECT_EQ(refused({{"gdp", "GNP"}}).code, "D110");
}

TEST(ShortNames, TwoNamesOfOneColumnAreAQuestionWithItsLine) {
  const Error error = refused({{"a", "x"}, {"b", "x"}});
  EXPECT_EQ(error.code, "D152");
  EXPECT_EQ(error.where.row, 2U);
  EXPECT_NE(error.hint.en.find("b = \"a\""), std::string::npos) << error.hint.en;
  EXPECT_EQ(refused({{"x", "GDP(亿元)"}}).code, "S106");
}

}  // namespace
}  // namespace ecoeff
