#include "ecoeff/panel/wild_bootstrap.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "ecoeff/base/error.hpp"
#include "ecoeff/base/threads.hpp"
#include "ecoeff/numeric/decompose.hpp"
#include "ecoeff/numeric/random.hpp"

namespace ecoeff {
namespace {

constexpr std::size_t kMostClusters = 2000;
constexpr std::size_t kChunk = 512;  // draws of one random stream
constexpr double kTie = 1e-10;       // draws as extreme as the sample itself, up to rounding

// Share of draws at least as extreme as the sample, for H0: beta = r with c = (b - r)/A and t2 the squared t.
double share_beyond(const Vector& a, const Vector& d, const Vector& q0, const Vector& q1, const Vector& q2, double c,
                    double t2) {
  std::size_t beyond = 0;
  for (Eigen::Index i = 0; i < a.size(); ++i) {
    const double top = a(i) + c * d(i);
    const double bottom = q0(i) + c * (2 * q1(i) + c * q2(i));
    if (top * top >= t2 * bottom * (1 - kTie)) ++beyond;
  }
  return static_cast<double>(beyond) / static_cast<double>(a.size());
}

// Where p(r) crosses alpha on one side of b; infinite when it stays above.
template <class P>
double bound(double b, double step, double alpha, const P& p) {
  double inside = b;
  double outside = b + step;
  for (int doubling = 0; p(outside) >= alpha; ++doubling) {
    if (doubling == 40)
      return step > 0 ? std::numeric_limits<double>::infinity() : -std::numeric_limits<double>::infinity();
    inside = outside;
    step *= 2;
    outside = b + step;
  }
  while (std::abs(outside - inside) > 1e-10 * std::max(std::abs(inside), std::abs(step))) {
    const double middle = inside + (outside - inside) / 2;
    if (middle == inside || middle == outside) break;
    (p(middle) >= alpha ? inside : outside) = middle;
  }
  return inside;
}

double webb_weight(std::uint64_t which) {
  constexpr double kSquares[] = {1.5, 1.0, 0.5};
  const double size = std::sqrt(kSquares[which % 3]);
  return which < 3 ? size : -size;
}

}  // namespace

// (X'X)^-1 where near-collinear columns, which differ by many powers of ten, leave no Cholesky factor.
static Matrix inverse_of_rank(const Matrix& x) {
  const Vector size = x.colwise().norm().cwiseMax(std::numeric_limits<double>::min()).cwiseInverse();
  const Matrix scaled = x * size.asDiagonal();
  return size.asDiagonal() * symmetric_pseudo_inverse(scaled.transpose() * scaled) * size.asDiagonal();
}

WildBootstrap::WildBootstrap(const Matrix& influence, const Vector& e, const std::vector<Effect>& absorbed,
                             const Effect& cluster, const WildOptions& options)
    : influence_(influence), e_(e), cluster_(cluster), options_(options), absorber_(absorbed) {
  const std::size_t groups = cluster.levels;
  if (groups > kMostClusters) {
    throw Error(Fault::estimator, "P564",
                {"the wild bootstrap takes at most 2,000 clusters; with so many, cluster(column) is reliable",
                 "wild bootstrap 至多 2000 个聚类；聚类如此之多时 cluster(列名) 已可靠"},
                {.column = cluster.name});
  }
  enumerated_ = !options.webb && groups < 40 && (std::size_t{1} << groups) <= options.replications;
  draws_ = enumerated_ ? std::size_t{1} << groups : std::max<std::size_t>(options.replications, 1);
  cross_inverse_ = spd_inverse(influence.transpose() * influence);
  if (cross_inverse_.size() == 0) cross_inverse_ = inverse_of_rank(influence);
  residual_by_cluster_ = project_clusters(e);
}

// M (x 1_k) for every cluster k.
Matrix WildBootstrap::project_clusters(const Vector& x) const {
  const auto groups = static_cast<Eigen::Index>(cluster_.levels);
  Matrix out = Matrix::Zero(x.size(), groups);
  for (Eigen::Index i = 0; i < x.size(); ++i) out(i, cluster_.codes[static_cast<std::size_t>(i)]) = x(i);
  const Matrix on_regressors = cross_inverse_ * (influence_.transpose() * out);
  for_chunks(cluster_.levels, 1, options_.threads, [&](std::size_t begin, std::size_t end) {
    for (std::size_t k = begin; k < end; ++k) (void)absorber_.project(out.col(static_cast<Eigen::Index>(k)));
  });
  out.noalias() -= influence_ * on_regressors;
  return out;
}

Matrix WildBootstrap::by_cluster(const Vector& h, const Matrix& projected) const {
  const auto groups = static_cast<Eigen::Index>(cluster_.levels);
  Matrix out = Matrix::Zero(groups, projected.cols());
  for (Eigen::Index k = 0; k < projected.cols(); ++k) {
    for (Eigen::Index i = 0; i < h.size(); ++i)
      out(cluster_.codes[static_cast<std::size_t>(i)], k) += h(i) * projected(i, k);
  }
  return out;
}

Vector WildBootstrap::by_cluster(const Vector& h, const Vector& x) const {
  Vector out = Vector::Zero(static_cast<Eigen::Index>(cluster_.levels));
  for (Eigen::Index i = 0; i < h.size(); ++i) out(cluster_.codes[static_cast<std::size_t>(i)]) += h(i) * x(i);
  return out;
}

// The weights of draws begin, begin + 1, ...: one column a draw.
void WildBootstrap::weights(std::size_t begin, Eigen::Ref<Matrix> out) const {
  RandomStream random(options_.seed, begin / kChunk);
  for (Eigen::Index draw = 0; draw < out.cols(); ++draw) {
    std::uint64_t bits = begin + static_cast<std::size_t>(draw);
    for (Eigen::Index g = 0; g < out.rows(); ++g) {
      if (options_.webb) {
        out(g, draw) = webb_weight(random.below(6));
        continue;
      }
      if (!enumerated_ && g % 64 == 0) bits = random.next();
      out(g, draw) = (bits & 1U) != 0 ? 1 : -1;
      bits >>= 1U;
    }
  }
}

WildBootstrap::Draws WildBootstrap::draw(Eigen::Index j) const {
  const Vector h = influence_.col(j);
  const Matrix from_e = by_cluster(h, residual_by_cluster_);
  const Matrix from_h = by_cluster(h, project_clusters(h));
  const Vector a = by_cluster(h, e_);
  const Vector d = by_cluster(h, h);
  const auto n = static_cast<Eigen::Index>(draws_);
  Draws out{Vector(n), Vector(n), Vector(n), Vector(n), Vector(n)};
  for_chunks(draws_, kChunk, options_.threads, [&](std::size_t begin, std::size_t end) {
    const auto first = static_cast<Eigen::Index>(begin);
    const auto count = static_cast<Eigen::Index>(end - begin);
    Matrix v(h.size() == 0 ? 0 : a.size(), count);
    weights(begin, v);
    out.a.segment(first, count) = v.transpose() * a;
    out.d.segment(first, count) = v.transpose() * d;
    const Matrix p = from_e * v;
    const Matrix q = from_h * v;
    out.q0.segment(first, count) = p.colwise().squaredNorm().transpose();
    out.q1.segment(first, count) = p.cwiseProduct(q).colwise().sum().transpose();
    out.q2.segment(first, count) = q.colwise().squaredNorm().transpose();
    for (Eigen::Index i = 0; i < count; ++i) {
      if (v.rows() == 0 || !(v.col(i).array() == v(0, i)).all()) continue;
      // One weight for all clusters is the sample itself, a tie at every r: no rounding may decide otherwise.
      out.a(first + i) = 1;
      out.d(first + i) = out.q0(first + i) = out.q1(first + i) = out.q2(first + i) = 0;
    }
  });
  return out;
}

WildTest WildBootstrap::test(Eigen::Index j, double b, double se) const {
  const Draws draws = draw(j);
  const Vector h = influence_.col(j);
  const double size = h.squaredNorm();
  const double spread = by_cluster(h, e_).squaredNorm();  // the square of se without its factor
  const auto p_of = [&](double r) {
    const double t2 = (b - r) * (b - r) / spread;
    return share_beyond(draws.a, draws.d, draws.q0, draws.q1, draws.q2, (b - r) / size, t2);
  };
  const double alpha = 1 - options_.level;
  WildTest out{.statistic = b / se, .p = p_of(0), .replications = draws_, .enumerated = enumerated_};
  out.low = bound(b, -2 * se, alpha, p_of);
  out.high = bound(b, 2 * se, alpha, p_of);
  return out;
}

}  // namespace ecoeff
