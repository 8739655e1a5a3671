#include "ecoeff/solver/repair.hpp"

#include <gtest/gtest.h>

#include "ecoeff/solver/program_samples.hpp"
#include "ecoeff/solver/simplex.hpp"
#include "tolerance.hpp"

namespace ecoeff::solver {
namespace {

// A program whose basis of t and all slacks has right prices, but outputs below zero: the prices are chosen, negative
// for every feature, so that no reference column pays, and the costs of the own columns are what they then must be.
Program priced_program(const Data& data, std::size_t row, const std::vector<double>& price) {
  Program p = slacks_program(data, row, 2);
  for (std::size_t k = 2; k < data.features; ++k) p.at(p.norm_row(), k + 1) = 0.25;
  for (std::size_t v = 0; v < p.columns(); ++v) {
    p.cost[v] = 0;
    for (std::size_t i = 0; i < p.rows(); ++i) p.cost[v] += price[i] * p.at(i, v);
  }
  return p;
}

template <class Real>
void expect_repaired() {
  const Data data = random_data(200, 4, 8);
  const ColumnStore store = store_of(data);
  const Reference reference{.data = &data, .store = &store};
  Solver solver;
  for (std::size_t row = 0; row < 30; ++row) {
    RandomStream random(row);
    std::vector<double> price;
    for (std::size_t k = 0; k < 4; ++k) price.push_back(-random.uniform(0.1, 1));
    price.push_back(random.uniform(-1, 1));
    const Program program = priced_program(data, row, price);
    ProgramColumns<Real> columns;
    columns.begin(program, reference);
    Basis<Real, 0> basis;
    basis.begin(columns);
    for (std::size_t k = 0; k < 4; ++k) basis.put(k, {Label::Kind::own, k + 1});
    basis.put(4, {Label::Kind::own, 0});
    ASSERT_TRUE(basis.factor());
    ASSERT_LT(basis.smallest_level(), -0.1);
    basis.solve_duals();
    for (std::size_t i = 0; i < 5; ++i)
      ASSERT_NEAR(static_cast<double>(basis.dual()[i]), price[i], tolerance::kRoundOff);
    Repair<Real, 0> repair;
    ASSERT_TRUE(repair(basis));
    EXPECT_GE(basis.smallest_level(), -Tolerance<Real>::zero);
    basis.solve_duals();
    const Solution& best = solver.solve(program, reference, Start{.general = true});
    ASSERT_EQ(best.outcome, Outcome::optimal);
    EXPECT_NEAR(static_cast<double>(basis.objective()), best.value, tolerance::kSolver);
  }
}

TEST(Repair, FindsTheOptimumFromRightPricesAndNegativeLevels) {
  expect_repaired<double>();
  expect_repaired<long double>();
}

// Without reference columns nothing can enter: an output cannot come from nothing.
TEST(Repair, SaysWhereItCannotBeDone) {
  const Data data = random_data(1, 4, 8);
  const Program program = priced_program(data, 0, {-1, -1, -1, -1, 0});
  const Reference reference{.data = &data};
  ProgramColumns<double> columns;
  columns.begin(program, reference);
  Basis<double, 6> basis;
  basis.begin(columns);
  for (std::size_t k = 0; k < 4; ++k) basis.put(k, {Label::Kind::own, k + 1});
  basis.put(4, {Label::Kind::own, 0});
  ASSERT_TRUE(basis.factor());
  Repair<double, 6> repair;
  EXPECT_FALSE(repair(basis));
}

}  // namespace
}  // namespace ecoeff::solver
