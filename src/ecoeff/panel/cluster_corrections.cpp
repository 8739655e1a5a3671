#include "ecoeff/panel/cluster_corrections.hpp"

#include <cmath>

#include "ecoeff/base/error.hpp"
#include "ecoeff/numeric/decompose.hpp"

namespace ecoeff {
namespace {

using Rows = std::vector<Eigen::Index>;

constexpr std::size_t kMostRows = 2000;
constexpr std::size_t kMostClusters = 3000;
constexpr double kZero = 1e-9;  // eigenvalues of M_gg lie between 0 and 1

std::vector<Rows> rows_by_cluster(const Effect& cluster) {
  std::vector<Rows> rows(cluster.levels);
  for (std::size_t i = 0; i < cluster.codes.size(); ++i)
    rows[static_cast<std::size_t>(cluster.codes[i])].push_back(static_cast<Eigen::Index>(i));
  bool too_large = rows.size() > kMostClusters;
  for (const Rows& one : rows) too_large = too_large || one.size() > kMostRows;
  if (too_large) {
    throw Error(Fault::estimator, "P561",
                {"CR2 and CR3 take at most 3,000 clusters of at most 2,000 rows",
                 "CR2 与 CR3 至多 3000 个聚类，每个至多 2000 行"},
                {.column = cluster.name}, {"use cluster(column)", "请改用 cluster(列名)"});
  }
  return rows;
}

// M_gg^power for a negative power, over its nonzero eigenvalues.
Matrix inverse_power(const Matrix& m, double power) {
  const SymmetricEigen eigen = symmetric_eigen(m);
  Vector values = eigen.values;
  for (double& value : values) value = value > kZero ? std::pow(value, power) : 0;
  return eigen.vectors * values.asDiagonal() * eigen.vectors.transpose();
}

Matrix part(const Matrix& influence, const Rows& rows) {
  Matrix out(static_cast<Eigen::Index>(rows.size()), influence.cols());
  for (std::size_t i = 0; i < rows.size(); ++i) out.row(static_cast<Eigen::Index>(i)) = influence.row(rows[i]);
  return out;
}

Vector part(const Vector& e, const Rows& rows) {
  Vector out(static_cast<Eigen::Index>(rows.size()));
  for (std::size_t i = 0; i < rows.size(); ++i) out(static_cast<Eigen::Index>(i)) = e(rows[i]);
  return out;
}

}  // namespace

CorrectedClusters cr2(const Matrix& influence, const Vector& e, const Effect& cluster, const HatMatrix& hat) {
  const std::vector<Rows> clusters = rows_by_cluster(cluster);
  const Eigen::Index coefficients = influence.cols();
  const auto groups = static_cast<Eigen::Index>(clusters.size());
  CorrectedClusters out{.v = Matrix::Zero(coefficients, coefficients), .df = Vector(coefficients)};
  std::vector<Matrix> adjusted;
  for (const Rows& rows : clusters) {
    adjusted.push_back(inverse_power(hat.residual_block(rows), -0.5) * part(influence, rows));
    const Vector score = adjusted.back().transpose() * part(e, rows);
    out.v += score * score.transpose();
  }
  for (Eigen::Index j = 0; j < coefficients; ++j) {
    Matrix on_basis;
    Vector lengths(groups);
    for (Eigen::Index g = 0; g < groups; ++g) {
      const Vector w = adjusted[static_cast<std::size_t>(g)].col(j);
      const Vector projected = hat.onto_basis(clusters[static_cast<std::size_t>(g)], w);
      if (g == 0) on_basis.resize(projected.size(), groups);
      on_basis.col(g) = projected;
      lengths(g) = w.squaredNorm();
    }
    Matrix p = -(on_basis.transpose() * on_basis);
    p.diagonal() += lengths;
    out.df(j) = p.trace() * p.trace() / p.squaredNorm();
  }
  return out;
}

Matrix cr3(const Matrix& influence, const Vector& e, const Effect& cluster, const HatMatrix& hat, bool unscaled) {
  Matrix v = Matrix::Zero(influence.cols(), influence.cols());
  for (const Rows& rows : rows_by_cluster(cluster)) {
    const Vector change =
        part(influence, rows).transpose() * (inverse_power(hat.residual_block(rows), -1) * part(e, rows));
    v += change * change.transpose();
  }
  const auto groups = static_cast<double>(cluster.levels);
  return unscaled ? v : v * ((groups - 1) / groups);
}

}  // namespace ecoeff
