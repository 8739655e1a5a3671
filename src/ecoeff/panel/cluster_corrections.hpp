// Small-sample cluster covariances from the blocks of M = I - H (H the hat matrix of the full dummy design).
//
//   CR2  V = sum_g h_g' A_g e_g e_g' A_g h_g,  A_g = (M_gg)^(-1/2)   (Bell and McCaffrey 2002; identity working model)
//        Satterthwaite degrees of freedom of coefficient j: (tr P)^2 / |P|^2, P_gh = p_g'p_h, p_g = M_.g A_g h_gj
//        (Pustejovsky and Tipton 2018, equation 11)
//   CR3  V = c sum_g (b_(g) - b)(b_(g) - b)',  b_(g) without cluster g, = -h_g' (M_gg)^-1 e_g; c = (G-1)/G or 1
// h_g are the rows of the influence, inverses are Moore-Penrose where a cluster holds a whole effect level.
#pragma once

#include "ecoeff/panel/leverage.hpp"

namespace ecoeff {

struct CorrectedClusters {
  Matrix v;
  Vector df;  // one a coefficient; CR2 only
};

// Error P561 when a cluster has more than 2,000 rows or there are more than 3,000 clusters.
[[nodiscard]] CorrectedClusters cr2(const Matrix& influence, const Vector& e, const Effect& cluster,
                                    const HatMatrix& hat);
[[nodiscard]] Matrix cr3(const Matrix& influence, const Vector& e, const Effect& cluster, const HatMatrix& hat,
                         bool unscaled);

}  // namespace ecoeff
