// The example study on real data, against the figures that an independent program printed
// (examples/world-countries/README.md). The data lie beside the repository and are not part of it.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <string>

#include "ecoeff/base/number.hpp"
#include "ecoeff/panel/fixed_effects.hpp"
#include "ecoeff/study/read.hpp"
#include "ecoeff/study/run.hpp"

namespace ecoeff {
namespace {

const std::filesystem::path kRoot = ECOEFF_SOURCE_DIR;
const std::filesystem::path kData = kRoot / "../shared/data/world_countries";

class World : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!std::filesystem::exists(kData / "world_countries_2007_2019.csv")) GTEST_SKIP() << "no data at " << kData;
  }
  static const StudyResult& balanced() {
    static const StudyResult result = run("world_countries_2007_2019.csv");
    return result;
  }
  static StudyResult run(const std::string& file) {
    return run_study(read_study(kRoot / "examples/world-countries/study.toml"), {.data = kData / file});
  }
  static const TableResult& table(const StudyResult& result, const std::string& id) {
    return *std::ranges::find_if(result.tables, [&](const TableResult& t) { return t.spec.id == id; });
  }
  static const Description& described(const std::string& column) {
    const auto& all = table(balanced(), "summary").descriptions;
    return *std::ranges::find_if(all, [&](const Description& d) { return d.column == column; });
  }
};

TEST_F(World, EfficiencyAgreesWithTheIndependentRun) {
  const Description& cee = described("CEE");
  EXPECT_EQ(cee.n, 715U);
  EXPECT_EQ(format_fixed(cee.mean, 3), "0.515");
  EXPECT_EQ(format_fixed(cee.sd, 3), "0.161");
  EXPECT_EQ(format_fixed(cee.minimum, 3), "0.179");
  EXPECT_EQ(format_fixed(cee.maximum, 3), "1.031");
  const auto& rows = balanced().scores.at(0).result.rows;
  EXPECT_EQ(std::ranges::count_if(rows, [](const RowScore& row) { return row.score >= 1; }), 11);
}

TEST_F(World, IndexAgreesWithTheIndependentRun) {
  const Description& index = described("ICI");
  EXPECT_EQ(index.n, 715U);
  EXPECT_EQ(format_fixed(index.mean, 3), "0.291");
  EXPECT_EQ(format_fixed(index.sd, 3), "0.186");
  EXPECT_EQ(format_fixed(index.minimum, 3), "0.025");
  EXPECT_EQ(format_fixed(index.maximum, 3), "0.838");
}

TEST_F(World, BenchmarkAgreesWithTheIndependentRun) {
  const Estimate& bare = table(balanced(), "benchmark").columns.at(0).estimate.value();
  EXPECT_EQ(format_fixed(bare.coefficient("ICI"), 3), "0.305");
  EXPECT_EQ(format_fixed(bare.statistic("ICI"), 1), "1.1");
  // The independent run controlled for everything that the study does but mobile subscriptions.
  const Formula formula = parse_formula("CEE ~ ICI + OPEN + POP + GOV + FDI + URB | unit + time");
  const Estimate controlled = fit_fixed_effects(balanced().panel, formula, {.vce = "cluster(unit)"});
  EXPECT_EQ(format_fixed(controlled.coefficient("ICI"), 3), "0.261");
  EXPECT_EQ(format_fixed(controlled.statistic("ICI"), 1), "0.9");
  EXPECT_EQ(controlled.clusters, 55U);
}

TEST_F(World, EveryColumnIsEstimatedAndNineCellsAreFilled) {
  EXPECT_FALSE(balanced().any_refused());
  EXPECT_EQ(balanced().tables.size(), 8U);
  EXPECT_EQ(balanced().filled.size(), 9U);
  const Estimate& gmm = table(balanced(), "robustness").columns.at(3).estimate.value();
  EXPECT_EQ(gmm.n, 55U * 12U);
  EXPECT_TRUE(gmm.gmm.has_value());
}

TEST_F(World, LongFileWithGapsGoesThroughAndSaysWhatIsLeftOut) {
  const StudyResult result = run("world_countries_long_2000_2019.csv");
  EXPECT_EQ(result.panel.rows(), 2880U);
  const auto& rows = result.scores.at(0).result.rows;
  const auto scored = std::ranges::count_if(rows, [](const RowScore& row) { return !is_missing(row.score); });
  EXPECT_GT(scored, 0);
  for (const RowScore& row : rows) {
    if (row.status == RowStatus::bad_data) {
      EXPECT_FALSE(row.reason.empty());
    }
  }
  const TableResult& benchmark = table(result, "benchmark");
  ASSERT_TRUE(benchmark.columns.at(1).estimate.has_value());
  EXPECT_LT(benchmark.columns.at(1).estimate->n, 2880U);
  EXPECT_FALSE(result.notes.empty());
}

}  // namespace
}  // namespace ecoeff
