#include "ecoeff/study/yellow_river.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <set>

#include "ecoeff/data/panel.hpp"
#include "ecoeff/index/entropy.hpp"
#include "ecoeff/study/read.hpp"
#include "ecoeff/study/yellow_river_inputs.hpp"
#include "ecoeff/study/yellow_river_series.hpp"
#include "tolerance.hpp"

namespace ecoeff {
namespace {

TEST(YellowRiver, ThirtySixCitiesInTheirGroups) {
  std::map<std::string, int> basins;
  std::map<std::string, int> stages;
  std::set<std::string> names;
  for (const YellowRiverCity& city : yellow_river_cities()) {
    names.insert(city.name);
    ++basins[city.basin];
    ++stages[city.stage];
    EXPECT_TRUE(std::isfinite(yellow_river_truth().slope(city.basin, city.stage))) << city.name;
  }
  EXPECT_EQ(names.size(), 36U);
  EXPECT_EQ(basins, (std::map<std::string, int>{{"上游", 7}, {"中游", 18}, {"下游", 11}}));
  EXPECT_EQ(stages, (std::map<std::string, int>{{"成长型", 7}, {"成熟型", 18}, {"衰退型", 7}, {"再生型", 4}}));
  EXPECT_THROW((void)yellow_river_truth().slope("下游", "成长型"), std::logic_error);
}

TEST(YellowRiver, TableIsABalancedPanelThatSaysItIsSimulated) {
  const Panel panel(yellow_river_table(), "城市", "年份");
  EXPECT_EQ(panel.rows(), 504U);
  EXPECT_EQ(panel.units(), 36U);
  EXPECT_EQ(panel.periods().front(), 2010);
  EXPECT_EQ(panel.periods().back(), 2023);
  EXPECT_EQ(panel.table.column("数据说明").text.levels.size(), 1U);
  EXPECT_NE(panel.table.column("数据说明").text.levels.front().find("模拟"), std::string::npos);
}

TEST(YellowRiver, StudyReadsItsOwnColumnsAndSaysItIsSimulated) {
  const Study study = parse_study(yellow_river_study_toml(), "study.toml");
  const Table table = yellow_river_table();
  for (const auto& [name, header] : study.columns) EXPECT_TRUE(table.has(header)) << header;
  for (const IndexSpec& index : study.indexes) {
    for (const Indicator& indicator : index.indicators) EXPECT_TRUE(table.has(indicator.column)) << indicator.column;
  }
  EXPECT_EQ(study.data.file, "yellow_river.xlsx");
  EXPECT_NE(study.data.source.en.find("Simulated"), std::string::npos);
  EXPECT_NE(study.data.source.zh.find("模拟"), std::string::npos);
  EXPECT_EQ(study.tables.size(), 8U);
}

TEST(YellowRiver, SameSeedSameTableOtherSeedOtherTable) {
  const Table first = yellow_river_table();
  const Table again = yellow_river_table();
  const Table other = yellow_river_table(kYellowRiverSeed + 1);
  bool differs = false;
  for (const Column& column : first.columns()) {
    if (column.is_text) continue;
    for (std::size_t row = 0; row < first.rows(); ++row) {
      const double value = column.numbers[row];
      const double same = again.numbers(column.name)[row];
      EXPECT_TRUE(value == same || (is_missing(value) && is_missing(same))) << column.name << " " << row;
      differs = differs || value != other.numbers(column.name)[row];
    }
  }
  EXPECT_TRUE(differs);
}

// A few cells at both ends: other compilers and machines must draw the same panel.
TEST(YellowRiver, ShippedCellsAreTheSameEverywhere) {
  const Table table = yellow_river_table();
  EXPECT_EQ(table.numbers("固定资产投资")[0], 703600);
  EXPECT_EQ(table.numbers("二氧化碳排放量")[0], 3247284);
  EXPECT_EQ(table.numbers("绿色专利数量")[119], 98);
  EXPECT_EQ(table.numbers("固定资产投资")[119], 10333610);
  EXPECT_EQ(table.numbers("二氧化碳排放量")[503], 83418810);
  EXPECT_EQ(table.numbers("专利授权数")[503], 10284);
}

TEST(YellowRiver, NoiseTouchesOutcomesOnly) {
  const Table with = yellow_river_table();
  const Table without = yellow_river_table(kYellowRiverSeed, 0);
  const auto differences = [&](const char* name) {
    int count = 0;
    for (std::size_t row = 0; row < with.rows(); ++row) {
      const double a = with.numbers(name)[row];
      const double b = without.numbers(name)[row];
      if (!is_missing(a) && !is_missing(b) && a != b) ++count;
    }
    return count;
  };
  for (const char* same : {"地区生产总值", "年末总人口", "进出口总额", "财政支出", "人均GDP", "专利授权数"}) {
    EXPECT_EQ(differences(same), 0) << same;
  }
  for (const char* outcome : {"能源消费总量", "二氧化碳排放量", "第三产业增加值", "绿色专利数量"})
    EXPECT_GT(differences(outcome), 300) << outcome;
}

TEST(YellowRiver, GapsAreFewInnerAndRestoredByTheirNeighbours) {
  const Table table = yellow_river_table();
  int gaps = 0;
  for (const Column& column : table.columns()) {
    if (column.is_text) continue;
    for (std::size_t row = 0; row < table.rows(); ++row) {
      if (!is_missing(column.numbers[row])) {
        EXPECT_GE(column.numbers[row], 0) << column.name;
        continue;
      }
      ++gaps;
      ASSERT_NE(row % 14, 0U);
      ASSERT_NE(row % 14, 13U);
      EXPECT_FALSE(is_missing(column.numbers[row - 1]));
      EXPECT_FALSE(is_missing(column.numbers[row + 1]));
    }
  }
  EXPECT_GT(gaps, 10);
  EXPECT_LT(gaps, 40);
}

TEST(YellowRiver, SharesOfIndustryDoNotExceedTheWhole) {
  const Table table = yellow_river_table();
  for (std::size_t row = 0; row < table.rows(); ++row) {
    EXPECT_LT(table.numbers("第二产业增加值")[row] + table.numbers("第三产业增加值")[row],
              table.numbers("地区生产总值")[row]);
  }
}

// Everything above the frontier formula by hand: a reference row and one row at theta = 0.6 in all columns.
TEST(YellowRiverInputs, AnEvenRowLiesWhereTheFormulaPutsIt) {
  yellow_river::Grid efficiency(yellow_river::kCities * yellow_river::kYears, 0.5);
  efficiency[0] = 1;
  const yellow_river::Grid gdp(efficiency.size(), 1e7);
  const yellow_river::InputColumns inputs = yellow_river::make_inputs(efficiency, gdp, 1);
  // c = 0.5 asks for theta = 1.5 c / (1 + 0.5 c) = 0.6 in CO2, and the same on average over the inputs that are not
  // capital-bound.
  for (const std::size_t k : {std::size_t{20}, std::size_t{100}, std::size_t{503}}) {
    EXPECT_NEAR(inputs.co2[0] / inputs.co2[k], 0.6, 1e-5);
    EXPECT_GT(inputs.labour[k], inputs.labour[0]);
    EXPECT_GT(inputs.energy[k], inputs.energy[0]);
    EXPECT_GT(inputs.investment[k], 0);
  }
}

TEST(YellowRiverSeries, ExponentialHasTheWantedMoments) {
  RandomStream random(5);
  const yellow_river::Grid grid = yellow_river::exponential_with(yellow_river::normal_scores(500, random), 0.2, 0.1);
  EXPECT_NEAR(yellow_river::mean(grid), 0.2, 1e-9);
  EXPECT_NEAR(yellow_river::standard_deviation(grid), 0.1, 1e-8);
}

TEST(YellowRiverSeries, RoundingIsExactForDecimalSteps) {
  EXPECT_EQ(yellow_river::round_to(0.12345, 0.001), 0.123);
  EXPECT_EQ(yellow_river::round_to(1234.5678, 0.01), 1234.57);
  EXPECT_EQ(yellow_river::round_to(1251, 100), 1300);
  EXPECT_EQ(yellow_river::round_significant(123456.7, 3), 123000);
  EXPECT_EQ(yellow_river::round_significant(0.0012345, 3), 0.00123);
  EXPECT_EQ(yellow_river::round_significant(0, 3), 0);
}

TEST(YellowRiverSeries, CompressedValuesStayInsideAndKeepTheirOrder) {
  yellow_river::Grid values{0.01, 0.05, 0.5, 0.9, 1.5, 2.5};
  yellow_river::compress(values, 0.1, 1.0);
  EXPECT_EQ(values[2], 0.5);
  for (std::size_t k = 0; k < values.size(); ++k) {
    EXPECT_GT(values[k], 0.1);
    EXPECT_LT(values[k], 1.0);
    if (k > 0) {
      EXPECT_GT(values[k], values[k - 1]);
    }
  }
}

}  // namespace
}  // namespace ecoeff
