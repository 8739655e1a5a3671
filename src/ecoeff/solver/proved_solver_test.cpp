#include "ecoeff/solver/proved_solver.hpp"

#include <gtest/gtest.h>

#include <numeric>

#include "ecoeff/solver/exact_system.hpp"
#include "ecoeff/solver/program_samples.hpp"

namespace ecoeff::solver {
namespace {

TEST(ProvedSolver, TheExactOptimumLiesBetweenTheBounds) {
  for (const bool vrs : {false, true}) {
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
      Data data = random_data(30, 4, seed);
      // Half of the rows are nearly others.
      for (std::size_t i = 15 * 4; i < 30 * 4; ++i)
        data.value[i] = data.value[i - 15 * 4] * (1 + static_cast<double>(seed % 3) * 1e-15);
      const ColumnStore store = store_of(data);
      ProvedSolver solver;
      for (std::size_t row = 0; row < data.rows(); ++row) {
        const Program program = slacks_program(data, row, 2, vrs);
        const ExactMaker exact = [&](ExactProgram& out) { out = slacks_program_of<Rational>(data, row, 2, vrs); };
        const Solution& found = solver.solve(program, {.data = &data, .store = &store, .own_row = row}, exact);
        ASSERT_EQ(found.outcome, Outcome::optimal);
        ASSERT_NE(found.settled, Settled::no);
        const double lower = found.lower;
        const double upper = found.upper;
        EXPECT_LE(upper - lower, 1e-10);
        ASSERT_EQ(solver.settle().outcome, Outcome::optimal);
        EXPECT_LE(Rational(lower), solver.exact_value());
        EXPECT_GE(Rational(upper), solver.exact_value());
        EXPECT_LE(solver.exact_value(), 1) << "the row is in its own reference";
      }
    }
  }
}

// Rows that the store stands for without holding them, each as good as a mixture up to 1e-9 of its values.
TEST(ProvedSolver, BoundsAllowForRowsThatAreNotAtHand) {
  const Data data = random_data(40, 4, 3);
  std::vector<double> values = data.value;
  for (const double z : data.value) values.push_back(z);
  for (std::size_t i = 0; i < 40; ++i) {
    for (std::size_t k = 0; k < 4; ++k) values[(40 + i) * 4 + k] *= k < 2 ? 1 - 1e-9 : 1 + 1e-9;
  }
  const Data twice = data_of(4, values);
  std::vector<std::size_t> half(40);
  std::iota(half.begin(), half.end(), std::size_t{0});
  const ColumnStore some(twice, half);
  const ColumnStore all = store_of(twice);
  ProvedSolver solver;
  std::size_t lower = 0;
  for (std::size_t row = 0; row < 40; ++row) {
    const Program program = slacks_program(twice, row, 2);
    const ExactMaker exact = [&](ExactProgram& out) { out = slacks_program_of<Rational>(twice, row, 2, false); };
    const double without = solver.solve(program, {.data = &twice, .store = &some}, exact).lower;
    const double bound = solver.solve(program, {.data = &twice, .store = &some, .behind_within = 2e-9}, exact).lower;
    const double optimum = solver.solve(program, {.data = &twice, .store = &all}, exact).upper;
    EXPECT_LE(bound, optimum) << row;
    lower += without > optimum ? 1 : 0;
  }
  EXPECT_GT(lower, 20U) << "otherwise nothing had to be allowed for";
}

TEST(ExactSystem, SolvesWhatDoublesCannot) {
  constexpr std::size_t kSize = 12;
  ExactRows hilbert(kSize);
  for (std::size_t i = 0; i < kSize; ++i) {
    for (std::size_t j = 0; j < kSize; ++j) hilbert[i].push_back(Rational(1) / Rational(i + j + 1));
    hilbert[i].push_back(Rational(1) / Rational(i + 1));  // the first column
  }
  std::vector<Rational> x;
  ASSERT_TRUE(solve_exactly(hilbert, x));
  for (std::size_t j = 0; j < kSize; ++j) EXPECT_EQ(x[j], j == 0 ? 1 : 0);
}

TEST(ExactSystem, SlacksAreSubstitutedAndSingularMatricesRefused) {
  std::vector<Rational> x;
  ASSERT_TRUE(solve_exactly({{1, 2, 3, 10}, {0, 1, 1, 3}, {0, 1, 3, 7}}, x));
  EXPECT_EQ(x, (std::vector<Rational>{2, 1, 2}));
  EXPECT_FALSE(solve_exactly({{1, 2, 1, 1}, {2, 4, 3, 1}, {3, 6, 5, 1}}, x));
}

TEST(Rationals, AreRoundedToEitherSide) {
  const Rational third = Rational(1) / 3;
  EXPECT_LT(Rational(below(third)), third);
  EXPECT_GT(Rational(above(third)), third);
  EXPECT_EQ(above(third), std::nextafter(below(third), 1.0));
  EXPECT_EQ(below(Rational(0.1)), 0.1);
  EXPECT_EQ(above(Rational(-2.5)), -2.5);
}

}  // namespace
}  // namespace ecoeff::solver
