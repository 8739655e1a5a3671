#include "ecoeff/panel/absorb.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ecoeff/numeric/decompose.hpp"
#include "ecoeff/numeric/random.hpp"
#include "ecoeff/panel/absorbed_degrees.hpp"
#include "ecoeff/panel/orthogonal.hpp"

namespace ecoeff {
namespace {

Effect random_effect(RandomStream& random, std::size_t rows, std::size_t levels) {
  Effect effect{.name = "g", .levels = levels};
  for (std::size_t i = 0; i < rows; ++i)
    effect.codes.push_back(static_cast<std::int32_t>(i < levels ? i : random.below(levels)));
  return effect;
}

Matrix dummies(const std::vector<Effect>& effects) {
  Eigen::Index columns = 0;
  for (const Effect& effect : effects) columns += static_cast<Eigen::Index>(effect.levels);
  Matrix d = Matrix::Zero(static_cast<Eigen::Index>(effects[0].codes.size()), columns);
  Eigen::Index first = 0;
  for (const Effect& effect : effects) {
    for (std::size_t i = 0; i < effect.codes.size(); ++i) d(static_cast<Eigen::Index>(i), first + effect.codes[i]) = 1;
    first += static_cast<Eigen::Index>(effect.levels);
  }
  return d;
}

TEST(Absorb, IsTheProjectionOffTheDummies) {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    RandomStream random(seed);
    std::vector<Effect> effects;
    for (std::size_t g = 0; g < 1 + seed % 4; ++g) effects.push_back(random_effect(random, 80, 4 + 7 * g));
    Vector x(80);
    for (double& value : x) value = random.normal() + 5;
    const Matrix d = dummies(effects);
    const Vector wanted = x - d * (symmetric_pseudo_inverse(d.transpose() * d) * (d.transpose() * x));
    EXPECT_TRUE(Absorber(effects).project(x));
    EXPECT_LT((x - wanted).cwiseAbs().maxCoeff(), 1e-11) << "seed " << seed;
  }
}

TEST(Absorb, LongChainsConverge) {
  // Each unit shares one level with the next: the slowest layout for plain sweeps.
  constexpr std::int32_t kLength = 300;
  Effect a{.name = "a", .levels = kLength};
  Effect b{.name = "b", .levels = kLength + 1};
  for (std::int32_t i = 0; i < kLength; ++i) {
    for (const std::int32_t level : {i, i + 1, i}) {
      a.codes.push_back(i);
      b.codes.push_back(level);
    }
  }
  RandomStream random(1);
  Vector x(3 * kLength);
  for (double& value : x) value = random.normal();
  const Matrix d = dummies({a, b});
  const Vector wanted = x - d * (symmetric_pseudo_inverse(d.transpose() * d) * (d.transpose() * x));
  EXPECT_TRUE(Absorber({a, b}).project(x));
  EXPECT_LT((x - wanted).cwiseAbs().maxCoeff(), 1e-9);
}

TEST(Absorb, WhatAnEffectExplainsVanishes) {
  RandomStream random(3);
  const std::vector<Effect> effects{random_effect(random, 60, 9), random_effect(random, 60, 6)};
  Vector x(60);
  for (Eigen::Index i = 0; i < 60; ++i) {
    const auto row = static_cast<std::size_t>(i);
    x(i) = 1e6 * effects[0].codes[row] - 3 * effects[1].codes[row];
  }
  EXPECT_TRUE(Absorber(effects).project(x));
  EXPECT_LT(x.norm(), 1e-8);
}

TEST(AbsorbedDegrees, RedundantLevelsAreComponents) {
  // Units 0,1 in years 0,1 and units 2,3 in years 2,3: two components.
  const Effect unit{.name = "unit", .codes = {0, 0, 1, 1, 2, 2, 3, 3}, .levels = 4};
  const Effect year{.name = "year", .codes = {0, 1, 0, 1, 2, 3, 2, 3}, .levels = 4};
  const Effect region{.name = "region", .codes = {0, 0, 0, 0, 1, 1, 1, 1}, .levels = 2};
  EXPECT_EQ(connected_components(unit, year), 2U);
  EXPECT_EQ(connected_components(unit, region), 2U);
  EXPECT_EQ(count_absorbed({unit, year}, {}).all, 6);
  EXPECT_EQ(count_absorbed({unit, year, region}, {}).all, 6);

  const AbsorbedDegrees nested = count_absorbed({unit, year}, {unit});
  EXPECT_EQ(nested.all, 6);
  EXPECT_EQ(nested.not_nested, 3);
  EXPECT_TRUE(nested.any_nested);
  EXPECT_EQ(count_absorbed({unit, year}, {region}).not_nested, 0);
  EXPECT_FALSE(count_absorbed({unit}, {year}).any_nested);
  EXPECT_TRUE(is_nested(unit, region));
  EXPECT_FALSE(is_nested(region, unit));
}

TEST(Orthogonalise, DropsFromLeftToRightWhateverTheScale) {
  RandomStream random(5);
  for (const double scale : {1e-120, 1.0, 1e120}) {
    Matrix x(40, 5);
    for (Eigen::Index i = 0; i < 40; ++i) {
      x(i, 0) = random.normal();
      x(i, 1) = 0;
      x(i, 2) = random.normal();
      x(i, 3) = scale * (x(i, 0) - 2 * x(i, 2));
      x(i, 4) = random.normal();
    }
    Vector negligible = 1e-8 * x.colwise().norm().transpose();
    const OrthogonalColumns basis = orthogonalise(x, negligible);
    EXPECT_THAT(basis.kept, testing::ElementsAre(0, 2, 4));
    EXPECT_THAT(basis.omitted, testing::ElementsAre(1, 3));
    EXPECT_LT((basis.q.transpose() * basis.q - Matrix::Identity(3, 3)).norm(), 1e-14);
    Matrix kept(40, 3);
    for (Eigen::Index j = 0; j < 3; ++j) kept.col(j) = x.col(basis.kept[static_cast<std::size_t>(j)]);
    EXPECT_LT((kept * basis.r_inverse - basis.q).norm(), 1e-13);
  }
}

TEST(Orthogonalise, ConditionDoesNotDependOnScale) {
  Matrix x(3, 2);
  x << 1, 1, 0, 1, 0, 0;
  // Correlation 1/sqrt(2): eigenvalues 1 +- 1/sqrt(2).
  const double wanted = std::sqrt((1 + std::sqrt(0.5)) / (1 - std::sqrt(0.5)));
  EXPECT_NEAR(scaled_condition(x), wanted, 1e-12);
  x.col(0) *= 1e6;
  EXPECT_NEAR(scaled_condition(x), wanted, 1e-9);
}

TEST(Orthogonalise, ConditionIsRightBeyondTheRootOfThePrecision) {
  // Columns (1, 0) and (1, d): singular values near sqrt(2) and d / sqrt(2).
  for (const double d : {1e-3, 1e-9, 1e-12}) {
    Matrix x(2, 2);
    x << 1, 1, 0, d;
    EXPECT_NEAR(scaled_condition(x) * d, 2, 1e-5) << d;
  }
  EXPECT_GT(scaled_condition(Matrix::Ones(3, 2)), 1e14);
}

}  // namespace
}  // namespace ecoeff
