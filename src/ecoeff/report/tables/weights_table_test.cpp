#include "ecoeff/report/tables/weights_table.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "ecoeff/report/figures/picture_test_result.hpp"
#include "tolerance.hpp"

namespace ecoeff {
namespace {

TEST(WeightsTable, EntropyHasWeightsAndLevelSums) {
  StudyResult result = picture_test::make_result({.split = false});
  result.indexes.resize(1);
  result.indexes[0].result.weights[0].minimum = 0.25;
  const std::vector<PaperTable> tables = weight_tables(result);
  ASSERT_EQ(tables.size(), 2U);
  EXPECT_EQ(tables[0].title.zh, "新质生产力：权重");
  EXPECT_EQ(tables[0].number, 0);
  ASSERT_EQ(tables[0].body.size(), 10U);
  const std::vector<Cell>& first = tables[0].body[0].cells;
  EXPECT_EQ(first[3].text.zh, "教育投入");
  EXPECT_EQ(first[6].number, result.indexes[0].result.weights[0].weight);
  EXPECT_EQ(first[7].number, result.indexes[0].result.weights[0].entropy);
  EXPECT_EQ(first[9].text.en, "0.25");
  EXPECT_FALSE(first[10].number.has_value());

  double dimensions = 0;
  for (const TableRow& row : tables[1].body) {
    if (row.cells[0].text.en == "Dimension") dimensions += *row.cells[3].number;
  }
  EXPECT_NEAR(dimensions, 1, tolerance::kRoundOff);
  EXPECT_EQ(tables[1].body[0].cells[1].text.zh, "实体性要素");
  EXPECT_EQ(tables[1].body[0].cells[2].text.zh, "6");
}

TEST(WeightsTable, ComponentsHaveEigenvaluesLoadingsAndTests) {
  StudyResult result = picture_test::make_result({.split = false});
  result.indexes.erase(result.indexes.begin());
  for (IndicatorWeight& line : result.indexes[0].result.weights) line.loadings = {0.9, -0.1, 0.2};
  const std::vector<PaperTable> tables = weight_tables(result);
  ASSERT_EQ(tables.size(), 2U);
  EXPECT_EQ(tables[0].head[0].cells[7].text.en, "Loading 1");
  EXPECT_EQ(tables[0].body[0].cells[8].number, -0.1);
  ASSERT_EQ(tables[1].body.size(), 4U + 4U);
  EXPECT_EQ(tables[1].body[1].cells[1].number, 2.2);
  EXPECT_NEAR(*tables[1].body[1].cells[3].number, 0.63, tolerance::kRoundOff);
  EXPECT_EQ(tables[1].body[3].cells[4].text.en, "No");
  EXPECT_EQ(tables[1].body[4].cells[0].text.en, "KMO");
  EXPECT_EQ(tables[1].body[4].cells[1].number, 0.78);
}

TEST(WeightsTable, WeightsPerPeriodAreATableOfTheirOwn) {
  StudyResult result = picture_test::make_result({.periods = 2, .split = false});
  result.indexes.resize(1);
  const std::vector<double> year(10, 0.1);
  result.indexes[0].result.weights_by_year = {year, year};
  const std::vector<PaperTable> tables = weight_tables(result);
  ASSERT_EQ(tables.size(), 3U);
  EXPECT_EQ(tables[2].columns, 11U);
  EXPECT_EQ(tables[2].body[1].cells[0].text.en, "2011");
  EXPECT_EQ(tables[2].body[1].cells[10].number, 0.1);
}

}  // namespace
}  // namespace ecoeff
