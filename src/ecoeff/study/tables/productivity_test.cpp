#include "ecoeff/study/tables/productivity.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ecoeff {
namespace {

using testing::ElementsAre;

Panel small() {
  Table table;
  table.set_text("city", {"A", "A", "A", "B", "B", "B"});
  table.set_numbers("year", {2010, 2011, 2012, 2010, 2011, 2012});
  return {table, "city", "year"};
}

ProductivityResult changes(const char* model) {
  ProductivityResult result;
  result.options.model = model;
  result.rows = {{.from = 0, .to = 1, .index = 2, .ec = 4, .tc = 0.5},
                 {.from = 1, .to = 2, .index = 0.5, .ec = 1, .tc = 0.5},
                 {.from = 3, .to = 4, .index = 8, .ec = 1, .tc = 8},
                 {.from = 4, .to = 5, .index = kMissing, .ec = 2}};
  return result;
}

TEST(ProductivityMeans, OfPairsOfYearsAreGeometric) {
  const ProductivityMeans found = productivity_means(small(), changes("malmquist"), false);
  EXPECT_EQ(found.heads.size(), 3U) << "parts that no row has are left out";
  EXPECT_THAT(found.rows, ElementsAre("2010–2011", "2011–2012", ""));
  EXPECT_THAT(found.pairs, ElementsAre(2, 1, 3));
  EXPECT_NEAR(found.values[0][0], 4, 1e-14);
  EXPECT_NEAR(found.values[0][1], 2, 1e-14);
  EXPECT_NEAR(found.values[1][0], 0.5, 1e-14) << "over the pairs that have it";
  EXPECT_NEAR(found.values[2][0], 2, 1e-14);
}

TEST(ProductivityMeans, OfDifferencesAreArithmeticAndMayBeOfUnits) {
  const ProductivityMeans found = productivity_means(small(), changes("luenberger"), true);
  EXPECT_THAT(found.rows, ElementsAre("A", "B", ""));
  EXPECT_DOUBLE_EQ(found.values[0][0], 1.25);
  EXPECT_DOUBLE_EQ(found.values[1][0], 8);
  EXPECT_DOUBLE_EQ(found.values[2][0], 3.5);
}

}  // namespace
}  // namespace ecoeff
