// The covariance that a word asks for: the meat of covariance.hpp and its one factor, with the degrees of freedom of t.
// N rows, k slopes, a absorbed degrees, G clusters (the smallest count of several), T periods:
//   iid          rss / (N-k-a)                                                     N-k-a
//   robust (HC1) N / (N-k-a)                                                       N-k-a
//   hc2, hc3     1, residuals over (1-h)^1/2 and 1-h (MacKinnon and White 1985)    N-k-a
//   cluster      (N-1) / (N-k-a_nonnested-[some effect nested]) * G/(G-1)          min(G-1, N-k-a_nonnested)
//   nw(L)        N / (N-k-a)                                                       N-k-a
//   dk(L)        (N-1) / (N-k-a) * T/(T-1)                                         T-1
//   cr2, cr3     cluster_corrections.hpp                                           Satterthwaite; G-1
// Conventions of reghdfe (Correia 2017) and, for hc2, hc3, cr2, cr3, of the full dummy design.
#pragma once

#include <cstdint>
#include <vector>

#include "ecoeff/panel/absorbed_degrees.hpp"
#include "ecoeff/panel/vce.hpp"

namespace ecoeff {

struct SandwichInput {
  const Matrix& influence;                // rows x coefficients, the constant last
  Eigen::Index slopes = 0;                // coefficients before the constant
  const Vector& e;                        // residuals
  const std::vector<Effect>& absorbed;    // what the design absorbs
  const std::vector<Effect>& clusters;    // of the vce
  const std::vector<std::int32_t>& unit;  // code of each row's unit
  std::vector<std::int32_t> period;       // calendar period of each row
  AbsorbedDegrees degrees;
  double residual = 0;  // N-k-a
  double n = 0;         // N; 0: the rows
  unsigned threads = 1;
  // Several ways of clustering: which coefficients are no constant, and the standard deviations of their columns.
  std::vector<Eigen::Index> without_constant{};
  Vector spread{};    // 1 for the constant
  Vector robust_e{};  // residuals of the robust meat where they differ (frequency weights), else empty
};

struct Sandwich {
  Matrix v;
  Matrix
      root;  // of the slopes' block, one way of clustering: root'root, which keeps more digits (wald.hpp); else empty
  double df_r = 0;
  Vector df;                 // one a coefficient where they differ (cr2), else empty
  std::size_t clusters = 0;  // 0 when nothing is clustered
  bool repaired = false;     // negative eigenvalues of a several-way cluster were set to 0
};

// Errors: P560, P561; P562 a row with leverage 1 in hc2 or hc3; P563 nw or dk without periods, or more lags than
// periods. `wild` and `bootstrap` have their own files and take the cluster covariance here.
[[nodiscard]] Sandwich sandwich(const SandwichInput& in, const Vce& vce);

// What the descriptors of covariance_kinds.cpp name.
[[nodiscard]] Sandwich iid_sandwich(const SandwichInput& in, const Vce& vce);
[[nodiscard]] Sandwich robust_sandwich(const SandwichInput& in, const Vce& vce);
[[nodiscard]] Sandwich hc2_sandwich(const SandwichInput& in, const Vce& vce);
[[nodiscard]] Sandwich hc3_sandwich(const SandwichInput& in, const Vce& vce);
[[nodiscard]] Sandwich cluster_sandwich(const SandwichInput& in, const Vce& vce);
[[nodiscard]] Sandwich newey_west_sandwich(const SandwichInput& in, const Vce& vce);
[[nodiscard]] Sandwich driscoll_kraay_sandwich(const SandwichInput& in, const Vce& vce);
[[nodiscard]] Sandwich cr2_sandwich(const SandwichInput& in, const Vce& vce);
[[nodiscard]] Sandwich cr3_sandwich(const SandwichInput& in, const Vce& vce);

}  // namespace ecoeff
