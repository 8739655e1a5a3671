// Probabilities and quantiles of the usual test distributions. Missing arguments give missing results; df may be
// infinite for t (then normal) and for the second df of F (then chi-square / df1).
#pragma once

namespace ecoeff {

[[nodiscard]] double normal_cdf(double z);
[[nodiscard]] double normal_density(double z);
[[nodiscard]] double normal_quantile(double p);
[[nodiscard]] double normal_two_sided_p(double z);
[[nodiscard]] double t_two_sided_p(double t, double df);
[[nodiscard]] double t_quantile(double p, double df);
[[nodiscard]] double chi2_upper_p(double x, double df);
[[nodiscard]] double f_upper_p(double f, double df1, double df2);

}  // namespace ecoeff
