// What the solver makes of the programs that a model builds: both ways to solve one agree and are certified.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "ecoeff/frontier/models/model.hpp"
#include "ecoeff/numeric/random.hpp"
#include "tolerance.hpp"

namespace ecoeff::frontier {
namespace {

Data data_of(std::size_t features, std::vector<double> values) {
  Data data{.features = features, .value = std::move(values)};
  for (std::size_t i = 0; i < data.rows(); ++i) data.unit.push_back(static_cast<std::int32_t>(i));
  return data;
}

ColumnStore store_of(const Data& data) {
  std::vector<std::size_t> rows(data.rows());
  std::iota(rows.begin(), rows.end(), std::size_t{0});
  return {data, rows};
}

// 90 rows of 5 features: whole numbers, with ties, or any.
Data random_rows(bool whole, std::uint64_t seed) {
  RandomStream random(seed + (whole ? 1 : 0));
  std::vector<double> values;
  for (int i = 0; i < 5 * 90; ++i)
    values.push_back(whole ? static_cast<double>(1 + random.below(4)) : random.uniform(0.5, 4));
  return data_of(5, values);
}

void expect_certified(const Solution& solution) {
  EXPECT_LE(solution.dual_violation, tolerance::kSolver);
  EXPECT_GE(solution.smallest_basic, -tolerance::kSolver);
  EXPECT_LE(solution.gap, tolerance::kSolver);
}

const Model kOneInputOneOutput{.kind = Kind::slacks, .features = {{Side::input}, {Side::good}}};

// Rows (x, y) = (1, 1) and (2, 1): the second has the slack 1 in its input, rho = 1 - 1/2.
TEST(Solver, FindsTheScoreOfTwoRowsByHand) {
  const Data data = data_of(2, {1, 1, 2, 1});
  const ColumnStore store = store_of(data);
  Solver solver;
  RowProgram program;
  build(kOneInputOneOutput, data.row(1), program);
  const Solution& solution = solver.solve(program.program, {.data = &data, .store = &store});
  ASSERT_EQ(solution.outcome, Outcome::optimal);
  EXPECT_NEAR(solution.value, 0.5, tolerance::kRoundOff);
  EXPECT_LE(solution.dual_violation, tolerance::kSolver);
  EXPECT_LE(solution.gap, tolerance::kSolver);
}

TEST(Solver, ExtendedPrecisionAndWarmStartsAgreeWithAColdSolve) {
  RandomStream random(3);
  std::vector<double> values;
  for (int i = 0; i < 2 * 80; ++i) values.push_back(random.uniform(0.5, 4));
  const Data data = data_of(2, values);
  const ColumnStore store = store_of(data);
  Solver solver;
  RowProgram program;
  std::vector<Label> basis;
  for (std::size_t row = 0; row < data.rows(); ++row) {
    build(kOneInputOneOutput, data.row(row), program);
    const double cold = solver.solve(program.program, {.data = &data, .store = &store}).value;
    const double exact = solver.solve(program.program, {.data = &data, .store = &store}, nullptr, true).value;
    EXPECT_NEAR(cold, exact, tolerance::kRoundOff);
    if (!basis.empty()) {
      EXPECT_NEAR(cold, solver.solve(program.program, {.data = &data, .store = &store}, &basis).value,
                  tolerance::kRoundOff);
    }
    basis = solver.solve(program.program, {.data = &data, .store = &store}).basis;
  }
}

// Every returns to scale, with ties (whole numbers) and without; efficient rows are degenerate.
TEST(Solver, TheCompactAndTheGeneralWayAgree) {
  for (const Returns returns : {Returns::crs, Returns::vrs, Returns::nirs, Returns::ndrs}) {
    for (const bool whole : {false, true}) {
      const Data data = random_rows(whole, 11);
      const ColumnStore store = store_of(data);
      Model model{.kind = Kind::slacks,
                  .features = {{Side::input}, {Side::input}, {Side::good}, {Side::good}, {Side::bad}},
                  .returns = returns};
      Solver solver;
      RowProgram program;
      std::vector<Label> basis;
      for (std::size_t row = 0; row < data.rows(); ++row) {
        build(model, data.row(row), program);
        const Reference reference{.data = &data, .store = &store, .own_row = row};
        const Solution compact = solver.solve(program.program, reference, basis.empty() ? nullptr : &basis);
        basis = compact.basis;
        const Solution general = solver.solve(program.program, reference, Start{.general = true});
        ASSERT_EQ(compact.outcome, Outcome::optimal);
        ASSERT_EQ(general.outcome, Outcome::optimal);
        EXPECT_NEAR(compact.value, general.value, tolerance::kSolver);
        expect_certified(compact);
        expect_certified(general);
      }
    }
  }
}

// The programs of super-SBM, warm from the row before: its slacks change sides, or one peer alone is the start.
TEST(Solver, TheCompactAndTheGeneralWayAgreeWithoutTheRow) {
  std::size_t optimal = 0;
  for (const Returns returns : {Returns::crs, Returns::vrs, Returns::nirs, Returns::ndrs}) {
    for (const Orientation orientation : {Orientation::none, Orientation::input, Orientation::output}) {
      for (const bool whole : {false, true}) {
        const Data data = random_rows(whole, 23);
        const ColumnStore store = store_of(data);
        const Model model{.kind = Kind::super_slacks,
                          .features = {{Side::input}, {Side::input}, {Side::good}, {Side::good}, {Side::bad}},
                          .orientation = orientation,
                          .returns = returns};
        Solver solver;
        RowProgram program;
        std::vector<Label> basis;
        for (std::size_t row = 0; row < data.rows(); ++row) {
          build(model, data.row(row), program);
          const Reference reference{.data = &data, .store = &store, .without_row = row};
          const Solution compact = solver.solve(program.program, reference, basis.empty() ? nullptr : &basis);
          const Solution general = solver.solve(program.program, reference, Start{.general = true});
          ASSERT_EQ(compact.outcome, general.outcome);
          if (compact.outcome != Outcome::optimal) continue;
          basis = compact.basis;
          EXPECT_NEAR(compact.value, general.value, tolerance::kSolver);
          expect_certified(compact);
          ++optimal;
        }
      }
    }
  }
  EXPECT_GT(optimal, 1500U);
}

// Without itself the largest producer cannot be reached under VRS when its input slack alone is allowed.
TEST(Solver, ProvesInfeasibility) {
  const Data data = data_of(2, {1, 1, 1, 3});
  const ColumnStore store = store_of(data);
  Model model = kOneInputOneOutput;
  model.kind = Kind::super_slacks;
  model.orientation = Orientation::input;
  model.returns = Returns::vrs;
  RowProgram program;
  build(model, data.row(1), program);
  Solver solver;
  const Solution& solution = solver.solve(program.program, {.data = &data, .store = &store, .without_row = 1});
  EXPECT_EQ(solution.outcome, Outcome::infeasible);
  EXPECT_GT(solution.value, 0);
}

TEST(Solver, AnEmptyReferenceIsInfeasible) {
  const Data data = data_of(2, {1, 1});
  const ColumnStore store = store_of(data);
  RowProgram program;
  Model model = kOneInputOneOutput;
  model.kind = Kind::super_slacks;
  build(model, data.row(0), program);
  Solver solver;
  EXPECT_EQ(solver.solve(program.program, {.data = &data, .store = &store, .without_row = 0}).outcome,
            Outcome::infeasible);
}

}  // namespace
}  // namespace ecoeff::frontier
