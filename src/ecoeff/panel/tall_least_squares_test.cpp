#include "ecoeff/panel/tall_least_squares.hpp"

#include <gtest/gtest.h>

#include "ecoeff/numeric/careful_least_squares.hpp"
#include "ecoeff/numeric/random.hpp"
#include "ecoeff/panel/cross_products.hpp"

namespace ecoeff {
namespace {

struct Data {
  Matrix x;
  Vector y;
};

// Columns 2, 3, ... share a part with the first.
Data simulate(Eigen::Index rows, Eigen::Index columns, double apart) {
  RandomStream random(11);
  Data data{.x = Matrix(rows, columns), .y = Vector(rows)};
  for (Eigen::Index i = 0; i < rows; ++i) {
    data.y(i) = random.normal();
    for (Eigen::Index j = 0; j < columns; ++j) {
      data.x(i, j) = (j == 0 ? 1 : apart) * random.normal() + (j == 0 ? 0 : data.x(i, 0));
      data.y(i) += static_cast<double>(j + 1) * data.x(i, j);
    }
  }
  return data;
}

TEST(TallLeastSquares, AgreesWithExtendedPrecision) {
  for (const double apart : {1.0, 0.1, 0.01}) {
    const Data data = simulate(40'000, 5, apart);  // more than one piece of rows
    const CarefulFit wanted = careful_least_squares(data.x, data.y);
    Matrix x = data.x;
    Vector y = data.y;
    const std::optional<TallFit> fit = fit_tall(x, y, Vector::Constant(5, 1e-8), 2);
    ASSERT_TRUE(fit);
    EXPECT_LT((fit->slopes - wanted.coefficients).cwiseAbs().maxCoeff(), 1e-14 / apart) << apart;
    EXPECT_LT((y - wanted.residuals).cwiseAbs().maxCoeff(), 1e-13 / apart);
    EXPECT_LT((x - wanted.influence).cwiseAbs().maxCoeff(), 1e-14 * wanted.influence.cwiseAbs().maxCoeff() / apart);
    const Matrix identity = fit->r_inverse.transpose() * cross_products(data.x, 1) * fit->r_inverse;
    EXPECT_LT((identity - Matrix::Identity(5, 5)).norm(), 1e-10);
    EXPECT_LT((fit->r * fit->r_inverse - Matrix::Identity(5, 5)).norm(), 1e-12 / apart);
  }
}

TEST(TallLeastSquares, ThreadsChangeNoBit) {
  const Data data = simulate(50'000, 3, 1);
  Matrix one = data.x;
  Vector left = data.y;
  const std::optional<TallFit> wanted = fit_tall(one, left, Vector::Zero(3), 1);
  for (const unsigned threads : {2U, 8U}) {
    Matrix x = data.x;
    Vector y = data.y;
    const std::optional<TallFit> fit = fit_tall(x, y, Vector::Zero(3), threads);
    EXPECT_EQ(fit->slopes, wanted->slopes);
    EXPECT_EQ(fit->r_inverse, wanted->r_inverse);
    EXPECT_EQ(x, one);
    EXPECT_EQ(y, left);
  }
}

TEST(TallLeastSquares, LeavesNearlyDependentColumnsToOthers) {
  for (const double apart : {0.0, 1e-9, 1e-4}) {
    const Data data = simulate(100, 3, apart);
    Matrix x = data.x;
    Vector y = data.y;
    EXPECT_FALSE(fit_tall(x, y, Vector::Zero(3), 1)) << apart;
    EXPECT_EQ(x, data.x);
    EXPECT_EQ(y, data.y);
  }
  Data data = simulate(100, 3, 1);
  EXPECT_FALSE(fit_tall(data.x, data.y, Vector::Constant(3, 50), 1)) << "negligible";
  Matrix none(100, 0);
  EXPECT_FALSE(fit_tall(none, data.y, Vector(0), 1));
  Matrix wide = Matrix::Random(2, 3);
  Vector two = Vector::Ones(2);
  EXPECT_FALSE(fit_tall(wide, two, Vector::Zero(3), 1));
}

TEST(CrossProducts, WeightedOrNot) {
  const Data data = simulate(700, 4, 1);
  EXPECT_LT((cross_products(data.x, 1) - data.x.transpose() * data.x).norm(), 1e-10);
  const Matrix weighted = data.x.transpose() * data.y.cwiseAbs2().asDiagonal() * data.x;
  EXPECT_LT((cross_products(data.x, data.y, 1) - weighted).norm(), 1e-12 * weighted.norm());
  EXPECT_EQ(cross_products(Matrix(0, 2), 1), Matrix::Zero(2, 2));
  EXPECT_EQ(cross_products(Matrix(5, 0), Vector::Ones(5), 1).size(), 0);
}

}  // namespace
}  // namespace ecoeff
