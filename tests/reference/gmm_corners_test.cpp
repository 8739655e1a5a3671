// Corners of difference and system GMM in which descriptions of xtabond2 leave a choice, against xtabond2 3.7.2
// (tests/reference/gmm_corners says how the panels were made), and laws that hold between its lines.
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <map>

#include "ecoeff/data/read.hpp"
#include "ecoeff/stata/session.hpp"
#include "tolerance.hpp"

namespace ecoeff {
namespace {

const std::filesystem::path kInputs = std::filesystem::path(ECOEFF_SOURCE_DIR) / "tests/reference/gmm_corners";

Estimate fit(const std::string& file, const std::string& line) {
  stata::Session session = stata::start_session(read_table(kInputs / (file + ".csv")).table);
  (void)stata::run_line(session, "xtset id year");
  return stata::run_line(session, line).fitted->estimate;
}

void expect_near(double want, double got, const std::string& what) {
  EXPECT_LE(tolerance::relative_difference(want, got), tolerance::kEstimate)
      << what << ": " << got << ", expected " << want;
}

using Numbers = std::map<std::string, double>;

void expect_numbers(const Estimate& estimate, const Numbers& coefficients, const Numbers& errors) {
  for (const auto& [name, want] : coefficients) expect_near(want, estimate.coefficient(name), "coef " + name);
  for (const auto& [name, want] : errors) expect_near(want, estimate.se(name), "se " + name);
}

TEST(Xtabond2Corners, ArTestsAfterOneStepWithoutRobustErrorsHaveNoLevelRows) {
  const Estimate estimate = fit("panel", "xtabond2 y L.y x, gmm(L.y, lag(1 3) collapse) iv(x)");
  expect_near(-3.93161988, estimate.gmm->ar.at(0).z, "AR(1)");
  expect_near(0.6982206302, estimate.gmm->ar.at(1).z, "AR(2)");
}

TEST(Xtabond2Corners, SmallAfterOneStepWithoutRobustErrors) {
  const std::string line = "xtabond2 y L.y x, gmm(L.y, lag(1 3) collapse) iv(x) small";
  const Estimate estimate = fit("panel", line);
  EXPECT_EQ(estimate.df_r, 237);
  expect_near(4.878144325e-05, estimate.p("L.y"), "p L.y");
  expect_near(3.492564658e-32, estimate.p("x"), "p x");
  expect_near(0.9749673246, estimate.p("_cons"), "p _cons");
  expect_near(-3.912234607, estimate.gmm->ar.at(0).z, "AR(1)");
  expect_near(0.6936332447, estimate.gmm->ar.at(1).z, "AR(2)");
  expect_numbers(fit("panel", line + " h(1)"), {},
                 {{"L.y", 0.0969473046}, {"x", 0.07160602977}, {"_cons", 0.05735742102}});
}

// The help of xtabond2 names this pair of lines.
TEST(Xtabond2Corners, LevelInstrumentsWithH1AndSmallAreLeastSquares) {
  for (const char* file : {"panel", "year_missing", "cells_missing"}) {
    for (const std::string regressors : {"x", "x z", "L.y x"}) {
      const Estimate gmm = fit(file, "xtabond2 y " + regressors + ", iv(" + regressors + ", eq(level)) small h(1)");
      const Estimate ols = fit(file, "regress y " + regressors);
      EXPECT_EQ(gmm.n, ols.n) << file << regressors;
      EXPECT_EQ(gmm.df_r, ols.df_r) << file << regressors;
      expect_near(ols.rmse, gmm.rmse, "rmse");
      expect_near(ols.f->statistic, gmm.f->statistic, "F");
      for (const std::string& name : ols.names) {
        expect_near(ols.coefficient(name), gmm.coefficient(name), "coef " + name);
        expect_near(ols.se(name), gmm.se(name), "se " + name);
        expect_near(ols.p(name), gmm.p(name), "p " + name);
      }
    }
  }
}

TEST(Xtabond2Corners, LagsThatEndAtZeroGiveTheNextDifferenceToTheLevels) {
  for (const char* lags : {"0 0", "-1 0"}) {
    const Estimate estimate = fit("panel", std::string("xtabond2 y L.y x, gmm(L.y, lag(1 3) collapse) gmm(x, lag(") +
                                               lags + ") collapse) twostep robust");
    if (std::string(lags) == "-1 0") {
      // One more transformed column, the same level column.
      EXPECT_EQ(estimate.gmm->instruments, 8U);
      continue;
    }
    expect_numbers(estimate, {{"L.y", 0.3758942788}, {"x", 1.045794042}, {"_cons", 0.01316915981}},
                   {{"L.y", 0.07374368115}, {"x", 0.1355444125}, {"_cons", 0.08673402888}});
    EXPECT_EQ(estimate.gmm->hansen.df, 4);
    expect_near(3.089992005, estimate.gmm->hansen.statistic, "Hansen");
  }
}

TEST(Xtabond2Corners, AYearMissingForAllUnitsHasNoLevelInstrumentOfItsOwn) {
  const Estimate estimate = fit("year_missing", "xtabond2 y L.y x, gmm(y, lag(2 3)) gmm(x, lag(2 3)) robust");
  EXPECT_EQ(estimate.gmm->instruments, 11U);
  expect_numbers(estimate, {{"L.y", 0.4275176157}, {"x", 1.203518325}, {"_cons", 0.02040135226}},
                 {{"L.y", 0.1125792129}, {"x", 0.209189797}, {"_cons", 0.07700838965}});
}

TEST(Xtabond2Corners, MissingCellsOfAnInstrumentTakeRowsOfItsOwnEquation) {
  const std::string line = "xtabond2 y L.y x, gmm(L.y, lag(1 3) collapse) iv(x) iv(z, eq(";
  const Estimate difference = fit("cells_missing", line + "diff)) twostep robust");
  EXPECT_EQ(difference.n, 240U);
  expect_numbers(difference, {{"L.y", 0.3501695604}, {"x", 1.097952141}, {"_cons", 0.02903540097}},
                 {{"L.y", 0.09193635336}, {"x", 0.09299093831}, {"_cons", 0.08610508865}});
  const Estimate level = fit("cells_missing", line + "level)) twostep robust");
  EXPECT_EQ(level.n, 219U);
  expect_numbers(level, {{"L.y", 0.3696648944}, {"x", 1.102175334}, {"_cons", 0.0213153127}},
                 {{"L.y", 0.07710075496}, {"x", 0.07686799572}, {"_cons", 0.08546987239}});
}

}  // namespace
}  // namespace ecoeff
