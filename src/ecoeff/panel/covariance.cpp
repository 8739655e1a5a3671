#include "ecoeff/panel/covariance.hpp"

#include <algorithm>
#include <bit>
#include <map>
#include <numeric>
#include <utility>

#include "ecoeff/base/number.hpp"
#include "ecoeff/numeric/decompose.hpp"
#include "ecoeff/panel/cross_products.hpp"

namespace ecoeff {
namespace {

constexpr double kRounding = 1e-13;

Matrix without_negative(const Matrix& v, bool& repaired) {
  if (v.size() == 0) return v;
  const SymmetricEigen eigen = symmetric_eigen(v);
  const double smallest = eigen.values(eigen.values.size() - 1);
  if (!(smallest < 0)) return v;
  if (smallest < -kRounding * eigen.values.cwiseAbs().maxCoeff()) repaired = true;
  return eigen.vectors * eigen.values.cwiseMax(0.0).asDiagonal() * eigen.vectors.transpose();
}

}  // namespace

Matrix iid_meat(const Matrix& influence, unsigned threads) { return cross_products(influence, threads); }

Matrix robust_meat(const Matrix& influence, const Vector& e, unsigned threads) {
  return cross_products(influence, e, threads);
}

Matrix cluster_sums(const Matrix& influence, const Vector& e, const Effect& cluster, unsigned threads) {
  Matrix sums = Matrix::Zero(static_cast<Eigen::Index>(cluster.levels), influence.cols());
  for_chunks(static_cast<std::size_t>(influence.cols()), 1, threads, [&](std::size_t begin, std::size_t end) {
    for (auto j = static_cast<Eigen::Index>(begin); j < static_cast<Eigen::Index>(end); ++j) {
      for (Eigen::Index i = 0; i < influence.rows(); ++i)
        sums(cluster.codes[static_cast<std::size_t>(i)], j) += influence(i, j) * e(i);
    }
  });
  return sums;
}

Matrix cluster_meat(const Matrix& influence, const Vector& e, const Effect& cluster, unsigned threads) {
  return cross_products(cluster_sums(influence, e, cluster, threads), threads);
}

Effect intersection(const Effect& a, const Effect& b) {
  std::vector<std::int64_t> pairs(a.codes.size());
  for (std::size_t i = 0; i < pairs.size(); ++i)
    pairs[i] = static_cast<std::int64_t>(a.codes[i]) * static_cast<std::int64_t>(b.levels) + b.codes[i];
  std::vector<std::int64_t> levels = pairs;
  std::sort(levels.begin(), levels.end());
  levels.erase(std::unique(levels.begin(), levels.end()), levels.end());
  Effect both{.name = a.name + "^" + b.name, .codes = std::vector<std::int32_t>(pairs.size()), .levels = levels.size()};
  for (std::size_t i = 0; i < pairs.size(); ++i)
    both.codes[i] =
        static_cast<std::int32_t>(std::lower_bound(levels.begin(), levels.end(), pairs[i]) - levels.begin());
  return both;
}

Matrix multiway_meat(const Matrix& influence, const Vector& e, const std::vector<Effect>& clusters, unsigned threads) {
  Matrix meat = Matrix::Zero(influence.cols(), influence.cols());
  for (unsigned subset = 1; subset < (1U << clusters.size()); ++subset) {
    Effect joint;
    for (std::size_t g = 0; g < clusters.size(); ++g) {
      if ((subset >> g & 1U) != 0) joint = joint.codes.empty() ? clusters[g] : intersection(joint, clusters[g]);
    }
    meat += (std::popcount(subset) % 2 == 1 ? 1.0 : -1.0) * cluster_meat(influence, e, joint, threads);
  }
  return meat;
}

Matrix serial_meat(const Matrix& influence, const Vector& e, const std::vector<std::int32_t>& group,
                   const std::vector<std::int32_t>& period, int lags) {
  std::vector<std::size_t> order(group.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto key = [&](std::size_t i) { return std::pair(group[i], period[i]); };
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return key(a) < key(b); });
  std::vector<std::pair<std::int32_t, std::int32_t>> keys;
  Matrix scores = Matrix::Zero(influence.cols(), influence.rows());
  for (const std::size_t i : order) {
    if (keys.empty() || keys.back() != key(i)) keys.push_back(key(i));
    const auto row = static_cast<Eigen::Index>(i);
    scores.col(static_cast<Eigen::Index>(keys.size()) - 1) += influence.row(row).transpose() * e(row);
  }
  Matrix meat = Matrix::Zero(influence.cols(), influence.cols());
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const Vector now = scores.col(static_cast<Eigen::Index>(i));
    meat += now * now.transpose();
    for (std::size_t j = i; j-- > 0 && keys[j].first == keys[i].first;) {
      const int lag = keys[i].second - keys[j].second;
      if (lag > lags) break;
      const double weight = 1 - lag / (lags + 1.0);
      const Matrix cross = weight * now * scores.col(static_cast<Eigen::Index>(j)).transpose();
      meat += cross + cross.transpose();
    }
  }
  return meat;
}

bool repair_negative(Matrix& v, const std::vector<Eigen::Index>& slopes, const Vector& spread) {
  if (v.size() == 0) return false;
  const Matrix standard = spread.asDiagonal() * v * spread.asDiagonal();
  bool repaired = false;
  const Matrix block = without_negative(standard(slopes, slopes), repaired);
  v = repaired || !(standard.diagonal().minCoeff() > 0) ? without_negative(standard, repaired) : standard;
  v(slopes, slopes) = block;
  const double nothing = kRounding * standard.diagonal().cwiseAbs().maxCoeff();
  for (Eigen::Index j = 0; j < v.cols(); ++j) {
    if (!repaired || v(j, j) > nothing) continue;
    v.row(j).setConstant(kMissing);
    v.col(j).setConstant(kMissing);
  }
  const Vector back = spread.cwiseInverse();
  v = back.asDiagonal() * v * back.asDiagonal();
  return repaired;
}

}  // namespace ecoeff
