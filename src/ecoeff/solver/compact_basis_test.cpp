#include "ecoeff/solver/compact_basis.hpp"

#include <gtest/gtest.h>

#include "ecoeff/solver/basis.hpp"
#include "ecoeff/solver/program_samples.hpp"
#include "ecoeff/solver/simplex.hpp"
#include "tolerance.hpp"

namespace ecoeff::solver {
namespace {

// The closed form and the full inverse of the same basis, the optimal one of each row.
TEST(CompactBasis, HasTheLevelsAndPricesOfTheFullInverse) {
  const Data data = random_data(40, 4, 17);
  const ColumnStore store = store_of(data);
  Solver solver;
  for (const bool vrs : {false, true}) {
    for (std::size_t row = 0; row < data.rows(); ++row) {
      const Program program = slacks_program(data, row, 2, vrs);
      const Reference reference{.data = &data, .store = &store};
      const Solution best = solver.solve(program, reference, Start{.general = true});
      ASSERT_EQ(best.outcome, Outcome::optimal);
      CompactBasis<6> compact;
      ASSERT_TRUE(compact.begin(program, reference));
      compact.clear();
      for (const Label& label : best.basis) {
        if (label.kind == Label::Kind::reference) {
          ASSERT_TRUE(compact.add_peer(label.index));
        }
        if (label.kind == Label::Kind::own && label.index != 0)
          compact.slack(compact.shape().row[label.index]) = label.index;
      }
      ASSERT_TRUE(compact.factor());
      compact.solve_duals();
      EXPECT_TRUE(compact.feasible());
      EXPECT_NEAR(compact.dual_norm(), best.value, tolerance::kRoundOff);
      EXPECT_NEAR(compact.level().t, best.own(0), tolerance::kRoundOff);
      for (std::size_t r = 0; r + 1 < program.rows(); ++r) {
        EXPECT_NEAR(compact.dual()[r], best.dual[r], tolerance::kRoundOff * compact.largest_dual());
        if (compact.slack(r) != 0) {
          EXPECT_NEAR(compact.level().slack[r], best.own(compact.slack(r)), tolerance::kRoundOff);
        }
      }
      const auto errors = compact.errors();
      EXPECT_LE(errors.residual, tolerance::kRoundOff);
      EXPECT_LE(errors.price, tolerance::kRoundOff * compact.largest_dual());
    }
  }
}

TEST(CompactBasis, AnExchangeKeepsBothEquations) {
  const Data data = random_data(40, 4, 18);
  const ColumnStore store = store_of(data);
  const Program program = slacks_program(data, 3, 2);
  const Reference reference{.data = &data, .store = &store};
  CompactBasis<6> basis;
  ASSERT_TRUE(basis.begin(program, reference));
  basis.clear();
  basis.set_slacks(basis.shape().last_of);
  basis.slack(0) = 0;
  ASSERT_TRUE(basis.add_peer(3) && basis.factor());
  basis.perturb();
  for (const std::size_t row : {std::size_t{5}, std::size_t{9}}) {
    const Label entering{Label::Kind::reference, row};
    ASSERT_TRUE(basis.transform(entering));
    std::size_t out = kNone;
    for (std::size_t r = 0; r < 4; ++r) {
      if (basis.slack(r) != 0 && std::abs(basis.alpha().slack[r]) > 0.01) out = r;
    }
    ASSERT_NE(out, kNone);
    ASSERT_TRUE(basis.exchange(entering, out));
    basis.solve_duals();
    EXPECT_LE(basis.errors().residual, tolerance::kRoundOff);
    EXPECT_LE(basis.errors().price, tolerance::kRoundOff * basis.largest_dual());
  }
  EXPECT_EQ(basis.peers(), 3U);
}

TEST(CompactBasis, RefusesProgramsOfAnotherKindAndBasesThatAreNone) {
  const Data data = random_data(10, 4, 19);
  Program program = slacks_program(data, 0, 2);
  const std::size_t factor = program.add(1);  // an own column with several entries, as theta has
  program.at(0, factor) = program.at(1, factor) = -1;
  const Reference reference{.data = &data};
  CompactBasis<6> basis;
  EXPECT_FALSE(basis.begin(program, reference));
  const Program slacks = slacks_program(data, 0, 2);
  ASSERT_TRUE(basis.begin(slacks, reference));
  basis.clear();
  ASSERT_TRUE(basis.add_peer(0));
  EXPECT_FALSE(basis.factor());  // four tight rows, one peer
  basis.clear();
  basis.set_slacks(basis.shape().last_of);
  basis.slack(0) = basis.slack(1) = 0;
  ASSERT_TRUE(basis.add_peer(2) && basis.add_peer(2));
  EXPECT_FALSE(basis.factor());  // the same peer twice
}

}  // namespace
}  // namespace ecoeff::solver
