// Kernel density estimates: f(x) = 1/(n h) sum K((x - x_i)/h) with the Gaussian kernel.
// Bandwidth: h = 0.9 min(sd, IQR/1.34) n^(-1/5) (Silverman 1986, Density Estimation, eq. 3.31).
#pragma once

#include <vector>

#include "ecoeff/report/figures/figure_data.hpp"

namespace ecoeff {

struct KernelDensity {
  double bandwidth = kMissing;
  std::vector<double> at;
  std::vector<double> density;
};

// sd stands alone where the quartiles coincide.
[[nodiscard]] double silverman_bandwidth(const Summary& summary);
// At `points` equally spaced values from `low` to `high`. Missing values are left out.
[[nodiscard]] KernelDensity kernel_density(const std::vector<double>& values, double bandwidth, double low, double high,
                                           std::size_t points);

}  // namespace ecoeff
