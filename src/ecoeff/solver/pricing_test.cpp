#include "ecoeff/solver/pricing.hpp"

#include <gtest/gtest.h>

#include "ecoeff/solver/program_samples.hpp"
#include "tolerance.hpp"

namespace ecoeff::solver {
namespace {

TEST(Pricing, TheOwnColumnThatViolatesMostOrTheFirst) {
  const Data data = data_of(2, {1, 1});
  const Program program = slacks_program(data, 0, 1);
  const double violations[] = {9, 1e-3, 2e-3};
  const auto own = [&](std::size_t v) { return violations[v]; };
  Entering most;
  price_own(program, 1, 1e-9, false, own, most);
  EXPECT_TRUE(most.found);
  EXPECT_EQ(most.label, (Label{Label::Kind::own, 2}));
  EXPECT_EQ(most.violation, 2e-3);
  Entering first;
  price_own(program, 1, 1e-9, true, own, first);
  EXPECT_EQ(first.label, (Label{Label::Kind::own, 1}));
  Entering none;
  price_own(program, 1, 1e-2, false, own, none);
  EXPECT_FALSE(none.found);
  EXPECT_EQ(none.violation, 2e-3);  // what was found is known all the same
}

// A slack whose feature is a million times larger elsewhere moves the answer by that much more.
TEST(Pricing, AViolationBelowTheToleranceCountsByItsReach) {
  const Data data = data_of(2, {1, 1, 1e6, 1});
  const ColumnStore store = store_of(data);
  const Program program = slacks_program(data, 0, 1);
  const Reference reference{.data = &data, .store = &store};
  EXPECT_NEAR(reach_of(program, reference, 1), 1e6, 1);
  EXPECT_NEAR(reach_of(program, reference, 2), 1, tolerance::kRoundOff);
  const double violations[] = {0, 1e-12, 5e-12};
  Entering far;
  price_far_own(
      program, reference, 1, 1e-11, 1e-15, [&](std::size_t v) { return violations[v]; }, far);
  EXPECT_EQ(far.label, (Label{Label::Kind::own, 1}));
  Entering noise;
  price_far_own(
      program, reference, 1, 1e-11, 1e-12, [&](std::size_t v) { return violations[v]; }, noise);
  EXPECT_FALSE(noise.found);  // 1e-12 is no more than rounding, and 5e-12 does not reach far
}

TEST(Pricing, ExtendedPrecisionPricesWhatDoublePrecisionProposesAndElseAllColumns) {
  const Data data = random_data(150, 3, 21);
  const ColumnStore store = store_of(data);
  const Program program = slacks_program(data, 7, 2);
  const Reference reference{.data = &data, .store = &store, .without_row = 7};
  ProgramColumns<long double> columns;
  columns.begin(program, reference);
  const long double dual[] = {-0.4L, -0.3L, 0.9L, 0.5L};
  double most = 0;
  std::vector<long double> scratch(program.rows());
  for (std::size_t row = 0; row < data.rows(); ++row) {
    if (row != 7) most = std::max(most, violation_of(columns, dual, row, scratch.data()));
  }
  ASSERT_GT(most, 0);
  std::vector<double> weights(data.features);
  WorkingSet working;
  Entering found;
  price_references(columns, dual, 1e-14, weights.data(), scratch.data(), working, found);
  ASSERT_TRUE(found.found);
  EXPECT_NE(found.label.index, 7U);
  EXPECT_GT(violation_of(columns, dual, found.label.index, scratch.data()), 1e-14);
  Entering every;
  price_every_reference(columns, dual, 1e-14, scratch.data(), every);
  EXPECT_NEAR(every.violation, most, tolerance::kRoundOff);
  Entering none;
  price_references(columns, dual, 2 * most, weights.data(), scratch.data(), working, none);
  EXPECT_FALSE(none.found);
  EXPECT_NEAR(none.violation, most, tolerance::kRoundOff);
}

// Where intensities are unbounded a column a thousand times smaller counts as it would at its own size.
TEST(ProgramColumns, SmallColumnsAreScaledUpWhereIntensitiesAreUnbounded) {
  const Data data = data_of(2, {1, 1, 1e-4, 2e-4});
  for (const bool vrs : {false, true}) {
    const Program program = slacks_program(data, 0, 1, vrs);
    const Reference reference{.data = &data};
    ProgramColumns<double> columns;
    columns.begin(program, reference);
    std::vector<double> column(program.rows());
    const Label small{Label::Kind::reference, 1};
    columns.fill(small, column.data());
    EXPECT_EQ(column.back(), 0);
    if (vrs) {
      EXPECT_EQ(columns.scale(small), 1);
    } else {
      EXPECT_GE(column[1], 1);
      EXPECT_LT(column[1], 2);
    }
    EXPECT_DOUBLE_EQ(column[0] / columns.scale(small), 1e-4);
    EXPECT_EQ(columns.scale({Label::Kind::reference, 0}), 1);
  }
}

}  // namespace
}  // namespace ecoeff::solver
