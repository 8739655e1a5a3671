#include "ecoeff/numeric/decompose.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "ecoeff/numeric/random.hpp"
#include "tolerance.hpp"

namespace ecoeff {
namespace {

Matrix random_matrix(Eigen::Index rows, Eigen::Index columns, std::uint64_t seed) {
  RandomStream random(seed);
  return Matrix::NullaryExpr(rows, columns, [&] { return random.normal(); });
}

double distance(const Matrix& a, const Matrix& b) { return (a - b).cwiseAbs().maxCoeff(); }

TEST(Decompose, EigenvaluesDescendAndRebuildTheMatrix) {
  const Matrix x = random_matrix(8, 5, 1);
  const Matrix a = x.transpose() * x;
  const SymmetricEigen e = symmetric_eigen(a);
  for (Eigen::Index i = 1; i < e.values.size(); ++i) EXPECT_GE(e.values(i - 1), e.values(i));
  EXPECT_LT(distance(e.vectors * e.values.asDiagonal() * e.vectors.transpose(), a), 1e-12);
  EXPECT_LT(distance(e.vectors.transpose() * e.vectors, Matrix::Identity(5, 5)), tolerance::kRoundOff);
}

TEST(Decompose, EigenvaluesOfAKnownMatrix) {
  const SymmetricEigen e = symmetric_eigen(Matrix{{2, 1}, {1, 2}});
  EXPECT_NEAR(e.values(0), 3, tolerance::kRoundOff);
  EXPECT_NEAR(e.values(1), 1, tolerance::kRoundOff);
  EXPECT_NEAR(std::abs(e.vectors(0, 0)), std::sqrt(0.5), tolerance::kRoundOff);
}

TEST(Decompose, PseudoInverseMeetsPenrosesConditionsAndCountsTheRank) {
  const Matrix x = random_matrix(3, 6, 2);
  const Matrix a = x.transpose() * x;  // 6 x 6 of rank 3
  int rank = 0;
  const Matrix p = symmetric_pseudo_inverse(a, 1e-12, &rank);
  EXPECT_EQ(rank, 3);
  EXPECT_LT(distance(a * p * a, a), 1e-10);
  EXPECT_LT(distance(p * a * p, p), 1e-10);
  EXPECT_LT(distance(a * p, (a * p).transpose()), 1e-10);
  EXPECT_EQ(symmetric_pseudo_inverse(Matrix::Zero(2, 2), 1e-12, &rank), Matrix::Zero(2, 2));
  EXPECT_EQ(rank, 0);
}

TEST(Decompose, InverseOfAPositiveDefiniteMatrix) {
  const Matrix x = random_matrix(9, 4, 3);
  const Matrix a = x.transpose() * x;
  EXPECT_LT(distance(spd_inverse(a) * a, Matrix::Identity(4, 4)), 1e-12);
  EXPECT_EQ(spd_inverse(Matrix{{1, 2}, {2, 1}}).size(), 0);
}

TEST(Decompose, SolvesSquareSystems) {
  const Matrix a{{0, 2, 1}, {1, 0, 3}, {2, 1, 0}};
  const Matrix b = random_matrix(3, 2, 4);
  EXPECT_LT(distance(a * lu_solve(a, b), b), tolerance::kRoundOff);
  EXPECT_EQ(lu_solve(Matrix{{1, 2}, {2, 4}}, Matrix{{1}, {1}}).size(), 0);
}

TEST(Decompose, LeastSquaresResidualIsOrthogonal) {
  const Matrix x = random_matrix(20, 4, 5);
  const Vector y = random_matrix(20, 1, 6);
  EXPECT_LT((x.transpose() * (y - x * least_squares(x, y))).cwiseAbs().maxCoeff(), 1e-12);
}

TEST(Decompose, LogDeterminant) {
  EXPECT_NEAR(spd_log_determinant(Matrix{{4, 0}, {0, 9}}), std::log(36.0), tolerance::kRoundOff);
  EXPECT_EQ(spd_log_determinant(Matrix{{1, 1}, {1, 1}}), -std::numeric_limits<double>::infinity());
}

}  // namespace
}  // namespace ecoeff
