#include "ecoeff/report/unit_words.hpp"

#include <gtest/gtest.h>

namespace ecoeff {
namespace {

Study with_column(const std::string& unit, const Text& name = {}) {
  Study study;
  study.data.unit = unit;
  study.data.unit_name = name;
  return study;
}

TEST(UnitWords, AreFoundFromTheColumn) {
  EXPECT_EQ(counted_units(with_column("城市"), 36).zh, "36 个城市");
  EXPECT_EQ(counted_units(with_column("城市"), 36).en, "36 cities");
  EXPECT_EQ(counted_units(with_column("Country"), 1).en, "1 country");
  EXPECT_EQ(counted_units(with_column("iso3"), 2).zh, "2 个国家");
  EXPECT_EQ(counted_units(with_column("企业"), 2).zh, "2 家企业");
  EXPECT_EQ(counted_units(with_column("stkcd"), 2).zh, "2 个单元");
  EXPECT_EQ(counted_units(with_column("stkcd"), 2).en, "2 units");
  Study renamed = with_column("id");
  renamed.columns = {{"id", "省份"}};
  EXPECT_EQ(counted_units(renamed, 30).zh, "30 个省份");
}

TEST(UnitWords, AreTheStudysOwn) {
  EXPECT_EQ(counted_units(with_column("id", {"prefecture", "地级市"}), 3).en, "3 prefectures");
  EXPECT_EQ(counted_units(with_column("id", {"prefecture", "地级市"}), 3).zh, "3 个地级市");
  EXPECT_EQ(counted_units(with_column("id", both("省份")), 3).en, "3 provinces");
  EXPECT_EQ(counted_units(with_column("id", both("firm")), 3).zh, "3 家企业");
}

TEST(UnitWords, ReplaceTheProgramsWords) {
  const Study study = with_column("id", {"economy", "经济体"});
  const auto en = [&](const std::string& text) { return with_units(study, {text, ""}).en; };
  EXPECT_EQ(en("Units differ; a unit of the units."), "Economies differ; an economy of the economies.");
  EXPECT_EQ(en("cluster(unit), \"unit\", unit_id, community, unit(2)"),
            "cluster(unit), \"unit\", unit_id, community, unit(2)");
  EXPECT_EQ(en("(means of units)"), "(means of economies)");
  const Text zh = with_units(study, {"", "36 个单元，个体效应，一个单元格"});
  EXPECT_EQ(zh.zh, "36 个经济体，经济体效应，一个单元格");
}

}  // namespace
}  // namespace ecoeff
