#include "ecoeff/solver/basis.hpp"

#include <gtest/gtest.h>

#include "ecoeff/solver/program_samples.hpp"
#include "ecoeff/solver/starts.hpp"
#include "tolerance.hpp"

namespace ecoeff::solver {
namespace {

// The program of row 0 of random data over all rows, begun at that row itself.
template <class Real, std::size_t Width>
struct Begun {
  Data data = random_data(20, 4, 5);
  ColumnStore store = store_of(data);
  Program program = slacks_program(data, 0, 2, true);
  Reference reference{.data = &data, .store = &store, .own_row = 0};
  ProgramColumns<Real> columns;
  Basis<Real, Width> basis;

  Begun() {
    columns.begin(program, reference);
    basis.begin(columns);
    std::vector<Label> labels;
    own_start(program, reference, labels);
    for (std::size_t i = 0; i < labels.size(); ++i) basis.put(i, labels[i]);
    EXPECT_TRUE(basis.factor());
  }
};

template <class B>
void expect_inverse(B& basis) {
  for (std::size_t j = 0; j < basis.rows(); ++j) {
    basis.transform(basis.labels()[j]);
    for (std::size_t i = 0; i < basis.rows(); ++i)
      EXPECT_NEAR(static_cast<double>(basis.alpha(i)), i == j ? 1 : 0, tolerance::kRoundOff) << i << " " << j;
  }
}

TEST(Basis, TheInverseTimesEachOfItsColumnsIsAUnitVector) {
  Begun<double, 6> fixed;
  expect_inverse(fixed.basis);
  Begun<double, 0> any;
  expect_inverse(any.basis);
  Begun<long double, 0> extended;
  expect_inverse(extended.basis);
}

// The row as its own peer: t and its intensity are 1, every slack 0, and the objective 1.
TEST(Basis, LevelsAndPricesOfTheRowItself) {
  Begun<double, 6> begun;
  for (std::size_t i = 0; i < begun.basis.rows(); ++i) {
    const Label& label = begun.basis.labels()[i];
    const bool one = label.kind == Label::Kind::reference || label.index == 0;
    EXPECT_NEAR(begun.basis.level(i), one ? 1 : 0, tolerance::kRoundOff);
  }
  begun.basis.solve_duals();
  EXPECT_NEAR(begun.basis.objective(), 1, tolerance::kRoundOff);
  EXPECT_LE(begun.basis.residual(), tolerance::kRoundOff);
  EXPECT_LE(begun.basis.price_error(), tolerance::kRoundOff);
}

// After a pivot the kept inverse, the perturbation carried beside it, and a fresh factorisation agree.
TEST(Basis, AnExchangeIsWhatAFactorisationWouldMake) {
  Begun<double, 6> begun;
  auto& basis = begun.basis;
  basis.perturb(kPerturbation, 3);
  std::size_t exchanged = 0;
  for (std::size_t row = 1; row < 20 && exchanged < 4; ++row) {
    basis.transform({Label::Kind::reference, row});
    std::size_t out = 0;
    for (std::size_t i = 0; i < basis.rows(); ++i) {
      if (std::abs(basis.alpha(i)) > std::abs(basis.alpha(out))) out = i;
    }
    basis.exchange(out, {Label::Kind::reference, row});
    EXPECT_EQ(basis.since_factor(), ++exchanged);
    EXPECT_EQ(basis.labels()[out], (Label{Label::Kind::reference, row}));
  }
  std::vector<double> level;
  std::vector<double> held;
  for (std::size_t i = 0; i < basis.rows(); ++i) {
    level.push_back(basis.level(i));
    held.push_back(basis.held(i));
  }
  basis.solve_duals();
  EXPECT_LE(basis.residual(), tolerance::kRoundOff);
  EXPECT_LE(basis.price_error() / std::max(1.0, basis.largest_dual()), tolerance::kRoundOff);
  ASSERT_TRUE(basis.factor());
  EXPECT_EQ(basis.since_factor(), 0U);
  for (std::size_t i = 0; i < basis.rows(); ++i) {
    EXPECT_NEAR(basis.level(i), level[i], tolerance::kRoundOff);
    EXPECT_NEAR(basis.held(i), held[i], tolerance::kRoundOff);
    if (level[i] > 0) {
      EXPECT_NE(basis.held(i), basis.level(i));
    }
  }
  basis.drop_perturbation();
  for (std::size_t i = 0; i < basis.rows(); ++i) EXPECT_EQ(basis.held(i), std::max(0.0, basis.level(i)));
}

TEST(Basis, RefusesDependentColumns) {
  Begun<double, 6> begun;
  begun.basis.put(0, begun.basis.labels()[1]);
  EXPECT_FALSE(begun.basis.factor());
}

TEST(Basis, ArtificialColumnsLoseTheirPerturbation) {
  Begun<double, 6> begun;
  std::vector<Label> labels;
  cold_start(begun.program, labels);
  for (std::size_t i = 0; i < labels.size(); ++i) begun.basis.put(i, labels[i]);
  ASSERT_TRUE(begun.basis.factor());
  begun.basis.perturb(kPerturbation, 1);
  begun.basis.settle_artificial();
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const bool artificial = labels[i].kind == Label::Kind::artificial;
    if (artificial) {
      EXPECT_EQ(begun.basis.held(i), std::max(0.0, begun.basis.level(i)));
    } else if (begun.basis.level(i) >= 0) {
      EXPECT_GT(begun.basis.held(i), begun.basis.level(i));
    }
  }
}

}  // namespace
}  // namespace ecoeff::solver
