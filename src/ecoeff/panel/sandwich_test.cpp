// Covariances against their definitions on the full dummy design, and the wild bootstrap against estimating every draw.
#include "ecoeff/panel/sandwich.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "ecoeff/numeric/decompose.hpp"
#include "ecoeff/panel/covariance.hpp"
#include "ecoeff/panel/fixed_effects.hpp"
#include "random_panel.hpp"
#include "tolerance.hpp"

namespace ecoeff {
namespace {

const char* const kFormula = "y ~ x1 + x2 + x3 | unit + time";

Estimate fit(const Panel& panel, const std::string& vce, std::size_t replications = 999) {
  return fit_fixed_effects(panel, parse_formula(kFormula),
                           {.vce = vce, .keep_singletons = true, .replications = replications});
}

std::string code_of(const Panel& panel, const std::string& vce) {
  try {
    (void)fit(panel, vce);
  } catch (const Error& error) {
    EXPECT_FALSE(error.message.en.empty() || error.message.zh.empty());
    return error.code;
  }
  return "none";
}

void expect_close(const Matrix& a, const Matrix& b, const std::string& what) {
  ASSERT_EQ(a.rows(), b.rows()) << what;
  const double size = b.cwiseAbs().maxCoeff();
  EXPECT_LE((a - b).cwiseAbs().maxCoeff(), 1e3 * tolerance::kRoundOff * size) << what << "\n" << a << "\n\n" << b;
}

// X first, then the dummies of unit and year, and what least squares makes of them.
struct Dense {
  Matrix design, bread, hat;
  Vector e;
  std::vector<std::vector<Eigen::Index>> clusters;
};

Dense dense(const Panel& panel, const std::string& cluster) {
  const auto n = static_cast<Eigen::Index>(panel.rows());
  const auto units = static_cast<Eigen::Index>(panel.units());
  Dense out;
  out.design = Matrix::Zero(n, 3 + units + static_cast<Eigen::Index>(panel.periods().size()));
  Vector y(n);
  const auto codes = effect_codes(panel, cluster);
  const auto years = time_codes(panel);
  for (Eigen::Index i = 0; i < n; ++i) {
    const auto row = static_cast<std::size_t>(i);
    y(i) = panel.table.numbers("y")[row];
    for (int j = 0; j < 3; ++j) out.design(i, j) = panel.table.numbers("x" + std::to_string(j + 1))[row];
    out.design(i, 3 + panel.unit()[row]) = 1;
    out.design(i, 3 + units + years[row]) = 1;
    const auto g = static_cast<std::size_t>(codes[row]);
    if (out.clusters.size() <= g) out.clusters.resize(g + 1);
    out.clusters[g].push_back(i);
  }
  out.bread = symmetric_pseudo_inverse(out.design.transpose() * out.design, 1e-11);
  out.hat = out.design * out.bread * out.design.transpose();
  out.e = y - out.hat * y;
  return out;
}

Matrix slopes_of(const Matrix& v) { return v.topLeftCorner(3, 3); }

TEST(Sandwich, Hc2AndHc3AreThoseOfTheDummyDesign) {
  const Panel panel = random_panel(3);
  const Dense d = dense(panel, "region");
  for (const double power : {0.5, 1.0}) {
    const Vector u = d.e.array() / (1 - d.hat.diagonal().array()).pow(power);
    const Matrix v = d.bread * d.design.transpose() * u.cwiseAbs2().asDiagonal() * d.design * d.bread;
    expect_close(slopes_of(fit(panel, power < 1 ? "hc2" : "hc3").covariance), slopes_of(v), power < 1 ? "hc2" : "hc3");
  }
}

TEST(Sandwich, Cr2AndItsDegreesOfFreedomAreTheirDefinition) {
  const Panel panel = random_panel(4);
  for (const std::string cluster : {"region", "id", "year"}) {
    const Dense d = dense(panel, cluster);
    const Matrix residual_maker = Matrix::Identity(d.hat.rows(), d.hat.cols()) - d.hat;
    const Matrix influence = d.design * d.bread;
    Matrix v = Matrix::Zero(d.design.cols(), d.design.cols());
    std::vector<Matrix> p;  // one a cluster: rows x coefficients
    for (const auto& rows : d.clusters) {
      const Matrix block = residual_maker(rows, rows);
      const SymmetricEigen eigen = symmetric_eigen(block);
      const Vector root = eigen.values.unaryExpr([](double x) { return x > 1e-9 ? 1 / std::sqrt(x) : 0; });
      const Matrix adjusted =
          eigen.vectors * root.asDiagonal() * eigen.vectors.transpose() * influence(rows, Eigen::all);
      const Vector score = adjusted.transpose() * d.e(rows);
      v += score * score.transpose();
      p.push_back(residual_maker(Eigen::all, rows) * adjusted);
    }
    const Estimate estimate = fit(panel, "cr2(" + cluster + ")");
    expect_close(slopes_of(estimate.covariance), slopes_of(v), cluster);
    for (Eigen::Index j = 0; j < 3; ++j) {
      Matrix gram(static_cast<Eigen::Index>(p.size()), static_cast<Eigen::Index>(p.size()));
      for (Eigen::Index g = 0; g < gram.rows(); ++g) {
        for (Eigen::Index h = 0; h < gram.rows(); ++h)
          gram(g, h) = p[static_cast<std::size_t>(g)].col(j).dot(p[static_cast<std::size_t>(h)].col(j));
      }
      EXPECT_NEAR(estimate.df(j), gram.trace() * gram.trace() / gram.squaredNorm(), tolerance::kSolver * 10) << cluster;
    }
  }
}

TEST(Sandwich, Cr3LeavesOutEveryClusterInTurn) {
  const Panel panel = random_panel(5);
  for (const std::string cluster : {"region", "id", "year"}) {
    const Estimate all = fit(panel, "cr3(" + cluster + ")");
    const auto codes = effect_codes(panel, cluster);
    const int groups = *std::max_element(codes.begin(), codes.end()) + 1;
    Matrix v = Matrix::Zero(3, 3);
    for (int g = 0; g < groups; ++g) {
      std::vector<std::size_t> rows;
      for (std::size_t i = 0; i < codes.size(); ++i) {
        if (codes[i] != g) rows.push_back(i);
      }
      const Vector change = (fit(panel.select(rows), "iid").coefficients - all.coefficients).head(3);
      v += change * change.transpose();
    }
    expect_close(slopes_of(fit(panel, "cr3(" + cluster + ", unscaled)").covariance), v, cluster);
    expect_close(slopes_of(all.covariance), v * (groups - 1) / groups, cluster);
    EXPECT_EQ(all.df_r, groups - 1);
  }
}

TEST(Sandwich, SeveralWaysAreInclusionAndExclusion) {
  const Panel panel = random_panel(6, {.units = 40, .periods = 12});
  const Estimate three = fit(panel, "cluster(id, year, firm)");
  EXPECT_EQ(three.clusters, 5U);
  EXPECT_EQ(three.df_r, 4);
  EXPECT_EQ(three.vce, "cluster(id,year,firm)");
  // Clusters nested in one another add nothing: id lies inside region.
  expect_close(fit(panel, "cluster(id, region)").covariance, fit(panel, "cluster(region)").covariance, "nested");
}

TEST(Sandwich, SerialMeatWithoutLagsIsTheRobustOrPeriodOne) {
  const Panel panel = random_panel(7);
  expect_close(fit(panel, "nw(0)").covariance, fit(panel, "robust").covariance, "nw(0)");
  const Matrix h = (Matrix(4, 1) << 1, 2, 3, 4).finished();
  const Vector e = (Vector(4) << 1, -1, 2, 1).finished();
  // Scores 1, -2, 6, 4; rows 0..2 are one series with a gap between periods 2 and 4.
  const Matrix meat = serial_meat(h, e, {0, 0, 0, 1}, {1, 2, 4, 1}, 2);
  EXPECT_NEAR(meat(0, 0), 1 + 4 + 36 + 16 + 2 * (2.0 / 3) * -2 + 2 * (1.0 / 3) * -12, tolerance::kRoundOff);
}

TEST(Sandwich, NegativeEigenvaluesAreSetToZero) {
  const Vector one = Vector::Ones(3);
  Matrix v = (Matrix(3, 3) << 1, 2, 0, 2, 1, 0, 0, 0, 50).finished();
  EXPECT_TRUE(repair_negative(v, {0, 1}, one));
  expect_close(v, (Matrix(3, 3) << 1.5, 1.5, 0, 1.5, 1.5, 0, 0, 0, 50).finished(), "block");
  v = Vector(Vector::Ones(3)).asDiagonal();
  EXPECT_FALSE(repair_negative(v, {0, 1}, one));
}

TEST(Sandwich, TheRepairLooksAtColumnsOfStandardDeviationOne) {
  Matrix v = (Matrix(2, 2) << 1, 2, 2, 1).finished();
  const Vector spread = (Vector(2) << 4, 0.5).finished();
  const Vector back = spread.cwiseInverse();
  Matrix scaled = back.asDiagonal() * v * back.asDiagonal();
  EXPECT_TRUE(repair_negative(scaled, {0, 1}, spread));
  expect_close(scaled, back.asDiagonal() * (Matrix(2, 2) << 1.5, 1.5, 1.5, 1.5).finished() * back.asDiagonal(),
               "scaled");
}

TEST(Sandwich, SlopesAreRepairedByThemselvesAndTheConstantWithThem) {
  const Vector one = Vector::Ones(2);
  Matrix v = (Matrix(2, 2) << 4, 2, 2, -1).finished();
  EXPECT_TRUE(repair_negative(v, {0}, one));
  EXPECT_EQ(v(0, 0), 4);
  // The larger eigenvalue and its vector: (3 + 41^1/2) / 2.
  const double largest = (3 + std::sqrt(41.0)) / 2;
  EXPECT_NEAR(v(1, 1), largest * (largest - 4) * (largest - 4) / (4 + (largest - 4) * (largest - 4)),
              tolerance::kRoundOff);
}

TEST(Sandwich, AConstantThatNeedsNoRepairKeepsItsVariance) {
  const Matrix before = (Matrix(2, 2) << 1, 2, 2, 1).finished();
  Matrix v = before;
  EXPECT_FALSE(repair_negative(v, {0}, Vector::Ones(2)));
  expect_close(v, before, "as it was");
}

TEST(Sandwich, AVarianceOfWhichNothingIsLeftIsMissing) {
  Matrix v = (Matrix(2, 2) << -1, 0, 0, 4).finished();
  EXPECT_TRUE(repair_negative(v, {0}, Vector::Ones(2)));
  EXPECT_TRUE(is_missing(v(0, 0)));
  EXPECT_EQ(v(1, 1), 4);
}

TEST(Sandwich, WhatCannotBeComputedIsRefused) {
  const Panel panel = random_panel(8);
  EXPECT_EQ(code_of(panel, "nw(99)"), "P563");
  EXPECT_EQ(code_of(panel, "dk(7)"), "P563");
  for (const char* vce : {"nw", "nw(x)", "dk(-1)", "cr2(id,year)", "wild()", "cluster(a,b,c,d,e)", "hc4"})
    EXPECT_EQ(code_of(panel, vce), "P514") << vce;
}

TEST(WildBootstrap, EnumeratedDrawsAreThoseOfEstimatingEachOne) {
  const Panel panel = random_panel(9);
  const Estimate estimate = fit(panel, "wild(region)");
  const WildTest* test = estimate.wild_test("x1");
  ASSERT_NE(test, nullptr);
  EXPECT_TRUE(test->enumerated);
  EXPECT_EQ(test->replications, 16U);
  const Estimate restricted =
      fit_fixed_effects(panel, parse_formula("y ~ x2 + x3 | unit + time"), {.keep_singletons = true});
  const auto region = effect_codes(panel, "region");
  int beyond = 0;
  for (unsigned signs = 0; signs < 16; ++signs) {
    Panel drawn = panel;
    std::vector<double> y(panel.rows());
    for (std::size_t i = 0; i < y.size(); ++i) {
      const double u = restricted.residuals(static_cast<Eigen::Index>(i));
      y[i] = panel.table.numbers("y")[i] - u + ((signs >> region[i] & 1U) != 0 ? u : -u);
    }
    drawn.table.set_numbers("y", y);
    if (std::abs(fit(drawn, "cluster(region)").statistic("x1")) >= std::abs(test->statistic) * (1 - 1e-9)) ++beyond;
  }
  EXPECT_EQ(test->p, beyond / 16.0);
  EXPECT_EQ(estimate.p("x1"), test->p);
  EXPECT_TRUE(is_missing(estimate.p("_cons")));
}

// p of H0: beta = r is p of H0: beta = 0 once r x1 is taken from y.
double p_at(const Panel& panel, const std::string& vce, double r) {
  Panel moved = panel;
  std::vector<double> y(panel.rows());
  for (std::size_t i = 0; i < y.size(); ++i) y[i] = panel.table.numbers("y")[i] - r * panel.table.numbers("x1")[i];
  moved.table.set_numbers("y", y);
  return fit(moved, vce).p("x1");
}

TEST(WildBootstrap, TheIntervalIsWhereTheTestDoesNotReject) {
  const Panel panel = random_panel(10, {.units = 16});
  for (const std::string vce : {"wild(id)", "wild(id, webb)"}) {
    const auto [low, high] = fit(panel, vce).interval("x1");
    ASSERT_LT(low, high);
    const double step = 1e-6 * (high - low);
    EXPECT_GE(p_at(panel, vce, low + step), 0.05) << vce;
    EXPECT_LT(p_at(panel, vce, low - step), 0.05) << vce;
    EXPECT_GE(p_at(panel, vce, high - step), 0.05) << vce;
    EXPECT_LT(p_at(panel, vce, high + step), 0.05) << vce;
  }
}

TEST(WildBootstrap, DoesNotDependOnThreadsRowsOrUnits) {
  const Panel panel = random_panel(11, {.units = 20});
  const Formula formula = parse_formula(kFormula);
  const auto with = [&](const Panel& data, unsigned threads) {
    return fit_fixed_effects(data, formula, {.vce = "wild(id)", .replications = 1999, .seed = 7, .threads = threads});
  };
  const Estimate one = with(panel, 1);
  EXPECT_EQ(one.wild[0].p, with(panel, 2).wild[0].p);
  EXPECT_EQ(one.wild[0].low, with(panel, 8).wild[0].low);
  std::vector<std::size_t> backwards;
  for (std::size_t i = panel.rows(); i-- > 0;) backwards.push_back(i);
  EXPECT_EQ(one.wild[0].p, with(panel.select(backwards), 1).wild[0].p);
}

TEST(WildBootstrap, FewClustersAreAnsweredUnasked) {
  const Estimate estimate = fit(random_panel(12), "cluster(id)");
  ASSERT_EQ(estimate.wild.size(), 1U);
  EXPECT_EQ(estimate.wild[0].name, "x1");
  EXPECT_FALSE(estimate.wild[0].enumerated);
  bool said = false;
  for (const Note& note : estimate.notes)
    said = said || (note.code == "P523" && note.message.en.find("p = ") != std::string::npos);
  EXPECT_TRUE(said);
}

}  // namespace
}  // namespace ecoeff
