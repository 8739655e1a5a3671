// The wild cluster bootstrap of one coefficient, null imposed, studentised (Cameron, Gelbach and Miller 2008), with the
// algebra of Roodman, MacKinnon, Nielsen and Webb (2019): nothing is estimated again inside the loop.
//
// With the rows h_i of the coefficient's influence, A = sum h_i^2, e the residuals and c = (b - r)/A, the residuals
// under H0: beta = r are u = e + c h. A draw gives each cluster a weight v_g; then
//   b* - r = sum_g v_g a_g,          a_g = sum_{i in g} h_i u_i
//   s*_g   = sum_k S_gk v_k,         S_gk = sum_{i in g} h_i (M (u 1_k))_i,  M takes out effects and regressors
//   t*     = (b* - r) / |s*|         (the factor of the covariance cancels)
// p is the share of draws with |t*| >= |t|, ties counted. All 2^G sign vectors are taken when that is no more than the
// draws asked for. The interval holds every r with p(r) >= 1 - level: u is linear in r, so p(r) costs a pass over five
// numbers a draw.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ecoeff/panel/absorb.hpp"

namespace ecoeff {

struct WildOptions {
  std::size_t replications = 999;
  std::uint64_t seed = 1;
  unsigned threads = 1;
  bool webb = false;    // Webb's (2014) six weights instead of Rademacher's two
  double level = 0.95;  // of the interval
};

struct WildTest {
  std::string name;
  double statistic = 0;  // t with the cluster covariance
  double p = 0;
  double low = 0;  // infinite where no finite bound was found
  double high = 0;
  std::size_t replications = 0;
  bool enumerated = false;  // every sign vector once
};

// The parts that all coefficients of one fit share.
class WildBootstrap {
 public:
  // `influence`: rows x slopes. The effects and the cluster have as many codes as there are rows. Error P564 when there
  // are more than 2,000 clusters.
  WildBootstrap(const Matrix& influence, const Vector& e, const std::vector<Effect>& absorbed, const Effect& cluster,
                const WildOptions& options);

  // H0: coefficient j, with value `b` and standard error `se` of the cluster covariance, is 0.
  [[nodiscard]] WildTest test(Eigen::Index j, double b, double se) const;

 private:
  // What p(r) needs of each draw: b*-r = a + c d; |s*|^2 = q0 + 2 c q1 + c^2 q2.
  struct Draws {
    Vector a, d, q0, q1, q2;
  };
  [[nodiscard]] Draws draw(Eigen::Index j) const;
  [[nodiscard]] Matrix project_clusters(const Vector& x) const;
  [[nodiscard]] Matrix by_cluster(const Vector& h, const Matrix& projected) const;
  [[nodiscard]] Vector by_cluster(const Vector& h, const Vector& x) const;
  void weights(std::size_t begin, Eigen::Ref<Matrix> out) const;

  const Matrix& influence_;
  const Vector& e_;
  const Effect& cluster_;
  WildOptions options_;
  Absorber absorber_;
  Matrix cross_inverse_;        // (H'H)^-1
  Matrix residual_by_cluster_;  // rows x G: M (e 1_k)
  std::size_t draws_ = 0;
  bool enumerated_ = false;
};

}  // namespace ecoeff
