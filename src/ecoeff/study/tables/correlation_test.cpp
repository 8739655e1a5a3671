#include "ecoeff/study/tables/correlation.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "ecoeff/data/clean.hpp"

namespace ecoeff {
namespace {

// Anscombe (1973), The American Statistician 27, 17-21, first set; r and p as R 4.2's cor.test(x1, y1) prints them from
// its data set anscombe, rho = 1 - 6 * 40 / (11 * 120) by hand from the ranks, which have no ties.
Table anscombe() {
  Table table;
  table.set_numbers("x", {10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5, 3});
  table.set_numbers("y", {8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68, kMissing});
  return table;
}

TEST(Correlations, AreThoseOfAnscombesFirstSet) {
  const Table found = correlations(anscombe(), {"x", "y"}, true);
  ASSERT_EQ(found.rows(), 1U);
  EXPECT_EQ(found.numbers("n")[0], 11) << "the row without y is left out";
  EXPECT_NEAR(found.numbers("r")[0], 0.8164205, 5e-8);
  EXPECT_NEAR(found.numbers("p")[0], 0.00217, 5e-6);
  EXPECT_NEAR(found.numbers("rho")[0], 0.8181818, 5e-8);
}

TEST(Correlations, ShareTheRanksOfEqualValues) {
  Table table;
  table.set_numbers("x", {1, 1, 2, 3});
  table.set_numbers("y", {1, 1, 5, 9});
  EXPECT_DOUBLE_EQ(correlations(table, {"x", "y"}, true).numbers("rho")[0], 1);
  table.set_numbers("y", {1, 2, 5, 9});  // ranks 1.5 1.5 3 4 against 1 2 3 4
  EXPECT_NEAR(correlations(table, {"x", "y"}, true).numbers("rho")[0], 4.5 / std::sqrt(4.5 * 5), 1e-15);
}

TEST(Correlations, AreMissingWithoutVariation) {
  Table table;
  table.set_numbers("x", {1, 1, 1, 1});
  table.set_numbers("y", {1, 2, 3, 4});
  EXPECT_TRUE(is_missing(correlations(table, {"x", "y"}, false).numbers("r")[0]));
  EXPECT_TRUE(is_missing(correlations(table, {"x", "y"}, false).numbers("p")[0]));
}

}  // namespace
}  // namespace ecoeff
