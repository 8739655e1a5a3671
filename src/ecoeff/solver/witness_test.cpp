#include "ecoeff/solver/witness.hpp"

#include <gtest/gtest.h>

#include "ecoeff/solver/program_samples.hpp"
#include "ecoeff/solver/proved_solver.hpp"

namespace ecoeff::solver {
namespace {

// One input and one output, rows (1, 1) and (2, 1). The second row's input-oriented program over both:
//   min theta  s.t.  l1 + 2 l2 + s = 2 theta,  l1 + l2 - v = 1,  written with t = 1, rows divided by (2, 1).
class TwoRows : public ::testing::Test {
 protected:
  TwoRows() {
    fill(program_);
    fill(exact_);
  }
  template <class Real>
  static void fill(ProgramOf<Real>& p) {
    p.reset(2, false);
    (void)p.add(Real(0));  // c0: t
    (void)p.add(Real(1));  // c1: theta
    (void)p.add(Real(0));  // c2: s
    (void)p.add(Real(0));  // c3: v
    p.divide(0, 2);
    p.at(0, 1) = -1;
    p.at(0, 2) = 1;
    p.at(1, 0) = -1;
    p.at(1, 3) = -1;
    p.at(2, 0) = 1;
  }
  [[nodiscard]] Witnessed check(const Witness& witness) const {
    const std::vector<std::size_t> rows{0, 1};
    return solver::check(
        witness, {.program = program_, .exact = exact_, .reference = {.data = &data_, .store = &store_}, .rows = rows});
  }

  Data data_ = data_of(2, {1, 1, 2, 1});
  ColumnStore store_ = store_of(data_);
  Program program_;
  ExactProgram exact_;
  const Label t_{Label::Kind::own, 0}, theta_{Label::Kind::own, 1}, first_{Label::Kind::reference, 0},
      second_{Label::Kind::reference, 1};
  // theta = 1/2 at l1 = 1. Multipliers (-1, 1/2): prices -1/2 + 1/2 = 0 of row 1, -1 + 1/2 of row 2; theta pays 1.
  Witness right_{.program = "score", .basis = {t_, theta_, first_}, .multipliers = {-1, 0.5, 0}};
};

TEST_F(TwoRows, AreProvedByHand) {
  const Witnessed found = check(right_);
  EXPECT_EQ(found.upper, Rational(1) / 2);
  EXPECT_EQ(found.lower, Rational(1) / 2);
  EXPECT_EQ(found.basic, (std::vector<Rational>{1, Rational(1) / 2, 1}));
  EXPECT_FALSE(found.infeasible);
}

TEST_F(TwoRows, AnotherBasisBoundsFromAboveAlone) {
  Witness other = right_;
  other.basis = {t_, theta_, second_};
  EXPECT_EQ(check(other).upper, 1);
  other.multipliers.clear();
  EXPECT_FALSE(check(other).lower.has_value());
}

TEST_F(TwoRows, SmallerMultipliersBoundLessAndLargerOnesNothing) {
  Witness other = right_;
  other.multipliers = {-1, 0.25, 0};
  EXPECT_EQ(check(other).lower, Rational(1) / 4);
  other.multipliers = {-1, 0.5 + 0x1p-52, 0};  // row 1 has a price above 0
  EXPECT_FALSE(check(other).lower.has_value());
}

// Multipliers that no bound of a cost allows are scaled down to it.
TEST_F(TwoRows, MultipliersAreScaled) {
  Witness other = right_;
  other.multipliers = {-2, 1, 0};
  EXPECT_EQ(check(other).lower, Rational(1) / 2);
}

TEST_F(TwoRows, WhatIsNoBasisProvesNothing) {
  for (const std::vector<Label>& basis : {std::vector<Label>{t_, theta_},
                                          {t_, theta_, {Label::Kind::reference, 7}},
                                          {t_, theta_, theta_},
                                          {t_, first_, {Label::Kind::own, 99}},
                                          {{Label::Kind::artificial, 0}, t_, first_}}) {
    Witness other = right_;
    other.basis = basis;
    EXPECT_FALSE(check(other).upper.has_value());
  }
  Witness other = right_;
  other.multipliers = {std::nan(""), 0.5, 0};
  EXPECT_FALSE(check(other).lower.has_value());
  other.multipliers = {-1};
  EXPECT_FALSE(check(other).lower.has_value());
}

TEST_F(TwoRows, FractionsAreOfTheRowsAsTheyAre) {
  Witness exact = right_;
  exact.multipliers.clear();
  exact.price = {Rational(-1) / 2, Rational(1) / 2, Rational(1) / 2};
  EXPECT_EQ(check(exact).lower, Rational(1) / 2);
}

// Without row 1, and with theta at most 1/2: no answer. y = (-1, 1/2) + a price of the bound.
TEST_F(TwoRows, FarkasVectorsProveThatThereIsNoAnswer) {
  const auto bound = [](auto& p) { p.at(2, 1) = -2; };  // 1 = t - 2 theta: theta is below t / 2
  bound(program_);
  bound(exact_);
  Witness none{.program = "score", .infeasible = true, .multipliers = {-1, 0.5, 0}};
  // Row 1 has price 0: t and theta alone decide. eta <= -A/n of t = 1/2, and theta: -2 eta + 1 <= 0.
  EXPECT_TRUE(check(none).infeasible);
  none.multipliers = {-1, 0.25, 0};  // eta <= 1/4 and >= 1/2
  EXPECT_FALSE(check(none).infeasible);
}

TEST(Witnesses, AreKeptOfWhatIsProvedAndReadInItsPlace) {
  const Data data = random_data(30, 4, 5);
  const ColumnStore store = store_of(data);
  for (std::size_t row = 0; row < data.rows(); ++row) {
    const Program program = slacks_program(data, row, 2, true);
    const ExactMaker exact = [&](ExactProgram& out) { out = slacks_program_of<Rational>(data, row, 2, true); };
    const Reference reference{.data = &data, .store = &store};
    Witnesses kept;
    ProvedSolver solver;
    solver.attend(&kept, "score");
    const double lower = solver.solve(program, reference, exact).lower;
    const double upper = solver.solve(program, reference, exact).upper;
    EXPECT_EQ(kept.all().size(), 1U) << "twice the same is kept once";
    Witnesses given(true);
    for (const Witness& witness : kept.all()) given.add(witness);
    ProvedSolver reader;
    reader.attend(&given, "score");
    const Solution& read = reader.solve(program, reference, exact);
    EXPECT_EQ(read.outcome, Outcome::optimal);
    EXPECT_GE(read.lower, lower);
    EXPECT_LE(read.upper, upper);
    reader.attend(&given, "another");
    EXPECT_EQ(reader.solve(program, reference, exact).outcome, Outcome::failed);
  }
}

}  // namespace
}  // namespace ecoeff::solver
