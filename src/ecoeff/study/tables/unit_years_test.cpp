#include "ecoeff/study/tables/unit_years.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

namespace ecoeff {
namespace {

using testing::ElementsAre;

// Three units, years 2010 to 2012; unit B has no row in 2011.
Panel small() {
  Table table;
  table.set_text("city", {"A", "A", "A", "B", "B", "C", "C", "C"});
  table.set_numbers("year", {2010, 2011, 2012, 2010, 2012, 2010, 2011, 2012});
  table.set_text("basin", {"up", "up", "up", "low", "low", "up", "up", "up"});
  table.set_numbers("s", {kMissing, 1, 4, kMissing, 2, kMissing, 4, 1});
  return {table, "city", "year"};
}

TEST(UnitYears, AreARowAUnitWithMeansBelow) {
  const UnitYears found = unit_years(small(), "s", {.by = "basin"}, false);
  EXPECT_THAT(found.years, ElementsAre(2011, 2012)) << "a year without any value is left out";
  EXPECT_THAT(found.rows, ElementsAre("A", "B", "C", "up", "low", ""));
  EXPECT_EQ(found.groups, 2U);
  EXPECT_THAT(found.values[0], ElementsAre(1, 4, 2.5));
  EXPECT_TRUE(is_missing(found.values[1][0]));
  EXPECT_EQ(found.values[1][2], 2);
  EXPECT_THAT(found.values[3], ElementsAre(2.5, 2.5, 2.5));
  EXPECT_EQ(found.values[5][1], 7.0 / 3);
}

TEST(UnitYears, MayBeGeometricAndOfSomeYears) {
  const UnitYears found = unit_years(small(), "s", {.years = {2012}}, true);
  EXPECT_THAT(found.years, ElementsAre(2012));
  EXPECT_THAT(found.rows, ElementsAre("A", "B", "C", ""));
  EXPECT_NEAR(found.values[3][0], 2, 1e-15);
  EXPECT_NEAR(found.values[3][1], 2, 1e-15);
}

}  // namespace
}  // namespace ecoeff
