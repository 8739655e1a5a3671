#include "ecoeff/data/intake/join.hpp"

#include <gtest/gtest.h>

#include "ecoeff/data/intake/test_sheets.hpp"

namespace ecoeff {
namespace {

using testing::sheet;

void add(PartsRead& parts, SheetGrid grid, std::size_t number, const PartSpec& spec = {}) {
  const std::vector<Block> blocks = find_blocks(grid, {.shape = spec.shape, .unit = spec.unit, .time = spec.time});
  const auto shared = std::make_shared<const SheetGrid>(std::move(grid));
  for (const Block& block : blocks) parts.tables.push_back(part_table(shared, block, spec, number, blocks.size() == 1));
}

PartsRead parts_of(const std::vector<std::string>& sheets) {
  PartsRead parts;
  for (std::size_t i = 0; i < sheets.size(); ++i)
    add(parts, sheet(sheets[i], "S", {}, "f" + std::to_string(i) + ".xlsx"), i);
  return parts;
}

std::vector<double> values(const Joined& joined, const std::string& name) {
  const auto numbers = joined.table.numbers(name);
  return {numbers.begin(), numbers.end()};
}

std::string code_of(const PartsRead& parts, const JoinSpec& spec, Error* out = nullptr) {
  try {
    (void)join_parts(parts, spec);
  } catch (const Error& error) {
    if (out != nullptr) *out = error;
    return error.code;
  }
  return "";
}

const char* const kFull = "省份|年份|GDP\n山西省|2011|1\n山西省|2012|2\n河北省|2011|3\n河北省|2012|4";
const char* const kShort = "省份|年份|能源\n山西|2011|5\n山西|2012|6\n河北|2011|7\n河北|2012|8";

TEST(JoinParts, FullAndShortNamesAreOnePlaceUnderChina) {
  const PartsRead parts = parts_of({kFull, kShort});
  const Joined joined = join_parts(parts, {.names = {.match = NameMatch::china, .rename = {}}});
  EXPECT_EQ(joined.table.texts("unit"), (std::vector<std::string>{"山西省", "山西省", "河北省", "河北省"}));
  EXPECT_EQ(values(joined, "能源"), (std::vector<double>{5, 6, 7, 8}));
  EXPECT_EQ(joined.names.texts("name")[2], "山西省");
  EXPECT_EQ(joined.losses.rows(), 0U);
  EXPECT_EQ(code_of(parts, {}), "D156");  // without it nothing is in common
}

TEST(JoinParts, EarlierNamesPinyinAndCodesAreThePlaceAndMergedOnesStayThemselves) {
  const PartsRead parts = parts_of({"城市|年份|a\n襄樊市|2009|1\n襄阳市|2010|2\n济南市|2009|3\n莱芜市|2009|4",
                                    "city|year|b\nXiangyang|2009|5\nXiangyang|2010|6\nJinan City|2009|7",
                                    "代码|年份|c\n420600|2010|8\n370100|2009|9"});
  const Joined joined = join_parts(parts, {.names = {.match = NameMatch::china, .rename = {}}});
  EXPECT_EQ(joined.table.texts("unit"), (std::vector<std::string>{"襄樊市", "襄樊市", "济南市", "莱芜市"}));
  EXPECT_EQ(values(joined, "a"), (std::vector<double>{1, 2, 3, 4}));
  EXPECT_EQ(joined.table.numbers("b")[1], 6);
  EXPECT_EQ(joined.table.numbers("c")[2], 9);
  EXPECT_EQ(joined.names.texts("change")[0], "襄阳市 since 2010");
  std::vector<std::string> said;
  for (const Note& note : joined.notes) {
    if (note.code == "D215" || note.code == "D216") said.push_back(note.code + note.message.zh);
  }
  EXPECT_EQ(said,
            (std::vector<std::string>{"D215襄樊市2010 年起为襄阳市，视为同一单元",
                                      "D216莱芜市于 2019 年并入济南市：仍作为单独的单元，其数值没有加到其他单元"}));
}

TEST(JoinParts, AColumnOfUnitsOfMeasurementIsNoKey) {
  const PartsRead parts =
      parts_of({"湖北省主要指标\n指标|单位|2011年|2012年\n一、经济\n地区生产总值|亿元|1|2\n人口|万人|3|4",
                "湖南省主要指标\n指标|单位|2011年|2012年\n地区生产总值|亿元|5|6\n人口|万人|7|8"});
  const Joined joined = join_parts(parts, {});
  EXPECT_EQ(joined.table.texts("unit"), (std::vector<std::string>{"湖北省", "湖北省", "湖南省", "湖南省"}));
  EXPECT_EQ(values(joined, "地区生产总值"), (std::vector<double>{1, 2, 5, 6}));
  EXPECT_EQ(joined.measures.at("人口"), "万人");
}

TEST(JoinParts, AContinuedTableGoesOnWithItsTitle) {
  const std::string first = "地区生产总值(亿元)\n地区|2011|2012\n湖北|1|2\n湖南|3|4\n\n";
  for (const char* title : {"续表\n", "续表1\n", "", "地区生产总值(亿元)（续）\n", "单位：亿元\n"}) {
    const Joined joined = join_parts(parts_of({first + title + "地区|2013|2014\n湖北|5|6\n湖南|7|8"}), {});
    ASSERT_EQ(joined.table.columns().size(), 3U) << title;
    EXPECT_EQ(values(joined, "地区生产总值(亿元)"), (std::vector<double>{1, 2, 5, 6, 3, 4, 7, 8})) << title;
  }
}

TEST(JoinParts, CodesAloneAreTheUnitAndYearsAloneHoldForAll) {
  PartsRead parts = parts_of({"省份|年份|gdp\n北京市|2011|1\n北京市|2012|2\n天津市|2011|3\n天津市|2012|4"});
  PartSpec spec;
  spec.value = "energy";
  add(parts, sheet("adcode|2011|2012\n110000|5|6\n120000|7|8"), 1, spec);
  spec.value = "price";
  add(parts, sheet("2011年|2012年\n9|10"), 2, spec);
  const Joined joined = join_parts(parts, {.names = {.match = NameMatch::china, .rename = {}}});
  EXPECT_EQ(joined.table.texts("unit"), (std::vector<std::string>{"北京市", "北京市", "天津市", "天津市"}));
  EXPECT_EQ(values(joined, "energy"), (std::vector<double>{5, 6, 7, 8}));
  EXPECT_EQ(values(joined, "price"), (std::vector<double>{9, 10, 9, 10}));
}

TEST(JoinParts, TwoHeadsThatClaimOneColumnAreAsked) {
  const char* const text = "地区|年份|GDP(亿元)|GDP(万元)\n湖北|2011|1|10000\n湖南|2011|2|20000";
  PartSpec spec;
  spec.columns = {{"gdp", "GDP"}};
  PartsRead parts;
  add(parts, sheet(text), 0, spec);
  ASSERT_FALSE(parts.tables[0].problems.empty());
  spec.columns = {{"gdp", "GDP(亿元)"}};
  PartsRead exact;
  add(exact, sheet(text), 0, spec);
  EXPECT_TRUE(exact.tables[0].problems.empty());
  EXPECT_EQ(values(join_parts(exact, {}), "gdp"), (std::vector<double>{1, 2}));
}

TEST(JoinParts, TheFirstSpellingStandsWithoutInnerBlanks) {
  const Joined joined =
      join_parts(parts_of({"地区|年份|a\n北 京|2011|1\n天 津|2011|2", "地区|年份|b\n北京|2011|3\n天津|2011|4"}), {});
  EXPECT_EQ(joined.table.texts("unit"), (std::vector<std::string>{"北京", "天津"}));
  EXPECT_EQ(values(joined, "b"), (std::vector<double>{3, 4}));
}

TEST(JoinParts, RowsAreThoseOfAllOfTheFirstOrInCommon) {
  const PartsRead parts = parts_of({"id|year|a\nA|2011|1\nB|2011|2", "id|year|b\nB|2011|3\nC|2011|4"});
  EXPECT_EQ(join_parts(parts, {}).table.rows(), 3U);
  EXPECT_EQ(join_parts(parts, {.rows = JoinRows::first}).table.texts("unit"), (std::vector<std::string>{"A", "B"}));
  EXPECT_EQ(join_parts(parts, {.rows = JoinRows::common}).table.texts("unit"), (std::vector<std::string>{"B"}));
  EXPECT_EQ(join_parts(parts, {}).losses.texts("missing"), (std::vector<std::string>{"C", "A"}));
}

TEST(JoinParts, EqualOverlapsPassAndUnequalOnesNameBothCells) {
  EXPECT_EQ(join_parts(parts_of({kFull, kFull}), {}).table.rows(), 4U);
  Error error(Fault::data, "", {});
  EXPECT_EQ(code_of(parts_of({kFull, "省份|年份|GDP\n山西省|2011|9\n河北省|2013|1"}), {}, &error), "D155");
  EXPECT_NE(error.message.en.find("f0.xlsx S!C2 has 1, f1.xlsx S!C2 has 9"), std::string::npos) << error.message.en;
  const Joined gap = join_parts(parts_of({kFull, "省份|年份|GDP\n山西省|2011|…\n河北省|2013|1"}), {});
  EXPECT_EQ(values(gap, "GDP")[0], 1);
}

TEST(JoinParts, APartWithoutTimeHoldsForAllYearsAndOneWithoutUnitForAllUnits) {
  const PartsRead parts = parts_of({kFull, "省份|面积\n山西省|15\n河北省|18", "年份|价格指数\n2011|100\n2012|103"});
  const Joined joined = join_parts(parts, {});
  EXPECT_EQ(values(joined, "面积"), (std::vector<double>{15, 15, 18, 18}));
  EXPECT_EQ(values(joined, "价格指数"), (std::vector<double>{100, 103, 100, 103}));
}

TEST(JoinParts, OneNameForTwoPlacesIsAQuestion) {
  const PartsRead parts =
      parts_of({"地区|年份|a\n吉林省|2011|1\n吉林市|2011|2", "地区|年份|b\n吉林|2011|3\n长春|2011|3"});
  EXPECT_EQ(code_of(parts, {.names = {.match = NameMatch::china, .rename = {}}}), "D153");
  EXPECT_EQ(code_of(parts, {.names = {.match = NameMatch::china, .rename = {{"吉林", "吉林市"}}}}), "");
}

TEST(JoinParts, QuestionsAreCoded) {
  EXPECT_EQ(code_of(parts_of({"省份|年份|GDP\n山西|2011|1\n山西省|2011|2"}),
                    {.names = {.match = NameMatch::china, .rename = {}}}),
            "D154");
  EXPECT_EQ(code_of(parts_of({"省份|年份|GDP(亿元)\n山西|2011|1\n河北|2011|1",
                              "省份|年份|GDP(亿元)\n||亿元\n山西|2012|1\n河北|2012|1"}),
                    {}),
            "");
  EXPECT_EQ(code_of(parts_of({"省份|年份|GDP\n||亿元\n山西|2011|1\n河北|2011|1",
                              "省份|年份|GDP\n||万元\n山西|2012|1\n河北|2012|1"}),
                    {}),
            "D157");
  EXPECT_EQ(code_of(parts_of({"省份|GDP\n山西|1\n河北|1"}), {}), "D188");
}

TEST(JoinParts, AllCellsThatAreNoNumbersAreNamedAtOnce) {
  Error error(Fault::data, "", {});
  EXPECT_EQ(
      code_of(
          parts_of({"省份|年份|GDP\nA|2011|约300\nA|2012|2.5万\nB|2011|1\nB|2012|2\nC|2011|3\nC|2012|12%\nD|2011|4"}),
          {}, &error),
      "D158");
  for (const char* place : {"C2", "C3", "C7"}) EXPECT_NE(error.hint.en.find(place), std::string::npos) << error.hint.en;
}

TEST(JoinParts, TwoSpellingsAreNoticedWithoutMatch) {
  const Joined joined = join_parts(parts_of({"省份|年份|GDP\n山西|2011|1\n山西省|2012|2"}), {});
  EXPECT_TRUE(std::any_of(joined.notes.begin(), joined.notes.end(), [](const Note& n) { return n.code == "D183"; }));
}

TEST(JoinParts, ScaleIsExplicit) {
  PartsRead parts;
  PartSpec spec;
  spec.columns = {{"energy", "能源"}};
  spec.scale = {{"energy", 1e4}};
  add(parts, sheet("省份|年份|能源\nA|2011|2\nB|2011|3"), 0, spec);
  EXPECT_EQ(values(join_parts(parts, {}), "energy"), (std::vector<double>{2e4, 3e4}));
}

TEST(PlaceForm, KnowsFullAndShortForms) {
  for (const auto& [full, brief] : std::vector<std::pair<std::string, std::string>>{{"内蒙古自治区", "内蒙古"},
                                                                                    {"新疆维吾尔自治区", "新疆"},
                                                                                    {"恩施土家族苗族自治州", "恩施州"},
                                                                                    {"香港特别行政区", "香港"},
                                                                                    {"延边朝鲜族自治州", "延边"},
                                                                                    {"杭州市", "杭州"},
                                                                                    {"哈尔滨市", "哈尔滨"},
                                                                                    {"吐鲁番地区", "吐鲁番"},
                                                                                    {"锡林郭勒盟", "锡林郭勒"}}) {
    EXPECT_EQ(place_form(full).stem, place_form(brief).stem) << full;
  }
  EXPECT_EQ(place_form("沙县").stem, "沙县");
}

}  // namespace
}  // namespace ecoeff
