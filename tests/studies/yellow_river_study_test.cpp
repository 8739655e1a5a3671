// The embedded study through the whole pipeline: does it find what its generator put in?
//
// The noiseless generator (the same regressors, no disturbances) gives the slopes that the estimators should find;
// estimates on the data as shipped must cover them. Intervals are clustered by city: disturbances enter a lagged
// adjustment, so the errors of a city hang together over the years.
#include <gtest/gtest.h>
#include <unistd.h>

#include <cmath>
#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "ecoeff/base/file.hpp"
#include "ecoeff/data/clean.hpp"
#include "ecoeff/data/write.hpp"
#include "ecoeff/index/entropy.hpp"
#include "ecoeff/panel/fixed_effects.hpp"
#include "ecoeff/report/vocabulary.hpp"
#include "ecoeff/study/read.hpp"
#include "ecoeff/study/run.hpp"
#include "ecoeff/study/yellow_river.hpp"

namespace ecoeff {
namespace {

StudyResult run_with_noise(double noise) {
  const std::filesystem::path file =
      std::filesystem::path(::testing::TempDir()) / ("yellow_river_" + std::to_string(::getpid()) + ".xlsx");
  write_file(file, to_xlsx(yellow_river_table(kYellowRiverSeed, noise), "模拟数据"));
  Study study = parse_study(yellow_river_study_toml(), "study.toml", report_vocabulary());
  study.model->vce = "cluster(unit)";
  StudyResult result = run_study(study, {.data = file});
  std::filesystem::remove(file);
  return result;
}

const StudyResult& shipped() {
  static const StudyResult result = run_with_noise(1);
  return result;
}

const StudyResult& noiseless() {
  static const StudyResult result = run_with_noise(0);
  return result;
}

const TableResult& table(const StudyResult& result, const std::string& id) {
  for (const TableResult& candidate : result.tables) {
    if (candidate.spec.id == id) return candidate;
  }
  throw std::out_of_range("no table " + id);
}

const Estimate& estimate(const StudyResult& result, const std::string& id, std::size_t column) {
  return table(result, id).columns.at(column).estimate.value();
}

// The indicators of the study's index, with the gaps of the panel filled as the study fills them.
std::vector<Indicator> filled_indicators(Panel& panel, const Study& study) {
  std::vector<std::string> columns;
  for (const Indicator& indicator : study.indexes.at(0).indicators) columns.push_back(indicator.column);
  Notes notes;
  (void)fill_missing(panel, columns, MissingPolicy::linear, notes);
  return study.indexes.at(0).indicators;
}

struct Expectation {
  const char* table;
  std::size_t column;
  int sign;
  const char* focus = "NQP";
};

// Signs of the paper's Tables 4 to 8.
const std::vector<Expectation> kExpectations{
    {"benchmark", 0, 1},
    {"benchmark", 1, 1},
    {"robustness", 0, 1},
    {"robustness", 1, 1},
    {"robustness", 2, 1, "NQP_PCA"},
    {"robustness", 3, 1},
    {"by-basin", 0, 1},
    {"by-basin", 1, 1},
    {"by-basin", 2, -1},
    {"by-stage", 0, 1},
    {"by-stage", 1, -1},
    {"by-stage", 2, -1},
    {"by-stage", 3, 1},
    {"mechanism", 0, 1},
    {"mechanism", 1, 1},
};

TEST(YellowRiverStudy, SignsFollowThePaper) {
  for (const Expectation& expected : kExpectations) {
    const double coefficient = estimate(shipped(), expected.table, expected.column).coefficient(expected.focus);
    EXPECT_GT(coefficient * expected.sign, 0) << expected.table << " " << expected.column;
  }
}

TEST(YellowRiverStudy, NoiselessSignsFollowThePaper) {
  for (const Expectation& expected : kExpectations) {
    const double coefficient = estimate(noiseless(), expected.table, expected.column).coefficient(expected.focus);
    EXPECT_GT(coefficient * expected.sign, 0) << expected.table << " " << expected.column;
  }
}

TEST(YellowRiverStudy, IntervalsCoverTheNoiselessSlopes) {
  for (const Expectation& expected : kExpectations) {
    const Estimate& found = estimate(shipped(), expected.table, expected.column);
    const double truth = estimate(noiseless(), expected.table, expected.column).coefficient(expected.focus);
    const auto [low, high] = found.interval(expected.focus);
    EXPECT_LT(low, truth) << expected.table << " " << expected.column;
    EXPECT_GT(high, truth) << expected.table << " " << expected.column;
  }
}

TEST(YellowRiverStudy, MediatorsAndLagCoverTheGeneratorsOwnNumbers) {
  const YellowRiverTruth& truth = yellow_river_truth();
  const auto covers = [](const Estimate& found, const std::string& name, double value) {
    const auto [low, high] = found.interval(name);
    return low < value && value < high;
  };
  EXPECT_TRUE(covers(estimate(shipped(), "mechanism", 0), "NQP", truth.uis));
  EXPECT_TRUE(covers(estimate(shipped(), "mechanism", 1), "NQP", truth.gt));
  EXPECT_NEAR(estimate(noiseless(), "mechanism", 0).coefficient("NQP"), truth.uis, 0.01 * truth.uis);
  EXPECT_NEAR(estimate(noiseless(), "mechanism", 1).coefficient("NQP"), truth.gt, 0.01 * truth.gt);
  // One slope for all cities stretches the lag: the estimate lies above the generator's, near the paper's 0.8.
  const double lag = estimate(shipped(), "robustness", 3).coefficient("L.CEE");
  EXPECT_GT(lag, truth.lag);
  EXPECT_LT(lag, 0.95);
}

// Fifty other draws of everything: the mediators' slopes come back without bias, and nineteen in twenty intervals
// should cover them (clustered intervals with 36 cities a few less).
TEST(YellowRiverStudy, MediatorSlopesComeBackOverManyDraws) {
  const YellowRiverTruth& truth = yellow_river_truth();
  const Study study = parse_study(yellow_river_study_toml(), "study.toml", report_vocabulary());
  const std::vector<std::pair<std::string, double>> outcomes{{"UIS", truth.uis}, {"绿色专利数量", truth.gt}};
  std::vector<double> sum(outcomes.size(), 0);
  int covered = 0;
  constexpr int kDraws = 50;
  for (std::uint64_t seed = 1; seed <= kDraws; ++seed) {
    Panel panel(yellow_river_table(seed), "城市", "年份");
    panel.table.set_numbers("NQP", entropy_index(panel, filled_indicators(panel, study)).score);
    std::vector<double> uis(panel.rows());
    for (std::size_t row = 0; row < uis.size(); ++row) {
      uis[row] = panel.table.numbers("第三产业增加值")[row] / panel.table.numbers("第二产业增加值")[row];
    }
    panel.table.set_numbers("UIS", uis);
    for (std::size_t k = 0; k < outcomes.size(); ++k) {
      const Formula formula = parse_formula(outcomes[k].first + " ~ NQP | unit + time");
      const Estimate found = fit_fixed_effects(panel, formula, {.vce = "cluster(unit)"});
      const auto [low, high] = found.interval("NQP");
      covered += low < outcomes[k].second && outcomes[k].second < high ? 1 : 0;
      sum[k] += found.coefficient("NQP") / outcomes[k].second;
    }
  }
  for (std::size_t k = 0; k < outcomes.size(); ++k) EXPECT_NEAR(sum[k] / kDraws, 1, 0.02) << outcomes[k].first;
  EXPECT_GE(covered, 86);
}

TEST(YellowRiverStudy, GrowingCitiesAreNotSignificant) { EXPECT_GT(estimate(shipped(), "by-stage", 0).p("NQP"), 0.10); }

TEST(YellowRiverStudy, MomentsAreThoseOfTheDescriptiveTable) {
  const std::map<std::string, std::pair<double, double>> published{
      {"CEE", {0.457, 0.182}},  {"NQP", {0.168, 0.103}}, {"ER", {0.036, 0.018}},
      {"OPEN", {0.064, 0.122}}, {"GOV", {0.211, 0.089}}, {"POP", {5.510, 0.677}},
      {"INF", {6.218, 0.882}},  {"UIS", {0.913, 0.487}}, {"GT", {168.939, 213.889}}};
  const TableResult& summary = table(shipped(), "summary");
  ASSERT_EQ(summary.descriptions.size(), published.size());
  for (const Description& found : summary.descriptions) {
    const auto [mean, sd] = published.at(found.column);
    EXPECT_EQ(found.n, 504U);
    EXPECT_NEAR(found.mean, mean, 0.1 * mean) << found.column;
    EXPECT_NEAR(found.sd, sd, 0.1 * sd) << found.column;
  }
}

TEST(YellowRiverStudy, FrontierHasAFewRowsAboveOne) {
  int efficient = 0;
  double greatest = 0;
  for (const RowScore& row : shipped().scores.at(0).result.rows) {
    EXPECT_EQ(row.status, RowStatus::optimal);
    efficient += row.efficient ? 1 : 0;
    greatest = std::max(greatest, row.score);
  }
  EXPECT_GE(efficient, 3);
  EXPECT_LE(efficient, 20);
  EXPECT_GT(greatest, 1.005);
  EXPECT_LT(greatest, 1.10);
}

// Its frontier rows lie on nearly the same ray, where a move ends at both at once.
TEST(YellowRiverStudy, DirectionalDistancesAnswerForEveryRow) {
  for (const Returns returns : {Returns::crs, Returns::vrs}) {
    const ScoreResult result =
        score(shipped().panel,
              {.model = "ddf", .inputs = {"labor", "energy"}, .good = {"gdp"}, .bad = {"co2"}, .returns = returns});
    for (const RowScore& row : result.rows) EXPECT_EQ(row.status, RowStatus::optimal) << row.reason.en;
  }
}

TEST(YellowRiverStudy, GroupsAndRowsAreThePapers) {
  EXPECT_EQ(shipped().panel.units(), 36U);
  EXPECT_EQ(shipped().panel.rows(), 504U);
  const std::vector<std::size_t> basins{7 * 14, 18 * 14, 11 * 14};
  for (std::size_t g = 0; g < basins.size(); ++g) EXPECT_EQ(estimate(shipped(), "by-basin", g).n, basins[g]);
  const std::vector<std::size_t> stages{7 * 14, 18 * 14, 7 * 14, 4 * 14};
  for (std::size_t g = 0; g < stages.size(); ++g) EXPECT_EQ(estimate(shipped(), "by-stage", g).n, stages[g]);
  EXPECT_EQ(estimate(shipped(), "robustness", 1).n, 396U);
  EXPECT_EQ(estimate(shipped(), "robustness", 3).n, 468U);
}

TEST(YellowRiverStudy, FilledCellsAreListed) {
  EXPECT_EQ(shipped().filled.size(), 21U);
  for (const FilledCell& cell : shipped().filled) {
    EXPECT_FALSE(cell.edge);
    EXPECT_GT(cell.value, 0);
  }
}

}  // namespace
}  // namespace ecoeff
