#include "ecoeff/report/figures/kernel_density.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace ecoeff {

double silverman_bandwidth(const Summary& summary) {
  const double quartiles = (summary.p75 - summary.p25) / 1.34;
  const double spread = quartiles > 0 ? std::min(summary.sd, quartiles) : summary.sd;
  return 0.9 * spread * std::pow(static_cast<double>(summary.n), -0.2);
}

KernelDensity kernel_density(const std::vector<double>& values, double bandwidth, double low, double high,
                             std::size_t points) {
  KernelDensity out{.bandwidth = bandwidth};
  double n = 0;
  for (const double value : values) n += is_missing(value) ? 0 : 1;
  const double scale = 1 / (n * bandwidth * std::sqrt(2 * std::numbers::pi));
  for (std::size_t i = 0; i < points; ++i) {
    const double x = low + (high - low) * static_cast<double>(i) / static_cast<double>(points - 1);
    double sum = 0;
    for (const double value : values) {
      const double z = (x - value) / bandwidth;
      if (!is_missing(value) && std::abs(z) < 8) sum += std::exp(-z * z / 2);
    }
    out.at.push_back(x);
    out.density.push_back(sum * scale);
  }
  return out;
}

}  // namespace ecoeff
