#include "ecoeff/index/index_method.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ecoeff/base/error.hpp"

namespace ecoeff {
namespace {

Panel small_panel() {
  Table table;
  table.set_text("city", {"A", "B", "C"});
  table.set_numbers("x", {1, 2, 4});
  table.set_numbers("y", {3, 1, 2});
  return {table, "city", ""};
}

TEST(IndexMethods, ComputeByName) {
  const std::vector<Indicator> indicators{{.column = "x"}, {.column = "y"}};
  for (const IndexMethod* method : index_methods().all()) {
    const IndexResult result =
        compute_index(small_panel(), indicators, method->about.name, OptionValues(method->options));
    EXPECT_EQ(result.method, method->about.name);
    EXPECT_EQ(result.score.size(), 3U);
    if (!method->weights_sum_to_one) continue;
    double sum = 0;
    for (const IndicatorWeight& line : result.weights) sum += line.weight;
    EXPECT_NEAR(sum, 1, 1e-12) << method->about.name;
  }
}

TEST(IndexMethods, AnUnknownNameIsRefusedWithTheNearest) {
  try {
    (void)index_method("entropie");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code, "X300");
    EXPECT_THAT(error.hint.en, testing::HasSubstr("entropy"));
  }
}

}  // namespace
}  // namespace ecoeff
