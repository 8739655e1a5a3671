// The kind of standard error, as typed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ecoeff {

struct Vce {
  // What code beside the covariance itself treats as one of its own; `other`: nothing does, its descriptor says all.
  enum class Kind { iid, robust, hc2, hc3, cluster, newey_west, driscoll_kraay, cr2, cr3, wild, bootstrap, other };
  Kind kind = Kind::iid;
  std::vector<std::string> clusters;  // columns or the roles `unit` and `time`; up to four for `cluster`, else one
  int lags = 0;                       // newey_west, driscoll_kraay
  bool webb = false;                  // wild: Webb's six weights instead of Rademacher's two
  bool unscaled = false;              // cr3: without (G-1)/G
  std::string name = {};              // of the descriptor (covariance_kinds.hpp); empty: the one of `kind`
  std::string text = {};              // "iid", "robust", "cluster(city)"
};

// iid (ols, unadjusted, conventional), robust (hc1, r), hc2, hc3, cluster(a) to cluster(a,b,c,d), also "cluster a",
// nw(L), dk(L), cr2(a), cr3(a), cr3(a, unscaled), wild(a), wild(a, webb), bootstrap(a), also "bootstrap" of units.
// Error P514.
[[nodiscard]] Vce parse_vce(std::string_view text);

}  // namespace ecoeff
