#include "ecoeff/study/starter.hpp"

#include <gtest/gtest.h>

#include "ecoeff/data/test_files.hpp"
#include "ecoeff/study/read.hpp"

namespace ecoeff {
namespace {

Table chinese_table() {
  Table table;
  table.set_text("城市", {"武威", "武威", "金昌", "金昌"});
  table.set_numbers("年份", {2010, 2011, 2010, 2011});
  table.set_numbers("年末单位从业人数", {1, 2, 3, 4});
  table.set_numbers("固定资产投资", {5, 6, 7, 8});
  table.set_numbers("能源消费总量", {5, 6, 7, 8});
  table.set_numbers("地区生产总值", {9, 8, 7, 6});
  table.set_numbers("人均GDP", {9, 8, 7, 6});
  table.set_numbers("二氧化碳排放量", {3, 3, 2, 2});
  table.set_numbers("进出口总额", {1, 0, 1, 1});
  table.set_text("流域", {"上游", "上游", "中游", "中游"});
  return table;
}

TEST(StarterStudy, GuessesRolesFromChineseNamesAndMarksThem) {
  const std::string toml = starter_study(chinese_table(), "数据.xlsx");
  const Study study = parse_study(toml, "study.toml");
  EXPECT_EQ(study.data.unit, "城市");
  EXPECT_EQ(study.data.time, "年份");
  ASSERT_EQ(study.scores.size(), 1U);
  EXPECT_EQ(study.scores[0].options.inputs,
            (std::vector<std::string>{"年末单位从业人数", "固定资产投资", "能源消费总量"}));
  EXPECT_EQ(study.scores[0].options.good, (std::vector<std::string>{"地区生产总值"}));
  EXPECT_EQ(study.scores[0].options.bad, (std::vector<std::string>{"二氧化碳排放量"}));
  EXPECT_NE(toml.find("# check"), std::string::npos);
}

TEST(StarterStudy, GuessesEnglishNamesToo) {
  Table table;
  table.set_text("country", {"A", "B"});
  table.set_numbers("year", {2010, 2010});
  table.set_numbers("labour_million", {1, 2});
  table.set_numbers("energy_twh", {1, 2});
  table.set_numbers("gdp_mil", {1, 2});
  table.set_numbers("co2_mt", {1, 2});
  const Study study = parse_study(starter_study(table, "w.csv"), "study.toml");
  EXPECT_EQ(study.data.unit, "country");
  EXPECT_EQ(study.scores.at(0).options.inputs.size(), 2U);
  EXPECT_EQ(study.scores[0].options.bad, (std::vector<std::string>{"co2_mt"}));
}

// The starter with its commented tables taken out of their comments.
std::string uncommented(const std::string& toml) {
  std::string out;
  for (const std::string& line : split(toml, '\n')) {
    const bool code = line.starts_with("# [[") || line.starts_with("# id") || line.starts_with("# split");
    out += (code ? line.substr(2) : line) + "\n";
  }
  return out;
}

TEST(StarterStudy, QuotesHostileNames) {
  for (const std::string bad : {"a\"b\\c", "GDP\n（亿元）", "x\r\n(万吨)", "a\tb",
                                "a\x01"
                                "b\x7F",
                                "a # check", "a'b", "\"\"\"", "\\", "{}", "a]b"}) {
    Table table;
    table.set_text("city" + bad, {"A", "B", "C"});
    table.set_numbers("gdp" + bad, {1, 2, 3});
    table.set_numbers("co2" + bad, {1, 2, 3});
    table.set_numbers("energy" + bad, {1, 2, 3});
    table.set_numbers(bad, {1, -2, 3});
    table.set_text("group" + bad, {"A" + bad, "B", "A" + bad});
    table.set_text("basin" + bad, {"A" + bad, "B", "A" + bad});
    const std::string toml = starter_study(table, bad + ".csv");
    for (const std::string& text : {toml, uncommented(toml)}) {
      const Study study = parse_study(text, "study.toml");
      EXPECT_EQ(study.data.file, bad + ".csv");
      EXPECT_EQ(study.data.unit, "city" + bad);
      EXPECT_EQ(study.scores.at(0).options.bad, (std::vector<std::string>{"co2" + bad}));
      EXPECT_EQ(study.columns.at(0).second, bad);
    }
  }
}

TEST(StarterStudy, ProposesMarksForCellsThatAreNoNumbers) {
  Table table;
  table.set_text("city", {"A", "B", "C", "注：数据来自年鉴"});
  table.set_numbers("year", std::vector<double>(4, 2010));
  table.set_text("energy", {"1", "停报", "3", ""});
  table.set_text("co2", {"1", "2", "约 3", "4"});
  table.set_numbers("gdp", {5, 6, 7, 8});
  table.set_text("remark", {"a", "b", "2", ""});
  const Study study = parse_study(starter_study(table, "w.csv"), "study.toml");
  EXPECT_EQ(study.data.marks, (std::vector<std::string>{"停报", "约 3"}));
  EXPECT_EQ(study.scores.at(0).options.inputs, (std::vector<std::string>{"energy"}));
  EXPECT_EQ(study.scores.at(0).options.bad, (std::vector<std::string>{"co2"}));
}

TEST(StarterStudy, ANoteBelowTheTableHidesNoYears) {
  Table table;
  std::vector<std::string> cities(20, "A");
  std::vector<double> years;
  for (int i = 0; i < 19; ++i) years.push_back(2000 + i);
  cities.emplace_back("注：数据来自年鉴");
  years.insert(years.end(), {2019, kMissing});
  table.set_text("city", cities);
  table.set_numbers("t", years);
  EXPECT_EQ(parse_study(starter_study(table, "w.csv"), "study.toml").data.time, "t");
}

TEST(StarterStudy, ItsOwnNamesAreNotThoseOfTheData) {
  Table table;
  table.set_text("city", {"A", "B"});
  for (const char* name :
       {"x2", "x1", "score", "score_", "energy", "gdp", "pop", "甲 (乙)", "丙 (丁)", "年末总人口(万人)"})
    table.set_numbers(name, {1, 2});
  const Study study = parse_study(starter_study(table, "w.csv"), "study.toml");
  EXPECT_EQ(study.columns.size(), 3U);
  for (const auto& [name, header] : study.columns) EXPECT_FALSE(table.has(name)) << name;
  EXPECT_EQ(study.scores.at(0).name, "score__");
}

std::vector<double> repeated(std::vector<double> values, std::size_t times) {
  std::vector<double> out;
  for (std::size_t i = 0; i < times; ++i) out.insert(out.end(), values.begin(), values.end());
  return out;
}

// Five places in four years.
Table places() {
  Table table;
  std::vector<std::string> names;
  std::vector<double> years;
  for (int i = 0; i < 20; ++i) {
    names.push_back("u" + std::to_string(i / 4));
    years.push_back(2010 + i % 4);
  }
  table.set_text("地区", names);
  table.set_numbers("年份", years);
  return table;
}

std::vector<double> growing(double from, double by) {
  std::vector<double> out;
  for (int i = 0; i < 20; ++i) out.push_back(from + by * i + (i * 7) % 5);
  return out;
}

TEST(StarterStudy, PricesCodesAndRowNumbersAreNoInputsAndExplainNothing) {
  Table table = places();
  table.set_numbers("固定资产投资价格指数", growing(1, 0.1));
  table.set_numbers("固定资产投资(亿元)", growing(10, 3));
  table.set_numbers("能源消费总量", growing(10, 2));
  table.set_numbers("GDP(亿元)", growing(90, 4));
  std::vector<double> numbers, codes;
  for (int i = 0; i < 20; ++i) {
    numbers.push_back(i + 1);
    codes.push_back(110000 + 10000 * (i / 4));
  }
  table.set_numbers("序", numbers);
  table.set_numbers("区划", codes);
  table.set_numbers("城镇化率(%)", growing(30, 1));
  const std::string toml = starter_study(table, "w.csv");
  const Study study = parse_study(toml, "study.toml");
  EXPECT_EQ(study.scores.at(0).options.inputs, (std::vector<std::string>{"固定资产投资(亿元)", "能源消费总量"}));
  ASSERT_TRUE(study.model.has_value());
  EXPECT_EQ(study.model->formula, "score ~ urban | unit + time");
  EXPECT_EQ(study.model->vce, "wild(unit)");
  EXPECT_EQ(study.columns, (std::vector<std::pair<std::string, std::string>>{{"urban", "城镇化率(%)"}}));
  EXPECT_NE(toml.find("# capital = \"pim(`固定资产投资(亿元)`, depreciation = 0.096, initial = 'growth', price = "
                      "`固定资产投资价格指数`)\""),
            std::string::npos);
}

TEST(StarterStudy, TakesOutputWithoutGapsAtConstantPricesAndKeepsInputsWithFewZeros) {
  Table table = places();
  std::vector<double> nominal = growing(90, 4);
  for (int i = 10; i < 20; ++i) nominal[static_cast<std::size_t>(i)] = kMissing;
  table.set_numbers("gdp_nominal", nominal);
  table.set_numbers("gdp_2010", growing(80, 4));
  std::vector<double> energy = growing(10, 2);
  energy[3] = 0;
  table.set_numbers("fossil_10ktce", energy);
  table.set_numbers("labour", growing(10, 1));
  const std::string toml = starter_study(table, "w.csv");
  const Study study = parse_study(toml, "study.toml");
  EXPECT_EQ(study.scores.at(0).options.good, std::vector<std::string>{"gdp_2010"});
  EXPECT_EQ(study.scores.at(0).options.inputs, (std::vector<std::string>{"fossil_10ktce", "labour"}));
  EXPECT_NE(toml.find("# fossil_10ktce: 1 zeros"), std::string::npos);
  EXPECT_TRUE(study.columns.empty());  // heads that may stand in formulas stay
}

TEST(StarterStudy, DummiesAreNotLoggedAndSkewedAmountsAre) {
  Table table = places();
  table.set_numbers("碳排放权交易试点", repeated({0, 0, 0, 1, 1}, 4));
  std::vector<double> trade = growing(10, 1);
  trade[4] = 4000;
  table.set_numbers("进出口总额(亿元)", trade);
  table.set_numbers("能源", growing(10, 2));
  table.set_numbers("GDP(亿元)", growing(90, 4));
  const std::string toml = starter_study(table, "w.csv");
  const Study study = parse_study(toml, "study.toml");
  EXPECT_TRUE(study.scores.at(0).options.bad.empty());
  EXPECT_EQ(study.model->formula, "score ~ ets + log(trade) | unit + time");
  EXPECT_NE(toml.find("# trade_gdp = \"trade / `GDP(亿元)`\""), std::string::npos);
}

TEST(StarterStudy, WithoutInputsItIsAStudyOfRegressions) {
  Table table = places();
  table.set_numbers("co2", growing(9, 2));
  table.set_numbers("wage", growing(3, 1));
  const Study study = parse_study(starter_study(table, "w.csv"), "study.toml");
  EXPECT_TRUE(study.scores.empty());
  EXPECT_EQ(study.model->formula, "co2 ~ wage | unit + time");
}

TEST(RoleWords, AUsersWordsComeFirst) {
  const test::FileWith file("word,role,name\n用工,input,jobs\n总收入,output,income\n");
  RoleWords words;
  words.add(file.path());
  EXPECT_EQ(words.guess("用工人数", "").role, ColumnRole::input);
  EXPECT_EQ(words.guess("用工人数", "").name, "jobs");
  EXPECT_EQ(words.guess("总收入", "亿元").role, ColumnRole::output);
  EXPECT_EQ(words.guess("人均GDP", "元").name, "gdp_pc");
  EXPECT_EQ(words.guess("energy_self_sufficiency", "").role, ColumnRole::control);
  EXPECT_EQ(words.guess("行政区划代码", "").role, ColumnRole::code);
  // A policy on something is not that thing.
  EXPECT_EQ(words.guess("碳交易试点", "").name, "ets");
  EXPECT_EQ(words.guess("carbon_market_pilot", "").name, "ets");
  EXPECT_EQ(words.guess("Urban population", "%").name, "urban");
  EXPECT_EQ(words.guess("二氧化硫试点", "").name, "so2_policy");
  EXPECT_EQ(words.guess("二氧化硫试点", "").role, ColumnRole::control);
  const test::FileWith wrong("word,role,name\n用工,inputs,jobs\n");
  EXPECT_EQ(test::error_of([&] { words.add(wrong.path()); }).code, "S264");
}

}  // namespace
}  // namespace ecoeff
