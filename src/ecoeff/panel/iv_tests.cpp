#include "ecoeff/panel/iv_tests.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "ecoeff/numeric/decompose.hpp"
#include "ecoeff/numeric/distributions.hpp"
#include "ecoeff/panel/orthogonal.hpp"
#include "ecoeff/panel/plain_vce.hpp"
#include "ecoeff/panel/wald.hpp"

namespace ecoeff {
namespace {

// F of the columns `tail` (orthonormal, orthogonal to the columns `head` that stand before them) in a regression of v.
TestResult tail_test(const IvDesign& design, const Vce& vce, const Matrix& head, const Matrix& tail, const Vector& v) {
  const Vector b = tail.transpose() * v;
  const Vector e = v - head * (head.transpose() * v) - tail * b;
  const IvFactor factor = iv_factor(design, vce, head.cols() + tail.cols());
  const Matrix covariance = vce.kind == Vce::Kind::iid
                                ? Matrix(Matrix::Identity(tail.cols(), tail.cols()) * (e.squaredNorm() * factor.factor))
                                : Matrix(moment_covariance(design, vce, tail, e) * factor.factor);
  return wald_f(b, covariance, factor.df).value_or(TestResult{.df = static_cast<double>(tail.cols())});
}

Matrix inverse_root(const Matrix& a) {
  const SymmetricEigen eigen = symmetric_eigen(a);
  return eigen.vectors * eigen.values.cwiseSqrt().cwiseInverse().asDiagonal() * eigen.vectors.transpose();
}

// rk statistic for rank m - 1 of the coefficients of m endogenous columns on the l excluded instruments; `errors` are
// the endogenous columns (LM) or their first-stage residuals (Wald).
double rk_statistic(const IvDesign& design, const Vce& vce, const Matrix& excluded, const Matrix& endogenous,
                    const Matrix& errors) {
  const Matrix scale = inverse_root(errors.transpose() * errors);
  const Matrix theta = excluded.transpose() * endogenous * scale;
  const Eigen::Index free = theta.rows() - theta.cols() + 1;
  const Vector right = symmetric_eigen(theta.transpose() * theta).vectors.rightCols(1);
  const Matrix left = symmetric_eigen(theta * theta.transpose()).vectors.rightCols(free);
  const Vector lambda = left.transpose() * (theta * right);
  const Vector e = errors * (scale * right);
  if (vce.kind == Vce::Kind::iid) return static_cast<double>(e.size()) * lambda.squaredNorm();
  const Matrix solved = lu_solve(moment_covariance(design, vce, excluded * left, e), lambda);
  return solved.size() == 0 ? kMissing : lambda.dot(solved.col(0));
}

}  // namespace

IvFactor iv_factor(const IvDesign& design, const Vce& vce, Eigen::Index k) {
  const auto n = static_cast<double>(design.sample.rows.size());
  const double residual = n - static_cast<double>(k) - design.absorbed.all;
  if (vce.kind == Vce::Kind::iid) return {1 / residual, residual};
  if (vce.kind == Vce::Kind::robust) return {n / residual, residual};
  const auto clusters = static_cast<double>(design.sample.clusters.front().levels);
  const double left = residual + design.absorbed.all - design.absorbed.not_nested;
  return {(n - 1) / (left - (design.absorbed.any_nested ? 1 : 0)) * clusters / (clusters - 1),
          std::min(clusters - 1, left)};
}

Matrix moment_covariance(const IvDesign& design, const Vce& vce, const Matrix& basis, const Vector& e) {
  return plain_meat(vce, design.sample, basis, e);
}

std::vector<NamedTest> iv_strength_tests(const IvDesign& design, const Vce& vce) {
  const Eigen::Index m = design.x.cols() - design.exogenous;
  const Matrix included = design.q.leftCols(design.exogenous);
  const Matrix excluded = design.q.rightCols(design.q.cols() - design.exogenous);
  const Matrix endogenous = design.x.rightCols(m);
  const Matrix partial = endogenous - included * (included.transpose() * endogenous);
  const Matrix residuals = partial - excluded * (excluded.transpose() * partial);
  std::vector<NamedTest> tests;
  for (Eigen::Index j = 0; j < m; ++j) {
    const std::string& name = design.names[static_cast<std::size_t>(design.exogenous + j)];
    tests.push_back({fmt::format("first-stage({})", name),
                     {"first stage, excluded instruments of " + name, "第一阶段：" + name + " 的工具变量联合检验"},
                     tail_test(design, vce, included, excluded, endogenous.col(j))});
  }
  const bool iid = vce.kind == Vce::Kind::iid;
  const auto l = static_cast<double>(excluded.cols());
  TestResult lm{.statistic = rk_statistic(design, vce, excluded, partial, partial),
                .df = l - static_cast<double>(m) + 1};
  lm.p = chi2_upper_p(lm.statistic, lm.df);
  tests.push_back({"kp-lm",
                   iid ? Text{"underidentification, Anderson LM", "识别不足检验（Anderson LM）"}
                       : Text{"underidentification, Kleibergen-Paap rk LM", "识别不足检验（Kleibergen-Paap rk LM）"},
                   lm});
  // The factor of the first stage, which the chi-square form leaves out.
  const IvFactor factor = iv_factor(design, vce, design.q.cols());
  const auto n = static_cast<double>(design.sample.rows.size());
  TestResult wald{.statistic = rk_statistic(design, vce, excluded, partial, residuals), .df = l, .df2 = factor.df};
  wald.statistic /= l * factor.factor * (iid ? n : 1);
  tests.push_back({"kp-f",
                   iid ? Text{"weak instruments, Cragg-Donald F", "弱工具变量检验（Cragg-Donald F）"}
                       : Text{"weak instruments, Kleibergen-Paap rk F", "弱工具变量检验（Kleibergen-Paap rk F）"},
                   wald});
  const OrthogonalColumns x = orthogonalise(design.x, Vector::Zero(design.x.cols()));
  Matrix rest = residuals - x.q * (x.q.transpose() * residuals);
  Vector nothing(m);
  for (Eigen::Index j = 0; j < m; ++j) nothing(j) = 1e-9 * endogenous.col(j).norm();
  const OrthogonalColumns v = orthogonalise(std::move(rest), nothing);
  if (!v.kept.empty())
    tests.push_back({"wu-hausman",
                     {"endogeneity, Wu-Hausman", "内生性检验（Wu-Hausman）"},
                     tail_test(design, vce, x.q, v.q, design.y)});
  return tests;
}

}  // namespace ecoeff
