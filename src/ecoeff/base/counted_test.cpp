#include "ecoeff/base/counted.hpp"

#include <gtest/gtest.h>

namespace ecoeff {
namespace {

TEST(Counted, AgreesWithTheNumber) {
  EXPECT_EQ(counted(0, "row"), "0 rows");
  EXPECT_EQ(counted(1, "row"), "1 row");
  EXPECT_EQ(counted(2, "row"), "2 rows");
  EXPECT_EQ(counted(2, "index", "indices"), "2 indices");
  EXPECT_EQ(agree(1, "is", "are"), "is");
  EXPECT_EQ(agree(0, "is", "are"), "are");
}

}  // namespace
}  // namespace ecoeff
